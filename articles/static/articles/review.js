/* On the review page: a button at each paragraph, which begins a note on it. Without this script
   the same is done with the list of paragraphs in the form. */
"use strict";
{
  const form = document.getElementById("send-back-form");
  const rows = () => [...form.querySelectorAll(".note-row")];
  const place = (row) => row.querySelector("select");
  const note = (row) => row.querySelector("textarea");
  const isBlank = (row) => !place(row).value && !note(row).value;

  const addRow = () => {
    const row = rows()[0].cloneNode(true);
    const number = rows().length + 1;
    for (const [control, name] of [[place(row), "place-of"], [note(row), "note-of"]]) {
      control.value = "";
      row.querySelector(`label[for="${control.id}"]`).htmlFor = `${name}-${number}`;
      control.id = `${name}-${number}`;
    }
    row.querySelector("legend").textContent = `Note ${number} on a paragraph`;
    rows().at(-1).after(row);
    return row;
  };

  const begin = (where) => {
    const row = rows().find((each) => place(each).value === where) || rows().find(isBlank) || addRow();
    row.hidden = false;
    place(row).value = where;
    note(row).focus();
  };

  const button = (block) => {
    const made = document.createElement("button");
    made.type = "button";
    made.className = "note-here";
    made.textContent = "Note";
    made.setAttribute("aria-label", `Note on: ${block.textContent.trim().slice(0, 60)}`);
    made.addEventListener("click", () => begin(block.dataset.place));
    return made;
  };

  const add = (block) => {
    const known = [...place(rows()[0]).options].some((option) => option.value === block.dataset.place);
    if (!known || block.closest("summary")) return;
    const made = button(block);
    if (/^H\d$/.test(block.tagName)) block.after(made);
    else block.append(made);
  };

  if (form) {
    rows().filter(isBlank).forEach((row) => { row.hidden = true; });
    document.querySelectorAll(".clean [data-place]").forEach(add);
  }
}
