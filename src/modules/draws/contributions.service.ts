import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { deriveContributionCommitment } from '../../core';
import { Clock } from '../../platform/clock';
import { UnitOfWork } from '../../platform/database';
import { WindowsService } from '../windows';
import { DrawContributionRow, type DrawRow } from './draw.entities';
import { DrawError } from './draws.errors';
import { DrawsRepository } from './draws.repository';
import { OWN_CONTRIBUTOR } from './own-contribution';
import { ProvenClock } from './proven-clock';

/**
 * Outside contributors (an ombudsperson, a university) add a secret of their own to a draw's seed: they commit before the freeze and
 * reveal before the round. One honest contributor is enough to make a result unforeseeable for everybody else, the beacon included.
 */
@Injectable()
export class ContributionsService {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly repository: DrawsRepository,
    private readonly windows: WindowsService,
    private readonly clock: Clock,
    private readonly provenClock: ProvenClock,
  ) {}

  /**
   * Takes a commitment. The same one again is no error; another one is: it can't be exchanged.
   * @throws DrawError draw.unknown, contribution.not-announced, contribution.too-late (from the freeze on), contribution.differs
   */
  async commit(contributor: string, drawId: string, commitment: string): Promise<void> {
    await this.unitOfWork.run(async (em) => {
      const draw = await this.lockFor(em, contributor, drawId);
      const known = await this.find(em, draw, contributor);
      if (known?.commitment === commitment) return;
      if (known) throw new DrawError('contribution.differs');
      if (draw.state !== 'scheduled' || this.clock.now() >= draw.freezeAt) throw new DrawError('contribution.too-late');
      await em.insert(DrawContributionRow, { drawUuid: draw.id, contributor, commitment });
    });
  }

  /**
   * Takes the secret, between the freeze and the announced time. Whether it is over is not for a clock of ours alone to say: one that is
   * slow would let somebody wait for the round and then choose between revealing and not.
   * @throws DrawError draw.unknown, contribution.not-announced, contribution.too-early, contribution.too-late, contribution.mismatch (it does not
   *   open the commitment)
   */
  async reveal(contributor: string, drawId: string, secret: string): Promise<void> {
    const now = await this.now(drawId);
    await this.unitOfWork.run(async (em) => {
      const draw = await this.lockFor(em, contributor, drawId);
      const known = await this.find(em, draw, contributor);
      if (known?.commitment !== deriveContributionCommitment(drawId, contributor, secret)) throw new DrawError('contribution.mismatch');
      if (known.secret === secret) return;
      if (draw.state === 'scheduled') throw new DrawError('contribution.too-early');
      if (draw.state !== 'frozen' || now > draw.revealBy) throw new DrawError('contribution.too-late');
      await em.update(DrawContributionRow, { drawUuid: draw.id, contributor }, { secret, revealedAt: now });
    });
  }

  /** Asked for outside of any transaction: relays may take their time. */
  private async now(drawId: string): Promise<Date> {
    const window = await this.unitOfWork.run(async (em) => {
      const draw = await this.repository.findByDrawId(em, drawId);
      if (!draw) throw new DrawError('draw.unknown');
      return this.windows.getAnnounced(em, draw.windowId);
    });
    return new Date((await this.provenClock.seconds(window.announcement.beacon)) * 1000);
  }

  private async lockFor(em: EntityManager, contributor: string, drawId: string): Promise<DrawRow> {
    const found = await this.repository.findByDrawId(em, drawId);
    if (!found) throw new DrawError('draw.unknown');
    const draw = await this.repository.lock(em, found.id);
    const window = await this.windows.getAnnounced(em, draw.windowId);
    if (contributor === OWN_CONTRIBUTOR || !window.announcement.contributors.includes(contributor)) {
      throw new DrawError('contribution.not-announced');
    }
    return draw;
  }

  private async find(em: EntityManager, draw: DrawRow, contributor: string): Promise<DrawContributionRow | undefined> {
    return (await this.repository.getContributions(em, draw.id)).find((row) => row.contributor === contributor);
  }
}
