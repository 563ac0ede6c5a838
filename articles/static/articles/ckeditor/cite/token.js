// A mark as it is stored: it names its reference and holds no number.
export function token(key) {
  return `<sup class="citation" data-reference="${key}">[cite]</sup>`;
}
