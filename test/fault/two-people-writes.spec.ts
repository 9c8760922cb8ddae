import { formatTime } from '../../src/core';
import { Approvals } from '../../src/modules/approvals';
import { SlotGrants } from '../../src/modules/appointments';
import { HardshipService } from '../../src/modules/hardship';
import { NameCorrections } from '../../src/modules/registrations';
import { SlotImportService } from '../../src/modules/slots';
import type { StaffMember } from '../../src/modules/staff';
import { DrawWorld, MINUTE, type Person, TIMES } from '../support/draw-world';
import type { FaultExchanges } from '../support/draw-world-rewound';
import { OFFICER } from '../support/requests-of-two';
import { APPROVER, OPERATOR } from '../support/review-acts';
import { type Act, describeActs } from './acts';

jest.setTimeout(300_000);

const CLERK: StaffMember = { name: 'clerk-1', person: 'four', roles: ['clerk'] };
const PLACE = { window: DrawWorld.path, slot: 's1' };
const SLOTS = ['n1', 'n2'].map((id, i) => {
  const start = TIMES.appointments + (10 + i) * 20 * MINUTE;
  return `${id},am,c2,${formatTime(start)},${formatTime(start + 20 * MINUTE)},general,Room 3`;
});

let world: DrawWorld;
let [hard, misspelt, granted, asking, asked, wanting]: Person[] = [];
let [hardship, correction, grant] = ['', '', ''];

async function live(exchanges: FaultExchanges): Promise<DrawWorld> {
  world = await DrawWorld.open({ exchanges });
  await world.addSlots([{ id: 's1' }, { id: 's2' }]);
  [hard, misspelt, granted, asking, asked, wanting] = await world.enrol({}, {}, {}, {}, {}, {});
  await world.liveUntil(TIMES.opens);
  ({ id: hardship } = await askForHardship(hard!));
  ({ id: correction } = await askForName(misspelt!));
  ({ id: grant } = await askForSlot(granted!, PLACE.slot));
  return world;
}

const askForHardship = (who: Person, officer = OFFICER) =>
  world.get(HardshipService).request(officer, who.registrationId, 'medical', 'medical-certificate');
const askForName = ({ registrationId, person }: Person, clerk = CLERK) =>
  world.get(NameCorrections).ask(clerk, registrationId, 'typing-error', { surname: person.surname, givenNames: 'Aysel' });
const askForSlot = ({ registrationId }: Person, slot: string, operator = OPERATOR) =>
  world.get(SlotGrants).ask(operator, registrationId, 'court-order', { ...PLACE, slot });
const decide = (id: string): Promise<unknown> => world.get(Approvals).decide(APPROVER, id, 'approved');

/** Requests about somebody whom nothing had been asked about when the test began. */
const requestsOf = (kind: string): string =>
  `SELECT subject, reason, requested_by, decision FROM approvals WHERE kind = '${kind}' AND subject IN (
    SELECT id::text FROM registrations WHERE id::text >= '00000000-0000-4000-8000-000000000004')`;

