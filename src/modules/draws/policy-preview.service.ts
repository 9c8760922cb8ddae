import { Injectable } from '@nestjs/common';
import { type Announcement, parseTime } from '../../core';
import { UnitOfWork } from '../../platform/database';
import { StandingRegistrations } from '../registrations';
import { chanceAmong } from './draw-chance';
import { DrawsRepository } from './draws.repository';
import { LEAST_PEOPLE, mergeNeighbours } from './fairness/small-classes';
import { type EntryClass, weighCandidates } from './weigh-candidates';

/** People with about equally many tickets. Never fewer than `LEAST_PEOPLE`. */
interface PolicyClass {
  readonly from: number;
  readonly to: number;
  readonly people: number;
  /** Chance to be among the first, 0 to 1; the mean where tickets differ. */
  readonly chance: number;
}

/** What an announced rule would do if the draw were frozen with the registrations that stand now. Names nobody. */
export interface PolicyPreviewView {
  readonly people: number;
  /** Slots that they need: a family needs several. */
  readonly wanted: number;
  readonly slots: number;
  /** Everybody's chance if all had equally many tickets. */
  readonly equal: number;
  /** Fewest tickets first; empty where there are too few people to be shown. */
  readonly classes: readonly PolicyClass[];
  /** How many are in each pot besides the general one; small numbers are left out. */
  readonly pots: readonly { readonly pot: string; readonly people: number }[];
}

/** A window that does not exist yet: nobody sits it out. */
const NO_WINDOW = '00000000-0000-0000-0000-000000000000';

/** Shows those who plan what a rule does to chances, before it is announced. Groups, sizes and pots are left out of the chances, as everywhere. */
@Injectable()
export class PolicyPreview {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly repository: DrawsRepository,
    private readonly registrations: StandingRegistrations,
  ) {}

  /** @param slots how many there would be */
  async of(announcement: Announcement, serviceId: string, slots: number): Promise<PolicyPreviewView> {
    const drawAt = parseTime(announcement.timetable.drawAt);
    const candidates = await this.unitOfWork.run(async (em) =>
      this.registrations.listForPreview(em, {
        serviceId,
        windowId: NO_WINDOW,
        closesAt: new Date(parseTime(announcement.timetable.closesAt) * 1000),
        excludeRegistrationIds: await this.repository.listPendingRegistrations(em, serviceId),
      }),
    );
    return describe(weighCandidates({ announcement, drawAt }, candidates), announcement, slots);
  }
}

function describe(weighed: readonly { readonly line: EntryClass }[], { passes }: Announcement, slots: number): PolicyPreviewView {
  const lines = weighed.map(({ line }) => line);
  const people = lines.length;
  const wanted = lines.reduce((sum, { size }) => sum + size, 0);
  // Each case takes as many slots as it has people.
  const served = wanted <= slots ? people : Math.floor((slots * people) / wanted);
  const counts = new Map<number, number>();
  for (const { tickets } of lines) counts.set(tickets, (counts.get(tickets) ?? 0) + 1);
  const ascending = [...counts.keys()].sort((a, b) => a - b);
  const entries = ascending.map((tickets) => ({ tickets, entries: counts.get(tickets)! }));
  const chanceOf = (tickets: number): number => (served >= people ? 1 : chanceAmong(entries, served, tickets));
  const classes = mergeNeighbours(ascending, (tickets) => counts.get(tickets)!).map((members) => {
    const inClass = members.reduce((sum, tickets) => sum + counts.get(tickets)!, 0);
    const chance = members.reduce((sum, tickets) => sum + counts.get(tickets)! * chanceOf(tickets), 0) / inClass;
    return { from: members[0]!, to: members.at(-1)!, people: inClass, chance };
  });
  const pots = passes
    .filter(({ pot }) => pot !== 'general')
    .map(({ pot }) => ({ pot, people: lines.filter((line) => line.pots.includes(pot)).length }))
    .filter((each) => each.people >= LEAST_PEOPLE);
  return { people, wanted, slots, equal: people === 0 ? 1 : served / people, classes, pots };
}
