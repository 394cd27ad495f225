// Updates the inspector without a reload. The page also works without this script.

const EVERY_MS = 800;
const KEPT_ROWS = 400;

const list = document.querySelector("[data-calls]");
const pause = document.querySelector("[data-pause]");
const lastSeen = new Map();
let isPaused = false;

pause.hidden = false;
pause.addEventListener("click", () => {
  isPaused = !isPaused;
  pause.setAttribute("aria-pressed", String(isPaused));
});

async function update() {
  const query = new URLSearchParams(location.search);
  query.set("since", list.dataset.lastSeq);
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

function refresh(part) {
  const key = part.dataset.live;
  const shown = document.querySelector(`[data-live="${key}"]`);
  if (!shown || lastSeen.get(key) === part.innerHTML || isInUse(shown)) return;
  lastSeen.set(key, part.innerHTML);
  shown.replaceChildren(...part.childNodes);
}

/** Elements that are focused, expanded or being edited are not updated. */
function isInUse(element) {
  if (element.contains(document.activeElement) || element.querySelector("details[open]")) return true;
  return [...element.querySelectorAll("input")].some((field) => field.value !== field.defaultValue);
}

async function keepUpdating() {
  // Ignore errors: the sandbox may be restarting, and the next update will try again.
  if (!isPaused && !document.hidden) await update().catch(() => {});
  setTimeout(keepUpdating, EVERY_MS);
}

keepUpdating();
