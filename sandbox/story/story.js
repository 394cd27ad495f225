// Shows new calls without a reload, and tells the page around this one how many steps are complete.

const EVERY_MS = 700;

async function update() {
  const response = await fetch(location.href);
  if (!response.ok) return;
  const page = new DOMParser().parseFromString(await response.text(), "text/html");
  const [list, fresh] = [document, page].map((each) => each.querySelector("[data-story]"));
  if (!list || fresh?.dataset.story !== list.dataset.story) {
    document.body.replaceChildren(...page.body.childNodes);
    return report();
  }
  document.querySelector("[data-live]").replaceWith(page.querySelector("[data-live]"));
  list.dataset.done = fresh.dataset.done;
  addRows(list, [...fresh.children]);
  report();
}

/** Leaves the rows that are there as they are: one may be open, or focused. */
function addRows(list, rows) {
  let next = null;
  for (const row of rows.reverse()) {
    const shown = document.getElementById(row.id);
    if (!shown) list.insertBefore(row, next);
    next = shown ?? row;
  }
}

function report() {
  const list = document.querySelector("[data-story]");
  if (!list || parent === window) return;
  const { story, done, app } = list.dataset;
  parent.postMessage({ story, done: Number(done) }, app);
}

async function keepUpdating() {
  // Ignore errors: the sandbox may be restarting, and the next update will try again.
  if (!document.hidden) await update().catch(() => {});
  setTimeout(keepUpdating, EVERY_MS);
}

keepUpdating();
