// One stream for all rooms of this tab. It comes back by itself where it stopped; where no stream gets
// through, it asks every few seconds instead. What it hears goes to `hear(event)`, in order.

const FIRST_WAIT_MS = 1000;
const LONGEST_WAIT_MS = 30_000;
const OPENING_MS = 10_000;
const POLL_MS = 5000;
const STREAM_AGAIN_MS = 120_000;
const SILENCE_MS = 45_000;

// `rooms`: slugs. `after`: where the page stands, as the server wrote it ("epoch.seq,epoch.seq").
// `hear(event)`, `lost(room)`: history has a hole, fetch the room anew. `tell(state)`: "live", "waiting", "asking".
export function follow({ rooms, after, hear, lost, tell, streamUrl = "/live", pollUrl = "/live/poll" }) {
  let source = null;
  let timer = 0;
  let failures = 0;
  let heardAt = Date.now();
  let noStreamUntil = 0;
  let ended = false;

  const address = (path) => {
    const query = new URLSearchParams(rooms.map((room) => ["room", room]));
    if (after) query.set("after", after);
    return `${path}?${query}`;
  };

  const later = (work, ms) => {
    clearTimeout(timer);
    timer = setTimeout(work, ms);
  };

  const wait = () => Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** Math.min(failures, 5)) * (0.5 + Math.random());

  function close() {
    source?.close();
    source = null;
    clearTimeout(timer);
  }

  function take(message) {
    heardAt = Date.now();
    if (message.lastEventId) after = message.lastEventId;
    return message.data ? JSON.parse(message.data) : null;
  }

  function comeBack() {
    close();
    failures += 1;
    if (failures > 2 && navigator.onLine !== false) noStreamUntil = Date.now() + STREAM_AGAIN_MS;
    tell("waiting");
    later(open, wait());
  }

  function open() {
    close();
    if (ended || document.visibilityState === "prerender") return;
    if (!window.EventSource || Date.now() < noStreamUntil) {
      ask();
      return;
    }
    source = new EventSource(address(streamUrl));
    later(comeBack, OPENING_MS);
    source.onopen = () => {
      clearTimeout(timer);
      failures = 0;
      heardAt = Date.now();
      tell("live");
    };
    source.onerror = comeBack;
    source.onmessage = (message) => {
      const event = take(message);
      if (event) hear(event);
    };
    source.addEventListener("hello", take);
    source.addEventListener("presence", (message) => hear({ ...take(message), kind: "presence" }));
    source.addEventListener("reset", (message) => lost(take(message)?.room));
  }

  async function ask() {
    try {
      const answer = await fetch(address(pollUrl), { headers: { Accept: "application/json" }, cache: "no-store" });
      if (!answer.ok) throw new Error(String(answer.status));
      const { events = [], after: now, reset } = await answer.json();
      after = now || after;
      heardAt = Date.now();
      failures = 0;
      tell("asking");
      if (reset) lost();
      else events.forEach(hear);
      later(open, POLL_MS * (0.8 + 0.4 * Math.random()));
    } catch {
      failures += 1;
      tell("waiting");
      later(open, Math.max(POLL_MS, wait()));
    }
  }

  // A phone that slept may hold a dead connection without knowing.
  const wake = () => {
    if (document.visibilityState === "visible" && !ended && (!source || Date.now() - heardAt > SILENCE_MS)) open();
  };
  document.addEventListener("visibilitychange", wake);
  addEventListener("online", () => {
    failures = 0;
    noStreamUntil = 0;
    open();
  });
  addEventListener("offline", () => tell("waiting"));
  addEventListener("pagehide", close);
  addEventListener("pageshow", (event) => event.persisted && open());

  open();
  return {
    restart(from) {
      after = from ?? after;
      open();
    },
    end() {
      ended = true;
      close();
    },
  };
}
