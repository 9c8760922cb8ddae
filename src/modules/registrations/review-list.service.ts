import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { formatTime } from '../../core';
import { unixSeconds } from '../../platform/clock';
import { UnitOfWork } from '../../platform/database';
import { WindowsService } from '../windows';
import { RegistrationVault } from './registration-vault';
import { RegistrationsRepository } from './registrations.repository';
import type { ReviewReason } from './review-item.entity';
import { ReviewItemsRepository } from './review-items.repository';
import { openForStaff, type StaffView } from './staff-view';

/** Answered at once; the list is worked from its top, so there is no second page. */
const MOST_LISTED = 100;

/** An open question. */
export interface OpenReview {
  readonly id: string;
  readonly reason: ReviewReason;
  readonly openedAt: string;
  readonly registration: StaffView;
  /** The one it collides with. */
  readonly other: StaffView | null;
}

/** Shows staff what waits for their decision, with the data they need to decide. */
@Injectable()
export class ReviewListService {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly items: ReviewItemsRepository,
    private readonly repository: RegistrationsRepository,
    private readonly windows: WindowsService,
    private readonly vault: RegistrationVault,
  ) {}

  /** The oldest open questions about registrations that are not over. */
  async listOpen(): Promise<OpenReview[]> {
    return this.unitOfWork.run(async (em) => {
      const items = await this.items.listOpen(em, MOST_LISTED);
      const views = await this.openAll(
        em,
        items.flatMap((item) => [item.registrationId, item.otherRegistrationId ?? []].flat()),
      );
      return items.map((item) => ({
        id: item.id,
        reason: item.reason,
        openedAt: formatTime(unixSeconds(item.openedAt)),
        registration: views.get(item.registrationId)!,
        other: item.otherRegistrationId === null ? null : (views.get(item.otherRegistrationId) ?? null),
      }));
    });
  }

  /** Those whose personal data have been erased are missing. */
  private async openAll(em: EntityManager, ids: readonly string[]): Promise<Map<string, StaffView>> {
    const views = new Map<string, StaffView>();
    for (const row of await this.repository.list(em, ids)) {
      if (row.sealed === null) continue;
      views.set(row.id, openForStaff(row, await this.windows.getServiceById(em, row.serviceId), this.vault));
    }
    return views;
  }
}
