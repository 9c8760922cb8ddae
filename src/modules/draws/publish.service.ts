import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { DEFAULT_TRUST, sha256Hex, utf8FromString, verifyRecord } from '../../core';
import { Clock } from '../../platform/clock';
import { UnitOfWork } from '../../platform/database';
import { LogProofsService, Sequencer } from '../audit-log';
import { LOGGED_FILES, RECORD_FILES, SUMS_FILE } from './draw-files';
import type { DrawRow } from './draw.entities';
import { DrawsRepository } from './draws.repository';
import { DONE, type StepOutcome } from './step-outcome';

/**
 * Last step: completes the record with the log's proofs and lets our own verifier have the last word.
 *
 * The result is public from the moment it was drawn; what is added here is evidence. A record that our own verifier refuses is never marked as
 * published: the step fails loudly, again and again, until somebody looks.
 */
@Injectable()
export class PublishService {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly repository: DrawsRepository,
    private readonly proofs: LogProofsService,
    private readonly sequencer: Sequencer,
    private readonly clock: Clock,
  ) {}

  /** Adds the log entries that exist by now, with their proofs, to the record. Idempotent; called after every step. */
  async addLogged(drawUuid: string): Promise<void> {
    await this.sequencer.sequence();
    await this.unitOfWork.run(async (em) => this.addLoggedLocked(em, await this.repository.lock(em, drawUuid)));
  }

  /** @throws Error if the record does not pass */
  async publish(drawUuid: string): Promise<StepOutcome> {
    await this.addLogged(drawUuid);
    return this.unitOfWork.run(async (em) => {
      const draw = await this.repository.lock(em, drawUuid);
      if (draw.state !== 'drawn' || draw.publishedAt) return DONE;
      const files = await this.repository.getFiles(em, drawUuid);
      const failed = verifyRecord(files, DEFAULT_TRUST, null).checks.find((check) => check.outcome === 'failed');
      if (failed) throw new Error(`the record of ${draw.drawId} fails its own check: ${failed.code} (${failed.reason ?? ''})`);
      const sums = [...files.keys()].sort().map((name) => `${sha256Hex(files.get(name)!)}  ${name}\n`);
      await this.repository.addFile(em, drawUuid, SUMS_FILE, utf8FromString(sums.join('')));
      await this.repository.update(em, drawUuid, { publishedAt: this.clock.now() });
      return DONE;
    });
  }

  private async addLoggedLocked(em: EntityManager, draw: DrawRow): Promise<void> {
    const known = new Set((await this.repository.listFiles(em, draw.id)).map((file) => file.name));
    if (!known.has(RECORD_FILES[0])) return;
    for (const file of LOGGED_FILES) {
      if (known.has(`log/${file.name}.json`)) continue;
      const subject = file.subject === 'window' ? draw.drawId.slice(0, draw.drawId.lastIndexOf('/')) : draw.drawId;
      const logged = await this.proofs.findLogged({ subject, type: file.type }, em);
      if (!logged) continue;
      await this.repository.addFile(em, draw.id, `log/${file.name}.json`, utf8FromString(`${logged.body}\n`));
      await this.repository.addFile(em, draw.id, `log/${file.name}.tlog-proof`, utf8FromString(logged.proof));
    }
  }
}
