import { Injectable } from '@nestjs/common';
import { timeOf } from '../../platform/clock';
import { UnitOfWork } from '../../platform/database';
import type { SlotRow, SlotState } from './slot.entity';
import { type SlotCounts, SlotsService } from './slots.service';
import { SlotsRepository } from './slots.repository';

/** A slot as staff see it. */
interface SlotView {
  readonly slotId: string;
  readonly group: string;
  readonly lane: string;
  readonly index: number;
  readonly label: string;
  readonly startsAt: string;
  readonly endsAt: string;
  readonly place: string;
  readonly state: SlotState;
}

export interface InventoryView {
  readonly counts: SlotCounts;
  readonly byGroupAndLabel: readonly { readonly group: string; readonly label: string; readonly count: number }[];
  readonly slots: readonly SlotView[];
}

/** A window's inventory for those who plan or audit it. */
@Injectable()
export class SlotListService {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly slots: SlotsService,
    private readonly repository: SlotsRepository,
  ) {}

  async list(windowId: string): Promise<InventoryView> {
    return this.unitOfWork.run(async (em) => {
      const rows = await this.repository.list(em, windowId);
      return {
        counts: await this.slots.ledger(em, windowId),
        byGroupAndLabel: countByGroupAndLabel(rows),
        slots: rows.map(viewSlot),
      };
    }, 'REPEATABLE READ');
  }
}

function countByGroupAndLabel(rows: readonly SlotRow[]): InventoryView['byGroupAndLabel'] {
  const counts = new Map<string, { group: string; label: string; count: number }>();
  for (const { groupName: group, label } of rows) {
    const entry = counts.get(`${group} ${label}`) ?? { group, label, count: 0 };
    entry.count++;
    counts.set(`${group} ${label}`, entry);
  }
  return [...counts.values()].sort((a, b) => (a.group + a.label < b.group + b.label ? -1 : 1));
}

function viewSlot(row: SlotRow): SlotView {
  const { slotId, groupName: group, lane, laneIndex: index, label, place, state } = row;
  return { slotId, group, lane, index, label, startsAt: timeOf(row.startsAt), endsAt: timeOf(row.endsAt), place, state };
}
