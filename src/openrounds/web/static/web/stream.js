// What happens in a room, written into the page. Every text goes in as text, never as markup; the shapes
// are <template>s that the server rendered with the same parts as the posts around them.

import { localTimes } from "./times.js";
import { make, say } from "./words.js";

const NEAR_END_PX = 160;
const QUIET_MS = 5000;
const LINK = /https?:\/\/[^\s<>"']+[^\s<>"'.,;:!?)\]]/g;

// Plain text in which only whole web addresses become links.
export function linked(text) {
  const parts = [];
  let from = 0;
  for (const match of text.matchAll(LINK)) {
    parts.push(text.slice(from, match.index), make("a", { href: match[0], rel: "nofollow noopener noreferrer" }, match[0]));
    from = match.index + match[0].length;
  }
  return [...parts, text.slice(from)];
}

const part = (root, name) => root.querySelector(`[data-part="${name}"]`);
const shape = (id) => document.getElementById(id)?.content.firstElementChild.cloneNode(true);

export function roomStream(root) {
  const me = root.dataset.me;
  const muted = new Set((root.dataset.muted || "").split(" "));
  const status = root.querySelector("[data-status]");
  const news = root.querySelector("[data-news]");
  const pauseButton = root.querySelector("[data-pause]");
  const changed = new Set();
  let waiting = [];
  let paused = false;
  let unseen = 0;
  let unsaid = [];
  let speakAt = 0;
  let speakTimer = 0;

  const find = (id) => document.getElementById(`post-${id}`);
  const isNearEnd = () => root.getBoundingClientRect().bottom - innerHeight < NEAR_END_PX;
  const isReadingInside = () => root.contains(document.activeElement) && document.activeElement.closest("[data-post]");

  // Posts.

  function fill(element, event) {
    const { id, author } = event;
    element.id = `post-${id}`;
    element.dataset.post = id;
    element.dataset.position = event.position;
    element.classList.toggle("pinned", event.pinned);
    element.classList.toggle("mine", author.id === me);
    element.setAttribute("aria-labelledby", `who-${id}`);
    part(element, "name").id = `who-${id}`;
    part(element, "name").textContent = author.name;
    part(element, "line").textContent = [author.role_words, author.line].filter(Boolean).join(", ");
    part(element, "link").href = `#post-${id}`;
    part(element, "time").dateTime = event.at;
    part(element, "text").replaceChildren(...linked(event.text));
    mark(element, event);
    to(element, event.reply_to);
    react(element, event.reactions || {});
    for (const one of element.querySelectorAll("[data-for]")) {
      if ((one.dataset.for === "mine") !== (author.id === me)) one.remove();
    }
    for (const one of element.querySelectorAll("a, form, button, details")) {
      for (const { name, value } of [...one.attributes]) {
        const filled = value.replaceAll("POST_ID", id).replaceAll("AUTHOR_ID", author.id);
        if (filled !== value) one.setAttribute(name, filled);
      }
    }
    localTimes(element);
    return element;
  }

  function mark(element, { edited, pinned }) {
    part(element, "mark").textContent = [edited && say("post.edited"), pinned && say("post.pinned")].filter(Boolean).join(" · ");
    element.dataset.edited = edited ? "1" : "";
  }

  function to(element, id) {
    const place = part(element, "to");
    const original = id && find(id);
    place.hidden = !original;
    if (!original) return;
    const name = part(original, "name")?.textContent ?? "";
    place.replaceChildren(say("post.to"), " ", make("a", { href: `#post-${id}` }, name));
  }

  function react(element, counts) {
    for (const one of element.querySelectorAll("[data-reaction]")) {
      const count = counts[one.dataset.reaction] || 0;
      const place = part(one, "count");
      if (place) place.textContent = count || "";
      if ("whenAny" in one.dataset) one.hidden = !count;
    }
  }

  // Whoever follows the end of the stream would never see an answer further up: a late one stays here, marked.
  function place(element, event) {
    const lists = [...root.querySelectorAll("[data-posts]")];
    const list = lists.at(-1);
    const own = lists.findLast((one) => one.dataset.posts === (event.question ?? ""));
    if (own && own !== list && event.question) late(element, own);
    const item = make("li", {}, element);
    const after = [...list.children].reverse().find((one) => Number(one.firstElementChild?.dataset.position ?? 0) < event.position);
    if (after) after.after(item);
    else list.prepend(item);
  }

  function late(element, list) {
    const label = part(list.closest(".question"), "label")?.textContent;
    const place = part(element, "late");
    if (!label || !place) return;
    place.hidden = false;
    place.textContent = say("post.late", undefined, { label });
  }

  function post(event) {
    if (event.gone) {
      gone(event);
      return;
    }
    if (muted.has(event.author.id)) return;
    const old = find(event.id);
    const isBack = old?.classList.contains("gone");
    if (old && !isBack) {
      // The page may be newer than what is told: only a change writes into it.
      if (event.kind === "post.edited") part(old, "text").replaceChildren(...linked(event.text));
      mark(old, event);
      react(old, event.reactions || {});
      return;
    }
    const fresh = fill(shape("post-shape"), event);
    if (isBack) {
      old.replaceWith(fresh);
      return;
    }
    if (event.kind === "post.edited") return;
    const follows = isNearEnd() && !isReadingInside();
    fresh.classList.add("arrived");
    place(fresh, event);
    root.querySelector("[data-empty]")?.remove();
    if (event.author.id === me || follows) {
      toEnd();
    } else {
      unseen += 1;
      showNews();
    }
    if (event.author.id !== me) announce(event.author.name);
  }

  function gone(event) {
    const old = find(event.id);
    if (!old) return;
    const line = make("p", { className: "post gone", id: old.id }, say(`gone.${event.reason ?? event.gone}`));
    line.dataset.post = event.id;
    line.dataset.position = old.dataset.position;
    old.replaceWith(line);
  }

  // Questions, the chat, the room.

  function question(event) {
    let section = document.getElementById(`question-${event.id}`);
    const isNew = !section;
    if (isNew && event.state === "prepared") return;
    if (isNew) {
      section = shape("question-shape");
      section.id = `question-${event.id}`;
      part(section, "posts").dataset.posts = event.id;
      root.querySelector("[data-questions]").append(section);
    }
    const heading = part(section, "heading");
    heading.classList.toggle("open", event.state === "open");
    part(section, "label").textContent = event.label;
    part(section, "text").textContent = event.text;
    part(section, "state").textContent = say(`question.${event.state}`);
    mapLine(event);
    if (event.state === "open") announce(null, say("question.opened", undefined, { label: event.label, text: event.text }));
    if (isNew && isNearEnd()) toEnd();
  }

  function mapLine(event) {
    const map = document.querySelector("[data-map]");
    if (!map) return;
    let line = map.querySelector(`[data-question="${event.id}"]`);
    if (!line) {
      line = shape("map-shape");
      line.dataset.question = event.id;
      map.append(line);
    }
    line.className = event.state;
    line.querySelector("a").href = `#question-${event.id}`;
    part(line, "label").textContent = event.label;
    part(line, "text").textContent = event.text;
    part(line, "state").textContent = say(`question.${event.state}`);
  }

  function chat(event) {
    for (const one of document.querySelectorAll("[data-chat-state]")) {
      one.textContent = say(`chat.${event.state}`);
      one.className = event.state === "live" ? "state-live live-dot" : "quiet";
    }
    if (event.state === "over") announce(null, say("chat.over.said"));
  }

  function room(event) {
    const level = root.dataset.level;
    if (level && event.level && level !== event.level) changed.add(say("room.level"));
    if (event.locked) changed.add(say("room.locked"));
    if (event.slow_mode_s) changed.add(say("room.slow", event.slow_mode_s));
    if (event.hold_all) changed.add(say("room.hold"));
    const line = document.querySelector("[data-room-change]");
    if (!line) return;
    line.hidden = !changed.size;
    line.textContent = [...changed].join(" ");
    changed.clear();
  }

  // Telling, counting, pausing.

  function announce(name, sentence) {
    unsaid.push({ name, sentence });
    if (speakTimer) return;
    speakTimer = setTimeout(speak, Math.max(300, speakAt + QUIET_MS - Date.now()));
  }

  function speak() {
    speakTimer = 0;
    speakAt = Date.now();
    const sentences = unsaid.filter((one) => one.sentence).map((one) => one.sentence);
    const names = unsaid.filter((one) => one.name).map((one) => one.name);
    unsaid = [];
    if (names.length) sentences.push(say("new.from", names.length, { name: names.at(-1) }));
    if (status) status.textContent = sentences.join(" ");
  }

  function showNews() {
    if (!news) return;
    news.hidden = !unseen && !waiting.length;
    news.firstElementChild.textContent = waiting.length ? say("waiting", waiting.length) : say("new", unseen);
  }

  function seen() {
    unseen = 0;
    showNews();
  }

  function toEnd() {
    const end = root.querySelector("[data-end]") ?? root.lastElementChild;
    end?.scrollIntoView({ block: "end" });
    seen();
  }

  function pause(wanted) {
    paused = wanted;
    if (pauseButton) {
      pauseButton.setAttribute("aria-pressed", String(paused));
      pauseButton.textContent = say(paused ? "pause.off" : "pause.on");
    }
    if (paused) return;
    const late = waiting;
    waiting = [];
    late.forEach(hear);
    showNews();
  }

  const handlers = {
    post,
    "post.edited": post,
    "post.gone": gone,
    reactions: (event) => find(event.id) && react(find(event.id), event.reactions),
    pin: (event) => {
      const element = find(event.id);
      if (!element || element.classList.contains("gone")) return;
      element.classList.toggle("pinned", event.pinned);
      mark(element, { edited: Boolean(element.dataset.edited), pinned: event.pinned });
    },
    question,
    chat,
    room,
    presence: (event) => {
      for (const one of document.querySelectorAll("[data-reading]")) one.textContent = say("reading", event.reading);
    },
  };

  function hold(event) {
    const at = waiting.findIndex((one) => one.id === event.id);
    // What is withdrawn or mended meanwhile goes at once, also behind a pause.
    if (event.kind === "post.gone" && at >= 0) waiting.splice(at, 1);
    else if (at >= 0) waiting[at] = { ...event, kind: waiting[at].kind };
    else waiting.push(event);
    showNews();
  }

  function hear(event) {
    const isNew = (event.kind === "post" || event.kind === "question") && event.author?.id !== me;
    const isHeld = waiting.some((one) => one.id === event.id);
    if (paused && (isHeld || (isNew && !find(event.id)))) hold(event);
    else handlers[event.kind]?.(event);
    root.dispatchEvent(new CustomEvent("room:event", { detail: event }));
  }

  news?.addEventListener("click", () => {
    if (paused) pause(false);
    toEnd();
  });
  if (pauseButton) {
    pauseButton.hidden = false;
    pauseButton.addEventListener("click", () => pause(!paused));
  }
  addEventListener("scroll", () => unseen && isNearEnd() && seen(), { passive: true });

  return { hear, toEnd };
}
