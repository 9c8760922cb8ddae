import { Injectable } from '@nestjs/common';
import { type Announcement, parseAnnouncement, timeOfRound } from '../../../core';
import { type DrawChance, DrawDirectory, type DrawNumbers, DrawRecordsService, type DrawSummary } from '../../draws';
import { WindowListService, type WindowView } from '../../windows';

export type StepName = 'announced' | 'frozen' | 'revealed' | 'round' | 'drawn' | 'published';

/** One step of a draw, with the one moment that matters about it. */
export interface Step {
  readonly name: StepName;
  readonly status: 'done' | 'now' | 'open' | 'dropped';
  readonly at: { readonly moment: string | number; readonly kind: 'done' | 'planned' | 'by' } | null;
}

/** One draw as its page shows it. */
export interface DrawPage {
  readonly window: WindowView;
  readonly announcement: Announcement;
  readonly draw: DrawSummary;
  readonly steps: readonly Step[];
  /** Nothing more will happen. */
  readonly isOver: boolean;
  /** The record is complete, published, and can be checked. */
  readonly isPublished: boolean;
  readonly roundDueAt: number;
  /** Once drawn. */
  readonly outcome: (DrawNumbers & DrawChance) | null;
}

/** Puts together what the page about a draw shows. */
@Injectable()
export class DrawPageService {
  constructor(
    private readonly windows: WindowListService,
    private readonly records: DrawRecordsService,
    private readonly directory: DrawDirectory,
  ) {}

  /** @throws DomainError window.unknown, draw.unknown */
  async get(windowPath: string, number: string): Promise<DrawPage> {
    const [window, file] = await Promise.all([this.windows.get(windowPath), this.windows.getAnnouncement(windowPath)]);
    const drawId = `${windowPath}/${number}`;
    const [draw, outcome] = await Promise.all([this.records.get(drawId), this.directory.findOutcome(drawId)]);
    const announcement = parseAnnouncement(file);
    const roundDueAt = timeOfRound(announcement.beacon, draw.round);
    const isPublished = draw.state === 'drawn' && draw.publishedAt !== null;
    const isOver = isPublished || draw.state === 'skipped' || draw.state === 'voided';
    return { window, announcement, draw, steps: stepsOf(draw, window.announcedAt, roundDueAt), isOver, isPublished, roundDueAt, outcome };
  }
}

/** The six steps, those before now done, the next one marked; after a skip or a voiding the rest is dropped. */
export function stepsOf(draw: DrawSummary, announcedAt: string, roundDueAt: number): Step[] {
  const moments: readonly (readonly [StepName, done: string | null, planned: string | number | null, kind: 'planned' | 'by'])[] = [
    ['announced', announcedAt, null, 'planned'],
    ['frozen', draw.frozenAt, draw.freezeAt, 'planned'],
    ['revealed', draw.revealedAt, draw.revealBy, 'by'],
    ['round', draw.drawnAt && new Date(roundDueAt * 1000).toISOString(), roundDueAt, 'planned'],
    ['drawn', draw.drawnAt, null, 'planned'],
    ['published', draw.publishedAt, null, 'planned'],
  ];
  const ended = draw.state === 'skipped' || draw.state === 'voided';
  const next = moments.find(([, done]) => done === null)?.[0];
  return moments.map(([name, done, planned, kind]) => {
    if (done !== null) return { name, status: 'done', at: { moment: done, kind: 'done' } };
    if (ended) return { name, status: 'dropped', at: null };
    return { name, status: name === next ? 'now' : 'open', at: planned === null ? null : { moment: planned, kind } };
  });
}
