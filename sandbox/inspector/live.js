// Keeps the inspector up to date. Without it the page still shows everything after a reload.

const EVERY_MS = 800;
const KEPT_ROWS = 400;

const list = document.querySelector("[data-calls]");
const pause = document.querySelector("[data-pause]");
const filter = new URLSearchParams(location.search).get("show") ?? "story";
const lastSeen = new Map();
let isPaused = false;

pause.hidden = false;
pause.addEventListener("click", () => {
  isPaused = !isPaused;
  pause.setAttribute("aria-pressed", String(isPaused));
});

async function update() {
  const query = new URLSearchParams({ since: list.dataset.lastSeq, show: filter });
  const response = await fetch(`/_sandbox/inspector/updates?${query}`);
  if (!response.ok) return;
  const page = new DOMParser().parseFromString(await response.text(), "text/html");
  append(page.querySelector("[data-calls]"));
  for (const part of page.querySelectorAll("[data-live]")) refresh(part);
}

function append(fresh) {
  if ("restart" in fresh.dataset) list.replaceChildren();
  list.dataset.lastSeq = fresh.dataset.lastSeq;
  list.append(...fresh.children);
  while (list.children.length > KEPT_ROWS) list.firstElementChild.remove();
}

/** Never under somebody's hands: a form that is being filled in stays as it is. */
function refresh(part) {
  const key = part.dataset.live;
  const shown = document.querySelector(`[data-live="${key}"]`);
  const isNew = lastSeen.get(key) !== part.innerHTML;
  if (!shown || !isNew || shown.contains(document.activeElement) || isBeingEdited(shown)) return;
  lastSeen.set(key, part.innerHTML);
  const opened = [...shown.querySelectorAll("details")].map((details) => details.open);
  shown.replaceChildren(...part.childNodes);
  shown.querySelectorAll("details").forEach((details, index) => {
    details.open = opened[index] ?? details.open;
  });
}

function isBeingEdited(element) {
  return [...element.querySelectorAll("input, select, textarea")].some((field) =>
    field instanceof HTMLSelectElement
      ? [...field.options].some((option) => option.selected !== option.defaultSelected)
      : field.value !== field.defaultValue || field.checked !== field.defaultChecked,
  );
}

async function keepUpdating() {
  // The sandbox may be restarting: the next round asks again.
  if (!isPaused && !document.hidden) await update().catch(() => {});
  setTimeout(keepUpdating, EVERY_MS);
}

keepUpdating();
