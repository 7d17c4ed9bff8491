// Single keys for what stands on the page: <button data-key="n">Next question</button>.
// Each does what a click does; "?" lists them. They can be switched off, and are silent while one writes.

import { make, say } from "./words.js";

const OFF = "or:keys-off";
let dialog = null;

function isWriting(target) {
  return target.isContentEditable || /^(input|textarea|select)$/i.test(target.tagName);
}

function usable() {
  return [...document.querySelectorAll("[data-key]")].filter((one) => !one.disabled && one.getClientRects().length);
}

function label(element) {
  return element.dataset.keyLabel || element.getAttribute("aria-label") || element.textContent.trim();
}

function press(element) {
  if (isWriting(element)) element.focus();
  else element.click();
}

function help() {
  const list = make("dl", { className: "keys" });
  const seen = new Set();
  for (const one of usable()) {
    if (seen.has(one.dataset.key)) continue;
    seen.add(one.dataset.key);
    list.append(make("dt", {}, make("kbd", {}, one.dataset.key)), make("dd", {}, label(one)));
  }
  const tick = make("input", { type: "checkbox", id: "keys-on", checked: localStorage.getItem(OFF) === null });
  tick.addEventListener("change", () => (tick.checked ? localStorage.removeItem(OFF) : localStorage.setItem(OFF, "1")));
  const close = make("button", { className: "button", type: "button", autofocus: true }, say("keys.close"));
  dialog?.remove();
  dialog = make("dialog", { className: "flow" },
    make("h2", { id: "keys-title" }, say("keys.title")), list,
    make("p", { className: "tick" }, tick, make("label", { htmlFor: "keys-on" }, say("keys.on"))), close);
  dialog.setAttribute("aria-labelledby", "keys-title");
  close.addEventListener("click", () => dialog.close());
  document.body.append(dialog);
  dialog.showModal();
}

export function listen() {
  for (const one of document.querySelectorAll("[data-key]")) one.setAttribute("aria-keyshortcuts", one.dataset.key);
  for (const one of document.querySelectorAll("[data-keys-help]")) {
    one.hidden = false;
    one.addEventListener("click", help);
  }
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.repeat || isWriting(event.target) || document.querySelector("dialog[open]")) return;
    if (event.key === "?" && document.querySelector("[data-key]")) {
      event.preventDefault();
      help();
      return;
    }
    if (localStorage.getItem(OFF) !== null) return;
    const found = usable().find((one) => one.dataset.key === event.key);
    if (!found) return;
    event.preventDefault();
    press(found);
  });
}
