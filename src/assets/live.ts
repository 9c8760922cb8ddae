/**
 * Keeps the page about a draw up to date while its steps are taken. Without this script the page loads itself again every half minute;
 * with it the page is loaded once more under `?refresh=live`, where it listens instead.
 */
const POLL_MS = 30_000;

const state = document.getElementById('draw-state');
const address = state?.dataset['live'];
if (state && address) {
  if (state.dataset['liveMode'] === 'auto') location.replace('?refresh=live');
  if (state.dataset['liveMode'] === 'live') listen(address);
}

function listen(events: string): void {
  show(true);
  let known = '';
  const source = new EventSource(events);
  source.addEventListener('step', ({ data }: MessageEvent<string>) => {
    // The first word only says where things stand; the page may be as old as that.
    if (known !== data) void update();
    known = data;
  });
  source.addEventListener('end', () => {
    source.close();
    location.replace(location.pathname);
  });
  source.addEventListener('error', () => {
    // Too many listen, or a proxy won't: then we look now and then.
    if (source.readyState === EventSource.CLOSED) setInterval(() => void update(), POLL_MS);
  });
}

/** Shows the newest state in place, so that nobody loses their place on the page. */
async function update(): Promise<void> {
  const answer = await fetch(location.href);
  if (!answer.ok) return;
  const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
  const newest = page.getElementById('draw-state');
  if (!newest) return;
  if (newest.dataset['live'] === undefined) return location.replace(location.pathname);
  const shown = document.getElementById('draw-state');
  if (shown && shown.innerHTML !== newest.innerHTML) {
    shown.replaceChildren(...Array.from(newest.childNodes));
    show(true);
  }
}

/** Which of the two notes is true. */
function show(isLive: boolean): void {
  for (const [name, shown] of [
    ['[data-live-on]', isLive],
    ['[data-live-off]', !isLive],
  ] as const) {
    for (const note of document.querySelectorAll<HTMLElement>(name)) note.hidden = !shown;
  }
}

export {};
