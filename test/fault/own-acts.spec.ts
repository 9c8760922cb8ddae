import { ConfirmationService, type OwnKey, OwnRegistrationService, PrivateLinks } from '../../src/modules/registrations';
import type { StaffMember } from '../../src/modules/staff';
import { DrawWorld, type Person, TIMES } from '../support/draw-world';
import type { FaultExchanges } from '../support/draw-world-rewound';
import { type Act, describeActs } from './acts';

jest.setTimeout(300_000);

/** People act for themselves: nobody of the staff stands in what is left. */
const NOBODY: StaffMember = { name: 'nobody', person: 'nobody', roles: [] };

let world: DrawWorld;
let [standing, unconfirmed]: [Person, Person] = [] as never;

async function live(exchanges: FaultExchanges): Promise<DrawWorld> {
  world = await DrawWorld.open({ exchanges });
  await world.addSlots([{ id: 's1' }]);
  // Its time limit is over at the window's closing.
  [standing, unconfirmed] = (await world.enrol({}, { state: 'unconfirmed', confirmedAt: TIMES.closes })) as [Person, Person];
  await world.liveUntil(TIMES.opens);
  return world;
}

const keyOf = ({ link, caseNumber }: Person): OwnKey => ({ link, caseNumber });
const own = (): OwnRegistrationService => world.get(OwnRegistrationService);

const ACTS: Readonly<Record<string, Act>> = {
  'a confirmation': {
    want: () => world.get(ConfirmationService).confirm({ token: world.get(PrivateLinks).confirmationTokenOf(unconfirmed.registrationId) }),
    by: [NOBODY, NOBODY],
    left: `SELECT * FROM (SELECT id, state, confirmed_at IS NOT NULL AS has_moment, case_verified_by,
        ARRAY(SELECT kind FROM outbox_messages WHERE registration_id = registrations.id) AS letters,
        ARRAY(SELECT reason FROM review_items WHERE registration_id = registrations.id) AS questions FROM registrations) act
      WHERE id::text = '00000000-0000-4000-8000-000000000002' AND (state <> 'unconfirmed' OR has_moment OR letters <> '{}' OR questions <> '{}')`,
    whole: () => [
      {
        ...{ id: unconfirmed.registrationId, state: 'standing', has_moment: true, case_verified_by: 'register' },
        ...{ letters: ['registration.confirmed'], questions: [] },
      },
    ],
  },
  'other wishes': {
    want: () => own().changeWishes({ ...keyOf(standing), wishes: ['pm'], size: 2, waivedPots: ['lapsed'] }),
    by: [NOBODY, NOBODY],
    left: `SELECT id, choices, size, waived_pots FROM registrations WHERE choices <> '*' OR size <> 1 OR waived_pots <> '{}'`,
    whole: () => [{ id: standing.registrationId, choices: 'pm', size: 2, waived_pots: ['lapsed'] }],
  },
  'another contact, with a letter to it each time': {
    want: () => own().changeContact({ ...keyOf(standing), contact: { kind: 'phone', value: '015123456789' } }),
    by: [NOBODY, NOBODY],
    left: `SELECT registrations.id, contact_kind, contact_key IS NOT NULL AS can_be_compared, kind AS letter FROM registrations
      LEFT JOIN outbox_messages ON registration_id = registrations.id WHERE contact_kind <> 'mail' OR kind IS NOT NULL`,
    whole: () => [{ id: standing.registrationId, contact_kind: 'phone', can_be_compared: true, letter: 'registration.confirmed' }],
    each: true,
  },
  'a withdrawal': {
    want: () => own().withdraw(keyOf(standing)),
    by: [NOBODY, NOBODY],
    left: `SELECT id, state, ended_at IS NOT NULL AS ended FROM registrations WHERE state = 'withdrawn' OR ended_at IS NOT NULL`,
    whole: () => [{ id: standing.registrationId, state: 'withdrawn', ended: true }],
  },
};

describeActs(ACTS, live);
