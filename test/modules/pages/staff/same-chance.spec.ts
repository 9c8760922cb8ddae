import { randomUUID } from 'node:crypto';
import { CaseImportService } from '../../../../src/modules/identity';
import { ConfirmationService, PrivateLinks } from '../../../../src/modules/registrations';
import { FreshTokens } from '../../../../src/modules/staff';
import { caseFileOf, identityOf } from '../../../support/draw-world-people';
import { DrawWorld, HOUR, TIMES } from '../../../support/draw-world';
import { Random } from '../../../support/record-random';

const PAIRS = 40;
const SEED = 7;

/** What is equal about two people. */
interface Facts {
  readonly critical?: string;
  readonly size: number;
  readonly wish: string;
  readonly hardship: string;
  readonly contact: 'mail' | 'phone';
}

let world: DrawWorld;
beforeAll(async () => {
  world = await DrawWorld.open();
  await world.addSlots([{ id: 's1' }, { id: 's2', group: 'pm' }]);
});
afterAll(() => world.test.stop());

function factsFrom(random: Random): Facts {
  return {
    ...(random.chance(0.6) ? { critical: `2026-0${random.between(3, 9)}-${random.between(10, 28)}` } : {}),
    size: random.between(1, 3),
    wish: ['', 'am', 'pm'][random.int(3)]!,
    hardship: ['none', 'medical'][random.int(2)]!,
    contact: random.chance(0.5) ? 'mail' : 'phone',
  };
}

const contactOf = (n: number, kind: Facts['contact']): string => (kind === 'mail' ? `person-${n}@example.org` : `+49151${23456000 + n}`);

/** As somebody registers by themselves, through the interface, and confirms by the letter's link. */
async function online(n: number, facts: Facts): Promise<string> {
  const { surname, givenNames, birthDate, caseNumber } = identityOf(n);
  const answer = await world.test.app.inject({
    method: 'POST',
    url: '/api/registrations',
    payload: {
      service: DrawWorld.service,
      person: { surname, givenNames, birthDate },
      caseNumber,
      size: facts.size,
      contact: { kind: facts.contact, value: contactOf(n, facts.contact) },
      locale: 'uk',
      ...(facts.wish === '' ? {} : { wishes: [facts.wish] }),
      ...(facts.hardship === 'none' ? {} : { hardshipReason: facts.hardship }),
    },
  });
  const { registration } = answer.json<{ registration: string }>();
  await world.get(ConfirmationService).confirm({ token: world.get(PrivateLinks).confirmationTokenOf(registration) });
  return registration;
}

/** As the hotline registers somebody, on its page. */
async function byHotline(n: number, facts: Facts, channel: 'phone' | 'counter'): Promise<string> {
  const { surname, givenNames, caseNumber } = identityOf(n);
  const registration = randomUUID();
  const form = {
    ...{ registration, channel, caseNumber, surname, givenNames, birthDate: '17.5.1990', criticalDate: '', source: 'card' },
    ...{ hardship: facts.hardship, size: String(facts.size), 'wish-1': facts.wish, notice: '0', contact: contactOf(n, facts.contact) },
    ...{ representative: '', reach: '', locale: 'uk' },
  };
  const token = world.get(FreshTokens).tokens()!.get('hotline-1')!;
  const answer = await world.test.app.inject({
    method: 'POST',
    url: `/de/staff/assist/register/${DrawWorld.service}`,
    headers: { authorization: `Bearer ${token}`, accept: 'text/html', 'content-type': 'application/x-www-form-urlencoded' },
    payload: new URLSearchParams(form).toString(),
  });
  if (answer.statusCode !== 200) throw new Error(`${answer.statusCode}: ${answer.body.replaceAll(/<[^>]*>/g, ' ').slice(0, 2000)}`);
  return registration;
}

it(`gives ${PAIRS} pairs of people with equal facts equal lines, whether they came online, called or came to the counter`, async () => {
  const random = new Random(SEED);
  const facts = Array.from({ length: PAIRS }, () => factsFrom(random));
  const specs = facts.flatMap((fact, i) =>
    [2 * i + 1, 2 * i + 2].map((n) => ({ n, spec: { ...(fact.critical ? { critical: fact.critical } : {}) } })),
  );
  await world.get(CaseImportService).import(DrawWorld.authority, caseFileOf(specs), false);
  world.clock.set(TIMES.opens + HOUR);
  const pairs: [string, string][] = [];
  for (const [i, fact] of facts.entries()) {
    const first = random.chance(0.5);
    const web = first ? await online(2 * i + 1, fact) : null;
    const staff = await byHotline(2 * i + 2, fact, i % 2 === 0 ? 'phone' : 'counter');
    pairs.push([web ?? (await online(2 * i + 1, fact)), staff]);
  }
  await world.liveUntil(TIMES.closes);
  await world.liveUntil(TIMES.freeze);

  const { id } = await world.drawOf(0);
  const [file] = await world.test.database.query<{ content: Buffer }>(
    `SELECT content FROM draw_files WHERE draw_uuid = $1 AND name = 'entries.txt'`,
    [id],
  );
  const entries = await world.test.database.query<{ registration_id: string; ticket_id: string }>(
    `SELECT registration_id, ticket_id FROM draw_entries WHERE draw_uuid = $1`,
    [id],
  );
  expect(entries).toHaveLength(2 * PAIRS);
  const ticketOf = new Map(entries.map((entry) => [entry.registration_id, entry.ticket_id]));
  const lines = new Map(
    file!.content
      .toString()
      .split('\n')
      .map((line) => [line.split(' ')[0]!, line.split(' ').slice(1, -1).join(' ')]),
  );
  const lineOf = (registration: string): string | undefined => lines.get(ticketOf.get(registration)!);
  for (const [web, staff] of pairs) expect(lineOf(staff)).toBe(lineOf(web));
  // They are not all the same: facts do weigh.
  expect(new Set(pairs.map(([web]) => lineOf(web))).size).toBeGreaterThan(5);
});