const ACTS: Readonly<Record<string, Act>> = {
  'asking for hardship': {
    want: (member) => askForHardship(asking!, member),
    by: [OFFICER, OFFICER],
    left: requestsOf('hardship.grant'),
    whole: (by) => [{ subject: asking!.registrationId, reason: 'medical', requested_by: by, decision: null }],
  },
  'hardship by two': {
    want: () => decide(hardship),
    by: [APPROVER, APPROVER],
    left: `SELECT decision, decided_by, grants.reason, requested_by, approved_by,
        ARRAY(SELECT body::jsonb -> 'officers' FROM log_entries WHERE type = 'hardship.granted') AS logged
      FROM hardship_grants grants
      FULL JOIN (SELECT subject, decision, decided_by FROM approvals WHERE kind = 'hardship.grant' AND decision IS NOT NULL) request
        ON subject = registration_id::text`,
    whole: (by) => [
      {
        ...{ decision: 'approved', decided_by: by, reason: 'medical', requested_by: OFFICER.name, approved_by: by },
        logged: [[OFFICER.name, by]],
      },
    ],
  },
  'asking for a corrected name, which is kept sealed beside the request': {
    want: (member) => askForName(asked!, member),
    by: [CLERK, CLERK],
    left: `SELECT subject, reason, requested_by, decision, registration_id IS NOT NULL AS has_name, corrected_at FROM
        (${requestsOf('name.correct')}) request
        FULL JOIN (SELECT * FROM name_corrections WHERE registration_id::text >= '00000000-0000-4000-8000-000000000004') correction
          ON subject = registration_id::text`,
    whole: (by) => [
      {
        ...{ subject: asked!.registrationId, reason: 'typing-error', requested_by: by, decision: null },
        ...{ has_name: true, corrected_at: null },
      },
    ],
  },
  'a corrected name by two': {
    want: () => decide(correction),
    by: [APPROVER, APPROVER],
    left: `SELECT decision, decided_by, is_corrected, has_other_key,
        ARRAY(SELECT body::jsonb -> 'officers' FROM log_entries WHERE type = 'name.corrected') AS logged
      FROM (SELECT approvals.*, corrected_at IS NOT NULL AND commitment IN (SELECT body::jsonb ->> 'commitment' FROM log_entries) AS is_corrected,
          version > 1 AS has_other_key
        FROM approvals JOIN name_corrections ON name_corrections.id = approvals.id JOIN registrations ON registrations.id = registration_id
        WHERE requested_by = '${CLERK.name}' AND subject = '00000000-0000-4000-8000-000000000002') act
      WHERE decision IS NOT NULL OR is_corrected OR has_other_key OR EXISTS (SELECT FROM log_entries WHERE type = 'name.corrected')`,
    whole: (by) => [{ decision: 'approved', decided_by: by, is_corrected: true, has_other_key: true, logged: [[CLERK.name, by]] }],
  },
  'asking for a slot outside the draws': {
    want: (member) => askForSlot(wanting!, 's2', member),
    by: [OPERATOR, OPERATOR],
    left: requestsOf('slot.grant'),
    whole: (by) => [{ subject: wanting!.registrationId, reason: 'court-order', requested_by: by, decision: null }],
  },
  'a slot by two': {
    want: () => decide(grant),
    by: [APPROVER, APPROVER],
    left: `SELECT * FROM (SELECT decision, decided_by, registrations.state AS registration,
          ARRAY(SELECT state FROM slots WHERE slot_id = 's1') AS slots,
          ARRAY(SELECT offers.state FROM offers JOIN offer_slots ON offer_id = offers.id WHERE registration_id = registrations.id) AS offers,
          ARRAY(SELECT kind FROM outbox_messages letter WHERE letter.registration_id = registrations.id) AS letters,
          ARRAY(SELECT body::jsonb -> 'officers' FROM log_entries WHERE type = 'slot.granted') AS logged
        FROM approvals JOIN registrations ON registrations.id::text = subject
        WHERE kind = 'slot.grant' AND subject = '00000000-0000-4000-8000-000000000003') act
      WHERE decision IS NOT NULL OR registration <> 'standing' OR slots <> '{free}' OR offers <> '{}' OR letters <> '{}' OR logged <> '{}'`,
    whole: (by) => [
      {
        ...{ decision: 'approved', decided_by: by, registration: 'served', slots: ['accepted'], offers: ['accepted'] },
        ...{ letters: ['appointment.accepted'], logged: [[OPERATOR.name, by]] },
      },
    ],
  },
  'an import of slots': {
    want: () =>
      world
        .get(SlotImportService)
        .import(world.windowId, ['slot_id,group,counter,starts_at,ends_at,label,place', ...SLOTS, ''].join('\n'), false),
    by: [OPERATOR, OPERATOR],
    left: `SELECT slot_id, lane_index, state FROM slots WHERE slot_id LIKE 'n%' ORDER BY slot_id`,
    whole: () => [
      { slot_id: 'n1', lane_index: 0, state: 'free' },
      { slot_id: 'n2', lane_index: 1, state: 'free' },
    ],
  },
};

describeActs(ACTS, live);
