// Marks as chips with their running numbers, and the button that sets them.
import { pick } from "./picker.js";
import { numbers, references } from "./references.js";
import { token } from "./token.js";

// Plain F2: no browser and no screen reader takes it, and it is on every keyboard.
const F2 = 113;

function stored(key) {
  const reference = key ? { "data-reference": key } : {};
  const mark = new CKEDITOR.htmlParser.element("sup", { class: "citation", ...reference });
  mark.add(new CKEDITOR.htmlParser.text("[cite]"));
  return mark;
}

const MARK = {
  inline: true,
  draggable: false,
  pathName: "citation",
  upcast(element, data) {
    if (element.name !== "sup" || !element.hasClass("citation")) return false;
    data.key = element.attributes["data-reference"] ?? "";
    return true;
  },
  downcast() {
    return stored(this.data.key);
  },
  init() {
    this.on("key", (event) => {
      if (event.data.keyCode !== F2) return;
      event.cancel();
      cite(this.editor);
    });
  },
  data() {
    this.element.setAttribute("data-reference", this.data.key);
    renumberSoon();
  },
  edit() {
    change(this);
  },
  getLabel() {
    return `Citation ${this.element.getText()}`;
  },
};

async function change(mark) {
  const { editor } = mark;
  const key = await pick(editor, mark.data.key);
  if (!key) return;
  editor.fire("saveSnapshot");
  mark.setData("key", key);
  editor.fire("saveSnapshot");
}

async function cite(editor) {
  editor.selectionChange(true); // CKEditor takes a moment to notice a click
  const focused = editor.widgets.focused;
  if (focused?.name === "cite") return change(focused);
  const key = await pick(editor);
  if (!key) return undefined;
  // After what is selected, not in its place.
  const range = editor.getSelection().getRanges()[0];
  range.collapse(false);
  range.select();
  editor.insertHtml(token(key));
  stepOut(editor);
  return undefined;
}

// Typing goes on after the mark.
function stepOut(editor) {
  const mark = editor.getSelection().getStartElement().getAscendant((node) => node.hasClass?.("cke_widget_cite"), true);
  if (!mark) return;
  const range = editor.createRange();
  range.setStartAfter(mark);
  range.select();
}

function chips(editor) {
  return editor.editable() ? editor.editable().find("sup.citation.cke_widget_element").toArray() : [];
}

function renumber() {
  const known = numbers();
  const named = new Map(references().map(({ key, text }) => [key, text]));
  for (const editor of Object.values(CKEDITOR.instances)) {
    if (editor.mode === "wysiwyg" && editor.plugins.cite) write(editor, known, named);
  }
}

function write(editor, known, named) {
  const faces = chips(editor).map((chip) => {
    const key = chip.data("reference");
    return [chip, `[${known.get(key) ?? "?"}]`, named.get(key) ?? "No reference has this key"];
  });
  const stale = faces.filter(([chip, face, title]) => chip.getText() !== face || chip.$.title !== title);
  if (!stale.length) return;
  // A number is no edit: there is nothing to undo.
  editor.fire("lockSnapshot");
  for (const [chip, face, title] of stale) {
    chip.setText(face);
    chip.$.title = title;
    // CKEditor calls every widget a region: the marks would be landmarks, many of one name.
    chip.getParent().setAttributes({ role: "img", "aria-label": `Citation ${face}, ${title}` });
  }
  editor.fire("unlockSnapshot");
}

let waiting;
function renumberSoon() {
  clearTimeout(waiting);
  waiting = setTimeout(renumber, 50);
}

document.getElementById("article_form")?.addEventListener("klarity:typed", renumberSoon);
const ROWS = "[id^='references-'], [id^='faqs-']";
for (const type of ["input", "change", "formset:added", "formset:removed"]) {
  document.addEventListener(type, ({ target }) => {
    if (target === document || target.closest?.(ROWS)) renumberSoon();
  });
}

CKEDITOR.plugins.add("cite", {
  requires: "widget",
  init(editor) {
    editor.widgets.add("cite", MARK);
    editor.addCommand("cite", { exec: cite, async: true });
    editor.setKeystroke(F2, "cite");
    editor.ui.addButton("Cite", { label: "Cite a source", command: "cite" });
    for (const type of ["instanceReady", "change", "mode", "afterSetData"]) editor.on(type, renumberSoon);
  },
});
