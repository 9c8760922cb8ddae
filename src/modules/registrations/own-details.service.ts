import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Clock } from '../../platform/clock';
import { UnitOfWork } from '../../platform/database';
import { SlotGroupRow, WindowsService } from '../windows';
import { findMissed, findProspect, findRefills, type OwnProspect } from './own-prospects';
import { type OwnRegistration, viewOwn } from './own-registration-view';
import { type OwnKey, RegistrationAccess } from './registration-access.service';
import type { RegistrationRow } from './registration.entity';
import { type OwnNotice, ReviewNotices } from './reviews';
import { type Claims, type Contact, RegistrationVault } from './registration-vault';

/** Everything the page of one's own registration shows of it. */
export interface OwnDetails extends OwnRegistration {
  readonly serviceTitle: string;
  /** The groups of the service, for people. */
  readonly groups: readonly { readonly name: string; readonly title: string }[];
  /** Pots beside the general one in the service's windows: those that somebody may do without. */
  readonly specialPots: readonly string[];
  /** What the person has said about urgency; null once erased. */
  readonly claims: Claims | null;
  /** The contact, so far hidden that a glance over a shoulder does not give it away; null for none, or once erased. */
  readonly maskedContact: string | null;
  /** Counted as one with another registration of the same person. */
  readonly isMerged: boolean;
  /** Path of the window whose further draws it sits out. */
  readonly sitsOut: string | null;
  readonly prospect: OwnProspect | null;
  /** Until when refills of a window it was in time for may serve it. */
  readonly refillsUntil: string | null;
  /** Path of a window that it was confirmed too late for. */
  readonly missed: string | null;
  /** What the person has been told is in doubt, while they can answer. */
  readonly notice: OwnNotice | null;
}

/** Shows people their own registration. */
@Injectable()
export class OwnDetailsService {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly access: RegistrationAccess,
    private readonly vault: RegistrationVault,
    private readonly windows: WindowsService,
    private readonly notices: ReviewNotices,
    private readonly clock: Clock,
  ) {}

  /** @throws RegistrationError `registration.not-found`, `registration.too-many-tries` */
  async get(key: OwnKey): Promise<OwnDetails> {
    return this.unitOfWork.run(async (em) => this.view(em, await this.access.get(em, key)));
  }

  private async view(em: EntityManager, row: RegistrationRow): Promise<OwnDetails> {
    const service = await this.windows.getServiceById(em, row.serviceId);
    const windows = (await this.windows.listAnnouncedOpenEnded(em)).filter(({ serviceId }) => serviceId === row.serviceId);
    const part = row.sealed === null ? null : this.vault.open(row);
    const claims = part?.claims ?? null;
    const now = this.clock.seconds();
    const own = viewOwn(row, service);
    return {
      ...own,
      serviceTitle: service.title,
      groups: await em.find(SlotGroupRow, {
        select: { name: true, title: true },
        where: { serviceId: row.serviceId },
        order: { name: 'ASC' },
      }),
      specialPots: [...new Set(windows.flatMap(({ announcement }) => announcement.passes.map(({ pot }) => pot)))].filter(
        (pot) => pot !== 'general',
      ),
      claims,
      maskedContact: part && maskContact(part.contact),
      isMerged: own.state === 'excluded' && row.mergedInto !== null,
      sitsOut: windows.find(({ id }) => id === row.sitsOutWindowId)?.path ?? null,
      prospect: findProspect(windows, row, claims, now),
      refillsUntil: findRefills(windows, row, now),
      missed: findMissed(windows, row, now),
      notice: await this.notices.findOwn(em, row.id),
    };
  }
}

/** "a•••@example.org", "•••4567" */
function maskContact({ kind, value }: Contact): string | null {
  if (value === null) return null;
  const at = value.lastIndexOf('@');
  return kind === 'mail' ? `${[...value][0]}•••${value.slice(at)}` : `•••${value.slice(-4)}`;
}
