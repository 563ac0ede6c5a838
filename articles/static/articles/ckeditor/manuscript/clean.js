// What a word processor puts on the clipboard, made ready for the editor: its meaning kept, its
// looks, its comments and what its writer has deleted taken out.

const DELETED = "del, .msoDel, .MsoDel, [style*='mso-element:comment']";
const COMMENT_MARKS = ".MsoCommentReference, [href*='#_msocom'], [href^='#cmnt']:not([href^='#cmnt_'])";
const COMMENTS = "a[href^='#cmnt_ref']";
const FURNITURE = "head, style, script, meta, link, title, xml, iframe, object";
const NOTE = /#_?(?:ftn|edn|ftnt|ednt)(\d+)$/;
const BACK = /#_?(?:ftn|edn|ftnt_|ednt_)ref_?\d+$|#(?:ftnt|ednt)_ref\d+$/;
const TITLES = { H1: "h2", H5: "h4", H6: "h4" };
// In a manuscript the title is no heading: its first level is our h2.
const LEVELS = { H1: "h2", H2: "h3", H3: "h4", H4: "h4", H5: "h4", H6: "h4" };
const MANUSCRIPT = /class="?Mso|style=["'][^"']*\bmso-|urn:schemas-microsoft-com|docs-internal-guid/;
const LINK = /^(?:https?:|mailto:|tel:|[#/?])/i;
const BOLD = 600;
const WORD_LIST = "mso-list";

// HTML with our headings, notes as raised numbers, tables with their headers, and bold and italics
// as elements. Word's lists are left as they are.
export function prepared(html) {
  const levels = MANUSCRIPT.test(html) ? LEVELS : TITLES;
  const headed = (body) => headings(body, levels);
  return changed(html, [discard, notes, looks, headed, lists, tables, links, tidy]);
}

// The same once lists are lists: without the elements that only carried looks.
export function bared(html) {
  return changed(html, [bare, tidy]);
}

function changed(html, steps) {
  const { body } = new DOMParser().parseFromString(html, "text/html");
  for (const step of steps) step(body);
  return body.innerHTML;
}

function all(body, selector) {
  return [...body.querySelectorAll(selector)];
}

function rename(node, tag) {
  const renamed = node.ownerDocument.createElement(tag);
  renamed.append(...node.childNodes);
  for (const { name, value } of node.attributes) if (name !== "id") renamed.setAttribute(name, value);
  node.replaceWith(renamed);
  return renamed;
}

function unwrap(node) {
  node.replaceWith(...node.childNodes);
}

function within(node, tag) {
  const wrapper = node.ownerDocument.createElement(tag);
  wrapper.append(...node.childNodes);
  node.append(wrapper);
}

function discard(body) {
  all(body, FURNITURE).forEach((node) => node.remove());
  all(body, DELETED).forEach((node) => node.remove());
  for (const mark of all(body, COMMENT_MARKS)) (mark.closest("sup") ?? mark).remove();
  for (const comment of all(body, COMMENTS)) comment.closest("p")?.remove();
  all(body, "img:not([src^='/media/'])").forEach((node) => node.remove());
  all(body, "ins").forEach(unwrap);
  // Smart tags and Office's own elements, such as st1:place and o:p.
  all(body, "*").filter(({ localName }) => localName.includes(":")).forEach(unwrap);
}

// A footnote's or endnote's anchor becomes its number, raised; at the note itself it is plain text.
function notes(body) {
  for (const anchor of all(body, "a[href]")) {
    const href = anchor.getAttribute("href");
    const number = NOTE.exec(href)?.[1];
    if (number) (anchor.closest("sup") ?? anchor).replaceWith(raised(anchor, number));
    else if (BACK.test(href)) anchor.replaceWith(anchor.textContent.trim());
  }
  for (const list of all(body, "[style*='mso-element:footnote-list'], [style*='mso-element:endnote-list']")) {
    list.querySelectorAll("hr, br[clear]").forEach((rule) => rule.remove());
  }
}

function raised(anchor, number) {
  const node = anchor.ownerDocument.createElement("sup");
  node.textContent = number;
  return node;
}

// Bold, italics, raised and lowered are elements with us, whatever they were.
function looks(body) {
  for (const node of all(body, "[style]")) {
    const { fontWeight, fontStyle, verticalAlign } = node.style;
    if (node.matches("b, strong") && fontWeight === "normal") unwrap(node);
    else if (node.matches("span, font, a")) {
      if (fontWeight === "bold" || Number(fontWeight) >= BOLD) within(node, "strong");
      if (fontStyle === "italic") within(node, "em");
      if (verticalAlign === "super") within(node, "sup");
      if (verticalAlign === "sub") within(node, "sub");
    }
    if (!node.getAttribute("style").includes(WORD_LIST)) node.removeAttribute("style");
  }
  all(body, "b").forEach((node) => rename(node, "strong"));
  all(body, "i").forEach((node) => rename(node, "em"));
}

function headings(body, levels) {
  for (const node of all(body, "h1, h2, h3, h4, h5, h6")) {
    // A numbered heading would be taken for a list.
    node.removeAttribute("style");
    node.querySelectorAll(`[style*='${WORD_LIST}']`).forEach((marker) => marker.remove());
    comments(node).forEach((comment) => comment.remove());
    node.querySelectorAll("strong").forEach(unwrap);
    if (node.tagName in levels) rename(node, levels[node.tagName]);
  }
}

function comments(node) {
  const walker = node.ownerDocument.createTreeWalker(node, NodeFilter.SHOW_COMMENT);
  const found = [];
  while (walker.nextNode()) found.push(walker.currentNode);
  return found;
}

// Google Docs puts an inner list beside its item, not into it, and paragraphs into items.
function lists(body) {
  for (const list of all(body, ":is(ul, ol) > :is(ul, ol)")) list.previousElementSibling?.append(list);
  all(body, `li > p:only-of-type:not([style*='${WORD_LIST}'])`).forEach(unwrap);
}

function tables(body) {
  for (const table of all(body, "table")) {
    all(table, ":is(td, th) > p:only-child").forEach(unwrap);
    const [first] = table.rows;
    const heads = all(table, "thead tr");
    if (!heads.length && first && [...first.cells].every(isBold)) heads.push(first);
    for (const row of heads) {
      table.createTHead().append(row);
      for (const cell of [...row.cells]) header(cell);
    }
    for (const cell of all(table, "tbody th:not([scope])")) cell.scope = "row";
  }
}

function isBold(cell) {
  const bold = all(cell, "strong").map((node) => node.textContent).join("");
  return cell.textContent.trim() !== "" && bold.trim() === cell.textContent.trim();
}

function header(cell) {
  const head = cell.tagName === "TH" ? cell : rename(cell, "th");
  head.querySelectorAll("strong").forEach(unwrap);
  if (!head.hasAttribute("scope")) head.scope = "col";
}

function links(body) {
  for (const link of all(body, "a")) {
    if (!LINK.test(link.getAttribute("href") ?? "")) unwrap(link);
  }
}

// A language is kept if it is not the page's own.
function bare(body) {
  all(body, "font, span:not([lang]), span[lang^='en' i], div:not(.callout)").forEach(unwrap);
}

function tidy(body) {
  for (const node of all(body, "p, h2, h3, h4, strong, em, sup, sub")) {
    if (!node.textContent.trim() && !node.querySelector("img, br")) node.remove();
  }
}
