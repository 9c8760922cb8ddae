import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { formatTime, parseAnnouncement, randomnessOf, SAMPLE_SIZE, timeOfRound } from '../../core';
import { Clock, unixSeconds } from '../../platform/clock';
import { UnitOfWork } from '../../platform/database';
import { AuditLogService, Sequencer } from '../audit-log';
import { BeaconRounds, DrawRecordsService } from '../draws';
import type { StaffMember } from '../staff';
import { AuditSampleRow } from './audit.entities';
import { AuditError } from './audits.errors';
import { AuditSamplesRepository, type SampledEntry, type SampleLine } from './audit-samples.repository';

/** From asking to the round, in seconds: time enough for the log to sign the announcement, and for witnesses to see it. */
export const ROUND_AFTER = 300;

/** A sample as auditors see it. */
export interface SampleView {
  readonly id: string;
  readonly drawId: string;
  readonly round: number;
  readonly roundAt: string;
  readonly wanted: number;
  readonly requestedBy: string;
  readonly requestedAt: string;
  /** Place of `audit.announced` in the log; null while it waits for the sequencer. */
  readonly announcedIndex: number | null;
  /** Whether a signed checkpoint covered the announcement before the round's time: only then nobody can have known the sample. */
  readonly announcedInTime: boolean;
  readonly drawnAt: string | null;
  readonly signature: string | null;
  /** SHA-256 of the signature's bytes. */
  readonly randomness: string | null;
  readonly picked: number;
  readonly confirmed: number;
  readonly objected: number;
}

/** A sample with its entries, in the order of opening; none before the round. */
export interface OpenSampleView extends SampleView {
  readonly entries: readonly SampledEntry[];
}

/**
 * Samples of past draws, picked by a second public round (docs/spec/audit.md). Asking commits the round and its announcement in the log
 * together, before anybody can know it; what it picks follows from public data alone (SampleDrawing).
 */
@Injectable()
export class AuditSamples {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly repository: AuditSamplesRepository,
    private readonly records: DrawRecordsService,
    private readonly rounds: BeaconRounds,
    private readonly log: AuditLogService,
    private readonly sequencer: Sequencer,
    private readonly clock: Clock,
  ) {}

  /**
   * Announces a sample. Whoever asks again while one waits for its round is refused: a second one before the first is known would be a choice.
   * @throws DrawError `draw.unknown`; AuditError `audit.not-drawn`, `audit.sample-waits`
   */
  async request(member: StaffMember, drawId: string): Promise<OpenSampleView> {
    if ((await this.records.get(drawId)).state !== 'drawn') throw new AuditError('audit.not-drawn');
    const chain = parseAnnouncement(await this.records.getFile(drawId, 'announcement.json')).beacon;
    const round = await this.rounds.upcoming(chain, ROUND_AFTER);
    const id = randomUUID();
    await this.unitOfWork.run(async (em) => {
      const drawUuid = await this.repository.lockDraw(em, drawId);
      if (await this.repository.hasWaiting(em, drawUuid)) throw new AuditError('audit.sample-waits');
      const entry = { type: 'audit.announced', drawId, round, count: SAMPLE_SIZE } as const;
      const logEntryId = await this.log.append(em, entry);
      const asked = { requestedBy: member.name, requestedAt: this.clock.now() };
      await em.insert(AuditSampleRow, { id, drawUuid, round: String(round), wanted: SAMPLE_SIZE, ...asked, logEntryId });
    });
    // At once, and not when the sweep comes: what counts is that it was signed before the round. If this is lost, the sweep does it.
    await this.sequencer.sequence();
    return this.get(id);
  }

  /** Of one draw, the newest first; of all draws without one. */
  async list(drawId?: string): Promise<SampleView[]> {
    return this.unitOfWork.run(async (em) => (await this.repository.list(em, { drawId })).map(view));
  }

  /** @throws AuditError `audit.unknown-sample` */
  async get(id: string): Promise<OpenSampleView> {
    return this.unitOfWork.run(async (em) => {
      const [line] = await this.repository.list(em, { id });
      if (line === undefined) throw new AuditError('audit.unknown-sample');
      return { ...view(line), entries: await this.repository.listEntries(em, id) };
    });
  }
}

function view(line: SampleLine): SampleView {
  const { id, drawId, wanted, requestedBy, announcedIndex, signature, picked, confirmed, objected } = line;
  const round = Number(line.round);
  const roundTime = timeOfRound(parseAnnouncement(line.announcement).beacon, round);
  return {
    id,
    drawId,
    round,
    roundAt: formatTime(roundTime),
    wanted,
    requestedBy,
    requestedAt: formatTime(unixSeconds(line.requestedAt)),
    announcedIndex: announcedIndex === null ? null : Number(announcedIndex),
    announcedInTime: line.signedAt !== null && line.signedAt.getTime() < roundTime * 1000,
    drawnAt: line.drawnAt && formatTime(unixSeconds(line.drawnAt)),
    signature,
    randomness: signature === null ? null : randomnessOf(signature),
    picked,
    confirmed,
    objected,
  };
}
