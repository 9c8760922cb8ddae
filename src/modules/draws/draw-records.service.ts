import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { zipSync } from 'fflate';
import { timeOf } from '../../platform/clock';
import { WindowsService } from '../windows';
import { ALL_FILES } from './draw-files';
import { isDrawId } from './draw-id';
import type { DrawRow } from './draw.entities';
import { DrawError } from './draws.errors';
import { DrawsRepository } from './draws.repository';

/** A draw as everybody may see it. */
export interface DrawSummary {
  drawId: string;
  number: number;
  state: DrawRow['state'];
  freezeAt: string;
  revealBy: string;
  drawAt: string;
  round: number;
  frozenAt: string | null;
  revealedAt: string | null;
  drawnAt: string | null;
  publishedAt: string | null;
  endedReason: string | null;
  entries: number;
  slots: number;
  served: number;
  contributions: { contributor: string; commitment: string; secret: string | null }[];
  files: { name: string; bytes: number; sha256: string }[];
}

/** Public reading: what happened in a draw, and its record, byte by byte. */
@Injectable()
export class DrawRecordsService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly repository: DrawsRepository,
    private readonly windows: WindowsService,
  ) {}

  /** Draws of a window, by number. @throws DomainError if there is no such announced window */
  async list(windowPath: string): Promise<DrawSummary[]> {
    const em = this.dataSource.manager;
    const window = await this.windows.getByPath(em, windowPath);
    const draws = await this.repository.listOfWindow(em, window.id);
    return Promise.all(draws.map((draw) => this.summarize(draw)));
  }

  /** @throws DrawError draw.unknown */
  async get(drawId: string): Promise<DrawSummary> {
    return this.summarize(await this.require(drawId));
  }

  /** One file of the record. @throws DrawError draw.unknown, draw.no-such-file */
  async getFile(drawId: string, name: string): Promise<Buffer> {
    const draw = await this.require(drawId);
    const content = ALL_FILES.has(name) ? await this.repository.findFile(this.dataSource.manager, draw.id, name) : null;
    if (!content) throw new DrawError('draw.no-such-file');
    return content;
  }

  /** The record as far as it exists, as a zip without a time stamp: the same record gives the same bytes. @throws DrawError draw.unknown */
  async getZip(drawId: string): Promise<Buffer> {
    const draw = await this.require(drawId);
    const files = await this.repository.getFiles(this.dataSource.manager, draw.id);
    return Buffer.from(zipSync(Object.fromEntries(files), { level: 6, mtime: new Date('1980-01-01T12:00:00') }));
  }

  private async require(drawId: string): Promise<DrawRow> {
    const draw = isDrawId(drawId) ? await this.repository.findByDrawId(this.dataSource.manager, drawId) : null;
    if (!draw) throw new DrawError('draw.unknown');
    return draw;
  }

  private async summarize(draw: DrawRow): Promise<DrawSummary> {
    const em = this.dataSource.manager;
    const [counts]: [Pick<DrawSummary, 'entries' | 'slots' | 'served'>] = await em.query(
      `SELECT (SELECT count(*)::integer FROM draw_entries WHERE draw_uuid = $1) AS entries,
              (SELECT count(*)::integer FROM draw_slots WHERE draw_uuid = $1) AS slots,
              (SELECT count(*)::integer FROM draw_results WHERE draw_uuid = $1 AND pot IS NOT NULL) AS served`,
      [draw.id],
    );
    const contributions = await this.repository.getContributions(em, draw.id);
    return {
      drawId: draw.drawId,
      number: draw.number,
      state: draw.state,
      freezeAt: timeOf(draw.freezeAt),
      revealBy: timeOf(draw.revealBy),
      drawAt: timeOf(draw.drawAt),
      round: Number(draw.round),
      frozenAt: draw.frozenAt && timeOf(draw.frozenAt),
      revealedAt: draw.revealedAt && timeOf(draw.revealedAt),
      drawnAt: draw.drawnAt && timeOf(draw.drawnAt),
      publishedAt: draw.publishedAt && timeOf(draw.publishedAt),
      endedReason: draw.endedReason,
      ...counts,
      contributions: contributions.map(({ contributor, commitment, secret }) => ({ contributor, commitment, secret })),
      files: await this.repository.listFiles(em, draw.id),
    };
  }
}
