import { Injectable } from '@nestjs/common';
import {
  type Beacon,
  type BeaconChain,
  deriveSampleSeed,
  drawSample,
  parseAnnouncement,
  parseEntries,
  sha256Hex,
  sha256HexOfText,
  timeOfRound,
} from '../../core';
import { Clock } from '../../platform/clock';
import { UnitOfWork } from '../../platform/database';
import { AuditLogService } from '../audit-log';
import { BeaconRounds, DrawRecordsService } from '../draws';
import { AuditSampleRow } from './audit.entities';
import { AuditSamplesRepository } from './audit-samples.repository';

/** A sample that waits for its round. */
interface WaitingSample {
  readonly id: string;
  readonly drawId: string;
  readonly chain: BeaconChain;
  readonly round: number;
  readonly wanted: number;
  /** The round's time, in unix seconds. */
  readonly dueAt: number;
}

/**
 * Draws samples when their rounds exist. The round is fetched and verified outside the transaction; entries, signature and log entry commit
 * together. Whoever dies before that is followed by somebody who picks the same entries; whoever comes after finds it done.
 */
@Injectable()
export class SampleDrawing {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly repository: AuditSamplesRepository,
    private readonly records: DrawRecordsService,
    private readonly rounds: BeaconRounds,
    private readonly log: AuditLogService,
    private readonly clock: Clock,
  ) {}

  async listWaiting(): Promise<WaitingSample[]> {
    const rows = await this.unitOfWork.run((em) => this.repository.listWaiting(em));
    return rows.map(({ id, drawId, round, wanted, announcement }) => {
      const chain = parseAnnouncement(announcement).beacon;
      return { id, drawId, chain, wanted, round: Number(round), dueAt: timeOfRound(chain, Number(round)) };
    });
  }

  /** @returns whether it is drawn now, by us or by somebody before; false: its round does not exist yet, or nobody can show it */
  async draw(id: string): Promise<boolean> {
    const waiting = (await this.listWaiting()).find((sample) => sample.id === id);
    if (waiting === undefined) return true;
    const beacon = await this.rounds.find(waiting.chain, waiting.round);
    if (beacon === null) return false;
    const picked = await this.pick(waiting, beacon);
    await this.unitOfWork.run(async (em) => {
      const sample = await this.repository.lock(em, id);
      if (sample === null || sample.drawnAt !== null) return;
      await em.update(AuditSampleRow, { id }, { drawnAt: this.clock.now(), signature: beacon.signature });
      await this.repository.addEntries(em, id, picked);
      const sha256 = sha256HexOfText(picked.map((ticketId) => `${ticketId}\n`).join(''));
      await this.log.append(em, { type: 'audit.sampled', drawId: waiting.drawId, round: waiting.round, sha256 });
    });
    return true;
  }

  /** From the published files alone, as anybody can (docs/spec/audit.md). */
  private async pick({ drawId, chain, wanted }: WaitingSample, { round, randomness }: Beacon): Promise<string[]> {
    const freezeSha256 = sha256Hex(await this.records.getFile(drawId, 'freeze.json'));
    const seed = deriveSampleSeed({ drawId, freezeSha256, chainHash: chain.chainHash, round, randomness });
    const entries = parseEntries(await this.records.getFile(drawId, 'entries.txt'));
    return drawSample(
      seed,
      entries.map(({ ticketId }) => ticketId),
      wanted,
    );
  }
}
