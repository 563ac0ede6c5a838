// "When to get help": a box within the text, `<div class="callout">` around a heading and blocks.
const TITLE = "When to get help";
const ENTER = 13;

function isCallout(element) {
  return element.is?.("div") && element.hasClass("callout");
}

function calloutAt(editor) {
  return editor.elementPath()?.contains(isCallout);
}

// The child of the whole text in which an element stands.
function topBlock(editor, element) {
  return element.getParents().find((parent) => parent.getParent()?.equals(editor.editable()));
}

function unwrap(editor, callout) {
  const marks = editor.getSelection().createBookmarks();
  callout.remove(true);
  editor.getSelection().selectBookmarks(marks);
}

function wrap(editor, range) {
  const marks = editor.getSelection().createBookmarks();
  const [first, last] = [range.startContainer, range.endContainer].map((node) => topBlock(editor, node));
  const callout = editor.document.createElement("div", { attributes: { class: "callout" } });
  callout.insertBefore(first);
  let block = first;
  while (block) {
    const next = block.equals(last) ? null : block.getNext();
    callout.append(block);
    block = next;
  }
  editor.getSelection().selectBookmarks(marks);
}

function insert(editor, range) {
  const callout = CKEDITOR.dom.element.createFromHtml(
    `<div class="callout"><h3>${TITLE}</h3><p><br></p></div>`, editor.document,
  );
  const before = topBlock(editor, range.startContainer);
  if (before) callout.insertAfter(before);
  else editor.editable().append(callout);
  if (before && !before.getText().trim() && before.is("p")) before.remove();
  moveTo(editor, callout.getLast());
}

function moveTo(editor, block) {
  const range = editor.createRange();
  range.moveToElementEditStart(block);
  range.select();
}

function toggle(editor) {
  editor.fire("saveSnapshot");
  const callout = calloutAt(editor);
  const range = editor.getSelection().getRanges()[0];
  if (callout) unwrap(editor, callout);
  else if (range.collapsed) insert(editor, range);
  else wrap(editor, range);
  editor.fire("saveSnapshot");
}

// Enter in an empty last line leaves the box, as it leaves a list.
function leave(editor) {
  const block = editor.elementPath()?.block;
  const callout = block?.getParent();
  if (!callout || !isCallout(callout) || block.getNext() || block.getText().trim()) return false;
  editor.fire("saveSnapshot");
  block.insertAfter(callout);
  moveTo(editor, block);
  editor.fire("saveSnapshot");
  return true;
}

CKEDITOR.plugins.add("callout", {
  init(editor) {
    editor.addCommand("callout", {
      exec: toggle,
      contextSensitive: true,
      refresh(_, path) {
        this.setState(path.contains(isCallout) ? CKEDITOR.TRISTATE_ON : CKEDITOR.TRISTATE_OFF);
      },
    });
    editor.ui.addButton("Callout", { label: TITLE, command: "callout" });
    editor.on("key", (event) => {
      if (event.data.keyCode === ENTER && leave(editor)) event.cancel();
    });
  },
});
