// Raised numbers that look like citations: found and told apart from powers, units and formulas by
// the rules of articles/manuscripts/verdicts.py.

const NUMBERS = /^[[(]?(\d{1,3}(?: ?[,;–-] ?\d{1,3}){0,29})[\])]?$/;
const UNIT = /(?:^|[^A-Za-z])(?:[kcdmµμn]?m|km|ft|in|yd|s|sec|kg|g|l|L)$/;
const LONGEST_RANGE = 100;
const CONTEXT = 40;

// The numbers that a raised text names, ranges written out; none if it names none.
export function named(text) {
  const written = NUMBERS.exec(text.trim())?.[1];
  if (!written) return [];
  return written.split(/[,;]/).flatMap((part) => {
    const [from, to = from] = part.split(/[–-]/).map(Number);
    if (to < from || to - from > LONGEST_RANGE) return [];
    return Array.from({ length: to - from + 1 }, (_, index) => from + index);
  });
}

// The raised texts under a node that look like citations, in order.
export function lookLikeCitations(root) {
  const all = [...root.querySelectorAll("sup:not(.citation)")].filter((sup) => !sup.querySelector("sup"));
  return all.filter((sup) => named(sup.textContent).length && !isFormula(sup));
}

function isFormula(sup) {
  const before = textBeside(sup, -1);
  const after = textBeside(sup, 1);
  if (!before.trim() || /\d$/.test(before) || /^[\p{L}\p{N}⁺⁻+−-]/u.test(after)) return true;
  return UNIT.test(before) && /^[23]$/.test(sup.textContent.trim());
}

function textBeside(sup, side) {
  const block = sup.closest("p, li, td, th, h2, h3, h4, dt, dd, figcaption, caption, blockquote") ?? sup.parentNode;
  const range = sup.ownerDocument.createRange();
  range.selectNodeContents(block);
  if (side < 0) range.setEndBefore(sup);
  else range.setStartAfter(sup);
  return range.toString().replace(/\u200b/g, "");
}

// The words around a raised number, for a person to find it.
export function around(sup) {
  return `…${textBeside(sup, -1).slice(-CONTEXT).trimStart()}`;
}
