import fc from 'fast-check';
import { deriveTickets, formatCivilDate, parseCivilDate, type RegistrationFacts, type TicketRules } from '../../src/core';
import { expectCode } from './support/expect-code';

const DRAW = '2026-12-01';
const rules = (rule: TicketRules['rule'], change: Partial<TicketRules> = {}): TicketRules => ({
  rule,
  allowed: [1, 2, 4, 8, 16],
  parameters: { leadDays: 14, cap: 16, maxLosses: 4, guaranteeAfter: 8 },
  pots: ['hardship', 'guarantee', 'lapsed', 'general'],
  ...change,
});
const facts = (change: Partial<RegistrationFacts> = {}): RegistrationFacts => ({
  criticalDate: null,
  verified: true,
  losses: 0,
  hardship: false,
  ...change,
});
/** The date so many days after the lead time of a draw on {@link DRAW}. */
const slackDate = (slack: number): string => formatCivilDate(parseCivilDate(DRAW) + 14 + slack);
const ticketsOf = (rule: TicketRules['rule'], change: Partial<RegistrationFacts>): number =>
  deriveTickets(rules(rule), facts(change), DRAW).tickets;

describe('the base', () => {
  it.each([
    [-100, 16],
    [-1, 16],
    [0, 16],
    [7, 16],
    [8, 8],
    [14, 8],
    [15, 4],
    [21, 4],
    [22, 2],
    [35, 2],
    [36, 1],
    [400, 1],
  ])('of "rising" with %d days of slack is %d', (slack, tickets) => {
    expect(ticketsOf('rising', { criticalDate: slackDate(slack) })).toBe(tickets);
  });

  it.each([
    [-100, 4],
    [-1, 4],
    [0, 16],
    [7, 16],
    [8, 8],
    [14, 8],
    [15, 4],
    [21, 4],
    [22, 2],
    [35, 2],
    [36, 1],
  ])('of "savable" with %d days of slack is %d', (slack, tickets) => {
    expect(ticketsOf('savable', { criticalDate: slackDate(slack) })).toBe(tickets);
  });

  it('of "uniform" is 1 whatever the date', () => {
    fc.assert(
      fc.property(fc.integer({ min: -400, max: 400 }), (slack) => expect(ticketsOf('uniform', { criticalDate: slackDate(slack) })).toBe(1)),
    );
  });

  it.each(['rising', 'savable'] as const)('of "%s" is the lowest without a verified date, and no pot follows from it', (rule) => {
    for (const change of [
      { criticalDate: slackDate(-5), verified: false },
      { criticalDate: slackDate(3), verified: false },
      { criticalDate: null },
    ]) {
      expect(deriveTickets(rules(rule), facts(change), DRAW)).toMatchObject({
        base: 1,
        tickets: 1,
        reason: 'unverified',
        pots: ['general'],
      });
    }
  });

  it('counts days between calendar dates, over months, leap days and the change of the clocks', () => {
    const daysLeft = (criticalDate: string, drawDate: string): number | null =>
      deriveTickets(rules('rising'), facts({ criticalDate }), drawDate).daysLeft;
    expect(daysLeft('2028-03-01', '2028-02-28')).toBe(2);
    expect(daysLeft('2027-03-01', '2027-02-28')).toBe(1);
    expect(daysLeft('2026-03-30', '2026-03-28')).toBe(2);
    expect(daysLeft('2026-11-30', '2026-12-01')).toBe(-1);
    expect(deriveTickets(rules('rising'), facts(), DRAW).daysLeft).toBeNull();
  });
});

