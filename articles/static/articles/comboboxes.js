// Select2's boxes: in a row they are made when it is unfolded. Select2 names its box by what is chosen
// in it; while nothing is, it would have no name at all.
const $ = window.django.jQuery;
const isMade = (select) => select.matches(".select2-hidden-accessible");

function name(select) {
  const label = document.querySelector(`label[for="${select.id}"]`);
  const box = select.parentElement.querySelector(".select2-selection");
  if (!label || !box) return;
  label.id ||= `${select.id}_label`;
  const chosen = box.querySelector(".select2-selection__rendered");
  chosen.setAttribute("aria-labelledby", label.id);
  box.setAttribute("aria-labelledby", `${label.id} ${chosen.id}`);
}

function make(root) {
  for (const select of root.querySelectorAll("select.row-autocomplete")) {
    const isInSight = !select.closest(".empty-form, details:not([open])");
    if (isMade(select) || !isInSight) continue;
    $(select).djangoAdminSelect2();
    name(select);
  }
}

document.addEventListener("formset:added", ({ target }) => make(target));
document.addEventListener("toggle", ({ target }) => make(target), true);
// After Django's own, which wait for the whole page as well.
$(() => {
  const form = document.getElementById("article_form");
  make(form);
  form.querySelectorAll("select.admin-autocomplete").forEach(name);
});
