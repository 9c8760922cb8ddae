import { formatTime } from '../../../src/core';
import { SlotImportService, SlotRow, SlotsService } from '../../../src/modules/slots';
import { SlotsRepository } from '../../../src/modules/slots/slots.repository';
import type { Clock } from '../../../src/platform/clock';
import { KeyedHash } from '../../../src/platform/crypto';
import type { TestDatabase } from '../../support';
import { openWindowServices, type WindowServices } from '../windows/window-fixtures';

export const MINUTE = 60;

export interface SlotServices extends WindowServices {
  readonly imports: SlotImportService;
  readonly slots: SlotsService;
}

export async function openSlotServices(
  database: TestDatabase,
  clock: Clock,
  rows: readonly (new () => object)[] = [],
): Promise<SlotServices> {
  const services = await openWindowServices(database, clock, [SlotRow, ...rows]);
  const repository = new SlotsRepository();
  const keyedHash = new KeyedHash(new Uint8Array(32).fill(9));
  return {
    ...services,
    imports: new SlotImportService(services.unitOfWork, services.windows, repository, keyedHash, clock),
    slots: new SlotsService(repository, services.windows),
  };
}

export interface SlotLine {
  readonly slot_id?: string;
  readonly group?: string;
  readonly counter?: string;
  /** Unix seconds. */
  readonly startsAt: number;
  readonly minutes?: number;
  readonly label?: string;
  readonly place?: string;
}

/** A file of slots, with and in the order of these columns. */
export function csvOf(lines: readonly SlotLine[], { header = 'slot_id,group,counter,starts_at,ends_at,label,place' } = {}): string {
  const rows = lines.map((line) => {
    const values: Record<string, string> = {
      slot_id: line.slot_id ?? '',
      group: line.group ?? 'mornings',
      counter: line.counter ?? 'c1',
      starts_at: formatTime(line.startsAt),
      ends_at: formatTime(line.startsAt + (line.minutes ?? 20) * MINUTE),
      label: line.label ?? 'general',
      place: line.place ?? 'Room 3.12',
    };
    return header
      .split(',')
      .map((column) => values[column])
      .join(',');
  });
  return [header, ...rows, ''].join('\n');
}
