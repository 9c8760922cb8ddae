import { Injectable } from '@nestjs/common';
import { parseTime } from '../../../core';
import { Clock } from '../../../platform/clock';
import { type OwnHearing, OwnHearings } from '../../appointments';
import { DrawRecordsService, DrawStoriesService, type DrawStory, type DrawSummary } from '../../draws';
import { type OwnDetails, OwnDetailsService, type OwnKey } from '../../registrations';
import { WindowListService } from '../../windows';
import { type StartFacts, StartPages } from '../start/start.service';
import { type OwnAppointment, OwnAppointments } from './own-appointments.service';
import { type Situation, situationOf } from './situation';

/** Everything on the page of one's own registration. */
export interface OwnOverview {
  readonly details: OwnDetails;
  readonly appointment: OwnAppointment | null;
  /** Open about the appointment. */
  readonly hearing: OwnHearing | null;
  /** Newest first. */
  readonly stories: readonly DrawStory[];
  readonly situation: Situation;
  /** What may be expected of the next draw, as its service's first page says it; null where nothing can be said. */
  readonly expected: StartFacts['now'];
}

/** The draws that concern one registration. */
@Injectable()
export class OwnDraws {
  constructor(
    private readonly stories: DrawStoriesService,
    private readonly records: DrawRecordsService,
    private readonly windows: WindowListService,
    private readonly clock: Clock,
  ) {}

  async list(key: OwnKey): Promise<DrawStory[]> {
    return this.stories.listOwn(key);
  }

  /** The newest main draw that was to be frozen by now and that the registration was confirmed in time for; null for none. */
  async findLast({ service, confirmedAt }: OwnDetails): Promise<DrawSummary | null> {
    if (confirmedAt === null) return null;
    const now = this.clock.seconds();
    const [last] = (await this.windows.list())
      .filter(
        ({ window, timetable }) =>
          window.startsWith(`${service}/`) && timetable.closesAt >= confirmedAt && parseTime(timetable.freezeAt) <= now,
      )
      .sort((a, b) => (a.timetable.closesAt < b.timetable.closesAt ? 1 : -1));
    return last ? ((await this.records.list(last.window)).find(({ number }) => number === 0) ?? null) : null;
  }
}

/** Puts the page together. Every part asks for link and case number again: there is no way around them. */
@Injectable()
export class OwnPageService {
  constructor(
    private readonly own: OwnDetailsService,
    private readonly appointments: OwnAppointments,
    private readonly hearings: OwnHearings,
    private readonly draws: OwnDraws,
    private readonly start: StartPages,
    private readonly clock: Clock,
  ) {}

  /** @throws DomainError `registration.not-found` */
  async get(key: OwnKey): Promise<OwnOverview> {
    const details = await this.own.get(key);
    const [appointment, hearing, stories, lastDraw, { window, now }] = await Promise.all([
      this.appointments.findNewest(key),
      this.hearings.find(key),
      this.draws.list(key),
      this.draws.findLast(details),
      this.start.get(details.service),
    ]);
    const phase = appointment?.phase ?? null;
    const situation = situationOf({ details, phase, stories, lastDraw }, this.clock.seconds());
    const expected = window !== null && details.prospect?.window === window.window ? now : null;
    return { details, appointment, hearing, stories, situation, expected };
  }
}
