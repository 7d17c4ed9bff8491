// A room's page: one stream, what it brings into the page, and the composer.

import { composer } from "./composer.js";
import { follow } from "./live.js";
import { reactions } from "./reactions.js";
import { roomStream } from "./stream.js";
import { say } from "./words.js";

const RELOAD_SPREAD_MS = 5000;
const CLOCK_MS = 20_000;

const root = document.querySelector("[data-stream]");
const form = document.querySelector("form[data-composer]");
const line = document.querySelector("[data-line]");
const writer = form && composer(form);

// The page itself is the snapshot. Nobody who writes is torn away; all others come at different moments.
function lost() {
  const again = document.querySelector("[data-page-changed]");
  if (writer?.isWriting() && again) again.hidden = false;
  else setTimeout(() => location.reload(), Math.random() * RELOAD_SPREAD_MS);
}

for (const clock of document.querySelectorAll("[data-ends-at]")) {
  setInterval(() => {
    const minutes = Math.floor((new Date(clock.dataset.endsAt) - Date.now()) / 60_000);
    clock.textContent = minutes < 1 ? say("left.none") : say("left", minutes);
  }, CLOCK_MS);
}

// An answered post that stands on this page is shown here; elsewhere the link leads to it.
document.addEventListener("click", (event) => {
  const id = event.target.closest("a[data-to]")?.dataset.to;
  if (!id || event.ctrlKey || event.metaKey || !document.getElementById(`post-${id}`)) return;
  event.preventDefault();
  location.hash = `post-${id}`;
});

if (root) {
  const stream = roomStream(root);
  reactions(root);
  root.addEventListener("room:event", ({ detail }) => {
    if (detail.kind === "question" && detail.state === "open") writer?.answer(detail);
    if (detail.kind === "chat" && detail.state === "live" && !document.querySelector("[data-chat-state]")) lost();
  });
  // Other parts of the page may tell the stream what they know, such as the post that was just sent.
  root.addEventListener("room:tell", ({ detail }) => stream.hear(detail));
  form?.addEventListener("composer:sent", ({ detail }) => detail.post && stream.hear(detail.post));
  if ("live" in root.dataset) {
    follow({
      rooms: [root.dataset.room],
      after: root.dataset.after,
      hear: stream.hear,
      lost,
      tell: (state) => line && (line.textContent = say(`line.${state}`)),
    });
  }
  if (!location.hash && "atEnd" in root.dataset) stream.toEnd();
}
