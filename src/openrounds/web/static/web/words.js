// Sentences come from the server, in the reader's language: <script type="application/json" id="words">.

const source = document.getElementById("words");
const table = source ? JSON.parse(source.textContent) : {};
const plural = new Intl.PluralRules(document.documentElement.lang || "en");

// say("held") or say("new", 3): with a number, the form for it ("new.one", "new.other") is used.
export function say(key, n, more = {}) {
  const text = (n === undefined ? table[key] : table[`${key}.${plural.select(n)}`] ?? table[`${key}.other`]) ?? "";
  return text.replace(/\{(\w+)\}/g, (whole, name) => (name === "n" ? n : more[name]) ?? whole);
}

// make("button", { className: "button" }, "Send"): an element with text or elements inside. Never markup.
export function make(tag, properties = {}, ...inside) {
  const element = Object.assign(document.createElement(tag), properties);
  element.append(...inside.filter((one) => one !== null && one !== undefined));
  return element;
}
