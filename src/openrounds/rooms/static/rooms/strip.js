// The host's console: a press is sent without leaving the page, and the console that comes back takes its
// place. Without this module each press loads the page again.

const FRESH_MS = 60_000;
const SOON_MS = 800;
const SAID_MS = 10_000;
const QUIET = new Set(["post", "post.edited", "post.gone", "reactions", "pin", "presence"]);

const strip = () => document.querySelector("[data-strip]");
let soon = 0;
let saidAt = 0;
let presses = 0;

// Parsed as a document, which runs nothing: no markup ever becomes part of the page by a string.
function ask(method, url, body) {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open(method, url);
    request.responseType = "document";
    request.setRequestHeader("X-Part", "strip");
    request.setRequestHeader("Accept", "text/html");
    request.onload = () => resolve(request);
    request.onerror = reject;
    request.send(body);
  });
}

// What the last press did stays to be read; news of the room must not wipe it away at once.
function swap(fresh, isNews) {
  const old = strip();
  const said = isNews && Date.now() - saidAt < SAID_MS ? line(old)?.textContent : "";
  const key = old.contains(document.activeElement) && document.activeElement.dataset.key;
  old.replaceWith(document.importNode(fresh, true));
  for (const one of strip().querySelectorAll("[data-key]")) one.setAttribute("aria-keyshortcuts", one.dataset.key);
  if (said) tell(said);
  if (key) strip().querySelector(`[data-key="${key}"]`)?.focus();
}

function line(element) {
  return element.querySelector("[data-strip-says]");
}

function tell(words) {
  const place = line(strip());
  if (place) place.textContent = words;
}

function hush() {
  if (Date.now() - saidAt >= SAID_MS) tell("");
}

async function press(form) {
  presses += 1;
  try {
    const { status, response } = await ask("POST", form.action, new FormData(form));
    const fresh = response?.querySelector("[data-strip]");
    saidAt = Date.now();
    setTimeout(hush, SAID_MS);
    if (fresh) swap(fresh, false);
    else tell(response?.querySelector("main p")?.textContent.trim() ?? String(status));
  } catch {
    form.submit();
  }
}

async function refresh() {
  const busy = strip()?.matches(":focus-within") || strip()?.querySelector(":popover-open");
  if (!strip() || busy || document.hidden) return;
  const before = presses;
  try {
    const { response } = await ask("GET", strip().dataset.strip);
    const fresh = response?.querySelector("[data-strip]");
    if (fresh && before === presses) swap(fresh, true); // else a press was faster, and knows more
  } catch {
    // No line just now: the next time will do.
  }
}

document.addEventListener("submit", (event) => {
  const form = event.target.closest("[data-strip] form");
  if (!form) return;
  event.preventDefault();
  press(form);
});

document.addEventListener("change", (event) => {
  if (event.target.matches("[data-strip] select")) event.target.form.requestSubmit();
});

document.querySelector("[data-stream]")?.addEventListener("room:event", ({ detail }) => {
  if (QUIET.has(detail.kind)) return;
  clearTimeout(soon);
  soon = setTimeout(refresh, SOON_MS);
});

setInterval(refresh, FRESH_MS);
