// Citation popovers. Without this file every citation is a plain link to its reference.
(() => {
  const pop = document.getElementById("cite-pop");
  if (!pop?.showPopover) return;
  const [title, body, more] = ["h2", "[data-body]", "[data-more]"].map((s) => pop.querySelector(s));
  const links = document.querySelectorAll('a[role="doc-biblioref"]');
  let from, wasOpen;

  // The dash of [1-4] stands for several references: it holds a place for each one after its first.
  const references = (link) =>
    [link.hash.slice(5), ...[...link.querySelectorAll("[id]")].map((place) => place.id.split("-")[1])]
      .map((number) => document.querySelector(`#ref-${number} [data-ref]`))
      .filter(Boolean);

  const show = (link, found) => {
    from = link;
    title.textContent = link.getAttribute("aria-label");
    body.replaceChildren(...found.map((reference) => {
      const paragraph = document.createElement("p");
      paragraph.append(...reference.cloneNode(true).childNodes);
      return paragraph;
    }));
    more.href = link.hash;
    link.setAttribute("aria-expanded", "true");
    pop.showPopover({ source: link }); // sets the CSS anchor, the tab order and where focus returns
  };

  links.forEach((link) => link.setAttribute("aria-haspopup", "dialog"));
  addEventListener("pointerdown", (e) => {
    wasOpen = pop.matches(":popover-open") && from.contains(e.target);
  }, true);
  document.addEventListener("click", (e) => {
    const link = e.target.closest?.('a[role="doc-biblioref"]');
    if (!link || e.ctrlKey || e.metaKey || e.shiftKey || e.altKey) return;
    const found = references(link);
    if (!found.length) return;
    e.preventDefault();
    if (wasOpen && link === from) wasOpen = false; // a second press closes it
    else show(link, found);
  });
  pop.addEventListener("toggle", (e) => {
    if (e.newState === "closed") links.forEach((link) => link.removeAttribute("aria-expanded"));
  });
  more.addEventListener("click", () => pop.hidePopover());
})();
