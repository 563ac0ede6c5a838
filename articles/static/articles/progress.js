// The progress of a job, asked for every two seconds until it is finished. Without this file the
// page has a link to see how far it is.
(() => {
  const section = document.querySelector("[data-progress-url]");
  if (!section) return;
  const bar = section.querySelector("progress");
  const text = section.querySelector("[role=status]");

  const show = (job) => {
    if (text.textContent !== job.text) text.textContent = job.text; // said aloud when it changed
    bar.value = job.done;
    if (job.finished) location.reload(); // for the lists of what was done, and what could not be
    else setTimeout(ask, 2000);
  };

  const ask = async () => {
    try {
      show(await (await fetch(section.dataset.progressUrl)).json());
    } catch {
      setTimeout(ask, 5000); // the server is away for a moment, or wants a sign-in
    }
  };

  section.querySelector("[data-reload]").remove();
  ask();
})();
