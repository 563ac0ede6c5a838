// Rows of the form: moved by buttons or by dragging, removed and brought back, named by what is in
// them. Without script they are put in order by number and removed by a tick.
import { form, tell } from "./typing.js";

const status = document.getElementById("rows-status");

const rowsIn = (group) => [...group.querySelectorAll(".inline-related:not(.empty-form)")];
const field = (row, name) => row.querySelector(`[name$="-${name}"]`);
const chosenText = (choice) => (choice?.selectedOptions?.[0]?.text ?? choice?.dataset.label)?.trim();

function nameOf(row) {
  if (field(row, "key")) return field(row, "key").value || "New reference";
  if (field(row, "question")) return field(row, "question").value || "New question";
  return chosenText(field(row, "author")) || "New author";
}

function rename(row) {
  row.querySelectorAll("[data-name]").forEach((part) => { part.textContent = nameOf(row); });
  const urgent = row.querySelector("[data-urgent]");
  if (urgent) urgent.hidden = !field(row, "urgent").checked;
  const printed = row.querySelector("[data-printed]");
  if (printed && !printed.textContent) printed.textContent = chosenText(field(row, "source")) ?? "";
}

function number(group) {
  rowsIn(group).forEach((row, index) => { field(row, "order").value = index + 1; });
  tell();
}

function say(row) {
  const all = rowsIn(row.closest(".rows"));
  status.textContent = `${nameOf(row)} is now ${all.indexOf(row) + 1} of ${all.length}.`;
}

function move(row, button) {
  const all = rowsIn(row.closest(".rows"));
  const other = all[all.indexOf(row) + Number(button.dataset.move)];
  if (!other) return void (status.textContent = `${nameOf(row)} is at the end already.`);
  if (button.dataset.move === "1") other.after(row);
  else other.before(row);
  number(row.closest(".rows"));
  button.focus();
  say(row);
}

function showRemoved(row) {
  const isRemoved = field(row, "DELETE").checked;
  row.classList.toggle("is-removed", isRemoved);
  row.querySelector(".row-removed").hidden = !isRemoved;
  row.querySelector("[data-remove] [data-verb]").textContent = isRemoved ? "Undo removal" : "Remove";
}

function remove(row) {
  field(row, "DELETE").checked = !field(row, "DELETE").checked;
  showRemoved(row);
  status.textContent = field(row, "DELETE").checked
    ? `${nameOf(row)} will be removed when you save.`
    : `${nameOf(row)} stays.`;
  tell();
}

function firstControl(row) {
  const control = row.querySelector("select, input:not([type=hidden], [type=checkbox]), textarea");
  return row.querySelector(".select2-selection") ?? control;
}

function onClick({ target, currentTarget }) {
  const button = target.closest("[data-move], [data-remove]");
  const row = button?.closest(".inline-related");
  if (!row || !currentTarget.contains(row)) return;
  if (button.matches("[data-move]")) move(row, button);
  else remove(row);
}

function letDrag(group) {
  let dragged;
  group.addEventListener("dragstart", (event) => {
    dragged = event.target.closest?.(".row-handle")?.closest(".inline-related");
    if (dragged) event.dataTransfer.setDragImage(dragged, 0, 0);
  });
  group.addEventListener("dragover", (event) => {
    const over = event.target.closest(".inline-related:not(.empty-form)");
    if (!dragged || !over || over === dragged) return;
    event.preventDefault();
    const box = over.getBoundingClientRect();
    if (event.clientY < box.top + box.height / 2) over.before(dragged);
    else over.after(dragged);
  });
  group.addEventListener("drop", (event) => dragged && event.preventDefault());
  group.addEventListener("dragend", () => {
    if (!dragged) return;
    number(group);
    say(dragged);
    dragged = undefined;
  });
}

function enliven(group) {
  if (!group.querySelector(".row-tools")) return; // to be read only
  group.classList.add("is-live");
  group.querySelectorAll(".row-tools, .row-handle").forEach((part) => { part.hidden = false; });
  rowsIn(group).forEach(showRemoved);
  group.addEventListener("click", onClick);
  letDrag(group);
}

let takesFocus = true;

document.addEventListener("formset:added", ({ target: row }) => {
  if (!row.closest(".rows")) return;
  rename(row);
  if (takesFocus) firstControl(row).focus();
});

window.django.jQuery(form).on("input change", ".inline-related", ({ currentTarget }) => {
  if (currentTarget.closest(".rows")) rename(currentTarget);
});

// A source is cited that is no reference yet: it becomes one, under a key of its own.
function freshKey(wanted) {
  const taken = [...document.querySelectorAll("#references-group [name$='-key']")].map(({ value }) => value);
  const letters = [..."bcdefghijklmnopqrstuvwxyz"].map((letter) => `${wanted}-${letter}`);
  return [wanted, ...letters].find((key) => !taken.includes(key)) ?? `${wanted}-${Date.now()}`;
}

document.addEventListener("klarity:cite", ({ detail }) => {
  takesFocus = false;
  document.querySelector("#references-group .addlink").click();
  takesFocus = true;
  const row = rowsIn(document.getElementById("references-group")).at(-1);
  const { id, key, text } = detail.source;
  field(row, "source").append(new Option(text, id, true, true));
  field(row, "key").value = detail.key = freshKey(key);
  row.querySelector("details").open = false;
  window.django.jQuery(field(row, "source")).trigger("change");
});

document.querySelectorAll(".rows").forEach(enliven);

// Hundreds of rows are laid out once the editors have started, which they would keep waiting.
function layOut() {
  if (Object.values(window.CKEDITOR?.instances ?? {}).some(({ status }) => status !== "ready")) return;
  const whenIdle = window.requestIdleCallback ?? setTimeout;
  whenIdle(() => document.querySelector(".rows.is-late")?.classList.remove("is-late"));
}

window.CKEDITOR?.on("instanceReady", layOut);
layOut();
