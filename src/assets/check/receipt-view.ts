import { button, code, details, el, facts, paragraph, show } from './elements';
import { fileDrop } from './file-drop';
import { type Answer, isReport, type RecordCounts, type SoundReport } from './messages';
import { firstFailed, reasonOf } from './questions';
import { canUseCamera, type CodeReader } from './scan';
import type { Say } from './texts';
import { urn } from './urn';

/** A receipt is a small text; whatever is larger is something else. */
const MOST_BYTES = 1 << 20;

/** Where somebody finds their own entry, lots and place. Nothing of a receipt leaves the browser. */
export function receiptView(
  say: Say,
  counts: RecordCounts,
  draw: SoundReport,
  find: (receipt: Uint8Array) => Promise<Answer>,
  reader: CodeReader,
): HTMLElement {
  const outcome = el('div', { class: 'fs-flow', role: 'status', 'data-check-own': '' });
  const complain = (key: string): void => show(outcome, paragraph(say(key)));
  const take = async (bytes: Uint8Array): Promise<void> => {
    const answer = await find(bytes);
    if (answer.tell === 'found') showOwn(answer, outcome, say, counts, draw);
  };
  const takeText = async (text: string): Promise<void> => {
    if (text.startsWith('%PDF')) return complain('receipt.is-paper');
    if (/^https?:/.test(text.trim())) return complain('receipt.is-link');
    await take(new TextEncoder().encode(noteIn(text)));
  };
  const takeFile = async (file: File): Promise<void> => {
    if (file.type.startsWith('image/')) {
      const text = await reader.readFile(file);
      return text === null ? complain('receipt.no-code') : takeText(text);
    }
    await takeText(await file.slice(0, MOST_BYTES).text());
  };
  const paste = el('textarea', { id: 'check-paste', class: 'kern-form-input__input', rows: '4', spellcheck: 'false', autocomplete: 'off' });
  return el(
    'section',
    { class: 'fs-flow', 'aria-labelledby': 'receipt-title' },
    el('h3', { class: 'kern-heading-small', id: 'receipt-title' }, say('receipt.title')),
    paragraph(say('receipt.lead')),
    fileDrop(say('receipt.choose'), '.txt,.json,text/plain,application/json,image/*', takeFile),
    canUseCamera && camera(say, reader, takeText, complain),
    details(
      say('receipt.paste'),
      el('label', { class: 'kern-label', for: 'check-paste' }, say('receipt.paste')),
      paste,
      el(
        'p',
        {},
        button(say('receipt.find'), () => void takeText(paste.value)),
      ),
    ),
    outcome,
  );
}

/** The signed note alone, out of the readable receipt that carries it at its end. */
function noteIn(text: string): string {
  const plain = text.replace(/\r\n/g, '\n');
  const start = plain.indexOf('{"protocol":"fairslot/v1","kind":"receipt"');
  return start > 0 ? plain.slice(start) : plain;
}

function camera(say: Say, reader: CodeReader, takeText: (text: string) => Promise<void>, complain: (key: string) => void): HTMLElement {
  const video = el('video', { class: 'fs-video', playsinline: true, muted: true, hidden: true });
  let enough: AbortController | null = null;
  const label = (): void => void (trigger.firstElementChild!.textContent = say(enough ? 'receipt.stop' : 'receipt.camera'));
  const trigger = button(say('receipt.camera'), () => {
    if (enough) return enough.abort();
    enough = new AbortController();
    video.hidden = false;
    label();
    reader
      .scan(video, enough.signal)
      .then(
        (text) => (text === null ? undefined : takeText(text)),
        () => complain('receipt.no-camera'),
      )
      .finally(() => {
        enough = null;
        video.hidden = true;
        label();
      });
  });
  return el('div', { class: 'fs-flow' }, el('p', {}, trigger), video);
}

function showOwn(
  { report, lots }: Extract<Answer, { tell: 'found' }>,
  outcome: Element,
  say: Say,
  counts: RecordCounts,
  draw: SoundReport,
): void {
  if (!isReport(report)) return show(outcome, paragraph(reasonOf(report.code, say)));
  const { ticket } = report;
  if (!ticket) {
    const line = report.checks.find(({ check, outcome: each }) => check === 'ticket' && each === 'failed') ?? firstFailed(report);
    return show(outcome, alert('danger', reasonOf(line?.code ?? 'ticket.depends', say)));
  }
  const { rank, ticketId, tickets, slots, pot, j, identityOpened } = ticket;
  const key = pot === null ? 'receipt.unserved' : 'receipt.served';
  show(
    outcome,
    alert(pot === null ? 'info' : 'success', say(key, { rank, entries: counts.entries })),
    identityOpened && paragraph(say('receipt.identity')),
    facts(
      [say('receipt.ticket'), code(ticketId)],
      [say('receipt.tickets'), say.count(tickets)],
      ...(pot === null ? [] : ([[say('receipt.slot'), code(slots.join(', '))]] as const)),
    ),
    el('h4', { class: 'kern-title' }, say('urn.title')),
    urn(say, counts.tickets, tickets),
    details(
      say('receipt.lots'),
      el(
        'ol',
        { class: 'kern-list kern-list--number' },
        ...lots.map((lot) =>
          el('li', { 'data-lot': String(lot.j) }, code(lot.hash), lot.j === j && el('strong', {}, ` – ${say('receipt.best')}`)),
        ),
      ),
      paragraph(say('receipt.by-hand')),
      el('pre', { class: 'fs-code' }, `printf '%s:%s:%s' ${draw.seed ?? ''} ${ticketId} ${j} | sha256sum`),
    ),
    report.receipt !== 'none' && paragraph(say(`receipt.${report.receipt}`), true),
  );
}

function alert(tone: 'info' | 'success' | 'danger', text: string): HTMLElement {
  return el(
    'div',
    { class: `kern-alert kern-alert--${tone}` },
    el(
      'div',
      { class: 'kern-alert__header' },
      el('span', { class: `kern-icon kern-icon--${tone}`, 'aria-hidden': 'true' }),
      el('p', { class: 'kern-title' }, text),
    ),
  );
}
