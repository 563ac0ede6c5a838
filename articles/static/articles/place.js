// Leads from a finding, or a reviewer's note, to its place: the field, the row, or the n-th block of
// a text. What a place is says articles/checks/text.py; how blocks are counted,
// articles/checks/blocks.py.
import { draw } from "./folded.js";

const BLOCKS = "h2, h3, h4, p, li, td, th, figcaption, caption, dt, dd, blockquote";
const PARTS = ["standfirst", "key_points", "body", "summary"];
const GROUPS = {
  authors: "#bylines-group :is(select, .addlink)",
  faqs: "#faqs-group .addlink",
  references: "#references-group .addlink",
};

const isKept = (row) => !row.querySelector("[name$='-DELETE']:checked");

export function rowsOf(prefix) {
  const rows = document.querySelectorAll(`#${prefix}-group .inline-related:not(.empty-form)`);
  return [...rows].filter(isKept);
}

function unfold(element) {
  for (let at = element; at; at = at.parentElement) if (at.matches("details")) at.open = true;
}

function focus(control) {
  if (!control) return false;
  unfold(control);
  const shown = control.matches(".select2-hidden-accessible")
    ? control.parentElement.querySelector(".select2-selection")
    : control;
  shown.scrollIntoView({ block: "center" });
  shown.focus();
  return true;
}

// Words that stand in the element itself, in none of the blocks inside it.
function hasOwnWords(element) {
  const walk = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
  while (walk.nextNode()) {
    const around = walk.currentNode.parentElement.closest(BLOCKS);
    if ((around ?? element) === element && walk.currentNode.data.trim()) return true;
  }
  return false;
}

function blocks(root) {
  const found = [...root.querySelectorAll(BLOCKS)].filter(
    (element) => !element.querySelector(BLOCKS) || hasOwnWords(element),
  );
  const walk = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  while (walk.nextNode()) {
    const inside = walk.currentNode.parentElement.closest(BLOCKS);
    if (walk.currentNode.data.trim() && !(inside && root.contains(inside))) return [root, ...found];
  }
  return found;
}

// The mark is painted over the text and is no part of it.
function mark(block) {
  if (!window.Highlight) return;
  const range = document.createRange();
  range.selectNodeContents(block);
  CSS.highlights.set("place", new Highlight(range));
}

function showBlock(editor, number) {
  const block = blocks(editor.editable().$)[number - 1];
  editor.focus();
  if (!block) return;
  const range = editor.createRange();
  range.moveToElementEditStart(new window.CKEDITOR.dom.element(block));
  range.select();
  mark(block);
  block.scrollIntoView({ block: "center" });
}

function goInto(textarea, number) {
  if (!textarea) return false;
  unfold(textarea);
  const editor = window.CKEDITOR?.instances[textarea.id];
  if (editor?.status === "ready") showBlock(editor, number);
  else if (!window.CKEDITOR) focus(textarea);
  else {
    // An editor in a row is made when the row comes into view.
    window.CKEDITOR.on("instanceReady", function ready({ editor: made, removeListener }) {
      if (made.element.$ !== textarea) return;
      removeListener();
      showBlock(made, number);
    });
    textarea.closest(".form-row").scrollIntoView({ block: "center" });
    textarea.focus();
  }
  return true;
}

const field = (row, name) => row?.querySelector(`[name$="-${name}"]`);

// Go to a place. False if the form does not show it.
export function go(place) {
  const [part, rest] = place.split(/:(.*)/s);
  const faq = /^faq-(\d+)$/.exec(part);
  if (faq) {
    const row = rowsOf("faqs")[faq[1] - 1];
    return rest ? goInto(field(row, "answer"), Number(rest)) : focus(field(row, "question"));
  }
  if (part === "reference") {
    const row = rowsOf("references").find((each) => field(each, "key").value === rest);
    if (row) draw(row);
    return focus(field(row, "key"));
  }
  if (PARTS.includes(part)) {
    return goInto(document.getElementById(`id_${part}`), Number(rest ?? 1));
  }
  if (part in GROUPS) return focus(document.querySelector(GROUPS[part]));
  return focus(document.getElementById(part === "image" ? "id_image_alt" : `id_${part}`));
}

document.addEventListener("click", (event) => {
  const link = event.target.closest("a[data-place]");
  if (link && go(link.dataset.place)) event.preventDefault();
});
