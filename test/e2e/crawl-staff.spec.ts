import type { Browser } from 'playwright-core';
import { AnswersService, Hearings } from '../../src/modules/appointments';
import { HardshipService } from '../../src/modules/hardship';
import { NameCorrections, RemovalService } from '../../src/modules/registrations';
import type { StaffMember } from '../../src/modules/staff';
import type { DrawWorld, Person } from '../support/draw-world';
import { askAbout, hear, OPERATOR } from '../support/review-acts';
import { crawl, openBrowser, type Setting, Visitor, type WebService } from './support';
import { signIn, type StaffLogin, startStaffService } from './support/staff';

jest.setTimeout(300_000);

/** What a name might do to a page, a table or a menu. */
const NAMES = {
  markup: `<img src=x onerror=alert(1)><script>alert(2)</script>'"&amp;{{t}}</td>`,
  turned: 'Müller\u202eexe.txt\u2066',
  long: 'W'.repeat(300),
  marks: 'e\u0323\u0302'.repeat(80).normalize('NFC'),
  formula: '=HYPERLINK("//x.example";"y")',
} as const;
/** As a page has them. */
const WRITTEN: Readonly<Record<keyof typeof NAMES, string>> = {
  ...NAMES,
  markup: '&lt;img src=x onerror=',
  formula: '=HYPERLINK(&quot;//x.example&quot;;&quot;y&quot;)',
};
const OFFICER: StaffMember = { name: 'officer-1', person: 'three', roles: ['hardship-officer'] };
const CLERK: StaffMember = { name: 'clerk-1', person: 'four', roles: ['clerk'] };

let service: WebService;
let browser: Browser;
beforeAll(async () => {
  [service, browser] = await Promise.all([startStaffService(), openBrowser()]);
  await populate(service.world);
});
afterAll(async () => {
  await browser?.close();
  await service?.stop();
});

/** One of everything that shows a person to somebody, for each of the names. */
async function populate(world: DrawWorld): Promise<void> {
  const names = Object.values(NAMES);
  await world.addSlots(names.map((_name, i) => ({ id: `s${i}` })));
  await world.enrol(...names.map((surname) => ({ surname })));
  await world.liveThroughDraw(0);
  const appointed: Person[] = [];
  for (const person of world.people) if ((await world.resultOf(person))!.pot !== null) appointed.push(person);
  for (const person of appointed) await world.get(AnswersService).accept(person);
  const [offer] = await world.query<{ id: string }>('SELECT id FROM offers ORDER BY id');
  await world.get(Hearings).open(offer!.id, 'offered-for-sale', [], OPERATOR);
  const asking = await world.enrol(...names.map((surname) => ({ surname, critical: '2026-03-12', asksForHardship: 'medical' as const })));
  const id = (n: number): string => asking[n]!.registrationId;
  await world.get(HardshipService).request(OFFICER, id(3), 'medical', 'medical-certificate');
  await world.get(NameCorrections).ask(CLERK, id(1), 'typing-error', { surname: asking[1]!.person.surname, givenNames: 'Aysel' });
  for (const { registrationId } of asking) await askAbout(world, registrationId, 'unknown-case');
  await askAbout(world, id(2), 'person-registered-already', id(3));
  await hear(world, id(4));
  await world.get(RemovalService).askToExclude(OPERATOR, id(4), 'unknown-case');
}

const ALL = Object.keys(NAMES) as (keyof typeof NAMES)[];
const PHONE: Setting = { language: 'de', width: 320, script: false };
const DESK: Setting = { language: 'en', width: 320, script: true };
/** Everything that is not the office's. */
const OTHERS = /^\/(?!(de|en)\/staff(\/|$))/;

describe('every page of the office that links lead to, with names that would be more than names', () => {
  it.each([
    ['olga', DESK, ['/staff/review', '/staff/near-critical', '/staff/windows'], ALL],
    ['paul', PHONE, ['/staff/approvals'], ALL],
    // Whoever is asked for already is not on her list.
    ['hanna', PHONE, ['/staff/hardship'], ALL.filter((name) => name !== 'marks')],
    ['clara', DESK, ['/staff/counter', '/staff/assist'], ALL],
    ['hugo', PHONE, ['/staff/letters', '/staff/near-critical'], ALL],
    ['anna', PHONE, ['/staff/audit', '/staff/approvals'], []],
    ['adam', PHONE, ['/staff/members'], []],
  ] as const satisfies readonly (readonly [StaffLogin, Setting, readonly string[], readonly (keyof typeof NAMES)[]])[])(
    '%s',
    async (login, setting, seen, names) => {
      const visitor = await Visitor.come(browser, service.origin, setting);
      let dialogs = 0;
      visitor.page.on('dialog', (dialog) => void (dialogs++, dialog.dismiss()));
      const shown: Promise<string>[] = [];
      visitor.page.on('response', (response) => {
        // What sends somebody elsewhere has no text.
        if (response.request().resourceType() === 'document' && response.status() < 300) shown.push(response.text());
      });
      await signIn(visitor, login);
      const { pages } = await crawl(visitor, ['/staff', '/staff/counter?day=2026-03-23'].slice(0, login === 'clara' ? 2 : 1), {
        except: [OTHERS],
        oncePerPath: true,
      });
      expect(pages.map((page) => page.split('?')[0])).toEqual(expect.arrayContaining([...seen]));
      const text = (await Promise.all(shown)).join('\n');
      expect(dialogs).toBe(0);
      expect(text).not.toContain('<img src=x');
      // A name that turns the direction is a text of its own direction, or a value in a field.
      const loose = text.replaceAll(/<bdi dir="auto">[^<]*<\/bdi>| value="[^"]*"/g, '').match(/.{0,60}\u202e/g) ?? [];
      expect([...new Set(loose)]).toEqual([]);
      expect(names.filter((name) => !text.includes(WRITTEN[name]))).toEqual([]);
      await visitor.leave();
    },
  );
});
