// The dialog "Picture": one of the library's or a new file, and what it shows in words.
import { ask, element, openOver, post } from "../page.js";

const PAUSE = 200;
const FILE_HELP = "JPEG, PNG, WebP or GIF, up to 20 MB. It is encoded anew, without its metadata.";
const ALT_HELP = "What the picture shows, for those who do not see it.";

function field(label, control, help = "") {
  const hint = element("p", { className: "help", id: `${control.id}-help`, textContent: help });
  if (help) control.setAttribute("aria-describedby", hint.id);
  return element("div", {}, element("label", { htmlFor: control.id, textContent: label }), control, ...(help ? [hint] : []));
}

const search = element("input", { type: "search", id: "picture-search", autocomplete: "off" });
const shelf = element("ul", { className: "shelf" });
const told = element("p", { className: "told", role: "status" });
const file = element("input", { type: "file", id: "picture-file", accept: "image/jpeg,image/png,image/webp,image/gif" });
const title = element("input", { type: "text", id: "picture-title", maxLength: 200 });
const upload = element("button", { type: "button", className: "button quiet", textContent: "Upload" });
const alt = element("input", { type: "text", id: "picture-alt", maxLength: 300 });
const decorative = element("input", { type: "checkbox", id: "picture-decorative" });
const problem = element("p", { className: "errornote", role: "alert", hidden: true });
const close = element("button", { type: "button", className: "button quiet", textContent: "Close" });
const form = element("form", { noValidate: true },
  element("section", { "aria-label": "Choose one" }, field("Search the library’s pictures", search), told, shelf),
  element("details", {}, element("summary", { textContent: "Upload a new one" }),
    field("File", file, FILE_HELP), field("Name, to find it again", title), upload),
  field("Text alternative", alt, ALT_HELP),
  element("div", { className: "tick" }, decorative,
    element("label", { htmlFor: "picture-decorative", textContent: "Mere decoration: it says nothing that the text does not" })),
  problem,
  element("div", { className: "ends" },
    element("button", { type: "submit", className: "button", textContent: "Use this picture" }), close));
const dialog = element("dialog", { className: "editor-dialog", "aria-labelledby": "picture-heading" },
  element("h2", { id: "picture-heading", textContent: "Picture" }), form);

let addresses = {};
let image = null;
let chosen = null;
let asking = new AbortController();
let pause;

// What the person chooses as { image, alt, decorative }, or null if they close the dialog.
export function compose(editor, present = null) {
  if (!dialog.isConnected) document.body.append(dialog);
  addresses = editor.config.pictures;
  chosen = null;
  image = present?.image ?? null;
  alt.value = present?.alt ?? "";
  decorative.checked = present?.decorative ?? false;
  search.value = title.value = file.value = "";
  complain("");
  weigh();
  openOver(editor, dialog);
  show();
  return new Promise((resolve) => {
    dialog.addEventListener("close", () => resolve(chosen), { once: true });
  });
}

async function show() {
  asking.abort();
  asking = new AbortController();
  try {
    const address = `${addresses.pick}?${new URLSearchParams({ q: search.value })}`;
    const { images } = await ask(address, { signal: asking.signal });
    shelf.replaceChildren(...images.map(choice));
    told.textContent = images.length ? "" : "No picture has such a name.";
    press();
  } catch (error) {
    if (error.name !== "AbortError") told.textContent = error.message;
  }
}

function choice(offered) {
  const button = element("button", { type: "button", title: offered.title },
    element("img", { src: offered.thumbnail, alt: offered.title, loading: "lazy" }));
  button.dataset.src = offered.src;
  button.addEventListener("click", () => choose(offered));
  return element("li", {}, button);
}

function choose(offered) {
  image = offered;
  press();
}

function press() {
  for (const button of shelf.querySelectorAll("button")) {
    button.setAttribute("aria-pressed", button.dataset.src === image?.src);
  }
}

async function send() {
  if (!file.files.length) return complain("Choose a file first.", file);
  upload.disabled = true;
  complain("");
  try {
    const answer = await post(addresses.upload, { title: title.value || file.files[0].name, upload: file.files[0] });
    search.value = "";
    image = answer.image;
    await show();
  } catch (error) {
    complain(error.message, file);
  } finally {
    upload.disabled = false;
  }
  return undefined;
}

// Words for a mere decoration would be read out to nobody.
function weigh() {
  alt.disabled = decorative.checked;
}

function use() {
  if (!image) return complain("Choose a picture, or upload one.", search);
  if (!decorative.checked && !alt.value.trim()) {
    return complain("Say in words what the picture shows, or tick “Mere decoration”.", alt);
  }
  chosen = { image, alt: alt.value.trim(), decorative: decorative.checked };
  dialog.close();
  return undefined;
}

function complain(sentence, where = null) {
  problem.textContent = sentence;
  problem.hidden = !sentence;
  where?.focus();
}

search.addEventListener("input", () => {
  clearTimeout(pause);
  pause = setTimeout(show, PAUSE);
});
upload.addEventListener("click", send);
decorative.addEventListener("change", weigh);
close.addEventListener("click", () => dialog.close());
form.addEventListener("submit", (event) => {
  event.preventDefault();
  use();
});
