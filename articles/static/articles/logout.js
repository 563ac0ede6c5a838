// Whoever logs out, on whichever page of the desk, leaves none of their typing in this browser. It is
// forgotten on the next page, which is no longer theirs: until then they may think better of it.
const ASKED = "klarity:logging-out";
const { user } = document.querySelector("script[data-user]").dataset;

function forget(person) {
  const theirs = Object.keys(localStorage).filter((name) => name.startsWith(`klarity:typing:${person}:`));
  theirs.forEach((name) => localStorage.removeItem(name));
}

function begin() {
  const asked = sessionStorage.getItem(ASKED);
  if (asked && asked !== user) forget(asked);
  sessionStorage.removeItem(ASKED);
  const ask = () => sessionStorage.setItem(ASKED, user);
  document.getElementById("logout-form")?.addEventListener("submit", ask);
}

try {
  begin();
} catch {
  // The browser allows no storage: nothing was kept.
}
