/* Keys for moderators. They only press the page's own buttons and links, those with `data-key`;
   they are silent in fields, with a modifier, and when they are switched off (WCAG 2.1.4). */
"use strict";
{
  const OFF = "moderating-without-shortcuts";
  const help = document.getElementById("shortcuts");
  const choice = document.getElementById("shortcuts-on");
  const rows = [...document.querySelectorAll("[data-row]")];
  const isField = (element) => element.matches("input:not([type=checkbox]), select, textarea, [contenteditable]");

  const currentRow = () => rows.find((row) => row.contains(document.activeElement));

  const move = (step) => {
    const here = rows.indexOf(currentRow());
    const there = here < 0 ? 0 : Math.min(Math.max(here + step, 0), rows.length - 1);
    rows[there].querySelector("a").focus();
  };

  /* In the list a key is meant for the row in which the focus is. */
  const target = (key) => {
    const within = (place) => place && place.querySelector(`[data-key="${CSS.escape(key)}"]:not(:disabled)`);
    if (!rows.length || key === "u") return within(document);
    return within(currentRow());
  };

  const arrows = { ArrowDown: "j", ArrowUp: "k" };
  const press = (event) => {
    if (!choice.checked || event.defaultPrevented || event.isComposing || event.repeat) return;
    if (event.ctrlKey || event.altKey || event.metaKey || isField(event.target)) return;
    const key = (currentRow() && arrows[event.key]) || event.key;
    if (key === "?") {
      help.open = !help.open;
      help.querySelector("summary").focus();
    } else if (rows.length && (key === "j" || key === "k")) {
      move(key === "j" ? 1 : -1);
    } else if (target(key)) {
      target(key).click();
    } else return;
    event.preventDefault();
  };

  if (help) {
    help.hidden = false;
    choice.checked = localStorage.getItem(OFF) === null;
    choice.addEventListener("change", () => {
      if (choice.checked) localStorage.removeItem(OFF);
      else localStorage.setItem(OFF, "yes");
    });
    document.addEventListener("keydown", press);
  }
}
