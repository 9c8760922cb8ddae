import { AnswersService, Hearings, OwnHearings, RevocationService } from '../../src/modules/appointments';
import { Approvals } from '../../src/modules/approvals';
import { RemovalService, ReviewNotices } from '../../src/modules/registrations';
import { KeepingService, RegistrationComparison, ReviewListService } from '../../src/modules/registrations/reviews';
import { DrawWorld, type Person } from '../support/draw-world';
import { APPROVER, hear, OPERATOR } from '../support/review-acts';
import { type Act, describeActs, type FaultExchanges } from './acts';

jest.setTimeout(300_000);

let world: DrawWorld;
const decide = (id: string): Promise<unknown> => world.get(Approvals).decide(APPROVER, id, 'approved');

describe('before the freeze', () => {
  let doubted: string;
  let cluster: string;
  let excluding: string;
  let merging: string;

  async function live(exchanges: FaultExchanges): Promise<DrawWorld> {
    world = await DrawWorld.open({ exchanges });
    const [first, second, third] = (await world.enrol({}, {}, {})) as [Person, Person, Person];
    await world.get(RegistrationComparison).compareNew();
    await world.settle();
    cluster = (await world.get(ReviewListService).list()).clusters[0]!.id;
    doubted = first.registrationId;
    await hear(world, second.registrationId);
    ({ id: excluding } = await world.get(RemovalService).askToExclude(OPERATOR, second.registrationId, 'mass-pattern'));
    ({ id: merging } = await world.get(RemovalService).askToMerge(OPERATOR, third.registrationId, doubted, 'same-person'));
    return world;
  }

  const GONE = `SELECT state, decision, (SELECT count(*)::integer FROM log_entries WHERE type = 'registration.excluded') AS logged
    FROM registrations JOIN approvals ON subject = registrations.id::text WHERE registrations.state = 'excluded'`;
  const ACTS: Readonly<Record<string, Act>> = {
    'keeping all of a cluster': {
      want: () => world.get(KeepingService).keepAll(cluster, 'shared-place', OPERATOR.name),
      left: `SELECT decision, keep_reason, decided_by, count(*)::integer FROM review_items WHERE decision = 'keep' GROUP BY 1, 2, 3`,
    },
    'a notice': {
      want: () => world.get(ReviewNotices).send(doubted, 'details', OPERATOR),
      left: `SELECT suspicion, (SELECT count(*)::integer FROM outbox_messages WHERE kind = 'review.notice') AS letters
        FROM review_notices WHERE ended_at IS NULL AND suspicion = 'details' AND registration_id IN
          (SELECT id FROM registrations WHERE id::text NOT IN (SELECT subject FROM approvals WHERE kind = 'registration.exclude'))`,
    },
    'an exclusion by two': { want: () => decide(excluding), left: GONE },
    'a merger by two': { want: () => decide(merging), left: GONE },
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
      want: () => world.get(Hearings).open(held, 'offered-for-sale', [], OPERATOR),
      left: `SELECT reason, opened_by, (SELECT count(*)::integer FROM outbox_messages WHERE kind = 'hearing.opened') AS letters
        FROM revocation_hearings WHERE offer_id NOT IN (SELECT subject::uuid FROM approvals WHERE kind = 'appointment.revoke')`,
    },
    'ending a hearing': {
      want: () => world.get(Hearings).drop(heard, 'error', OPERATOR.name),
      left: `SELECT outcome, drop_reason, (SELECT count(*)::integer FROM outbox_messages WHERE kind = 'hearing.dropped') AS letters
        FROM revocation_hearings WHERE ended_at IS NOT NULL`,
      again: 'revocation.no-hearing',
    },
    'a revocation by two': {
      want: () => decide(revoking),
      left: `SELECT offers.state, decision, outcome, (SELECT count(*)::integer FROM log_entries WHERE type = 'slot.cancelled') AS logged,
          (SELECT count(*)::integer FROM slots WHERE state = 'free') AS free
        FROM offers JOIN approvals ON subject = offers.id::text JOIN revocation_hearings ON offer_id = offers.id WHERE offers.state = 'cancelled'`,
    },
  };
  describeActs(ACTS, live);
});
