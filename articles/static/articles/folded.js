// A stored row that stands folded holds its values only (articles/admin/folded.py). When it is
// unfolded, its fields are made of the empty row's, as those of a new row are.
function fill(field, { value, dataset }) {
  if (field.matches("select")) field.append(new Option(dataset.label, value, true, true));
  else if (field.type === "checkbox") field.checked = true;
  else field.value = value;
}

// Gives a row its fields, unless it has them already.
export function draw(row) {
  const kept = row.querySelectorAll("details > input[type=hidden]");
  if (!kept.length) return;
  const empty = row.closest(".rows").querySelector(".empty-form details > fieldset");
  const fields = empty.cloneNode();
  fields.innerHTML = empty.innerHTML.replaceAll("__prefix__", row.id.split("-").at(-1));
  for (const input of kept) {
    fill(fields.querySelector(`[name="${input.name}"]`), input);
    input.remove();
  }
  row.querySelector("details").append(fields);
}

function drawUnfolded(details) {
  const row = details.open && details.closest(".rows .inline-related");
  if (row) draw(row);
}

document.addEventListener("toggle", ({ target }) => drawUnfolded(target), true);
// Somebody may have been faster than this script.
document.querySelectorAll(".rows details[open]").forEach(drawUnfolded);
