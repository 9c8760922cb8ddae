import { Injectable } from '@nestjs/common';
import { formatTime } from '../../core';
import { unixSeconds } from '../../platform/clock';
import { UnitOfWork } from '../../platform/database';
import { StandingRegistrations } from '../registrations';
import { WindowsService } from '../windows';
import { DrawError } from './draws.errors';
import { DrawsRepository } from './draws.repository';
import { LEAST_PEOPLE } from './fairness/small-classes';
import { classOf, countClasses, type EntryClass, weighCandidates } from './weigh-candidates';

/** A line of the public list that too few people would share, if the draw were frozen now. No name, no id. */
interface SmallClass extends EntryClass {
  /** How many entries have it. */
  readonly entries: number;
}

export interface SmallClassesView {
  readonly drawId: string;
  readonly freezeAt: string;
  /** A class with fewer entries is small. */
  readonly least: number;
  /** All entries that there would be. */
  readonly entries: number;
  /** Entries whose wishes are widened to any group, because they are rare and the person has agreed. */
  readonly widened: number;
  /** The rarest first. */
  readonly classes: readonly SmallClass[];
}

/**
 * Shows operators, before a freeze, who could be picked out of the public list (docs/spec/log.md, duties). What they can do about it: announce fewer
 * groups the next time, and ask people with rare wishes whether these may be widened. A frozen list is never changed.
 */
@Injectable()
export class SmallClassesService {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly repository: DrawsRepository,
    private readonly windows: WindowsService,
    private readonly registrations: StandingRegistrations,
  ) {}

  /**
   * The small classes of a window's next draw. Changes nothing and keeps nobody waiting.
   * @throws DrawError `draw.none-to-come`; DomainError when there is no such announced window
   */
  async list(windowPath: string): Promise<SmallClassesView> {
    return this.unitOfWork.run(async (em) => {
      const window = await this.windows.getByPath(em, windowPath);
      const next = (await this.repository.listOfWindow(em, window.id)).find((draw) => draw.state === 'scheduled');
      if (!next) throw new DrawError('draw.none-to-come');
      const candidates = await this.registrations.listForPreview(em, {
        serviceId: window.serviceId,
        windowId: window.id,
        closesAt: new Date(window.closesAt * 1000),
        excludeRegistrationIds: await this.repository.listPendingRegistrations(em, window.serviceId),
      });
      const drawAt = unixSeconds(next.drawAt);
      const weighed = weighCandidates({ announcement: window.announcement, drawAt }, candidates);
      return {
        drawId: next.drawId,
        freezeAt: formatTime(unixSeconds(next.freezeAt)),
        least: LEAST_PEOPLE,
        entries: weighed.length,
        widened: weighed.filter(({ widened }) => widened).length,
        classes: smallOnes(weighed.map(({ line }) => line)),
      };
    });
  }
}

function smallOnes(lines: readonly EntryClass[]): SmallClass[] {
  const sizes = countClasses(lines);
  const one = new Map(lines.map((line) => [classOf(line), line]));
  return [...sizes]
    .filter(([, entries]) => entries < LEAST_PEOPLE)
    .sort(([a, m], [b, n]) => m - n || (a < b ? -1 : 1))
    .map(([key, entries]) => ({ ...one.get(key)!, entries }));
}
