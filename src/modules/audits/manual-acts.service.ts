import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { formatTime } from '../../core';
import { unixSeconds } from '../../platform/clock';
import { UnitOfWork } from '../../platform/database';
import { MANUAL_ACTS } from './manual-acts.sql';

/** Everything that people of the office do by hand, by the place where it is written down. */
export const ACT_KINDS = [
  ...(['approval', 'hardship', 'review', 'notice', 'hearing', 'assisted', 'helped', 'check-in', 'paper', 'import'] as const),
  ...(['session', 'finding', 'export', 'logged'] as const),
] as const;
export type ActKind = (typeof ACT_KINDS)[number];

/** One act. No name and no case: pseudonyms, codes and times. */
export interface ManualAct {
  readonly kind: ActKind;
  /** What exactly: the kind of approval, the decision of a review, the channel, the outcome, the type in the log. */
  readonly what: string;
  readonly at: string;
  /** Draw, window, service, office or authority; null where it is about none. */
  readonly about: string | null;
  /** In that draw; null where it has none, or where a reason of hardship would hang on it. */
  readonly ticketId: string | null;
  readonly reason: string | null;
  /** Who began it. */
  readonly first: string;
  /** Who decided it as the second person; null where it takes none, or nobody has. */
  readonly second: string | null;
  /** `approved`, `refused`, `expired`; null where nothing is decided, or not yet. */
  readonly decision: string | null;
  /** Place of the entry in the log that came of it; null where none did. */
  readonly logIndex: number | null;
}

interface ActFilter {
  readonly kind?: ActKind;
  /** Pseudonym of either person. */
  readonly by?: string;
  /** One draw's: what was done about its window, its entries and what it gave. */
  readonly drawId?: string;
}

type ActRow = Omit<ManualAct, 'at' | 'logIndex'> & { readonly at: Date; readonly logIndex: string | null };

/** What was decided by hand, by whom, with whom, and where it stands in the log. Reads the tables of all modules; changes nothing. */
@Injectable()
export class ManualActs {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  /** The newest first. @param page from 1 */
  async list(filter: ActFilter, page: number, size: number): Promise<{ acts: ManualAct[]; hasMore: boolean }> {
    return this.unitOfWork.run(async (em) => {
      const acts = await this.read(em, filter, size + 1, (page - 1) * size);
      return { acts: acts.slice(0, size), hasMore: acts.length > size };
    });
  }

  /** All of one draw, the oldest first: for evidence. */
  async listOfDraw(em: EntityManager, drawId: string): Promise<ManualAct[]> {
    return (await this.read(em, { drawId }, null, 0)).reverse();
  }

  private async read(em: EntityManager, { kind, by, drawId }: ActFilter, limit: number | null, offset: number): Promise<ManualAct[]> {
    const window = drawId?.slice(0, drawId.lastIndexOf('/'));
    const rows: ActRow[] = await em.query(MANUAL_ACTS, [drawId ?? null, window ?? null, kind ?? null, by ?? null, limit, offset]);
    return rows.map(({ at, logIndex, ...act }) => ({
      ...act,
      at: formatTime(unixSeconds(at)),
      logIndex: logIndex === null ? null : Number(logIndex),
    }));
  }
}
