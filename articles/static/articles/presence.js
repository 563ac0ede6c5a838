// Says that this form is open, and shows who else has it open.
import { desk, token } from "./typing.js";

const BEAT = 15_000;
const line = document.getElementById("presence");

function message(extra = {}) {
  const body = new FormData();
  const fields = { csrfmiddlewaretoken: token(), ...extra };
  for (const [name, value] of Object.entries(fields)) body.append(name, value);
  return body;
}

async function beat() {
  const answer = await fetch(desk.presenceUrl, { method: "POST", body: message() }).catch(() => null);
  if (!answer?.ok) return; // the next beat may get through
  const { others } = await answer.json();
  if (line.textContent !== others) line.textContent = others;
}

if (desk.presenceUrl) {
  beat();
  setInterval(beat, BEAT);
  addEventListener("pageshow", ({ persisted }) => persisted && beat());
  addEventListener("pagehide", () => navigator.sendBeacon(desk.presenceUrl, message({ left: 1 })));
}
