import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { WindowsService } from '../windows';
import { SLOT_STATES, type SlotRow, type SlotState } from './slot.entity';
import { slotsChangedMeanwhile } from './slots.errors';
import { SlotsRepository } from './slots.repository';

/** How many slots of a window are in each state. */
export type SlotCounts = Readonly<Record<SlotState, number>> & { readonly total: number };

/** What other modules may know and do about slots. Everything joins the caller's transaction. */
@Injectable()
export class SlotsService {
  constructor(
    private readonly repository: SlotsRepository,
    private readonly windows: WindowsService,
  ) {}

  /**
   * The free slots of a window, locked, in the order of slots.txt: earliest first, then by id. Locks the window's
   * inventory as well: an import that has begun is waited for, one that comes later finds the slots frozen.
   *
   * @param startingAfter unix seconds; slots that begin by then are left out, because nobody could get there any more
   */
  async lockFree(em: EntityManager, windowId: string, startingAfter = -Infinity): Promise<SlotRow[]> {
    await this.windows.lockFrame(em, windowId);
    const slots = await this.repository.lockFree(em, windowId);
    return slots.filter((slot) => slot.startsAt.getTime() / 1000 > startingAfter);
  }

  /** All slots of a window, in the same order, without keeping anybody waiting. */
  async list(em: EntityManager, windowId: string): Promise<SlotRow[]> {
    return this.repository.list(em, windowId);
  }

  /** The slots of a window that have not ended, locked, in the same order. Call it under `WindowsService.lockFrame`. */
  async lockNotEnded(em: EntityManager, windowId: string): Promise<SlotRow[]> {
    return this.repository.lockNotEnded(em, windowId);
  }

  /** Slots by id, earliest first. */
  async get(em: EntityManager, slotUuids: readonly string[]): Promise<SlotRow[]> {
    return this.repository.get(em, slotUuids);
  }

  /**
   * Moves slots on, all or none.
   * @param from states that they may be in now
   * @throws DomainError `slots.changed-meanwhile` if one of them is in another; the caller's transaction must not commit
   */
  async setState(em: EntityManager, slotUuids: readonly string[], from: readonly SlotState[], to: SlotState): Promise<void> {
    if (slotUuids.length === 0) return;
    const changed = await this.repository.setState(em, slotUuids, from, to);
    if (changed !== slotUuids.length) throw slotsChangedMeanwhile();
  }

  /** The ledger of a window in counts: what has become of its slots so far (docs/spec: log). */
  async ledger(em: EntityManager, windowId: string): Promise<SlotCounts> {
    const found = new Map((await this.repository.countByState(em, windowId)).map(({ state, count }) => [state, count]));
    const counts = Object.fromEntries(SLOT_STATES.map((state) => [state, found.get(state) ?? 0])) as Record<SlotState, number>;
    return { ...counts, total: [...found.values()].reduce((sum, count) => sum + count, 0) };
  }

  /**
   * When nobody can be checked in any more for any slot of a window, in unix seconds: each slot waits as long after its
   * end as it lasted, for the person who was called late. Null for a window without slots.
   */
  async lastCallAt(em: EntityManager, windowId: string): Promise<number | null> {
    return this.repository.lastCallAt(em, windowId);
  }
}
