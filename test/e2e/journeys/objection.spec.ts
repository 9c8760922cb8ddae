import type { Browser } from 'playwright-core';
import { ReviewNotices } from '../../../src/modules/registrations';
import { HOUR, type Person, TIMES } from '../../support/draw-world';
import { askAbout, OPERATOR } from '../../support/review-acts';
import { linksIn } from '../support/service';
import { openBrowser, type Setting, startWebService, Visitor, type WebService } from '../support';
import { showCaseNumber } from './steps';

jest.setTimeout(180_000);

const WAYS: [string, Setting][] = [
  ['de, 320 px, no script, keyboard', { language: 'de', width: 320, script: false }],
  ['ar, 1280 px, script, keyboard', { language: 'ar', width: 1280, script: true }],
  ['ar, 320 px, no script, pointer', { language: 'ar', width: 320, script: false, pointer: true }],
  ['de, 1280 px, script, pointer', { language: 'de', width: 1280, script: true, pointer: true }],
];
const SHOTS = process.env.FAIRSLOT_SHOTS;

let service: WebService;
let browser: Browser;
let people: Person[];
beforeAll(async () => {
  [service, browser] = await Promise.all([startWebService(), openBrowser()]);
  await service.world.liveUntil(TIMES.opens + 2 * HOUR);
  people = await service.world.enrol(...WAYS.map(() => ({})));
});
afterAll(async () => {
  await browser?.close();
  await service?.stop();
});

it.each(WAYS.map(([name, setting], n) => [name, setting, n] as const))(
  'somebody whose registration is in doubt is told by letter, answers, and answers again (%s)',
  async (_, setting, n) => {
    const person = people[n]!;
    const { world } = service;
    await world.query('UPDATE registrations SET locale = $2 WHERE id = $1', [person.registrationId, setting.language]);
    await askAbout(world, person.registrationId, 'unknown-case');
    await world.get(ReviewNotices).send(person.registrationId, n % 2 === 0 ? 'details' : 'pattern', OPERATOR);
    const letter = await service.letterTo(`person-${person.n}@example.org`);
    const [link] = linksIn(letter, service.origin).filter((each) => each.endsWith('/objection'));
    const visitor = await Visitor.come(browser, service.origin, setting);
    const { t, page } = visitor;
    expect(letter.subject).toContain(t('letters:review.notice.subject'));
    const look = async (name: string): Promise<void> => {
      if (SHOTS) await page.screenshot({ path: `${SHOTS}/objection-${name}-${setting.language}-${setting.width}.png`, fullPage: true });
    };

    await visitor.open(link!);
    await showCaseNumber(visitor, person);
    await visitor.press(t('own:notice.send'), { status: 400 });
    await look('form');
    await visitor.type('text', 'هذا أنا. Das bin ich.');
    await visitor.press(t('own:notice.send'));
    expect(await visitor.read()).toContain(t('own:notice.answered'));
    await look('answered');
    await visitor.follow(t('own:notice.again'));
    await visitor.type('text', 'Mein Pass ist neu.');
    await visitor.press(t('own:notice.send'));
    const views = await world.transaction((em) => world.get(ReviewNotices).listOpen(em, [person.registrationId]));
    expect(views.get(person.registrationId)).toMatchObject({
      statements: expect.arrayContaining(
        ['هذا أنا. Das bin ich.', 'Mein Pass ist neu.'].map((text) => expect.objectContaining({ text, via: 'page', takenBy: null })),
      ),
      isHeard: true,
    });
    expect(visitor.path).toBe(`/registration/${person.link}`);
    await visitor.leave();
  },
);
