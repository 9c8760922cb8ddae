/**
 * Keeps the office's page of windows up to date: looks every few seconds while somebody can see it, and puts in place what is new. A part in which somebody
 * is working (it has the focus) waits until they have left it. Without this script the page says how to load it again.
 */
const POLL_MS = 10_000;

let timer: number | undefined;

document.addEventListener('visibilitychange', () => {
  if (document.hidden) return stop();
  void update();
  start();
});
for (const [name, shown] of [
  ['[data-live-on]', true],
  ['[data-live-off]', false],
] as const) {
  for (const note of document.querySelectorAll<HTMLElement>(name)) note.hidden = !shown;
}
start();

function start(): void {
  timer ??= window.setInterval(() => void update(), POLL_MS);
}

function stop(): void {
  window.clearInterval(timer);
  timer = undefined;
}

async function update(): Promise<void> {
  const answer = await fetch(location.href).catch(() => null);
  if (!answer) return;
  // Whoever is signed out by now has to see it.
  if (answer.status === 401 || answer.status === 403) return location.reload();
  if (!answer.ok) return;
  const newest = new DOMParser().parseFromString(await answer.text(), 'text/html');
  const shown = document.querySelectorAll('[data-live]');
  if (newest.querySelectorAll('[data-live]').length !== shown.length)
    return document.activeElement === document.body ? location.reload() : undefined;
  for (const part of shown) replace(part, newest.getElementById(part.id));
}

function replace(part: Element, newest: Element | null): void {
  if (!newest || part.contains(document.activeElement)) return;
  const opened = Array.from(part.querySelectorAll('details'), ({ open }) => open);
  const fresh = newest.cloneNode(true) as Element;
  fresh.querySelectorAll('details').forEach((details, place) => (details.open = opened[place] ?? false));
  if (part.innerHTML !== fresh.innerHTML) part.replaceChildren(...Array.from(fresh.childNodes));
}

export {};
