import { chanceLarge } from '../core';
import type { Drawn, Found } from './act-3-draw';
import type { Narrator } from './narrator';

/** Who got what, by tickets; and what being many was worth. */
export function reportDraw(narrator: Narrator, drawn: Drawn, found: readonly Found[], sent: { bots: number; all: number }): void {
  reportTiers(narrator, drawn);
  reportPots(narrator, drawn);
  const bots = found.filter(({ person }) => person.kind === 'bot');
  const served = found.filter(({ line }) => line.pot !== null);
  const servedBots = bots.filter(({ line }) => line.pot !== null);
  narrator.say("the bot's share:");
  narrator.table(
    ['of', 'bot', 'all', 'share'],
    [
      ['registrations sent', sent.bots, sent.all, percent(sent.bots, sent.all)],
      ['entries in the draw', bots.length, found.length, percent(bots.length, found.length)],
      ['people served', servedBots.length, served.length, percent(servedBots.length, served.length)],
      ['slots', slotsOf(servedBots), slotsOf(served), percent(slotsOf(servedBots), slotsOf(served))],
    ],
  );
  narrator.say(
    "(each of the bot's entries is one real customer with one real case, at the same chance as if they had registered themselves)",
  );
}

/** Chances are not proportional to tickets, so the expected share is computed and shown beside the result. */
function reportTiers(narrator: Narrator, { entries, lines, draw }: Drawn): void {
  const tiers = [...new Set(entries.map((entry) => entry.tickets))].sort((a, b) => a - b);
  const countOf = (tickets: number): number => entries.filter((entry) => entry.tickets === tickets).length;
  const served = new Set(lines.filter((line) => line.pot !== null).map((line) => line.ticketId));
  const servedOf = (tickets: number): number => entries.filter((entry) => entry.tickets === tickets && served.has(entry.ticketId)).length;
  const { chances } = chanceLarge(
    tiers.map((tickets) => ({ tickets, entries: countOf(tickets) })),
    Math.min(draw.served, entries.length),
  );
  narrator.say('who got what, by tickets (expected: by the formula for one pot, without wishes and sizes):');
  narrator.table(
    ['tickets', 'entries', 'served', 'share', 'expected'],
    tiers.map((tickets, tier) => [
      tickets,
      countOf(tickets),
      servedOf(tickets),
      percent(servedOf(tickets), countOf(tickets)),
      `${(100 * chances[tier]!).toFixed(1)} %`,
    ]),
  );
}

function reportPots(narrator: Narrator, { lines }: Drawn): void {
  const pots = [...new Set(lines.flatMap((line) => (line.pot === null ? [] : [line.pot])))];
  narrator.say('served by pot:');
  narrator.table(
    ['pot', 'people', 'slots'],
    pots.map((pot) => {
      const ofPot = lines.filter((line) => line.pot === pot).map((line) => ({ line }));
      return [pot, ofPot.length, slotsOf(ofPot)];
    }),
  );
}

/** Families hold two or three. */
function slotsOf(served: readonly Pick<Found, 'line'>[]): number {
  return served.reduce((sum, { line }) => sum + line.slots.length, 0);
}

function percent(part: number, whole: number): string {
  return whole === 0 ? '–' : `${((100 * part) / whole).toFixed(1)} %`;
}
