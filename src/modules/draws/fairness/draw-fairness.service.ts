import { Injectable } from '@nestjs/common';
import { UnitOfWork } from '../../../platform/database';
import { isDrawId } from '../draw-id';
import { DrawError } from '../draws.errors';
import { DrawExpectations } from './chance-band';
import { deriveFairness, type DrawFigures, type Fairness, membersOf } from './draw-fairness';
import { type CountedDraw, DrawFiguresRepository } from './draw-figures.repository';
import { binLengthFor } from './window-bins';

/** Draws kept counted. What is drawn never changes, so what is kept is never wrong. */
const MOST_REMEMBERED = 100;
/** A service's page looks back so many windows: half a year of weekly ones. */
export const MOST_DRAWS = 26;

/** Whether draws did what their rules promise, in counts that name nobody. Reads only. */
@Injectable()
export class DrawFairnessService {
  private readonly remembered = new Map<string, Promise<DrawFigures>>();

  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly figures: DrawFiguresRepository,
  ) {}

  /** One draw. @throws DrawError draw.unknown (not drawn yet is nothing to count either) */
  async ofDraw(drawId: string): Promise<Fairness> {
    const draw = isDrawId(drawId) ? await this.unitOfWork.run((em) => this.figures.findDrawn(em, drawId)) : null;
    if (draw === null) throw new DrawError('draw.unknown');
    return deriveFairness([await this.count(draw)]);
  }

  /** A service's last main draws together, the newest first; null where none has been drawn. @param path `<authority>/<slug>` */
  async ofService(path: string): Promise<Fairness | null> {
    const draws = await this.unitOfWork.run((em) => this.figures.listMainDraws(em, path, MOST_DRAWS));
    const counted: DrawFigures[] = [];
    // One after the other: a first visitor must not take all of the database's sessions.
    for (const draw of draws) counted.push(await this.count(draw));
    return counted.length === 0 ? null : deriveFairness(counted);
  }

  /** Counted once however many ask at the same time. */
  private count(draw: CountedDraw): Promise<DrawFigures> {
    const known = this.remembered.get(draw.uuid);
    if (known) return known;
    const counting = this.countNow(draw);
    counting.catch(() => this.remembered.delete(draw.uuid));
    if (this.remembered.size >= MOST_REMEMBERED) this.remembered.delete(this.remembered.keys().next().value!);
    this.remembered.set(draw.uuid, counting);
    return counting;
  }

  private async countNow(draw: CountedDraw): Promise<DrawFigures> {
    const places = Math.min(draw.slots, draw.entries);
    const binSeconds = binLengthFor(draw.closesAt - draw.opensAt);
    return this.unitOfWork.run(async (em) => {
      const cells = await this.figures.countCells(em, draw, binSeconds, places);
      const waits = await this.figures.countWaits(em, draw.uuid);
      const hardship = await this.figures.countHardship(em, draw.uuid);
      return { draw, places, binSeconds, cells, waits, hardship, expectations: new DrawExpectations(membersOf(cells), places) };
    });
  }
}
