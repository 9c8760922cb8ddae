import { unzipSync } from 'fflate';
import { Approvals } from '../../../src/modules/approvals';
import { AnswersService, AppointmentCodes, Hearings, OwnHearings, RevocationService } from '../../../src/modules/appointments';
import { EvidenceExport, ManualActs } from '../../../src/modules/audits';
import { RevocationEvidenceService } from '../../../src/modules/audits/revocation-evidence.service';
import { OfferReports } from '../../../src/modules/offer-reports';
import type { StaffMember } from '../../../src/modules/staff';
import { openAtStake } from '../../support/appointment-at-stake';
import { DrawWorld, HOUR, type Person } from '../../support/draw-world';
import { expectSums, filesWith, provenEntries, textOf as text } from '../../support/evidence-files';
import { textOfPdf } from '../../support/pdf-text';
import { untilBehind } from '../../support/waiting-sessions';
import { APPROVER, HOTLINE, OPERATOR } from '../../support/review-acts';

const AUDITOR: StaffMember = { name: 'auditor-1', person: 'seven', roles: ['auditor'] };
const REPORTER = { name: 'Frieda Finder', mail: 'finder@example.org' };

let world: DrawWorld;
let who: Person;
let other: Person;
let unserved: Person;
let appointment: string;
let slotId: string;
beforeAll(async () => {
  ({ world, who, other, unserved, appointment } = await openAtStake());
  await world.get(AnswersService).accept(other);
  const report = { place: 'messenger', text: 'Termin am Montag, 200 Euro', link: 'https://example.org/x' } as const;
  await world.get(OfferReports).report({ ...report, contact: `${REPORTER.name}, ${REPORTER.mail}` });
  await world.get(OfferReports).report({ ...report, text: 'Etwas anderes', contact: null });
  const { id } = (await world.get(OfferReports).list()).find(({ contact }) => contact !== null)!;
  await world.get(Hearings).open(appointment, 'offered-for-sale', [id], OPERATOR);
  await world.get(OwnHearings).answer(who, 'Ich komme selbst.');
  world.clock.advance(HOUR);
  await world.get(Hearings).take(appointment, 'Mein Bruder hat gescherzt.', 'phone', HOTLINE);
  const request = await world.get(RevocationService).ask(OPERATOR, appointment);
  await world.get(Approvals).decide(APPROVER, request.id, 'approved');
  await world.liveThroughDraw(1);
  [{ slotId }] = (await world.query(`SELECT slot_id AS "slotId" FROM slots JOIN offer_slots ON slot_uuid = slots.id WHERE offer_id = $1`, [
    appointment,
  ])) as [{ slotId: string }];
});
afterAll(() => world.stop());

