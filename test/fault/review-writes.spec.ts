import { AnswersService, Hearings, OwnHearings, RevocationService } from '../../src/modules/appointments';
import { Approvals } from '../../src/modules/approvals';
import { RemovalService, ReviewNotices } from '../../src/modules/registrations';
import { KeepingService, RegistrationComparison, ReviewListService } from '../../src/modules/registrations/reviews';
import type { StaffMember } from '../../src/modules/staff';
import { DrawWorld, type Person } from '../support/draw-world';
import type { FaultExchanges } from '../support/draw-world-rewound';
import { APPROVER, hear, OPERATOR } from '../support/review-acts';
import { type Act, describeActs } from './acts';

jest.setTimeout(300_000);

const ANOTHER: StaffMember = { ...OPERATOR, name: 'operator-2', person: 'six' };

let world: DrawWorld;
const decide = (id: string): Promise<unknown> => world.get(Approvals).decide(APPROVER, id, 'approved');

describe('before the freeze', () => {
  let doubted: string;
  let heard: string;
  let third: string;
  let cluster: string;
  let excluding: string;
  let merging: string;

  async function live(exchanges: FaultExchanges): Promise<DrawWorld> {
    world = await DrawWorld.open({ exchanges });
    [doubted, heard, third] = (await world.enrol({}, {}, {})).map(({ registrationId }) => registrationId) as [string, string, string];
    await world.get(RegistrationComparison).compareNew();
    await world.settle();
    cluster = (await world.get(ReviewListService).list()).clusters[0]!.id;
    await hear(world, heard);
    ({ id: excluding } = await world.get(RemovalService).askToExclude(OPERATOR, heard, 'mass-pattern'));
    ({ id: merging } = await world.get(RemovalService).askToMerge(OPERATOR, third, doubted, 'same-person'));
    return world;
  }

  /** A registration that is out, or of which anything says so. */
  const goneBy = (kind: string): string => `SELECT * FROM (SELECT registrations.id, state, merged_into, decision_untold AS untold,
      approvals.decision, approvals.decided_by,
      ARRAY(SELECT body::jsonb - 'at' FROM log_entries WHERE type = 'registration.excluded') AS logged,
      ARRAY(SELECT item.decision || ' ' || item.decided_by FROM review_items item WHERE registration_id = registrations.id AND decision IS NOT NULL) AS answers,
      EXISTS (SELECT FROM review_notices WHERE registration_id = registrations.id AND ended_at IS NULL) AS is_told
    FROM registrations JOIN approvals ON subject = registrations.id::text WHERE kind = '${kind}') act
    WHERE state = 'excluded' OR merged_into IS NOT NULL OR untold OR decision IS NOT NULL OR logged <> '{}' OR answers <> '{}'`;
  const log = (reason: string, by: string): object => ({
    ...{ type: 'registration.excluded', service: DrawWorld.service, reason, officers: [OPERATOR.name, by] },
  });
  const ACTS: Readonly<Record<string, Act>> = {
    'keeping all of a cluster': {
      want: ({ name }) => world.get(KeepingService).keepAll(cluster, 'shared-place', name),
      by: [OPERATOR, ANOTHER],
      left: `SELECT * FROM (SELECT closed_at IS NOT NULL AS is_closed, kept_size, size,
          ARRAY(SELECT keep_reason || ' ' || decided_by FROM review_items WHERE cluster_id = review_clusters.id AND decision = 'keep') AS answers,
          EXISTS (SELECT FROM review_notices WHERE ended_at IS NULL) AS is_told
        FROM review_clusters) act WHERE is_closed OR kept_size IS NOT NULL OR answers <> '{}'`,
      // Of three the first is asked about by the others' questions.
      whole: (by) => [{ is_closed: true, kept_size: 3, size: 3, answers: [`shared-place ${by}`, `shared-place ${by}`], is_told: false }],
    },
    'a notice': {
      want: (member) => world.get(ReviewNotices).send(doubted, 'details', member),
      by: [OPERATOR, ANOTHER],
      left: `SELECT notice.registration_id AS about, suspicion, sent_by, letter.registration_id AS reader
        FROM review_notices notice FULL JOIN (SELECT * FROM outbox_messages WHERE kind = 'review.notice') letter ON subject_id = notice.id
        WHERE coalesce(notice.registration_id, letter.registration_id) NOT IN (SELECT subject::uuid FROM approvals WHERE kind = 'registration.exclude')`,
      whole: (by) => [{ about: doubted, suspicion: 'details', sent_by: by, reader: doubted }],
    },
    'an exclusion by two': {
      want: () => decide(excluding),
      by: [APPROVER, APPROVER],
      left: goneBy('registration.exclude'),
      whole: (by) => [
        {
          ...{ id: heard, state: 'excluded', merged_into: null, untold: true, decision: 'approved', decided_by: by },
          ...{ logged: [log('refused', by)], answers: [`refuse ${by}`], is_told: false },
        },
      ],
    },
    'a merger by two': {
      want: () => decide(merging),
      by: [APPROVER, APPROVER],
      left: goneBy('registration.merge'),
      whole: (by) => [
        {
          ...{ id: third, state: 'excluded', merged_into: doubted, untold: true, decision: 'approved', decided_by: by },
          ...{ logged: [log('merged', by)], answers: [`merge ${by}`], is_told: false },
        },
      ],
    },
  };
  describeActs(ACTS, live);
});