describe('ageing', () => {
  it.each([
    // base, losses, tickets: largest allowed up to min(16, floor(base * (2 + losses) / 2))
    [1, 0, 1],
    [1, 1, 1],
    [1, 2, 2],
    [1, 4, 2],
    [1, 9, 2],
    [2, 1, 2],
    [2, 2, 4],
    [2, 4, 4],
    [4, 2, 8],
    [4, 4, 8],
    [8, 1, 8],
    [8, 2, 16],
    [8, 4, 16],
    [16, 4, 16],
  ])('of base %d after %d losses gives %d', (base, losses, tickets) => {
    const slack = { 1: 50, 2: 30, 4: 20, 8: 10, 16: 5 }[base]!;
    expect(deriveTickets(rules('rising'), facts({ criticalDate: slackDate(slack), losses }), DRAW)).toMatchObject({ base, tickets });
  });

  it('takes the largest allowed count that is not above', () => {
    const coarse = { allowed: [1, 3, 10], parameters: { leadDays: 14, cap: 10, maxLosses: 4, guaranteeAfter: 8 } };
    expect(deriveTickets(rules('rising', coarse), facts({ criticalDate: slackDate(0) }), DRAW).tickets).toBe(10);
    expect(deriveTickets(rules('rising', coarse), facts({ criticalDate: slackDate(10) }), DRAW).tickets).toBe(3);
    expect(deriveTickets(rules('rising', coarse), facts({ criticalDate: slackDate(30) }), DRAW).tickets).toBe(1);
  });

  it('ages unverified and uniform entries like any other, and tells how many losses counted', () => {
    expect(deriveTickets(rules('uniform'), facts({ losses: 2 }), DRAW)).toMatchObject({ tickets: 2, countedLosses: 2 });
    expect(deriveTickets(rules('savable'), facts({ losses: 7, verified: false, criticalDate: slackDate(0) }), DRAW)).toMatchObject({
      tickets: 2,
      countedLosses: 4,
    });
  });

  it('never takes tickets away for more losses', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: -50, max: 80 }),
        fc.nat(12),
        fc.constantFrom('uniform', 'rising', 'savable' as const),
        (slack, losses, rule) => {
          const change = { criticalDate: slackDate(slack) };
          expect(ticketsOf(rule, { ...change, losses: losses + 1 })).toBeGreaterThanOrEqual(ticketsOf(rule, { ...change, losses }));
        },
      ),
    );
  });
});

describe('pots', () => {
  const potsOf = (rule: TicketRules['rule'], change: Partial<RegistrationFacts>, pots = rules(rule).pots): readonly string[] =>
    deriveTickets(rules(rule, { pots }), facts(change), DRAW).pots;

  it('follow from hardship, losses and, with "savable" only, from a date that no slot can save', () => {
    expect(potsOf('savable', { criticalDate: slackDate(-1) })).toEqual(['lapsed', 'general']);
    expect(potsOf('rising', { criticalDate: slackDate(-1) })).toEqual(['general']);
    expect(potsOf('savable', { criticalDate: slackDate(0) })).toEqual(['general']);
    expect(potsOf('savable', { hardship: true })).toEqual(['hardship', 'general']);
    expect(potsOf('savable', { losses: 7 })).toEqual(['general']);
    expect(potsOf('savable', { losses: 8 })).toEqual(['guarantee', 'general']);
    expect(potsOf('savable', { criticalDate: slackDate(-1), losses: 9, hardship: true })).toEqual([
      'hardship',
      'guarantee',
      'lapsed',
      'general',
    ]);
  });

  it('come in the announced order, and only the announced ones', () => {
    const all = { criticalDate: slackDate(-1), losses: 9, hardship: true };
    expect(potsOf('savable', all, ['lapsed', 'hardship', 'general'])).toEqual(['lapsed', 'hardship', 'general']);
    expect(potsOf('savable', all, ['general'])).toEqual(['general']);
  });
});

describe('facts that cannot be', () => {
  it.each([-1, 0.5, Number.NaN])('are refused: %d losses', (losses) => {
    expectCode('policy.input', () => deriveTickets(rules('savable'), facts({ losses }), DRAW));
  });

  it('are refused: days that the calendar lacks', () => {
    expectCode('encoding.date', () => deriveTickets(rules('savable'), facts({ criticalDate: '2026-02-30' }), DRAW));
    expectCode('encoding.date', () => deriveTickets(rules('savable'), facts({ criticalDate: '2026-12-24' }), '2026-13-01'));
  });
});
