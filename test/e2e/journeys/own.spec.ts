import type { Browser } from 'playwright-core';
import { HOUR, type Person, TIMES } from '../../support/draw-world';
import { EVERY_WAY, openBrowser, startWebService, Visitor, type WebService } from '../support';
import { showCaseNumber } from './steps';

jest.setTimeout(180_000);

let service: WebService;
let browser: Browser;
let people: Person[];
beforeAll(async () => {
  [service, browser] = await Promise.all([startWebService(), openBrowser()]);
  await service.world.addSlots([{ id: 'a' }, { id: 'b', group: 'pm' }]);
  await service.world.liveUntil(TIMES.opens + 2 * HOUR);
  people = await service.world.enrol(...EVERY_WAY.map(() => ({ critical: '2026-04-20' })));
});
afterAll(async () => {
  await browser?.close();
  await service?.stop();
});

it.each(EVERY_WAY.map(([name, setting], n) => [name, setting, n] as const))(
  'somebody opens their registration, changes wishes and contact, and withdraws (%s)',
  async (_, setting, n) => {
    const visitor = await Visitor.come(browser, service.origin, setting);
    const { t, page } = visitor;
    const person = people[n]!;
    const state = async () => {
      const [row] = await service.world.query<{ state: string; choices: string }>(
        'SELECT state, choices FROM registrations WHERE id = $1',
        [person.registrationId],
      );
      return row!;
    };
    await visitor.open(`/registration/${person.link}`);
    await visitor.press(t('action.continue'), { status: 400 });
    await showCaseNumber(visitor, person);
    expect(await visitor.read()).toContain(t('own:situation.waiting.title'));

    await visitor.follow(page.locator('main a[href$="/wishes"]'));
    await visitor.tick('any', { ticked: false });
    await visitor.select('wish-1', 'pm');
    await visitor.select('wish-2', 'pm');
    await visitor.press(t('action.save'), { status: 400 });
    await visitor.select('wish-2', 'am');
    await visitor.press(t('action.save'));
    expect((await state()).choices).toBe('pm,am');

    await visitor.follow(page.locator('main a[href$="/contact"]'));
    await visitor.type('contact', 'nobody');
    await visitor.press(t('action.save'), { status: 400 });
    await visitor.type('contact', `new-${n}@example.org`);
    await visitor.press(t('action.save'));
    await service.letterTo(`new-${n}@example.org`);

    await visitor.follow(t('own:settings.receipt'));
    expect(await visitor.read()).toContain(person.caseNumber.replace('-', ''));
    await visitor.back();

    await visitor.follow(t('own:settings.withdraw'));
    await visitor.press(t('own:withdraw.button'));
    expect(await visitor.read()).toContain(t('own:situation.withdrawn.title'));
    expect((await state()).state).toBe('withdrawn');

    await visitor.press(t('own:leave.button'));
    expect(await visitor.read()).toContain(t('own:gate.text'));
    await visitor.leave();
  },
);
