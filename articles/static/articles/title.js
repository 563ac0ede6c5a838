// How long the title is, beside its help text.
const title = document.getElementById("id_title");
const help = document.getElementById("id_title_helptext");
const length = document.createElement("span");

const count = () => { length.textContent = `${title.value.length} characters. `; };

if (help) {
  help.firstElementChild.prepend(length);
  title.addEventListener("input", count);
  count();
}
