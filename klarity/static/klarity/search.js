// Suggestions while one types, in ARIA's combobox. Without this file the form just searches.
const input = document.getElementById("q");
const list = input.nextElementSibling;
let chosen, timer, asked;

const choose = (option) => {
  chosen = option;
  for (const each of list.children) each.ariaSelected = each == chosen;
  input.setAttribute("aria-activedescendant", chosen?.id ?? "");
};
const show = ([, texts, , addresses]) => {
  list.replaceChildren(...texts.map((textContent, n) => {
    const onclick = () => location.assign(addresses[n]);
    const option = { id: `s-${n}`, role: "option", textContent, onclick };
    return Object.assign(document.createElement("li"), option);
  }));
  list.hidden = !texts[0];
  input.ariaExpanded = !list.hidden;
  choose();
};
const stop = () => {
  clearTimeout(timer);
  asked?.abort();
  choose();
};
const close = () => show([, []], stop());
const ask = async () => {
  asked = new AbortController();
  const address = list.dataset.url + encodeURIComponent(input.value);
  try { show(await (await fetch(address, asked)).json()); } catch {}
};

close();
input.role = "combobox";
input.ariaAutoComplete = "list";
input.onblur = close;
input.oninput = () => (timer = setTimeout(ask, 150, stop()));
input.onkeydown = (e) => {
  if (list.hidden) return;
  if (e.key == "ArrowDown") choose(chosen ? chosen.nextSibling : list.firstChild);
  else if (e.key == "ArrowUp") choose(chosen ? chosen.previousSibling : list.lastChild);
  else if (e.key == "Escape") close();
  else if (e.key == "Enter" && chosen) chosen.click();
  else return;
  e.preventDefault();
};
list.onmousedown = (e) => e.preventDefault(); // the box keeps the focus
