// Citation popovers. Without this file every citation is a plain link to its reference.
const pop = document.getElementById("cite-pop");
const [title, body, { firstChild: more }] = pop.children;
let from, wasOpen;

const open = (e) => {
  const link = e.currentTarget;
  // The dash of [1-4] holds a place for each reference after its first.
  const found = [link, ...link.querySelectorAll("[id]")]
    .map(({ hash, id }) => document.querySelector(`#ref-${(hash ?? id).match(/\d+/)} [data-ref]`))
    .filter(Boolean);
  if (!found[0] || e.ctrlKey || e.metaKey || e.shiftKey || e.altKey) return;
  e.preventDefault();
  if (wasOpen) return (wasOpen = false); // a second press closes it
  title.textContent = link.ariaLabel;
  body.replaceChildren(...found.map((each) => each.cloneNode(true)));
  more.hash = link.hash;
  if (from) from.ariaExpanded = null;
  from = link;
  pop.showPopover({ source: link }); // for its place and the focus
};
if (pop.showPopover) for (const link of document.querySelectorAll("[role=doc-biblioref]"))
  Object.assign(link, { ariaHasPopup: "dialog", onclick: open });
onpointerdown = ({ target }) => (wasOpen = from?.ariaExpanded && from.contains(target));
pop.ontoggle = ({ newState }) => (from.ariaExpanded = newState == "open" || null);
more.onclick = () => pop.hidePopover();
