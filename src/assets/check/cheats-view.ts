import { button, el, paragraph, show } from './elements';
import { type Answer, type Cheat, CHEATS, isReport } from './messages';
import { firstFailed, reasonOf } from './questions';
import type { Say } from './texts';

/** Buttons that bend a copy of the record, and what the check says to that. */
export function cheatsView(say: Say, attempt: (cheat: Cheat) => Promise<Answer>): HTMLElement {
  const items = CHEATS.map((cheat) => {
    const outcome = el('p', { class: 'kern-body fs-cheat', role: 'status' });
    const trigger = button(say(`cheat.${cheat}`), () => {
      void attempt(cheat).then((answer) => {
        if (answer.tell === 'cheated') tell(answer, outcome, say);
      });
    });
    trigger.setAttribute('data-cheat', cheat);
    return el('li', {}, trigger, outcome);
  });
  return el(
    'section',
    { class: 'fs-flow', 'aria-labelledby': 'cheat-title' },
    el('h3', { class: 'kern-heading-small', id: 'cheat-title' }, say('cheat.title')),
    paragraph(say('cheat.lead')),
    el('ul', { class: 'fs-plain fs-cheats' }, ...items),
  );
}

function tell({ report }: Extract<Answer, { tell: 'cheated' }>, outcome: HTMLElement, say: Say): void {
  const failed = report && isReport(report) ? firstFailed(report) : undefined;
  outcome.removeAttribute('data-code');
  if (report === null) return show(outcome, say('cheat.nothing'));
  if (!failed) return show(outcome, say('cheat.unnoticed'));
  outcome.setAttribute('data-code', failed.code ?? '');
  show(
    outcome,
    el('span', { class: 'kern-icon kern-icon--danger', 'aria-hidden': 'true' }),
    el('span', {}, say('cheat.caught', { line: say(`line.${failed.check}`), reason: reasonOf(failed.code, say) })),
  );
}
