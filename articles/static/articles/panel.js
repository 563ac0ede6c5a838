// The editorial checks while somebody types: one request at a time, and only the totals are said.
import "./place.js";
import { desk, fields, onTyping, token } from "./typing.js";

const PAUSE = 800;
const RETRY = 10_000;

const body = document.getElementById("checks-body");
const status = document.getElementById("checks-status");
const failure = document.getElementById("checks-failure");
let asking = new AbortController();
let again;

async function check() {
  clearTimeout(again);
  asking.abort();
  asking = new AbortController();
  try {
    const answer = await fetch(desk.checkUrl, {
      method: "POST",
      body: new URLSearchParams(fields()),
      headers: { "X-CSRFToken": token() },
      signal: asking.signal,
    });
    if (!answer.ok) throw new Error(String(answer.status));
    show(await answer.json());
  } catch (error) {
    if (error.name !== "AbortError") fail();
  }
}

function show({ html, total, uses }) {
  const open = body.querySelector("[data-passed]")?.open;
  const place = body.contains(document.activeElement) && document.activeElement.dataset.place;
  body.innerHTML = html; // made by our own template, in which everything is escaped
  if (open) body.querySelector("[data-passed]").open = true;
  if (place) body.querySelector(`a[data-place="${CSS.escape(place)}"]`)?.focus();
  document.querySelector("[data-total]").textContent = total;
  say(total);
  failure.hidden = true;
  showUses(uses);
}

function say(words) {
  if (status.textContent !== words) status.textContent = words;
}

function fail() {
  failure.hidden = false;
  say("Checks are not up to date.");
  again = setTimeout(check, RETRY);
}

function showUses(uses) {
  for (const row of document.querySelectorAll("#references-group .inline-related")) {
    const use = uses[row.querySelector("[name$='-key']")?.value];
    const words = row.querySelector("[data-uses]");
    row.querySelector("[data-number]").textContent = use?.number ? `[${use.number}]` : "";
    words.textContent = use?.words ?? "Not cited";
    words.classList.toggle("is-lost", !use?.number);
    if (use) row.querySelector("[data-printed]").textContent = use.printed;
  }
}

failure.querySelector("button").addEventListener("click", check);
onTyping(check, PAUSE);
