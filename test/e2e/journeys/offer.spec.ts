import type { Browser } from 'playwright-core';
import { HOUR, type Person, TIMES } from '../../support/draw-world';
import { EVERY_WAY, linksIn, openBrowser, startWebService, Visitor, type WebService } from '../support';
import { showCaseNumber } from './steps';

jest.setTimeout(180_000);

let service: WebService;
let browser: Browser;
let people: Person[];
beforeAll(async () => {
  [service, browser] = await Promise.all([startWebService(), openBrowser()]);
  people = await service.world.enrol(...EVERY_WAY.map(() => ({ losses: 1 })));
  await service.world.addSlots(people.map((_, n) => ({ id: `s${n}` })));
  await service.world.liveThroughDraw(0);
  await service.world.liveUntil(TIMES.draw + HOUR);
});
afterAll(async () => {
  await browser?.close();
  await service?.stop();
});

it.each(EVERY_WAY.map(([name, setting], n) => [name, setting, n] as const))(
  'somebody is offered an appointment, takes it, and gives it back (%s)',
  async (_, setting, n) => {
    const visitor = await Visitor.come(browser, service.origin, setting);
    const { t, page } = visitor;
    const person = people[n]!;
    // By the link in the letter, or on one's own page, in turns. The letter speaks the language of the registration.
    const byLetter = n % 2 === 0;
    if (byLetter) {
      const letter = await service.letterTo(`person-${person.n}@example.org`);
      const link = linksIn(letter, service.origin).find((url) => url.includes('/answer/'));
      await visitor.open(link!.replace(/\/en\//, `/${setting.language}/`));
    } else {
      await visitor.open(`/registration/${person.link}`);
      await showCaseNumber(visitor, person);
      expect(await visitor.read()).toContain(t('own:situation.offered.title'));
    }
    await visitor.activate(page.locator('#decline > summary'));
    await visitor.press(t('answer:decline.button'), { status: 400 });
    await visitor.press(t('answer:accept.button'));
    expect(await visitor.read()).toContain(t('answer:only-you'));
    expect(await offerOf(person)).toBe('accepted');
    const calendar = await page.locator('a[href$="appointment.ics"]').getAttribute('href');
    const file = await (await visitor.context.request.get(service.origin + calendar)).text();
    expect(file).toMatch(/^BEGIN:VCALENDAR[\s\S]*DTSTART:20260323T\d{6}Z/);

    await visitor.activate(page.locator('#give-back > summary'));
    await visitor.press(t('answer:give-back.button'));
    expect(await visitor.read()).toContain(t(byLetter ? 'answer:title.given-back' : 'own:situation.sits-out.title'));
    expect(await offerOf(person)).toBe('cancelled');
    await visitor.leave();
  },
);

async function offerOf({ registrationId }: Person): Promise<string | undefined> {
  const [offer] = await service.world.query<{ state: string }>('SELECT state FROM offers WHERE registration_id = $1', [registrationId]);
  return offer?.state;
}
