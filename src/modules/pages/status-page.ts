import type { DrawSummary } from '../draws';
import type { StatusWindow } from './status.service';

/** Renders the status page: plain HTML, no script, no outside request, one short style sheet of its own. */
export function renderStatusPage(windows: readonly StatusWindow[]): string {
  return `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Fairslot: windows and draws</title>
<link rel="stylesheet" href="/status.css">
</head>
<body>
<main>
<h1>Windows and draws</h1>
<p>Appointments are given out by a public, weighted draw. When you register makes no difference. The service is free; nobody can sell you a place.</p>
${windows.length === 0 ? '<p>No window has been announced yet.</p>' : windows.map(renderWindow).join('\n')}
<h2>For those who check</h2>
<ul>
<li><a href="/log/checkpoint">The log's newest signed checkpoint</a></li>
<li><a href="/api/docs">The programming interface</a></li>
</ul>
</main>
</body>
</html>
`;
}

function renderWindow(window: StatusWindow): string {
  return `<section>
<h2>${escapeHtml(window.title)}</h2>
<p>Registration from ${time(window.timetable.opensAt)} to ${time(window.timetable.closesAt)}. <a href="/api/windows/${window.window}/announcement.json">The exact rules</a></p>
${window.draws.length === 0 ? '<p>No draw has been scheduled yet.</p>' : renderDraws(window)}
</section>`;
}

function renderDraws(window: StatusWindow): string {
  return `<table>
<caption>Draws of this window</caption>
<thead><tr><th scope="col">Draw</th><th scope="col">State</th><th scope="col">Round</th><th scope="col">Entries</th><th scope="col">Slots</th><th scope="col">Served</th><th scope="col">Record</th></tr></thead>
<tbody>
${window.draws.map((draw) => renderDraw(window.window, draw)).join('\n')}
</tbody>
</table>`;
}

function renderDraw(path: string, draw: DrawSummary): string {
  const name = draw.number === 0 ? 'Main draw' : `Refill ${draw.number}`;
  const state = draw.endedReason ? `${draw.state} (${draw.endedReason})` : draw.state;
  const counts = draw.frozenAt ? [draw.entries, draw.slots, draw.drawnAt ? draw.served : ''] : ['', '', ''];
  const record = draw.files.length > 0 ? `<a href="/api/windows/${path}/draws/${draw.number}/record.zip">record.zip</a>` : '';
  return `<tr><th scope="row">${name}</th><td>${escapeHtml(state)}</td><td>${draw.round}<br>${time(draw.drawAt)}</td>${counts
    .map((count) => `<td>${count}</td>`)
    .join('')}<td>${record}</td></tr>`;
}

/** Berlin time, in words that do not depend on the server's zone. */
function time(utc: string): string {
  const shown = new Intl.DateTimeFormat('en-GB', { timeZone: 'Europe/Berlin', dateStyle: 'medium', timeStyle: 'medium' }).format(new Date(utc));
  return `<time datetime="${utc}">${shown}</time>`;
}

function escapeHtml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;').replaceAll("'", '&#39;');
}
