import { Injectable } from '@nestjs/common';
import { formatTime } from '../../core';
import { UnitOfWork } from '../../platform/database';
import { type SlotCounts, SlotsService } from '../slots';
import { WindowsService } from '../windows';
import type { OfferState } from './offer.entities';
import { OffersRepository } from './offers.repository';

const STATES: readonly OfferState[] = ['offered', 'accepted', 'declined', 'expired', 'cancelled', 'attended', 'missed'];

/** What has become of a window's slots, in counts. Line by line it stands in the log. */
export interface LedgerView {
  /** `<authority>/<service>/<window>` */
  readonly window: string;
  /** When every slot had ended; null while the window lives. */
  readonly closedOutAt: string | null;
  readonly slots: SlotCounts;
  readonly offers: Readonly<Record<OfferState, number>>;
}

/** The public account of a window (docs/spec: log, close-out). */
@Injectable()
export class LedgerService {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly windows: WindowsService,
    private readonly slots: SlotsService,
    private readonly offers: OffersRepository,
  ) {}

  /**
   * Counts as of one instant: slots and offers fit each other.
   * @throws DomainError `window.unknown`
   */
  async get(path: string): Promise<LedgerView> {
    return this.unitOfWork.run(async (em) => {
      const window = await this.windows.getByPath(em, path);
      const found = new Map((await this.offers.countByState(em, window.id)).map(({ state, count }) => [state, count]));
      return {
        window: path,
        closedOutAt: window.closedOutAt === null ? null : formatTime(window.closedOutAt),
        slots: await this.slots.ledger(em, window.id),
        offers: Object.fromEntries(STATES.map((state) => [state, found.get(state) ?? 0])) as Record<OfferState, number>,
      };
    }, 'REPEATABLE READ');
  }
}
