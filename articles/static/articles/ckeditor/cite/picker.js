// The dialog "Cite a source": from this article's references, from the library, or a new one.
import { ask, element, openOver, post } from "../page.js";
import { numbers, references } from "./references.js";

const PAUSE = 200;
const HELP = "Look up a DOI, PubMed ID, ISBN or web address, or paste a reference. Shift and Enter make a new line.";

const search = element("input", { type: "search", id: "cite-search", autocomplete: "off" });
const told = element("p", { className: "told", role: "status" });
const own = element("ul");
const library = element("ul");
const found = element("ul");
const wanted = element("textarea", { id: "cite-wanted", rows: 2, spellcheck: false });
const lookUp = element("button", { type: "submit", className: "button", textContent: "Look up" });
const problem = element("p", { className: "errornote", role: "alert", hidden: true });
const adding = element("form", {},
  element("h3", {}, element("label", { htmlFor: "cite-wanted", textContent: "Not found? Add it" })),
  element("p", { className: "help", id: "cite-help", textContent: HELP }),
  wanted, lookUp, problem, found);
const close = element("button", { type: "button", className: "button quiet", textContent: "Close" });
const dialog = element("dialog", { className: "editor-dialog", "aria-labelledby": "cite-title" },
  element("h2", { id: "cite-title", textContent: "Cite a source" }),
  element("div", {},
    element("label", { htmlFor: "cite-search", textContent: "Search this article’s references and the library" }),
    search, told),
  element("section", { "aria-label": "In this article" }, element("h3", { textContent: "In this article" }), own),
  element("section", { "aria-label": "In the library" }, element("h3", { textContent: "In the library" }), library),
  adding, close);
wanted.setAttribute("aria-describedby", "cite-help");

let chosen = null;
let asking = new AbortController();
let pause;

// The key of the reference that the person chooses, or null if they close the dialog.
export function pick(editor, current = "") {
  if (!dialog.isConnected) document.body.append(dialog);
  chosen = null;
  search.value = wanted.value = "";
  found.replaceChildren();
  complain("");
  showOwn(current);
  openOver(editor, dialog);
  search.focus();
  showLibrary();
  return new Promise((resolve) => {
    dialog.addEventListener("close", () => resolve(chosen), { once: true });
  });
}

function addresses() {
  return document.getElementById("article_form")?.dataset ?? {};
}

function matches(text) {
  const words = search.value.toLowerCase().split(/\s+/);
  return words.every((word) => text.toLowerCase().includes(word));
}

function showOwn(current = "") {
  const given = numbers();
  const entries = references().filter(({ key, text }) => matches(`${key} ${text}`));
  entries.sort((one, other) => (given.get(one.key) ?? Infinity) - (given.get(other.key) ?? Infinity));
  own.replaceChildren(...entries.map(({ key, text }) => {
    const number = given.has(key) ? `[${given.get(key)}] ` : "";
    const now = key === current ? " (cited here now)" : "";
    return row(number, text + now, `reference ${key}`, () => key);
  }));
  own.parentElement.hidden = !entries.length;
}

function row(number, text, what, key) {
  const insert = element("button", { type: "button", className: "button" }, "Insert",
    element("span", { className: "visually-hidden", textContent: ` ${what}` }));
  insert.addEventListener("click", () => choose(key));
  return element("li", {}, element("div", {}, element("b", { textContent: number }), text), insert);
}

function choose(key) {
  chosen = key();
  if (chosen) dialog.close();
  else complain("The reference could not be added to this article. Add it under References by hand.");
}

// The key of the article's reference to a source; the form adds the row if there is none.
function keyOf(source) {
  const present = references().find(({ id }) => id === String(source.id));
  if (present) return present.key;
  const event = new CustomEvent("klarity:cite", { detail: { source } });
  document.dispatchEvent(event);
  return event.detail.key;
}

function sourceRow(source) {
  const warning = source.warning ? `${source.warning}: ` : "";
  return row(warning, source.text, source.text, () => keyOf(source));
}

async function showLibrary() {
  const { pickUrl } = addresses();
  asking.abort();
  asking = new AbortController();
  library.parentElement.hidden = !pickUrl;
  if (!pickUrl) return;
  try {
    const address = `${pickUrl}?${new URLSearchParams({ q: search.value })}`;
    const { sources } = await ask(address, { signal: asking.signal });
    const cited = new Set(references().map(({ id }) => id));
    const others = sources.filter(({ id }) => !cited.has(String(id)));
    library.replaceChildren(...others.map(sourceRow));
    told.textContent = `${own.childElementCount} in this article, ${others.length} in the library.`;
  } catch (error) {
    if (error.name === "AbortError") return;
    library.replaceChildren();
    told.textContent = error.message;
  }
}

async function add() {
  if (lookUp.disabled || !wanted.value.trim()) return;
  busy(true);
  complain("");
  found.replaceChildren();
  try {
    const { sources } = await post(addresses().fetchUrl, { text: wanted.value });
    found.replaceChildren(...sources.map(sourceRow));
    found.querySelector("button")?.focus();
  } catch (error) {
    complain(error.message);
  } finally {
    busy(false);
  }
}

function busy(is) {
  lookUp.disabled = is;
  lookUp.textContent = is ? "Looking up…" : "Look up";
  adding.setAttribute("aria-busy", is);
}

function complain(sentence) {
  problem.textContent = sentence;
  problem.hidden = !sentence;
}

// The arrow keys walk through the search box and the rows.
function walk(event) {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (!step || event.target === wanted) return;
  const stops = [search, ...dialog.querySelectorAll("li button")].filter((stop) => stop.checkVisibility());
  const next = stops[stops.indexOf(event.target) + step];
  if (stops.includes(event.target) && next) next.focus();
  event.preventDefault();
}

search.addEventListener("input", () => {
  showOwn();
  library.replaceChildren(); // or Enter could take what was found for other words
  clearTimeout(pause);
  pause = setTimeout(showLibrary, PAUSE);
});
search.addEventListener("keydown", (event) => {
  if (event.key === "Enter") dialog.querySelector("li button")?.click();
});
wanted.addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || event.shiftKey) return;
  event.preventDefault();
  add();
});
adding.addEventListener("submit", (event) => {
  event.preventDefault();
  add();
});
close.addEventListener("click", () => dialog.close());
dialog.addEventListener("keydown", walk);
