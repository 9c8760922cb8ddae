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
  await world.addSlots(['a', 'b', 'c'].map((id) => ({ id })));
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

const PHONE: Setting = { language: 'de', width: 320, script: false };
const DESK: Setting = { language: 'en', width: 320, script: true };
/** Everything that is not the office's. */
const OTHERS = /^\/(?!(de|en)\/staff(\/|$))/;

describe('every page of the office that links lead to, with names that would be more than names', () => {
  it.each([
    ['olga', DESK, ['/staff/review', '/staff/near-critical', '/staff/windows'], true],
    ['paul', PHONE, ['/staff/approvals'], true],
    ['hanna', PHONE, ['/staff/hardship'], true],
    ['clara', DESK, ['/staff/counter', '/staff/assist'], true],
    ['hugo', PHONE, ['/staff/letters', '/staff/near-critical'], true],
    ['anna', PHONE, ['/staff/audit', '/staff/approvals'], false],
    ['adam', PHONE, ['/staff/members'], false],
  ] as const satisfies readonly (readonly [StaffLogin, Setting, readonly string[], boolean])[])(
    '%s',
    async (login, setting, seen, seesPeople) => {
      const visitor = await Visitor.come(browser, service.origin, setting);
      let dialogs = 0;
      visitor.page.on('dialog', (dialog) => void (dialogs++, dialog.dismiss()));
      const shown: Promise<string>[] = [];
      visitor.page.on('response', (response) => {
        if (response.request().resourceType() === 'document') shown.push(response.text().catch(() => ''));
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
      if (seesPeople) expect([text.includes('&lt;img src=x onerror='), text.includes(NAMES.long)]).toEqual([true, true]);
      await visitor.leave();
    },
  );
});
