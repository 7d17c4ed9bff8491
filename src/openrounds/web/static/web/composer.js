// Writing: the guard looks on while one writes, findings stand at the word, three equal choices below. The
// draft stays on this device until it is out; nothing is lost to a dead line or an ended session.
//
// The check at data-check-url answers {findings: [{start, end, says, matters, instead, from, to}], effect, help}.
// All places count code points. Posting answers {state: "published" | "held" | "kept" | "findings", words, ...}
// or a problem (RFC 9457).

import { make, say } from "./words.js";

const CHECK_MS = 400;
const DRAFT_DAYS = 7;
const MOST_FINDINGS = 3;
const COUNT_FROM = 0.8;

const points = (text) => [...text];

// A position in code points as one in UTF-16 units, which is how the browser counts.
const units = (text, at) => points(text).slice(0, at).join("").length;

function newKey() {
  return [...crypto.getRandomValues(new Uint8Array(16))].map((one) => one.toString(16).padStart(2, "0")).join("");
}

function keepDraft(name, value) {
  try {
    if (value) localStorage.setItem(name, JSON.stringify({ ...value, at: Date.now() }));
    else localStorage.removeItem(name);
    return true;
  } catch {
    return false;
  }
}

function keptDraft(name) {
  try {
    const value = JSON.parse(localStorage.getItem(name));
    return value && Date.now() - value.at < DRAFT_DAYS * 864e5 ? value : null;
  } catch {
    return null;
  }
}

