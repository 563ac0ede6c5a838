// The article's form as it is typed: its fields, whether they changed, and when somebody types.
export const form = document.getElementById("article_form");
export const desk = document.getElementById("article-addresses").dataset;
// The editor's plugins read the addresses from the form itself, which a template cannot reach.
Object.assign(form.dataset, desk);

const UNTYPED = new Set(["csrfmiddlewaretoken", "_merge", "_restore"]);
const begun = new Map(); // what each editor made of its text before anybody typed

const editors = () => Object.values(window.CKEDITOR?.instances ?? {});

// An editor rewrites what it is given: while nobody typed, its text is what the server sent.
function value(name, sent) {
  const editor = editors().find((each) => each.element.$.name === name);
  if (!editor || !begun.has(editor)) return sent;
  const data = editor.getData();
  return data === begun.get(editor) ? editor.element.$.defaultValue : data;
}

// All fields as pairs of name and value, rows and editors too.
export function fields() {
  return [...new FormData(form)]
    .filter(([name]) => !UNTYPED.has(name))
    .map(([name, sent]) => [name, value(name, sent)]);
}

// A field that is empty says no more than one that is not there, as in a row that stands folded.
const state = () => JSON.stringify(fields().filter(([name, text]) => text !== "" && name !== "typing"));
const start = state();

// Whether there is anything that a save would keep and leaving would lose.
export function isChanged() {
  return "unsaved" in desk || state() !== start;
}

// Calls `listener` when the fields have changed and nobody has typed for `pause` milliseconds.
export function onTyping(listener, pause) {
  let timer;
  let known = start;
  form.addEventListener("klarity:typed", () => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      const now = state();
      if (now === known) return;
      known = now;
      listener();
    }, pause);
  });
}

export const tell = () => form.dispatchEvent(new CustomEvent("klarity:typed"));

export const token = () => form.querySelector("[name=csrfmiddlewaretoken]").value;

function watch(editor) {
  begun.set(editor, editor.getData());
  editor.on("change", tell);
}

// Select2 tells of its changes through jQuery alone, which hears the browser's own events as well.
window.django.jQuery(form).on("input change", tell);
document.addEventListener("formset:added", tell);
window.CKEDITOR?.on("instanceReady", ({ editor }) => watch(editor));
editors().filter(({ status }) => status === "ready").forEach(watch);