describe('after the draw', () => {
  let heard: string;
  let held: string;
  let revoking: string;
  let holder: Person;

  async function live(exchanges: FaultExchanges): Promise<DrawWorld> {
    world = await DrawWorld.open({ exchanges });
    await world.addSlots([{ id: 's1' }, { id: 's2' }]);
    const people = await world.enrol({}, {});
    await world.liveThroughDraw(0);
    holder = people[0]!;
    ({ appointment: heard } = await world.get(AnswersService).accept(holder));
    ({ appointment: held } = await world.get(AnswersService).accept(people[1]!));
    await world.get(Hearings).open(heard, 'offered-for-sale', [], OPERATOR);
    await world.get(OwnHearings).answer(holder, 'I come myself.');
    ({ id: revoking } = await world.get(RevocationService).ask(OPERATOR, heard));
    return world;
  }

  const ACTS: Readonly<Record<string, Act>> = {
    'opening a hearing': {
      want: (member) => world.get(Hearings).open(held, 'offered-for-sale', [], member),
      by: [OPERATOR, ANOTHER],
      left: `SELECT offer_id, reason, opened_by, outcome, subject_id AS letter_about FROM
          (SELECT * FROM revocation_hearings WHERE offer_id NOT IN (SELECT subject::uuid FROM approvals WHERE kind = 'appointment.revoke')) hearing
          FULL JOIN (SELECT * FROM outbox_messages WHERE kind = 'hearing.opened'
            AND subject_id NOT IN (SELECT subject::uuid FROM approvals WHERE kind = 'appointment.revoke')) letter ON subject_id = offer_id`,
      whole: (by) => [{ offer_id: held, reason: 'offered-for-sale', opened_by: by, outcome: null, letter_about: held }],
    },
    'ending a hearing': {
      want: ({ name }) => world.get(Hearings).drop(heard, 'error', name),
      by: [OPERATOR, ANOTHER],
      left: `SELECT offer_id, outcome, drop_reason, dropped_by, ended_at IS NOT NULL AS is_over, subject_id AS letter_about
        FROM (SELECT * FROM revocation_hearings WHERE ended_at IS NOT NULL OR outcome IS NOT NULL) hearing
        FULL JOIN (SELECT * FROM outbox_messages WHERE kind = 'hearing.dropped') letter ON subject_id = offer_id`,
      whole: (by) => [{ offer_id: heard, outcome: 'dropped', drop_reason: 'error', dropped_by: by, is_over: true, letter_about: heard }],
      again: 'revocation.no-hearing',
    },
    'a revocation by two': {
      want: () => decide(revoking),
      by: [APPROVER, APPROVER],
      left: `SELECT * FROM (SELECT offers.id, offers.state, offers.reason, decision, decided_by, outcome, registrations.state AS registration,
            sits_out_window_id IS NOT NULL AS sits_out,
            ARRAY(SELECT slots.state FROM offer_slots JOIN slots ON slots.id = slot_uuid WHERE offer_slots.offer_id = offers.id) AS slots,
            ARRAY(SELECT body::jsonb ->> 'reason' FROM log_entries WHERE type = 'slot.cancelled') AS logged,
            ARRAY(SELECT subject_id FROM outbox_messages WHERE kind = 'appointment.cancelled') AS letters
          FROM offers JOIN approvals ON subject = offers.id::text JOIN revocation_hearings hearing ON hearing.offer_id = offers.id
            JOIN registrations ON registrations.id = registration_id) act
        WHERE state <> 'accepted' OR decision IS NOT NULL OR outcome IS NOT NULL OR sits_out OR logged <> '{}' OR letters <> '{}'`,
      whole: (by) => [
        {
          ...{ id: heard, state: 'cancelled', reason: 'revoked', decision: 'approved', decided_by: by, outcome: 'revoked' },
          ...{ registration: 'standing', sits_out: true, slots: ['free'], logged: ['office'], letters: [heard] },
        },
      ],
    },
  };
  describeActs(ACTS, live);
});
