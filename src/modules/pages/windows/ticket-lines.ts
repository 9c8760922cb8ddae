import { type Announcement, type BaseReason, deriveTickets, type RegistrationFacts } from '../../../core';

/** One line of "who gets how many tickets": an example of its kind, computed by the very rule that the freeze uses. */
export interface TicketLine {
  readonly reason: BaseReason;
  /** Whole days between the draw and the critical date, both ends included; null where a bound does not exist. */
  readonly fromDays: number | null;
  readonly toDays: number | null;
  /** Without lost draws. */
  readonly tickets: number;
  /** After as many lost draws as count. */
  readonly ticketsAtMost: number;
}

const DRAW_DAY = '2000-01-01';
/** Days of slack that end each line of docs/spec/policy.md ("Base"). */
const ENDS: readonly (number | null)[] = [7, 14, 21, 35, null];

/** What the announced rule gives, line by line, most urgent first. `uniform` has one line, for everybody. */
export function ticketLinesOf({ tickets: { rule, allowed, parameters }, passes }: Announcement): TicketLine[] {
  const rules = { rule, allowed, parameters, pots: passes.map(({ pot }) => pot) };
  const line = (
    facts: Pick<RegistrationFacts, 'criticalDate' | 'verified'>,
    fromDays: number | null,
    toDays: number | null,
  ): TicketLine => {
    const derive = (losses: number) => deriveTickets(rules, { ...facts, losses, hardship: false }, DRAW_DAY);
    const { reason, tickets } = derive(0);
    return { reason, fromDays, toDays, tickets, ticketsAtMost: derive(parameters.maxLosses).tickets };
  };
  const dated = (from: number | null, to: number | null): TicketLine =>
    line({ criticalDate: dayAfterDraw(to ?? from!), verified: true }, from, to);
  const undated = line({ criticalDate: null, verified: false }, null, null);
  if (rule === 'uniform') return [undated];
  const lead = parameters.leadDays;
  const lines: TicketLine[] = [];
  let from: number | null = rule === 'savable' ? lead : null;
  for (const end of ENDS) {
    const to = end === null ? null : lead + end;
    lines.push(dated(from, to));
    from = to === null ? null : to + 1;
  }
  if (rule === 'savable') lines.push(dated(null, lead - 1));
  return [...lines, undated];
}

function dayAfterDraw(days: number): string {
  return new Date(Date.parse(`${DRAW_DAY}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);
}
