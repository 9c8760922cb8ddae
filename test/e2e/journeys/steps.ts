import type { Visitor } from '../support';

/** From the first page to the first question. */
export async function beginRegistration(visitor: Visitor): Promise<void> {
  await visitor.open('/');
  await visitor.follow(visitor.t('home:start'));
  await visitor.press(visitor.t('start:button'));
}

/** Opens what lies behind a private link, by the case number. The visitor stands at the gate. */
export async function showCaseNumber(visitor: Visitor, { caseNumber }: { caseNumber: string }): Promise<void> {
  expect(await visitor.read()).toContain(visitor.t('own:gate.text'));
  await visitor.type('caseNumber', caseNumber);
  await visitor.press(visitor.t('action.continue'));
}