export function composer(form) {
  const text = form.querySelector("textarea");
  const fields = form.elements;
  const findings = form.querySelector("[data-findings]");
  const help = form.querySelector("[data-help]");
  const state = form.querySelector("[data-state]");
  const counter = form.querySelector("[data-count]");
  const choices = form.querySelector("[data-choices]");
  const send = form.querySelector("[data-send]");
  const replying = form.querySelector("[data-replying]");
  const limit = Number(form.dataset.limit) || Infinity;
  const draft = `or:draft:${form.dataset.room}`;
  const mirror = make("div", { className: "mirror" });
  let found = [];
  let before = null;
  let attempt = { key: fields.idempotency_key?.value || newKey(), text: null };
  let timer = 0;
  let asked = 0;

  mirror.setAttribute("aria-hidden", "true");
  text.before(mirror);

  const tell = (words, ...more) => state.replaceChildren(words, ...more);

  // Counting and keeping.

  function count() {
    const left = limit - points(text.value).length;
    counter.textContent = left > limit * (1 - COUNT_FROM) ? "" : say(left < 0 ? "count.over" : "count.left", Math.abs(left));
    counter.classList.toggle("over", left < 0);
  }

  function keep() {
    const isEmpty = !text.value.trim();
    const isKept = keepDraft(draft, isEmpty ? null : { text: text.value, reply: fields.reply_to?.value });
    if (!isEmpty && isKept) tell(say("draft.kept"));
    else tell("");
  }

  function restore() {
    const kept = keptDraft(draft);
    if (!kept || text.value.trim()) return;
    text.value = kept.text;
    form.classList.remove("folded");
    tell(say("draft.back"), " ", button(say("draft.drop"), "link-button", () => empty()));
    changed();
  }

  function empty() {
    text.value = "";
    keepDraft(draft, null);
    attempt = { key: newKey(), text: null };
    before = null;
    reply(null);
    show({ findings: [] });
    count();
    tell("");
  }

  function button(words, className, work) {
    const element = make("button", { type: "button", className }, words);
    element.addEventListener("click", work);
    return element;
  }

  // The guard.

  async function check() {
    const mine = (asked += 1);
    const looked = text.value;
    if (!form.dataset.checkUrl) return;
    if (!looked.trim()) {
      show({ findings: [] });
      return;
    }
    try {
      const answer = await post(form.dataset.checkUrl);
      if (answer.ok && mine === asked && looked === text.value) show(await answer.json());
    } catch {
      // Without a line nothing is checked now; the server looks again before anything goes out.
    }
  }

  function post(url, more = {}) {
    const data = new FormData(form);
    data.set("idempotency_key", attempt.key);
    for (const [name, value] of Object.entries(more)) data.set(name, value);
    return fetch(url, { method: "POST", body: data, headers: { Accept: "application/json" }, redirect: "manual" });
  }

  function show(report) {
    found = report.findings.slice(0, MOST_FINDINGS);
    findings.replaceChildren(...(found.length ? [list(), effect(report)] : []));
    if (before !== null) findings.append(button(say("undo"), "link-button", undo));
    choices.hidden = !found.length;
    send.hidden = Boolean(found.length);
    const gentler = choices.querySelector('[value="gentler"]');
    if (gentler) gentler.disabled = !found.some((one) => one.instead);
    showHelp(report.help);
    underline();
  }

  function list() {
    return make("ul", {}, ...found.map((one) => make("li", { className: "finding" },
      make("span", { className: "quoted" }, `“${points(text.value).slice(one.start, one.end).join("")}” `),
      [one.says, one.matters].filter(Boolean).join(" "), " ",
      one.instead ? button(one.leaves_out ? say("leave.out") : say("instead", undefined, { words: one.instead }), "button", () => replace([one])) : null)));
  }

  function effect(report) {
    return report.effect ? make("p", { className: "small" }, report.effect) : null;
  }

  function showHelp(lines) {
    if (!help) return;
    help.hidden = !lines?.length;
    help.replaceChildren(...(lines ?? []).map((one) => make("p", {}, one.words, " ",
      one.number ? make("a", { className: "call", href: `tel:${one.number.replaceAll(" ", "")}` }, one.number) : null,
      one.url ? make("a", { href: one.url }, one.link || one.url) : null)));
  }

  function underline() {
    const parts = [];
    let from = 0;
    for (const { start, end } of [...found].sort((a, b) => a.start - b.start)) {
      const [first, last] = [units(text.value, start), units(text.value, end)];
      if (first < from) continue;
      parts.push(text.value.slice(from, first), make("mark", {}, text.value.slice(first, last)));
      from = last;
    }
    mirror.replaceChildren(...parts, `${text.value.slice(from)}\n`);
    mirror.scrollTop = text.scrollTop;
  }

  function replace(which) {
    before = text.value;
    const signs = points(text.value);
    for (const one of [...which].filter((each) => each.instead).sort((a, b) => b.start - a.start)) {
      signs.splice(one.from ?? one.start, (one.to ?? one.end) - (one.from ?? one.start), one.instead);
    }
    text.value = signs.join("");
    text.focus();
    keep();
    check();
    count();
  }

  function undo() {
    text.value = before;
    before = null;
    text.focus();
    changed();
  }

  // Sending.

  async function submit(choice) {
    if (!text.value.trim()) {
      text.focus();
      return;
    }
    // One attempt, one key: sent twice it is posted once. Other words are another attempt.
    if (attempt.text !== null && attempt.text !== text.value) attempt.key = newKey();
    attempt.text = text.value;
    busy(true);
    try {
      await take(await post(form.action, choice ? { choice } : {}));
    } catch {
      keep();
      tell(say("offline.kept"), " ", button(say("send.now"), "link-button", () => submit(choice)));
    }
    busy(false);
  }

  function busy(is) {
    form.setAttribute("aria-busy", String(is));
    for (const one of form.querySelectorAll("button")) one.setAttribute("aria-disabled", String(is));
  }

  async function take(answer) {
    if (answer.type === "opaqueredirect" || answer.status === 401) {
      keep();
      tell(say("signed.out"), " ", make("a", { href: form.dataset.signInUrl, target: "_blank", rel: "opener" }, say("sign.in")));
      return;
    }
    const body = await answer.json().catch(() => ({}));
    if (!answer.ok && !body.state) {
      keep();
      tell([body.detail, body.remedy].filter(Boolean).join(" ") || say("send.failed"), " ", wayOn(body.code));
      return;
    }
    if (body.state === "findings") {
      show(body);
      tell(body.words || say("findings.look"));
      findings.scrollIntoView({ block: "nearest" });
      return;
    }
    empty();
    showHelp(body.help);
    tell(body.words || say(`sent.${body.state}`));
    form.dispatchEvent(new CustomEvent("composer:sent", { detail: body, bubbles: true }));
    if (matchMedia("(pointer: fine)").matches) text.focus();
  }

  // What can be done at once about a refusal. The words are kept meanwhile and come back with the page.
  function wayOn(code) {
    if (code === "form_expired") return button(say("page.again"), "link-button", () => location.reload());
    if (code === "notice_not_accepted") return make("a", { href: form.dataset.noticeUrl }, say("notice.read"));
    return "";
  }

  function reply(to) {
    if (!fields.reply_to) return;
    fields.reply_to.value = to?.id ?? "";
    if (!replying) return;
    replying.hidden = !to;
    if (to) replying.replaceChildren(say("replying", undefined, { name: to.name }), button(say("reply.cancel"), "link-button", () => reply(null)));
    if (to) text.focus();
  }

  function changed() {
    count();
    underline();
    clearTimeout(timer);
    timer = setTimeout(check, CHECK_MS);
  }

  text.addEventListener("input", () => {
    before = null;
    keep();
    changed();
  });
  text.addEventListener("scroll", () => (mirror.scrollTop = text.scrollTop), { passive: true });
  text.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) form.requestSubmit(send.hidden ? choices.querySelector("[value=as_is]") : send);
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    if (form.getAttribute("aria-busy") === "true") return;
    const choice = event.submitter?.name === "choice" ? event.submitter.value : "";
    if (choice === "gentler") replace(found);
    else submit(choice);
  });
  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[data-reply]");
    if (!link || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    const post = link.closest("[data-post]");
    reply({ id: post.dataset.post, name: post.querySelector('[data-part="name"]').textContent });
  });

  // What it covers is not where things are scrolled to, and grows with it.
  let height = 0;
  function measure() {
    const floats = getComputedStyle(form).position === "sticky";
    document.documentElement.style.setProperty("--covered", floats ? `${form.offsetHeight}px` : "0px");
    if (floats && height) scrollBy(0, form.offsetHeight - height);
    height = form.offsetHeight;
    const { top, bottom } = form.getBoundingClientRect();
    if (floats && top < 0 && bottom < innerHeight) scrollBy(0, Math.max(top, bottom - innerHeight));
  }
  measure();
  new ResizeObserver(measure).observe(form);

  // Small until one writes, and never small again: what moves under a finger loses the tap.
  const isEmpty = !text.value.trim() && !fields.reply_to?.value;
  form.classList.toggle("folded", isEmpty && !form.classList.contains("still"));
  form.addEventListener("focusin", () => form.classList.remove("folded"), { once: true });

  restore();
  count();
  if (text.value.trim()) check();
  return {
    // A new question takes the next answer, unless one is in the middle of an answer to another.
    answer(question) {
      const field = fields.question;
      if (!field || text.value.trim()) return;
      if (field.tagName === "SELECT" && ![...field.options].some((one) => one.value === question.id)) {
        field.append(make("option", { value: question.id }, `${question.label} ${question.text}`));
      }
      field.value = question.id;
    },
    isWriting: () => document.activeElement === text || Boolean(text.value.trim()),
  };
}
