import { deriveTickets, parseTime, type RegistrationFacts } from '../../core';
import { type AnnouncedWindow, officeDate } from '../windows';
import type { RegistrationRow } from './registration.entity';
import type { Claims } from './registration-vault';

/** The next main draw a registration can go into, and with how many tickets. Times as in the timetable. */
export interface OwnProspect {
  /** `<authority>/<service>/<window>` */
  readonly window: string;
  readonly title: string;
  readonly opensAt: string;
  readonly closesAt: string;
  readonly drawAt: string;
  readonly tickets: TicketProspect;
}

/**
 * Tickets as far as they follow from what the person has said, and not from what the office knows: whether the register confirms a case is
 * told at the freeze (see `PublicState`), so this is the same for everybody who says the same.
 */
interface TicketProspect {
  /** If nothing of what was claimed is confirmed. */
  readonly otherwise: number;
  /** If the claimed date is confirmed; null where none was claimed. */
  readonly ifConfirmed: number | null;
  readonly rule: 'uniform' | 'rising' | 'savable';
}

type Standing = Pick<RegistrationRow, 'confirmedAt' | 'losses' | 'sitsOutWindowId'>;

/**
 * The first window whose main draw is not frozen and which the registration is, or can still be, in time for.
 * @param windows of its service
 * @param now unix seconds
 */
export function findProspect(windows: readonly AnnouncedWindow[], row: Standing, claims: Claims | null, now: number): OwnProspect | null {
  const counts = row.confirmedAt === null ? now : row.confirmedAt.getTime() / 1000;
  const isAhead = ({ id, closesAt, announcement }: AnnouncedWindow): boolean =>
    parseTime(announcement.timetable.freezeAt) > now && closesAt >= counts && id !== row.sitsOutWindowId;
  const [next] = windows.filter(isAhead).sort((a, b) => a.closesAt - b.closesAt);
  if (!next) return null;
  const { title, timetable } = next.announcement;
  return {
    window: next.path,
    title,
    opensAt: timetable.opensAt,
    closesAt: timetable.closesAt,
    drawAt: timetable.drawAt,
    tickets: prospectOf(next, row.losses, claims),
  };
}

/** A window that closed before the registration was confirmed, and whose main draw is still to come: it is too late for that one. */
export function findMissed(windows: readonly AnnouncedWindow[], { confirmedAt }: Standing, now: number): string | null {
  if (confirmedAt === null) return null;
  const missed = windows.find(({ opensAt, closesAt, drawAt }) => opensAt <= now && closesAt < confirmedAt.getTime() / 1000 && drawAt > now);
  return missed?.path ?? null;
}

/** Until when refills may serve it that follow a main draw it was in time for, `YYYY-MM-DDTHH:MM:SSZ`; null for none. */
export function findRefills(windows: readonly AnnouncedWindow[], { confirmedAt, sitsOutWindowId }: Standing, now: number): string | null {
  if (confirmedAt === null) return null;
  const counts = confirmedAt.getTime() / 1000;
  const last = windows.filter(
    ({ id, closesAt, drawAt, lastRefillAt }) => id !== sitsOutWindowId && closesAt >= counts && drawAt <= now && lastRefillAt > now,
  );
  return (
    last
      .map(({ announcement }) => announcement.timetable.refill.lastAt)
      .sort()
      .at(-1) ?? null
  );
}

function prospectOf({ announcement, drawAt }: AnnouncedWindow, losses: number, claims: Claims | null): TicketProspect {
  const rules = { ...announcement.tickets, pots: announcement.passes.map(({ pot }) => pot) };
  const criticalDate = claims?.criticalDate ?? null;
  const facts = (verified: boolean): RegistrationFacts => ({ criticalDate, verified, losses, hardship: false });
  const tickets = (verified: boolean): number => deriveTickets(rules, facts(verified), officeDate(drawAt)).tickets;
  return { otherwise: tickets(false), ifConfirmed: criticalDate === null ? null : tickets(true), rule: announcement.tickets.rule };
}
