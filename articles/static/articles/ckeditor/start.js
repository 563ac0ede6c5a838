// Makes an editor of each rich-text field: of the article's own at once, of those in the rows below
// when they come into view. Until then the textarea holds the text, as it does without script.
import "./faithful.js";
import "./callout.js";
import "./cite/plugin.js";
import "./manuscript/plugin.js";
import "./picture/plugin.js";
import "./table.js";
// What these need, named here so that it is fetched at the same time and not after them.
import "./page.js";
import "./cite/picker.js";
import "./cite/references.js";
import "./cite/token.js";
import "./manuscript/bar.js";
import "./manuscript/clean.js";
import "./manuscript/raised.js";
import "./picture/dialog.js";

const FIELDS = "textarea[data-rich-text]";

// Or CKEditor would make a second editor inside each that is ready before the page is.
CKEDITOR.disableAutoInline = true;

const inView = new IntersectionObserver(
  (entries) => entries.filter((entry) => entry.isIntersecting).forEach(({ target }) => make(target)),
  { rootMargin: "300px" },
);

function isEmptyForm(textarea) {
  return textarea.id.includes("__prefix__");
}

function nameOf(textarea) {
  const label = document.querySelector(`label[for="${textarea.id}"]`);
  return label ? label.textContent.trim().replace(/:$/, "") : textarea.name;
}

function make(textarea) {
  inView.unobserve(textarea);
  if (CKEDITOR.instances[textarea.id]) return undefined;
  const config = JSON.parse(textarea.dataset.richText);
  return CKEDITOR.replace(textarea, { ...config, title: nameOf(textarea) });
}

function find(root) {
  for (const textarea of root.querySelectorAll(FIELDS)) {
    if (isEmptyForm(textarea)) continue;
    if (textarea.closest(".inline-related")) inView.observe(textarea);
    else make(textarea);
  }
}

// Whoever gets into a field before its editor is there goes on typing in the editor.
document.addEventListener("focusin", ({ target }) => {
  if (!target.matches(FIELDS) || isEmptyForm(target)) return;
  make(target)?.on("instanceReady", ({ editor }) => editor.focus());
});
document.addEventListener("formset:added", ({ target }) => find(target));
find(document);
