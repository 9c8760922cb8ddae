import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { formatCheckpoint, leafHash, rootFromNodes, signNote, utf8FromString } from '../../core';
import { Clock } from '../../platform/clock';
import { lockInTransaction, UnitOfWork } from '../../platform/database';
import { LOG_IDENTITY, type LogIdentity } from './log-identity';
import { LogTreeRepository } from './log-tree.repository';
import { frontierOf, growTree, type TreeNode } from './tree-growth';

/** Serialises sequencers, across processes: two would give one place twice (the unique constraint would stop the second). */
const SEQUENCER_LOCK = 'log-sequencer';
const MOST_AT_ONCE = 5000;

/**
 * Gives committed entries their places in the tree and signs a checkpoint over it.
 *
 * Commit point: places, nodes and the signed checkpoint commit in one transaction. Before it nothing was promised; after it the
 * checkpoint is in the database, so no other tree of that size can ever be signed. The signature is made before the commit, but nobody
 * has seen it: a crash in between loses a note that was never served, and the next run signs the same tree or a longer one.
 */
@Injectable()
export class Sequencer {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly tree: LogTreeRepository,
    private readonly clock: Clock,
    @Inject(LOG_IDENTITY) private readonly identity: LogIdentity,
  ) {}

  /** Sequences everything that is committed. @returns the number of entries placed. Safe to run anywhere, any number of times. */
  async sequence(): Promise<number> {
    let placed = 0;
    for (;;) {
      const count = await this.unitOfWork.run((em) => this.sequenceSome(em));
      placed += count;
      if (count < MOST_AT_ONCE) return placed;
    }
  }

  private async sequenceSome(em: EntityManager): Promise<number> {
    await lockInTransaction(em, SEQUENCER_LOCK);
    const waiting = await this.tree.lockUnsequenced(em, MOST_AT_ONCE);
    if (waiting.length === 0) return 0;
    const size = await this.tree.getSize(em);
    const frontier = frontierOf(size);
    const known = await this.tree.getNodes(em, frontier);
    const grown = growTree(
      size,
      frontier.map((place) => known.get(`${place.level}/${place.index}`)!),
      waiting.map((entry) => leafHash(utf8FromString(entry.body))),
    );
    await this.tree.place(
      em,
      waiting.map((entry) => entry.id),
      size,
    );
    await this.tree.insertNodes(em, grown);
    await this.signCheckpoint(em, size + waiting.length, known, grown);
    return waiting.length;
  }

  private async signCheckpoint(em: EntityManager, size: number, known: Map<string, Uint8Array>, grown: readonly TreeNode[]): Promise<void> {
    const nodes = new Map(known);
    for (const node of grown) nodes.set(`${node.level}/${node.index}`, node.hash);
    const root = rootFromNodes(size, (level, index) => nodes.get(`${level}/${index}`)!);
    const note = signNote(formatCheckpoint({ origin: this.identity.origin, size, root }), {
      name: this.identity.origin,
      seed: this.identity.seed,
    });
    await this.tree.insertCheckpoint(em, { size, root, note, at: this.clock.now() });
  }
}
