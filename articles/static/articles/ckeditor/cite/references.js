// This article's references and the running numbers of its marks, read from the form as it stands.
// The rule of numbering is that of articles/citations/marks.py: by first appearance, in the order
// in which the parts appear on the page.

function rows(prefix) {
  const all = document.querySelectorAll(`.inline-related[id^="${prefix}-"]:not(.empty-form)`);
  return [...all].filter((row) => !row.querySelector("[name$='-DELETE']:checked"));
}

function value(row, field) {
  return row.querySelector(`[name$="-${field}"]`)?.value ?? "";
}

function printedName(row) {
  const source = row.querySelector("[name$='-source']");
  return value(row, "text") || (source?.selectedOptions?.[0]?.text ?? source?.dataset.label ?? "");
}

// Each reference as { key, id of the source, text }, in the order of the form.
export function references() {
  const all = rows("references").map((row) => ({
    key: value(row, "key").trim(),
    id: value(row, "source"),
    text: printedName(row),
  }));
  return all.filter(({ key }) => key);
}

// The rich-text fields of the article in reading order: the urgent questions come last.
function parts() {
  const faqs = rows("faqs").sort((one, other) => order(one) - order(other));
  const isUrgent = (row) => row.querySelector("[name$='-urgent']")?.checked;
  const answers = [...faqs.filter((row) => !isUrgent(row)), ...faqs.filter(isUrgent)]
    .map((row) => row.querySelector("textarea[name$='-answer']"));
  const [standfirst, keyPoints, body, summary] = ["standfirst", "key_points", "body", "summary"]
    .map((name) => document.getElementById(`id_${name}`));
  return [standfirst, keyPoints, body, ...answers, summary].filter(Boolean);
}

function order(row) {
  return Number(value(row, "order")) || Number.MAX_SAFE_INTEGER;
}

function content(textarea) {
  const editor = CKEDITOR.instances[textarea.id];
  if (editor?.mode === "wysiwyg" && editor.editable()) return editor.editable().$;
  return new DOMParser().parseFromString(textarea.value, "text/html").body;
}

// Map from key to number. A mark that leads nowhere has none.
export function numbers() {
  const known = new Set(references().map(({ key }) => key));
  const marks = parts().flatMap((part) => [...content(part).querySelectorAll("sup.citation")]);
  const cited = marks.map((mark) => mark.dataset.reference).filter((key) => known.has(key));
  return new Map([...new Set(cited)].map((key, index) => [key, index + 1]));
}
