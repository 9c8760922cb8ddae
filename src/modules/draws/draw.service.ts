import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { drawRecord, formatBeacon, timeOfRound, type Beacon } from '../../core';
import { UnitOfWork } from '../../platform/database';
import { AuditLogService } from '../audit-log';
import { StandingRegistrations } from '../registrations';
import { SlotsService } from '../slots';
import { WindowsService } from '../windows';
import { BeaconSources } from './beacon/beacon-sources';
import type { DrawRow } from './draw.entities';
import { writeResult } from './draw-rows.repository';
import { DrawsRepository } from './draws.repository';
import { ProvenClock } from './proven-clock';
import { DONE, notYet, type StepOutcome } from './step-outcome';

/** A draw is voided once rounds exist that are so much later and its own still does not (docs/spec/log.md); until then the answer is to wait: a late round has the same value. */
const PATIENCE = 7 * 24 * 3600;

/**
 * Third step: the round, the seed, the ranking, the allocation.
 *
 * From here on everything is a function of public data. The round is fetched and verified outside the transaction; the commit point is one
 * transaction with beacon.json, result.txt, the result's rows, every registration's new state, the slots that stay free, and the log
 * entry. If the process dies before it, the next attempt computes the same bytes; after it the row says `drawn` and nothing happens twice.
 */
@Injectable()
export class DrawService {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly repository: DrawsRepository,
    private readonly windows: WindowsService,
    private readonly registrations: StandingRegistrations,
    private readonly slots: SlotsService,
    private readonly log: AuditLogService,
    private readonly provenClock: ProvenClock,
    private readonly sources: BeaconSources,
  ) {}

  /** Draws, once the announced round exists. Idempotent. */
  async draw(drawUuid: string): Promise<StepOutcome> {
    const { draw, window } = await this.unitOfWork.run(async (em) => {
      const draw = await this.repository.find(em, drawUuid);
      return { draw: draw!, window: await this.windows.getAnnounced(em, draw!.windowId) };
    });
    if (draw.state !== 'revealed') return DONE;
    const chain = window.announcement.beacon;
    const round = Number(draw.round);
    const beacon = await this.sources.get(chain).findRound(round);
    const now = await this.provenClock.seconds(chain);
    const roundAt = timeOfRound(chain, round);
    // The round is a proof of the time itself.
    if (beacon) return this.unitOfWork.run((em) => this.drawLocked(em, drawUuid, beacon, Math.max(now, roundAt)));
    // Only a signed later round shows that this one will not come: not our clock, and not our reaching nobody. Whoever could cut the line for a
    // week could otherwise have a result thrown away that everybody else can compute.
    const proven = await this.sources.get(chain).findProvenTime();
    if (proven !== null && proven - roundAt > PATIENCE) return this.unitOfWork.run((em) => this.voidWithoutRound(em, drawUuid));
    const late = now - roundAt;
    return notYet(late < 0 ? roundAt : now + Math.min(60, 1 + Math.floor(late / 4)));
  }

  private async drawLocked(em: EntityManager, drawUuid: string, beacon: Beacon, now: number): Promise<StepOutcome> {
    const draw = await this.repository.lock(em, drawUuid);
    if (draw.state !== 'revealed') return DONE;
    const files = await this.repository.getFiles(em, drawUuid);
    const beaconFile = formatBeacon(beacon);
    files.set('beacon.json', beaconFile);
    const result = drawRecord(files);
    await this.repository.addFile(em, drawUuid, 'beacon.json', beaconFile);
    const sha256 = await this.repository.addFile(em, drawUuid, 'result.txt', result.file);
    await writeResult(em, drawUuid, result.lines);
    await this.tellRegistrations(em, draw);
    await this.freeUngiven(em, drawUuid);
    await this.repository.update(em, drawUuid, { state: 'drawn', drawnAt: new Date(now * 1000) });
    await this.log.append(em, { type: 'draw.drawn', drawId: draw.drawId, sha256 });
    return DONE;
  }

  /** Who was served waits for an offer; who lost a main draw that could have served them has one loss more (docs/spec: policy). */
  private async tellRegistrations(em: EntityManager, draw: DrawRow): Promise<void> {
    const rows: { registration_id: string; served: boolean }[] = await em.query(
      `SELECT entry.registration_id, result.pot IS NOT NULL AS served
       FROM draw_entries entry JOIN draw_results result USING (draw_uuid, ticket_id)
       WHERE draw_uuid = $1 AND (result.pot IS NOT NULL OR (entry.could_be_met AND $2))`,
      [draw.id, draw.number === 0],
    );
    await this.registrations.markDrawn(em, {
      drawUuid: draw.id,
      served: rows.filter((row) => row.served).map((row) => row.registration_id),
      lost: rows.filter((row) => !row.served).map((row) => row.registration_id),
    });
  }

  private async freeUngiven(em: EntityManager, drawUuid: string): Promise<void> {
    const rows: { slot_uuid: string }[] = await em.query(
      `SELECT drawn.slot_uuid FROM draw_slots drawn JOIN slots ON slots.id = drawn.slot_uuid
       WHERE drawn.draw_uuid = $1 AND NOT EXISTS (
         SELECT FROM draw_results result WHERE result.draw_uuid = $1 AND slots.slot_id = ANY (result.slot_ids))`,
      [drawUuid],
    );
    await this.slots.setState(
      em,
      rows.map((row) => row.slot_uuid),
      ['frozen'],
      'free',
    );
  }

  private async voidWithoutRound(em: EntityManager, drawUuid: string): Promise<StepOutcome> {
    const draw = await this.repository.lock(em, drawUuid);
    if (draw.state !== 'revealed') return DONE;
    await this.repository.update(em, drawUuid, { state: 'voided', endedReason: 'no-round' });
    await this.freeUngiven(em, drawUuid);
    await this.log.append(em, { type: 'draw.voided', drawId: draw.drawId, reason: 'no-round' });
    return DONE;
  }
}
