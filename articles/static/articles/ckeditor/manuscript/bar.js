// The bar above an editor into which raised numbers were pasted: it offers to make citations of
// them, one reference for each number, and changes nothing by itself.
import { pick } from "../cite/picker.js";
import { token } from "../cite/token.js";
import { numbers, references } from "../cite/references.js";
import { element } from "../page.js";
import { around, lookLikeCitations, named } from "./raised.js";

const bars = new WeakMap();

function found(editor) {
  return lookLikeCitations(editor.editable().$);
}

// Each number once, with the first of the texts that name it and how many do.
function byNumber(editor) {
  const all = new Map();
  for (const sup of found(editor)) {
    for (const number of named(sup.textContent)) {
      const entry = all.get(number) ?? { first: sup, count: 0 };
      all.set(number, { ...entry, count: entry.count + 1 });
    }
  }
  return [...all].sort(([one], [other]) => one - other);
}

export function offer(editor) {
  bars.get(editor)?.remove();
  const count = found(editor).length;
  if (!count) return;
  const sentence = count === 1 ? "1 raised number looks like a citation." : `${count} raised numbers look like citations.`;
  const map = button("Choose their references", () => open(editor, bar, map));
  const bar = element("section", { className: "raised-numbers", "aria-label": "Raised numbers" },
    element("p", { role: "status", textContent: sentence }), map,
    button("Leave them as they are", () => bar.remove(), "quiet"));
  bars.set(editor, bar);
  editor.container.$.closest(".form-row").prepend(bar);
}

function button(text, press, look = "") {
  const made = element("button", { type: "button", className: `button ${look}`, textContent: text });
  made.addEventListener("click", press);
  return made;
}

function open(editor, bar, map) {
  const choices = byNumber(editor).map(([number, entry]) => choice(editor, number, entry));
  map.replaceWith(element("ul", {}, ...choices), button("Make them citations", () => {
    const selects = [...bar.querySelectorAll("select")];
    apply(editor, new Map(selects.map((select) => [Number(select.dataset.number), select.value])));
    bar.remove();
    editor.focus();
  }));
  bar.querySelector("select")?.focus();
}

function choice(editor, number, { first, count }) {
  const id = `raised-${editor.name}-${number}`;
  const select = element("select", { id }, ...options());
  select.dataset.number = number;
  select.addEventListener("change", () => elsewhere(editor, select));
  const times = count === 1 ? "" : `, ${count} times`;
  return element("li", {},
    element("label", { htmlFor: id }, element("b", { textContent: number }), `${times}: ${around(first)}`), select);
}

const ANOTHER = "?";

function options() {
  const given = numbers();
  const own = references().map(({ key, text }) => {
    const number = given.has(key) ? `[${given.get(key)}] ` : "";
    return element("option", { value: key, textContent: `${number}${text}` });
  });
  return [
    element("option", { value: "", textContent: "Leave it raised" }), ...own,
    element("option", { value: ANOTHER, textContent: "Another source…" }),
  ];
}

// "Another source…" asks for one; it is then a reference that every number can have.
async function elsewhere(editor, select) {
  if (select.value !== ANOTHER) return;
  const key = await pick(editor);
  for (const each of select.closest("ul").querySelectorAll("select")) {
    const value = each === select ? key ?? "" : each.value;
    each.replaceChildren(...options());
    each.value = value;
  }
  select.focus();
}

function apply(editor, keys) {
  editor.fire("saveSnapshot");
  for (const sup of found(editor)) {
    const cited = named(sup.textContent);
    const left = cited.filter((number) => !keys.get(number));
    if (left.length === cited.length) continue;
    const marks = cited.filter((number) => keys.get(number)).map((number) => token(keys.get(number)));
    const rest = left.length ? `<sup>${left.join(",")}</sup>` : "";
    sup.insertAdjacentHTML("beforebegin", editor.dataProcessor.toHtml(marks.join(""), { context: "p", fixForBody: false }) + rest);
    sup.remove();
  }
  editor.widgets.checkWidgets();
  editor.fire("saveSnapshot");
}
