// Select2 names its box by what is chosen in it; while nothing is, it would have no name at all.
function name(select) {
  const label = document.querySelector(`label[for="${select.id}"]`);
  const box = select.parentElement.querySelector(".select2-selection");
  if (!label || !box) return;
  label.id ||= `${select.id}_label`;
  const chosen = box.querySelector(".select2-selection__rendered");
  chosen.setAttribute("aria-labelledby", label.id);
  box.setAttribute("aria-labelledby", `${label.id} ${chosen.id}`);
}

const nameAll = (root) => root.querySelectorAll("select.admin-autocomplete").forEach(name);

document.addEventListener("formset:added", ({ target }) => nameAll(target));
// After Select2, which waits for the whole page as well.
window.django.jQuery(() => nameAll(document.getElementById("article_form")));