describe('the file of a revocation', () => {
  let files: Record<string, Uint8Array>;
  let exported: Awaited<ReturnType<EvidenceExport['exportRevocation']>>;
  beforeAll(async () => {
    exported = await world.get(EvidenceExport).exportRevocation(AUDITOR, appointment);
    files = unzipSync(exported.zip);
  });

  it('holds reports, hearing, answers, both people and the way of the slot, and the sums of it all', () => {
    expect(Object.keys(files).sort()).toEqual([
      'LIESMICH.txt',
      'SHA256SUMS',
      'appointment.json',
      'evidence/log/checkpoint.txt',
      'evidence/log/entries.jsonl',
      'hearings.json',
      'letters.json',
      'protokoll.pdf',
      'reports.json',
      'requests.json',
    ]);
    expectSums(files);
    const { number } = world.get(AppointmentCodes).codeOf(appointment);
    expect(exported.name).toBe(`revocation-${number.toLowerCase()}.zip`);
    const of = (name: string): unknown => JSON.parse(text(files[`${name}.json`]));
    expect(of('appointment')).toMatchObject({
      ...{ number, state: 'cancelled', reason: 'revoked', drawId: `${DrawWorld.path}/0` },
      person: { surname: who.person.surname, caseNumber: expect.stringMatching(/^M1\d+$/) },
      slots: [{ slotId, state: 'offered', draws: [`${DrawWorld.path}/0`, `${DrawWorld.path}/1`] }],
    });
    expect(of('hearings')).toMatchObject([
      {
        ...{ reason: 'offered-for-sale', outcome: 'revoked', openedBy: OPERATOR.name },
        statements: [
          { text: 'Ich komme selbst.', via: 'page', takenBy: null },
          { text: 'Mein Bruder hat gescherzt.', via: 'phone', takenBy: HOTLINE.name },
        ],
      },
    ]);
    expect(of('reports')).toMatchObject([{ text: 'Termin am Montag, 200 Euro', place: 'messenger' }]);
    expect(of('requests')).toMatchObject([{ requestedBy: OPERATOR.name, decidedBy: APPROVER.name, decision: 'approved' }]);
    expect(of('letters')).toMatchObject([{ kind: 'hearing.opened' }, { kind: 'appointment.cancelled' }]);
    for (const line of text(files['LIESMICH.txt']).split('\n')) expect(line).not.toMatch(/staff-audit|readme\./);
  });

  it('says nothing of who has reported, of other people, or of what opens an entry', () => {
    const secrets = [
      REPORTER.name,
      REPORTER.mail,
      unserved.registrationId,
      unserved.person.surname,
      other.person.surname,
      who.receiptSecret,
    ];
    for (const secret of secrets) expect({ secret, in: filesWith(files, [secret]) }).toEqual({ secret, in: [] });
    // What is looked for would be found, in the minutes too.
    expect(filesWith(files, [who.person.surname])).toEqual(['protokoll.pdf', 'appointment.json']);
  });

  it('proves each entry of the log about the slot against one signed checkpoint, and brings no other slot', () => {
    const bodies = provenEntries<{ type: string; slots?: string[] }>(world, files);
    const types = bodies.map(({ type }) => type);
    expect(types).toEqual(expect.arrayContaining(['window.announced', 'draw.frozen', 'draw.drawn']));
    expect(types.filter((type) => type.startsWith('slot.'))).toEqual(['slot.offered', 'slot.accepted', 'slot.cancelled', 'slot.offered']);
    for (const { slots = [slotId] } of bodies) expect(slots).toEqual([slotId]);
  });

  it('has German minutes with both signatures, as text that can be read out', () => {
    expect(Buffer.from(files['protokoll.pdf']!).toString('latin1')).toContain('/StructTreeRoot');
    const said = textOfPdf(Buffer.from(files['protokoll.pdf']!)).join(' ').replaceAll(/\s+/g, ' ');
    for (const words of ['Protokoll eines Terminentzugs', 'Ich komme selbst.', 'Am Telefon', HOTLINE.name, OPERATOR.name, APPROVER.name])
      expect(said).toContain(words);
    for (const words of ['200 Euro', who.person.surname, slotId, `${DrawWorld.path}/1`]) expect(said).toContain(words);
  });

  it('leaves its hash in the log, and stands among the acts by hand', async () => {
    const [entry, ...more] = await world.logged('audit.exported');
    expect([entry, more]).toEqual([
      expect.objectContaining({ drawId: `${DrawWorld.path}/0`, scope: 'person', sha256: exported.sha256, officer: AUDITOR.name }),
      [],
    ]);
    const { acts } = await world.get(ManualActs).list({ kind: 'export' }, 1, 10);
    expect(acts).toMatchObject([{ what: 'person', first: AUDITOR.name }]);
  });
});

it('is of one moment, whatever happens while it is gathered', async () => {
  const owner = await world.test.database.openDataSource([], 'owner');
  const gathered = await owner.transaction(async (em) => {
    await em.query('LOCK TABLE approvals IN ACCESS EXCLUSIVE MODE');
    const running = world.get(RevocationEvidenceService).gather(appointment);
    await untilBehind(em, 1, (sql, parameters) => world.query(sql, parameters));
    await em.query(
      `INSERT INTO outbox_messages (kind, registration_id, subject_id, next_attempt_at) VALUES ('hearing.dropped', $1, $2, 'infinity')`,
      [who.registrationId, appointment],
    );
    return { running };
  });
  expect((await gathered.running).letters.map(({ kind }) => kind)).toEqual(['hearing.opened', 'appointment.cancelled']);
  expect((await world.get(RevocationEvidenceService).gather(appointment)).letters).toHaveLength(3);
});

it('is there only where somebody was heard', async () => {
  const [{ id }] = (await world.query('SELECT id FROM offers WHERE registration_id = $1', [other.registrationId])) as [{ id: string }];
  for (const wrong of [id, '00000000-0000-4000-8000-999999999999'])
    await expect(world.get(EvidenceExport).exportRevocation(AUDITOR, wrong)).rejects.toMatchObject({ code: 'audit.no-hearing' });
  expect(await world.logged('audit.exported')).toHaveLength(1);
});

it('tells of an appointment that the log knows nothing about, instead of denying it', async () => {
  await world.test.database.forge(`UPDATE log_entries SET subject = 'elsewhere-' || id`);
  const { offer, log } = await world.get(RevocationEvidenceService).gather(appointment);
  expect([offer.state, log.lines]).toEqual(['cancelled', []]);
});
