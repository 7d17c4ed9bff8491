// On every page.

import { listen } from "./keys.js";
import { localTimes } from "./times.js";

localTimes();
listen();

// What this device keeps (drafts) goes when somebody signs out on it.
for (const form of document.querySelectorAll("form[data-forget]")) {
  form.addEventListener("submit", () => {
    for (const key of Object.keys(localStorage)) if (key.startsWith("or:")) localStorage.removeItem(key);
  });
}

// <form data-confirm="..."> asks once more where there is no page of its own for that.
document.addEventListener("submit", (event) => {
  const words = event.target.dataset?.confirm;
  if (words && !window.confirm(words)) event.preventDefault();
});

// <select data-submit> and radios in a form that needs no button when there is script.
for (const field of document.querySelectorAll("[data-submit]")) {
  field.addEventListener("change", () => field.form?.requestSubmit());
}

// The only script address that may ever come from a string: our own service worker.
const policy = window.trustedTypes?.createPolicy("openrounds", {
  createScriptURL: (url) => {
    if (url !== "/sw.js") throw new TypeError("Not our script.");
    return url;
  },
});
addEventListener("load", () => {
  navigator.serviceWorker?.register(policy ? policy.createScriptURL("/sw.js") : "/sw.js").catch(() => {});
});
