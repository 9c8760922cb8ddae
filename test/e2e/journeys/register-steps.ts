import { CaseImportService } from '../../../src/modules/identity';
import { DrawWorld } from '../../support/draw-world';
import { caseFileOf, identityOf } from '../../support/draw-world-people';
import { linksIn, type Visitor, type WebService } from '../support';

/** Somebody whom the case register knows, and who has not registered yet. */
export interface Newcomer {
  readonly surname: string;
  readonly givenNames: string;
  readonly caseNumber: string;
  readonly mail: string;
}

/** People of these numbers: the register learns their cases. */
export async function expectNewcomers({ world }: WebService, numbers: readonly number[]): Promise<Newcomer[]> {
  await world.get(CaseImportService).import(DrawWorld.authority, caseFileOf(numbers.map((n) => ({ n, spec: {} }))), false);
  return numbers.map((n) => ({ ...identityOf(n), mail: `person-${n}@example.org` }));
}

/** From the first page to the first question. */
export async function beginRegistration(visitor: Visitor): Promise<void> {
  await visitor.open('/');
  await visitor.follow(visitor.t('home:start'));
  await visitor.press(visitor.t('start:button'));
}

/** Goes on with a question that is not answered: the page comes back, and its first mistake leads to the field. */
export async function refuseUnanswered(visitor: Visitor): Promise<void> {
  await visitor.press(visitor.t('action.continue'), { status: 400 });
  const mistake = visitor.page.locator('#error-summary a').first();
  await visitor.activate(mistake);
  const field = new URL(visitor.page.url()).hash;
  if (!(await visitor.page.locator(field).isVisible())) throw new Error(`a mistake leads to ${field}, which is not to be seen`);
}

/** Answers every question. @param careless each is first answered wrongly or not at all, where that is a mistake */
export async function answerQuestions(
  visitor: Visitor,
  { surname, givenNames, caseNumber, mail }: Newcomer,
  careless: boolean,
): Promise<void> {
  const go = () => visitor.press(visitor.t('action.continue'));
  const mistaken = async () => {
    if (careless) await refuseUnanswered(visitor);
  };
  await mistaken();
  await visitor.type('surname', surname);
  await visitor.type('givenNames', givenNames);
  await go();
  await mistaken();
  for (const [name, value] of [
    ['day', '17'],
    ['month', '5'],
    ['year', '1990'],
  ] as const)
    await visitor.type(name, value);
  await go();
  await mistaken();
  await visitor.type('caseNumber', caseNumber);
  await go();
  await mistaken();
  await visitor.choose('has', 'yes');
  for (const [name, value] of [
    ['day', '24'],
    ['month', '3'],
    ['year', '2026'],
  ] as const)
    await visitor.type(name, value);
  await visitor.choose('source', 'card');
  await go();
  await mistaken();
  await visitor.choose('hardship', 'none');
  await go();
  await visitor.type('size', '12');
  await mistaken();
  await visitor.type('size', '1');
  await go();
  await visitor.tick('days', { value: '1' });
  await visitor.tick('days', { value: '1', ticked: false });
  await go();
  await visitor.choose('notice', '3');
  await go();
  await visitor.choose('any', 'no');
  await mistaken();
  await visitor.select('wish-1', 'pm');
  await visitor.select('wish-2', 'am');
  await go();
  await visitor.choose('special', 'yes');
  await go();
  await visitor.choose('kind', 'mail');
  await visitor.type('mail', careless ? 'nobody at home' : '');
  await mistaken();
  await visitor.type('mail', mail);
  await go();
  await visitor.choose('has', 'no');
  await go();
}

/** Confirms by the code in the letter. @param careless after a wrong one */
export async function confirmByCode(visitor: Visitor, service: WebService, { mail }: Newcomer, careless: boolean): Promise<void> {
  const code = /\b\d{6}\b/.exec((await service.letterTo(mail)).text ?? '')?.[0];
  if (!code) throw new Error('the letter has no code');
  if (careless) {
    await visitor.type('code', code === '111111' ? '222222' : '111111');
    await visitor.press(visitor.t('register:sent.confirm'), { status: 400 });
  }
  await visitor.type('code', code);
  await visitor.press(visitor.t('register:sent.confirm'));
}

/** Confirms by the link in the letter: opening it does nothing yet, because machines open links, too. */
export async function confirmByLink(visitor: Visitor, service: WebService, { mail }: Newcomer): Promise<void> {
  const link = linksIn(await service.letterTo(mail), service.origin).find((url) => url.includes('/confirm/'));
  if (link === undefined) throw new Error('the letter has no link');
  await visitor.open(link);
  await visitor.press(visitor.t('register:confirm.button'));
}

/** Opens what lies behind a private link, by the case number. The visitor stands at the gate. */
export async function showCaseNumber(visitor: Visitor, { caseNumber }: { caseNumber: string }): Promise<void> {
  expect(await visitor.read()).toContain(visitor.t('own:gate.text'));
  await visitor.type('caseNumber', caseNumber);
  await visitor.press(visitor.t('action.continue'));
}
