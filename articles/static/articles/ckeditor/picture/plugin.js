// Pictures with what they show in words: <figure><img …><figcaption>…</figcaption></figure>
import { compose } from "./dialog.js";

const CAPTION = "a em strong sub sup span[lang]; a[href]; sup(citation)[data-reference]";

function attributes({ image, alt, decorative }) {
  const words = decorative ? { alt: "", role: "presentation" } : { alt };
  return { src: image.src, width: image.width, height: image.height, ...words, loading: "lazy" };
}

function html(picture) {
  const shown = CKEDITOR.dom.element.createFromHtml("<img>");
  shown.setAttributes(attributes(picture));
  return `<figure>${shown.getOuterHtml()}</figure>`;
}

function elements(figure) {
  return figure.children.filter(({ type }) => type === CKEDITOR.NODE_ELEMENT);
}

// Where a picture has no caption yet, one can be written; empty, it is no part of the text.
function room() {
  return new CKEDITOR.htmlParser.element("div", { class: "no-caption" });
}

function isPlain(figure) {
  const [image, caption, ...others] = elements(figure);
  const names = [image?.name, caption?.name ?? "figcaption"].join();
  return figure.name === "figure" && names === "img,figcaption" && !others.length;
}

function isEmpty(caption) {
  return !caption.children.some((child) => child.value?.trim() || (child.name && child.name !== "br"));
}

function captionOf({ children }) {
  const caption = new CKEDITOR.htmlParser.element("figcaption");
  [...children].forEach((child) => caption.add(child));
  return caption;
}

const PICTURE = {
  draggable: false,
  editables: { caption: { selector: "figcaption, .no-caption", allowedContent: CAPTION } },
  pathName: "picture",
  upcast(element) {
    if (!isPlain(element)) return false;
    if (elements(element).length === 1) element.add(room());
    return true;
  },
  downcast(element) {
    const [, caption] = elements(element);
    if (isEmpty(caption)) caption.remove();
    else if (caption.name === "div") caption.replaceWith(captionOf(caption));
    return element;
  },
  edit() {
    change(this);
  },
  getLabel() {
    return `Picture: ${this.element.findOne("img").getAttribute("alt") || "mere decoration"}`;
  },
};

function present(figure) {
  const image = figure.element.findOne("img");
  const [width, height, alt] = ["width", "height", "alt"].map((name) => image.getAttribute(name));
  const src = image.data("cke-saved-src") || image.getAttribute("src");
  return { image: { src, width, height }, alt, decorative: image.getAttribute("role") === "presentation" };
}

async function change(figure) {
  const { editor } = figure;
  const picture = await compose(editor, present(figure));
  if (!picture) return;
  editor.fire("saveSnapshot");
  const image = figure.element.findOne("img");
  image.removeAttribute("role");
  image.setAttributes({ ...attributes(picture), "data-cke-saved-src": picture.image.src });
  editor.fire("saveSnapshot");
}

async function insert(editor) {
  const focused = editor.widgets.focused;
  if (focused?.name === "picture") return change(focused);
  const picture = await compose(editor);
  if (!picture) return undefined;
  // After the paragraph, not in the midst of it.
  const block = editor.elementPath()?.block;
  const range = editor.getSelection().getRanges()[0];
  if (block) range.moveToElementEditEnd(block);
  range.select();
  editor.insertHtml(html(picture));
  return undefined;
}

CKEDITOR.plugins.add("picture", {
  requires: "widget",
  init(editor) {
    editor.widgets.add("picture", PICTURE);
    editor.addCommand("picture", { exec: insert, async: true });
    editor.ui.addButton("Picture", { label: "Picture", command: "picture" });
  },
});
