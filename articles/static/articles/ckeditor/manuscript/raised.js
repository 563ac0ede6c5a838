// Raised numbers that look like citations: found and told apart from powers, units and formulas by
// the rules of articles/manuscripts/verdicts.py.

const NUMBERS = /^[[(]?(\d{1,3}(?: ?[,;–-] ?\d{1,3}){0,29})[\])]?$/;
const UNIT = /(?:^|[^A-Za-z])(?:[kcdmµμn]?m|km|ft|in|yd|s|sec|kg|g|l|L)$/;
const BLOCKS = "p, ul, ol, li, dl, dt, dd, div, table, td, th, h2, h3, h4, blockquote, figure, figcaption, caption, br";
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

// The text before (-1) or after (1) it, up to where a block begins or ends.
function textBeside(sup, side) {
  const step = side < 0 ? "previousSibling" : "nextSibling";
  const pieces = [];
  for (let inner = sup; inner && !inner.matches(BLOCKS); inner = inner.parentElement) {
    for (let node = inner[step]; node && !node.matches?.(BLOCKS); node = node[step]) {
      pieces.push(node.textContent);
    }
  }
  const text = (side < 0 ? pieces.reverse() : pieces).join("");
  return text.replace(/\u200b/g, "");
}

// The words around a raised number, for a person to find it.
export function around(sup) {
  return `…${textBeside(sup, -1).slice(-CONTEXT).trimStart()}`;
}
