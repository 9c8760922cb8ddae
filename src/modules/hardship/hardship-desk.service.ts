import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Clock } from '../../platform/clock';
import { inTurn, UnitOfWork } from '../../platform/database';
import { type StaffCase, StaffCases } from '../registrations';
import { keepOwn } from '../staff';
import { type AnnouncedWindow, WindowsService } from '../windows';
import { HardshipGrantRow } from './hardship-grant.entity';
import { HardshipService } from './hardship.service';

/** Pot and label of the slots that are set apart (docs/spec: policy). */
const LABEL = 'hardship';

/** How much of what one window sets apart for hardship is left. */
export interface HardshipShare {
  /** `<authority>/<service>/<window>` */
  readonly window: string;
  readonly title: string;
  /** Slots with the label. */
  readonly slots: number;
  /** Of these, what nobody has yet and somebody can still get. */
  readonly left: number;
  /** Registrations of the service with a grant that can still take part in a draw. */
  readonly granted: number;
}

/** What the hardship officer works with: who asks, and how much there is. */
@Injectable()
export class HardshipDesk {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly windows: WindowsService,
    private readonly cases: StaffCases,
    private readonly hardship: HardshipService,
    private readonly clock: Clock,
  ) {}

  /** Who has asked for hardship and of whom no officer has said anything yet, the oldest first. */
  async listQueue(): Promise<StaffCase[]> {
    const waiting = (await this.hardship.listWaiting()).map(({ subject }) => subject);
    const granted = await this.unitOfWork.run((em) => em.find(HardshipGrantRow, { select: { registrationId: true } }));
    return this.cases.listAskingForHardship(new Set([...waiting, ...granted.map(({ registrationId }) => registrationId)]));
  }

  /** Windows of the member's offices that set slots apart and are not over, the next opening first. @param serviceId only of this service */
  async listShares(serviceId?: string): Promise<HardshipShare[]> {
    return this.unitOfWork.run(async (em) => {
      const own = await keepOwn(em, 'window', await this.windows.listAnnouncedOpenEnded(em), ({ id }) => id);
      const windows = own.filter((window) => (serviceId === undefined || window.serviceId === serviceId) && setsApart(window));
      return inTurn(windows, (window) => this.shareOf(em, window));
    });
  }

  private async shareOf(em: EntityManager, { id, serviceId, path, announcement }: AnnouncedWindow): Promise<HardshipShare> {
    const [counts]: Pick<HardshipShare, 'slots' | 'left' | 'granted'>[] = await em.query(
      `SELECT count(*)::integer AS slots, (count(*) FILTER (WHERE state IN ('free', 'frozen') AND starts_at > $4))::integer AS left,
         (SELECT count(*)::integer FROM hardship_grants g JOIN registrations r ON r.id = g.registration_id
          WHERE r.service_id = $3 AND r.state IN ('unconfirmed', 'in_review', 'standing')) AS granted
       FROM slots WHERE window_id = $1 AND label = $2`,
      [id, LABEL, serviceId, this.clock.now()],
    );
    return { window: path, title: announcement.title, ...counts! };
  }
}

function setsApart({ announcement }: AnnouncedWindow): boolean {
  return announcement.passes.some(({ from }) => from.includes(LABEL));
}
