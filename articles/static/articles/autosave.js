// Keeps what is typed and not saved in this browser, and offers it back after a crash. It is kept
// under the person's own number, so that nobody else at this browser is shown it; logout.js ends it.
import { desk, fields, form, isChanged, onTyping, token } from "./typing.js";

const PAUSE = 1000;
const LONGEST = 4_000_000;
const KEPT_FOR = 30 * 24 * 60 * 60 * 1000;
const MINE = `klarity:typing:${desk.user}:`;

const place = document.getElementById("kept-typing");
const typing = document.getElementById("id_typing");
typing.value ||= crypto.randomUUID();
const key = `${MINE}${desk.article}:${desk.newest}:${typing.value}`;

let isLeaving = false;
let wasToldOfFailure = false;

const keys = (start) => Object.keys(localStorage).filter((name) => name.startsWith(start));

function keep() {
  if (!isChanged()) return localStorage.removeItem(key);
  const entry = JSON.stringify({ id: typing.value, at: Date.now(), fields: fields() });
  try {
    if (entry.length > LONGEST) throw new RangeError("too long");
    localStorage.setItem(key, entry);
  } catch {
    complain();
  }
}

function complain() {
  if (wasToldOfFailure) return;
  wasToldOfFailure = true;
  const words = document.createElement("p");
  words.setAttribute("role", "alert");
  words.textContent = "This browser has no room to keep what you type: save often.";
  place.append(words);
  place.hidden = false;
}

function read(name) {
  try {
    return JSON.parse(localStorage.getItem(name));
  } catch {
    return null;
  }
}

// What was saved, what is too old and what cannot be read needs no keeping.
function tidy() {
  const saved = desk.savedTyping.split(" ");
  for (const name of keys("klarity:typing:")) {
    const entry = read(name);
    const isOver = !entry || saved.includes(entry.id) || Date.now() - entry.at > KEPT_FOR;
    if (isOver) localStorage.removeItem(name);
  }
}

function offer() {
  const isOther = (name) => read(name).id !== typing.value;
  const names = keys(`${MINE}${desk.article}:`).filter(isOther);
  const [newest] = names.sort((one, other) => read(other).at - read(one).at);
  if (!newest) return;
  const entry = read(newest);
  const when = new Date(entry.at).toLocaleString("en-GB", { dateStyle: "medium", timeStyle: "short" });
  const words = document.createElement("p");
  words.textContent = `You have unsaved typing from ${when}.`;
  const offered = document.createElement("div");
  offered.append(words, button("Restore it", () => restore(entry)), button("Discard it", () => {
    localStorage.removeItem(newest);
    offered.remove();
    place.hidden = !place.childElementCount;
    form.querySelector("input:not([type=hidden])").focus();
  }));
  place.append(offered);
  place.hidden = false;
}

function button(label, action) {
  const made = document.createElement("button");
  made.type = "button";
  made.textContent = label;
  made.addEventListener("click", action);
  return made;
}

// The server answers with the form so filled, rows and all; nothing is saved by it.
function restore(entry) {
  const sent = document.createElement("form");
  sent.method = "post";
  for (const [name, value] of [...entry.fields, ["csrfmiddlewaretoken", token()], ["_restore", "1"]]) {
    const field = document.createElement("textarea"); // an input would lose the line breaks
    Object.assign(field, { name, value });
    sent.append(field);
  }
  sent.hidden = true;
  document.body.append(sent);
  isLeaving = true;
  sent.submit();
}

form.addEventListener("submit", () => { isLeaving = true; keep(); });
addEventListener("beforeunload", (event) => {
  if (!isLeaving && isChanged()) event.preventDefault();
});
addEventListener("pageshow", () => { isLeaving = false; });

try {
  tidy();
  offer();
  onTyping(keep, PAUSE);
} catch {
  complain(); // the browser allows no storage at all
}
