import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import {
  base64FromBytes,
  hexFromBytes,
  leafHash,
  parseCheckpoint,
  parseNote,
  utf8FromString,
  verifyConsistency,
  verifyInclusion,
} from '../../core';
import { timeOf } from '../../platform/clock';
import { UnitOfWork } from '../../platform/database';
import { DomainError } from '../../platform/http';
import type { CheckpointView, Consistency, LogFilter, LogLine, ProvenLine, ProvenLines } from './log-lines';
import { LogProofsService } from './log-proofs.service';
import { LogTreeRepository } from './log-tree.repository';

/** Entries whose paths are computed at once. */
const PROVED_AT_ONCE = 1000;

/**
 * The log for people who look into it. Every proof is verified before it is shown, by the code with which an outsider would: what this shows as
 * proved is proved, and a damaged tree is an error and not a line.
 */
@Injectable()
export class LogBrowser {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly proofs: LogProofsService,
    private readonly tree: LogTreeRepository,
  ) {}

  /** The newest first. @param page from 1 */
  async list(filter: LogFilter, page: number, size: number): Promise<{ lines: LogLine[]; hasMore: boolean }> {
    return this.unitOfWork.run(async (em) => {
      const lines = await this.tree.listLines(em, filter, size + 1, (page - 1) * size);
      return { lines: lines.slice(0, size), hasMore: lines.length > size };
    });
  }

  /** @throws DomainError `log.no-such-entry` */
  async get(index: number): Promise<ProvenLines> {
    return this.unitOfWork.run(async (em) => {
      const lines = await this.tree.getLines(em, [index]);
      if (lines.length === 0) throw new DomainError('not-found', 'log.no-such-entry', 'The log has no such entry, or not yet.');
      return this.prove(em, lines);
    });
  }

  /** All entries about some subjects (a draw's id, a window's path), in the order of the log; none is an answer, too. */
  async listAbout(em: EntityManager, subjects: readonly string[]): Promise<ProvenLines> {
    return this.prove(em, await this.tree.listOfSubjects(em, subjects));
  }

  /** The newest first. */
  async listCheckpoints(most: number): Promise<CheckpointView[]> {
    return this.unitOfWork.run(async (em) => (await this.tree.listCheckpoints(em, most)).map(viewOf));
  }

  /** @throws DomainError `log.no-such-checkpoint`, `log.checkpoint-order` */
  async proveConsistency(from: number, to: number): Promise<Consistency> {
    return this.unitOfWork.run(async (em) => {
      const [older, newer] = [await this.tree.findCheckpoint(em, from), await this.tree.findCheckpoint(em, to)];
      if (!older || !newer) throw new DomainError('not-found', 'log.no-such-checkpoint', 'The log has signed no checkpoint of this size.');
      if (from > to) throw new DomainError('invalid', 'log.checkpoint-order', 'The older checkpoint comes first.', { field: 'from' });
      const proof = await this.proofs.proveConsistency(from, to);
      verifyConsistency({ from, fromRoot: older.root, to, toRoot: newer.root, proof });
      return { from: viewOf(older), to: viewOf(newer), path: proof.map(base64FromBytes) };
    });
  }

  private async prove(em: EntityManager, lines: readonly LogLine[]): Promise<ProvenLines> {
    const checkpoint = viewOf((await this.tree.listCheckpoints(em, 1))[0]!);
    const { size, root } = parseCheckpoint(parseNote(checkpoint.note).text);
    const proven: ProvenLine[] = [];
    for (let at = 0; at < lines.length; at += PROVED_AT_ONCE) {
      const some = lines.slice(at, at + PROVED_AT_ONCE);
      const indexes = some.map(({ index }) => index);
      const paths = await this.proofs.inclusionPaths(em, indexes, size);
      for (const [place, line] of some.entries()) {
        const leaf = leafHash(utf8FromString(line.body));
        verifyInclusion({ leafHash: leaf, index: line.index, size, root, proof: paths[place]! });
        proven.push({ ...line, leafHash: hexFromBytes(leaf), path: paths[place]!.map(base64FromBytes) });
      }
    }
    return { checkpoint, lines: proven };
  }
}

function viewOf({ size, root, signedAt, note }: { size: number; root: Uint8Array; signedAt: Date; note: string }): CheckpointView {
  return { size, root: base64FromBytes(root), signedAt: timeOf(signedAt), note };
}
