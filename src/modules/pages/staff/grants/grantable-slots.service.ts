import { Injectable } from '@nestjs/common';
import { UnitOfWork } from '../../../../platform/database';
import { SlotGrants } from '../../../appointments';
import type { StaffCase } from '../../../registrations';
import { WindowsService } from '../../../windows';

/** A list that somebody chooses from must end. */
const MOST_SLOTS = 60;

/** A slot that a registration could be given. */
export interface GrantableSlot {
  /** `<window path> <slot id>`, as the form posts it. */
  readonly value: string;
  readonly startsAt: Date;
  readonly place: string;
}

/** Finds what there is to grant. */
@Injectable()
export class GrantableSlots {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly windows: WindowsService,
    private readonly grants: SlotGrants,
  ) {}

  /** Free slots of the service's windows that are not over, earliest first. */
  async list({ registration, serviceId, size }: StaffCase): Promise<GrantableSlot[]> {
    const all = await this.unitOfWork.run((em) => this.windows.listAnnouncedOpenEnded(em));
    const slots: GrantableSlot[] = [];
    for (const window of all.filter((each) => each.serviceId === serviceId)) {
      for (const { slotId, startsAt, place } of await this.grants.listPossible(registration, window, size)) {
        slots.push({ value: `${window.path} ${slotId}`, startsAt, place });
      }
    }
    return slots.sort((a, b) => a.startsAt.getTime() - b.startsAt.getTime()).slice(0, MOST_SLOTS);
  }
}
