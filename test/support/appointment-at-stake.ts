import { AnswersService } from '../../src/modules/appointments';
import { DrawWorld, type Person } from './draw-world';

/** A drawn window with an appointment in it that somebody has accepted. */
export interface AtStake {
  readonly world: DrawWorld;
  readonly who: Person;
  /** Holds an offer too. */
  readonly other: Person;
  readonly unserved: Person;
  /** Of {@link who}: id of the offer. */
  readonly appointment: string;
}

/** Two slots for three people. */
export async function openAtStake(): Promise<AtStake> {
  const world = await DrawWorld.open();
  await world.addSlots([{ id: 's1' }, { id: 's2' }]);
  const people = await world.enrol({}, {}, {});
  await world.liveThroughDraw(0);
  const offered = new Set((await world.query<{ id: string }>('SELECT registration_id AS id FROM offers')).map(({ id }) => id));
  const [who, other] = people.filter(({ registrationId }) => offered.has(registrationId)) as [Person, Person];
  const [unserved] = people.filter(({ registrationId }) => !offered.has(registrationId)) as [Person];
  const { appointment } = await world.get(AnswersService).accept(who);
  return { world, who, other, unserved, appointment };
}
