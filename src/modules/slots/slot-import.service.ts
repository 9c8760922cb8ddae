import { Injectable } from '@nestjs/common';
import { Clock } from '../../platform/clock';
import { KeyedHash } from '../../platform/crypto';
import { UnitOfWork } from '../../platform/database';
import { WindowsService } from '../windows';
import { type InventorySlot, planInventory, type PublicNames } from './inventory';
import { readSlotFile, type SlotFile } from './slot-file';
import type { SlotRow } from './slot.entity';
import { inventoryFrozen, SlotImportError, type SlotRowError } from './slots.errors';
import { SlotsRepository } from './slots.repository';

/** Errors listed in an answer; a file with more has one cause, and the list would not help. */
const MOST_ERRORS_LISTED = 200;

/** What an import has done, or, as a dry run, would do. */
export interface SlotImportReport {
  readonly dryRun: boolean;
  readonly rows: number;
  readonly created: number;
  readonly unchanged: number;
  /** How many mistakes there are; the first of them are in `errors`. Only a dry run can report any. */
  readonly errorCount: number;
  readonly errors: readonly SlotRowError[];
}

/** Takes over a window's capacity from a file. */
@Injectable()
export class SlotImportService {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly windows: WindowsService,
    private readonly repository: SlotsRepository,
    private readonly keyedHash: KeyedHash,
    private readonly clock: Clock,
  ) {}

  /**
   * Adds the slots of a file to a window, announced or not, until its main freeze.
   *
   * All or nothing: one transaction, so a crash or a wrong row leaves the inventory as it was. The same file again, or at
   * the same time from a second desk, changes nothing: imports and freezes take turns at the window's row.
   *
   * @param dryRun find every mistake and count what would change, but change nothing
   * @throws SlotImportError for the first wrong row, with the number of all; a dry run throws only for an unreadable file
   * @throws DomainError `window.unknown`, `slots.frozen`
   */
  async import(windowId: string, csv: string, dryRun: boolean): Promise<SlotImportReport> {
    return this.take(windowId, readSlotFile(csv), dryRun);
  }

  /** As {@link import}, for rows that are read already or come from elsewhere. */
  async take(windowId: string, file: SlotFile, dryRun: boolean): Promise<SlotImportReport> {
    return this.unitOfWork.run(async (em) => {
      const frame = await this.windows.lockFrame(em, windowId);
      const stored = await this.repository.list(em, windowId);
      if (this.clock.seconds() >= frame.freezeAt || stored.some((slot) => slot.state !== 'free')) throw inventoryFrozen();
      const change = planInventory(frame, stored.map(inventorySlotOf), file.rows, this.namesFor(windowId));
      const errors = [...file.errors, ...change.errors].sort((a, b) => a.line - b.line);
      if (!dryRun && errors.length > 0) throw new SlotImportError(errors[0]!, errors.length);
      const indexOf = (slotId: string): number => change.laneIndexes.get(slotId)!;
      if (!dryRun) {
        const moved = stored.filter((slot) => (change.laneIndexes.get(slot.slotId) ?? slot.laneIndex) !== slot.laneIndex);
        await this.repository.renumber(
          em,
          moved.map(({ id, slotId }) => ({ id, laneIndex: indexOf(slotId) })),
        );
        await this.repository.insert(
          em,
          windowId,
          change.added.map((slot) => ({ ...slot, laneIndex: indexOf(slot.slotId) })),
        );
      }
      return {
        dryRun,
        rows: file.rows.length + file.errors.length,
        created: change.added.length,
        unchanged: change.unchanged,
        errorCount: errors.length,
        errors: errors.slice(0, MOST_ERRORS_LISTED),
      };
    });
  }

  /** The same for the same counter and time, so that a second import finds a slot again. */
  private namesFor(windowId: string): PublicNames {
    const name = (kind: string, text: string): string => this.keyedHash.digest(kind, `${windowId} ${text}`).toString('hex').slice(0, 16);
    return {
      slot: ({ counter, startsAt }) => `s${name('slot-id', `${counter} ${startsAt}`)}`,
      lane: (counter, date) => `l${name('slot-lane', `${counter} ${date}`)}`,
    };
  }
}

function inventorySlotOf(row: SlotRow): InventorySlot {
  const { slotId, groupName: group, lane, label, place } = row;
  return { slotId, group, lane, label, place, startsAt: row.startsAt.getTime() / 1000, endsAt: row.endsAt.getTime() / 1000 };
}
