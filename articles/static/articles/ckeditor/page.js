// What our dialogs share: building elements, opening over an editor, asking the server.

// An element with properties (`class`, `data-…` and `aria-…` as attributes) and children.
export function element(tag, properties = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (name in node) node[name] = value;
    else node.setAttribute(name, value);
  }
  node.append(...children);
  return node;
}

// Opens a dialog over an editor; when it closes, the caret stands where it stood.
export function openOver(editor, dialog) {
  editor.focus();
  const caret = editor.getSelection().createBookmarks2(true);
  dialog.addEventListener("close", () => {
    editor.focus();
    editor.getSelection().selectBookmarks(caret);
  }, { once: true });
  dialog.showModal();
}

// The server's answer as JSON. Throws an Error with a sentence for the person who asked.
export async function ask(address, options = {}) {
  let answer;
  try {
    answer = await fetch(address, { credentials: "same-origin", ...options });
  } catch (error) {
    if (error.name === "AbortError") throw error;
    throw new Error("The library could not be reached. Look at your connection and try again.");
  }
  const told = await answer.json().catch(() => ({}));
  if (answer.ok) return told;
  if (told.error) throw new Error(told.error);
  if (answer.status === 403) throw new Error("You may not do this, or you are no longer signed in.");
  throw new Error("The library could not answer. Try again later.");
}

// Sends fields as a form would, with the page's CSRF token.
export function post(address, fields) {
  const body = new FormData();
  for (const [name, value] of Object.entries(fields)) body.append(name, value);
  const token = document.querySelector("input[name=csrfmiddlewaretoken]").value;
  return ask(address, { method: "POST", body, headers: { "X-CSRFToken": token } });
}
