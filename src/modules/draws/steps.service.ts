import { Injectable } from '@nestjs/common';
import { Clock } from '../../platform/clock';
import { UnitOfWork } from '../../platform/database';
import type { JobOf } from '../staff';
import type { DrawRow } from './draw.entities';
import { DrawService } from './draw.service';
import { DrawsRepository } from './draws.repository';
import { FreezeService } from './freeze.service';
import { PublishService } from './publish.service';
import { RevealService } from './reveal.service';
import { DONE, type StepOutcome } from './step-outcome';

export type StepName = JobOf<'draws'>;

/** A step that is still to come, and when (unix seconds). */
export interface NextStep {
  drawUuid: string;
  name: StepName;
  dueAt: number;
}

/**
 * A draw in one sentence: freeze the entries and slots, publish their roots, reveal the contributions, wait for the round, derive the seed, rank,
 * allocate, publish, offer.
 *
 * Which step comes next follows from the draw's row alone. The queue decides only when somebody looks.
 */
@Injectable()
export class StepsService {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly repository: DrawsRepository,
    private readonly clock: Clock,
    private readonly freezing: FreezeService,
    private readonly revealing: RevealService,
    private readonly drawing: DrawService,
    private readonly publishing: PublishService,
  ) {}

  /** All steps still to come, one a draw. */
  async listNext(): Promise<NextStep[]> {
    const draws = await this.unitOfWork.run((em) => this.repository.listUnfinished(em));
    return draws.map((draw) => nextStepOf(draw, this.clock.seconds()));
  }

  /** Takes one step. Idempotent: a step that is behind the draw is done. @throws whatever went wrong; nothing is half-done then */
  async take(step: StepName, drawUuid: string): Promise<StepOutcome> {
    if (step === 'publish') return this.publishing.publish(drawUuid);
    const outcome = await this.takeBeforePublishing(step, drawUuid);
    // Proofs go into the record as soon as they exist; if this is lost, publishing does it.
    if (outcome === DONE) await this.publishing.addLogged(drawUuid);
    return outcome;
  }

  private takeBeforePublishing(step: Exclude<StepName, 'publish'>, drawUuid: string): Promise<StepOutcome> {
    if (step === 'freeze') return this.freezing.freeze(drawUuid);
    return step === 'reveal' ? this.revealing.reveal(drawUuid) : this.drawing.draw(drawUuid);
  }
}

function nextStepOf(draw: DrawRow, now: number): NextStep {
  const at = (date: Date) => Math.ceil(date.getTime() / 1000);
  if (draw.state === 'scheduled') return { drawUuid: draw.id, name: 'freeze', dueAt: at(draw.freezeAt) };
  // Revealing begins at once: our own secret is due as soon as the freeze is logged; the step itself waits for the others.
  if (draw.state === 'frozen') return { drawUuid: draw.id, name: 'reveal', dueAt: now };
  if (draw.state === 'revealed') return { drawUuid: draw.id, name: 'draw', dueAt: at(draw.drawAt) };
  return { drawUuid: draw.id, name: 'publish', dueAt: now };
}
