import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { formatReveal } from '../../core';
import { unixSeconds } from '../../platform/clock';
import { Envelope } from '../../platform/crypto';
import { UnitOfWork } from '../../platform/database';
import { AuditLogService, Sequencer } from '../audit-log';
import { WindowsService, type AnnouncedWindow } from '../windows';
import { DrawContributionRow, type DrawRow } from './draw.entities';
import { SEALED_SECRET } from './draw-schedule.service';
import { DrawsRepository } from './draws.repository';
import { OWN_CONTRIBUTOR } from './own-contribution';
import { ProvenClock } from './proven-clock';
import { DONE, notYet, type StepOutcome } from './step-outcome';

/**
 * Second step: makes the contributions public, before the round exists.
 *
 * Two commit points. First our own secret is published (it can be read through the interface from then on). Then reveal.json, which is a function
 * of what had been published by the announced time and of nothing else: it is the same whenever it is composed, so being late or being killed in
 * between gives nobody a choice. A contribution that was not published in time is null, for ever.
 */
@Injectable()
export class RevealService {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly repository: DrawsRepository,
    private readonly windows: WindowsService,
    private readonly log: AuditLogService,
    private readonly sequencer: Sequencer,
    private readonly provenClock: ProvenClock,
    private readonly envelope: Envelope,
  ) {}

  /** Publishes our secret, then composes reveal.json once everybody has revealed or the time is over. Idempotent. */
  async reveal(drawUuid: string): Promise<StepOutcome> {
    const { draw, window } = await this.unitOfWork.run(async (em) => {
      const draw = await this.repository.find(em, drawUuid);
      return { draw: draw!, window: await this.windows.getAnnounced(em, draw!.windowId) };
    });
    // The freeze has to be in the signed log before any secret is: otherwise nobody could tell which came first.
    await this.sequencer.sequence();
    const now = await this.provenClock.seconds(window.announcement.beacon);
    if (now < unixSeconds(draw.revealBy)) await this.unitOfWork.run((em) => this.publishOwn(em, drawUuid, now));
    const outcome = await this.unitOfWork.run((em) => this.compose(em, drawUuid, window, now));
    if (outcome.kind === 'done') await this.sequencer.sequence();
    return outcome;
  }

  private async publishOwn(em: EntityManager, drawUuid: string, now: number): Promise<void> {
    const draw = await this.repository.lock(em, drawUuid);
    if (draw.state !== 'frozen') return;
    const own = (await this.repository.getContributions(em, drawUuid)).find((row) => row.contributor === OWN_CONTRIBUTOR);
    if (!own?.sealedSecret || own.secret !== null) return;
    const secret = this.envelope.open(own.sealedSecret, SEALED_SECRET).toString('hex');
    await em.update(DrawContributionRow, { drawUuid, contributor: OWN_CONTRIBUTOR }, { secret, revealedAt: new Date(now * 1000) });
  }

  private async compose(em: EntityManager, drawUuid: string, window: AnnouncedWindow, now: number): Promise<StepOutcome> {
    const draw = await this.repository.lock(em, drawUuid);
    if (draw.state !== 'frozen') return DONE;
    const given = await this.repository.getContributions(em, drawUuid);
    const contributions = window.announcement.contributors.map((contributor) => ({
      contributor,
      secret: inTime(
        given.find((row) => row.contributor === contributor),
        draw,
      ),
    }));
    if (now < unixSeconds(draw.revealBy) && contributions.some(({ secret }) => secret === null)) return notYet(unixSeconds(draw.revealBy));
    const sha256 = await this.repository.addFile(em, drawUuid, 'reveal.json', formatReveal({ contributions }));
    await this.repository.update(em, drawUuid, { state: 'revealed', revealedAt: new Date(now * 1000) });
    await this.log.append(em, { type: 'draw.revealed', drawId: draw.drawId, sha256 });
    return DONE;
  }
}

function inTime(row: DrawContributionRow | undefined, draw: DrawRow): string | null {
  return row?.revealedAt && row.revealedAt <= draw.revealBy ? row.secret : null;
}
