import { AnswersService, CheckInService, PaperDays } from '../../src/modules/appointments';
import { type CallerKey, Callers, OwnRegistrationService } from '../../src/modules/registrations';
import type { StaffMember } from '../../src/modules/staff';
import { DrawWorld, type Person, TIMES } from '../support/draw-world';
import type { FaultExchanges } from '../support/draw-world-rewound';
import { type Act, describeActs } from './acts';

jest.setTimeout(300_000);

/** Whoever sees no answer sends the form again, or asks a colleague to. */
const HOTLINE: readonly [StaffMember, StaffMember] = [
  { name: 'staff-6', person: 'p-6', roles: ['hotline'] },
  { name: 'staff-7', person: 'p-7', roles: ['hotline'] },
];
const COUNTER: readonly [StaffMember, StaffMember] = [
  { name: 'staff-8', person: 'p-8', roles: ['clerk'] },
  { name: 'staff-9', person: 'p-9', roles: ['clerk'] },
];
const EARLIER: StaffMember = { name: 'staff-5', person: 'p-5', roles: ['clerk'] };
const [DAY, EARLIER_DAY] = ['2026-03-23', '2026-03-20'];

let world: DrawWorld;
let [winner, loser]: [Person, Person] = [] as never;
let [office, accepted] = ['', ''];

async function live(exchanges: FaultExchanges): Promise<DrawWorld> {
  world = await DrawWorld.open({ exchanges });
  const people = await world.enrol({}, {}, {});
  await world.addSlots([{ id: 's1' }, { id: 's2' }]);
  await world.liveThroughDraw(0);
  const drawn = await Promise.all(people.map(async (person) => ({ person, pot: (await world.resultOf(person))!.pot })));
  const [coming, ...winners] = drawn.filter(({ pot }) => pot !== null).map(({ person }) => person);
  winner = winners[0]!;
  loser = drawn.find(({ pot }) => pot === null)!.person;
  await actFor(EARLIER, coming!, 'accept', async (key, note) => {
    ({ appointment: accepted } = await world.get(AnswersService).accept(key, note));
  });
  [{ id: office }] = (await world.query<{ id: string }>('SELECT id FROM offices')) as [{ id: string }];
  await world.get(PaperDays).hold(EARLIER, { office, day: EARLIER_DAY });
  return world;
}

const said = ({ caseNumber, person }: Person): CallerKey => ({ caseNumber, birthDate: person.birthDate });
/** Does it as the page does. */
async function actFor(
  member: StaffMember,
  who: Person,
  what: Parameters<Callers['noteOf']>[2],
  work: (...key: Parameters<OwnRegistrationService['withdraw']>) => Promise<unknown>,
): Promise<void> {
  const key = await world.get(Callers).prove(member, who.registrationId, said(who));
  await work(key, world.get(Callers).noteOf(member, who.registrationId, what));
}
const notesOf = (kind: string): string => `SELECT done_by, registration_id FROM assisted_acts WHERE kind = '${kind}' ORDER BY 1`;

const ACTS: Readonly<Record<string, Act>> = {
  'a page that is read out': {
    want: (member) => world.get(Callers).open(member, loser.registrationId, said(loser)),
    by: HOTLINE,
    left: notesOf('opened'),
    whole: (by) => [{ done_by: by, registration_id: loser.registrationId }],
    each: true,
  },
  'a name that is shown': {
    want: (member) => world.get(Callers).lookUp(member, said(loser)),
    by: HOTLINE,
    left: notesOf('looked-up'),
    whole: (by) => [{ done_by: by, registration_id: loser.registrationId }],
    each: true,
  },
  'a link that is sent': {
    want: (member) => world.get(Callers).sendLink(member, loser.registrationId, said(loser)),
    by: HOTLINE,
    left: `SELECT 'letter' AS what, registration_id, NULL AS done_by FROM outbox_messages WHERE kind = 'registration.confirmed'
      UNION ALL SELECT 'note', registration_id, done_by FROM assisted_acts WHERE kind = 'link' ORDER BY 1, 3`,
    whole: (by) => [
      { what: 'letter', registration_id: loser.registrationId, done_by: null },
      { what: 'note', registration_id: loser.registrationId, done_by: by },
    ],
    each: true,
  },
  'an offer that is accepted': {
    want: (member) => actFor(member, winner, 'accept', (key, note) => world.get(AnswersService).accept(key, note)),
    by: HOTLINE,
    // Beside the one that was accepted before.
    left: `SELECT * FROM (SELECT registration_id, state,
        ARRAY(SELECT done_by FROM assisted_acts act WHERE kind = 'accept' AND act.registration_id = offers.registration_id) AS notes,
        ARRAY(SELECT kind FROM outbox_messages letter WHERE letter.registration_id = offers.registration_id AND kind = 'appointment.accepted') AS letters,
        (SELECT count(*)::integer FROM log_entries WHERE type = 'slot.accepted' AND body::jsonb ->> 'ticketId' = ticket_id) AS logged
      FROM offers) act WHERE notes <> '{${EARLIER.name}}' AND (state <> 'offered' OR notes <> '{}' OR letters <> '{}' OR logged > 0)`,
    whole: (by) => [
      { registration_id: winner.registrationId, state: 'accepted', notes: [by], letters: ['appointment.accepted'], logged: 1 },
    ],
  },
  'a withdrawal': {
    want: (member) => actFor(member, loser, 'withdraw', (key, note) => world.get(OwnRegistrationService).withdraw(key, note)),
    by: HOTLINE,
    left: `SELECT registrations.id, state, ended_at IS NOT NULL AS ended, done_by FROM registrations
      LEFT JOIN assisted_acts ON registration_id = registrations.id AND kind = 'withdraw' WHERE state = 'withdrawn' OR done_by IS NOT NULL`,
    whole: (by) => [{ id: loser.registrationId, state: 'withdrawn', ended: true, done_by: by }],
  },
  'a day on paper that is kept open': {
    want: (member) => world.get(PaperDays).hold(member, { office, day: DAY }),
    by: COUNTER,
    left: `SELECT office_id, held_by, entered_by FROM paper_days WHERE day = '${DAY}'`,
    whole: (by) => [{ office_id: office, held_by: by, entered_by: null }],
  },
  'a day on paper that is closed': {
    want: (member) => world.get(PaperDays).close(member, { office, day: EARLIER_DAY }),
    by: COUNTER,
    left: `SELECT office_id, held_by, entered_by FROM paper_days WHERE entered_at IS NOT NULL`,
    whole: (by) => [{ office_id: office, held_by: EARLIER.name, entered_by: by }],
  },
  'a check-in': {
    want: (member) => {
      world.clock.set(TIMES.appointments);
      return world.get(CheckInService).confirm(member, accepted, null, null);
    },
    by: COUNTER,
    left: `SELECT * FROM (SELECT offers.id, offers.state, outcome, differs, commitment_opened, checked_by, registrations.state AS registration,
        (SELECT count(*)::integer FROM log_entries WHERE type = 'slot.attended' AND body::jsonb ->> 'ticketId' = ticket_id) AS logged
      FROM offers JOIN registrations ON registrations.id = registration_id LEFT JOIN check_ins ON offer_id = offers.id) act
      WHERE state = 'attended' OR outcome IS NOT NULL OR registration = 'ended' OR logged > 0`,
    whole: (by) => [
      {
        ...{ id: accepted, state: 'attended', outcome: 'matched', differs: [], commitment_opened: true, checked_by: by },
        ...{ registration: 'ended', logged: 1 },
      },
    ],
    again: 'check-in.done',
  },
};

describeActs(ACTS, live);
