import { type AppointmentView, composeCalendarFile } from '../../../src/modules/appointments';

const TEXTS = { summary: 'Termin: Aufenthaltstitel, verlängern; "neu"', description: 'Erste Zeile.\nZweite Zeile.' };
const NOW = new Date('2026-01-02T03:04:05Z');

function appointment(startsAt: string, endsAt: string, state: AppointmentView['state'] = 'accepted'): AppointmentView {
  return {
    appointment: '7d1f9c1e-5a52-4d0e-8a53-1f6f2c6d0001',
    drawId: 'a.example/s/w/0',
    ticketId: 'f'.repeat(32),
    state,
    reason: null,
    answerBy: startsAt,
    offeredAt: startsAt,
    answeredAt: startsAt,
    slots: [{ slotId: 'a', group: 'g', startsAt, endsAt, place: 'Zimmer 3; Hauptstraße 1, München', salt: '' }],
  };
}

/** Lines as a calendar reads them: folded ones joined again. */
const linesOf = (file: string): string[] => file.replaceAll('\r\n ', '').split('\r\n');
const compose = (view: AppointmentView) => linesOf(composeCalendarFile(view, TEXTS, 'termine.example', NOW));

describe('a calendar file', () => {
  // Berlin's clock on the wall for each: 09:00 in winter and summer; both 02:30 of the long night; 01:59 and 03:00 of the short one.
  it.each([
    ['in winter', '2026-01-15T08:00:00Z', 'DTSTART:20260115T080000Z', '09:00'],
    ['in summer', '2026-07-15T07:00:00Z', 'DTSTART:20260715T070000Z', '09:00'],
    ['before the clock is put back', '2026-10-25T00:30:00Z', 'DTSTART:20261025T003000Z', '02:30'],
    ['after the clock is put back', '2026-10-25T01:30:00Z', 'DTSTART:20261025T013000Z', '02:30'],
    ['before the clock is put forward', '2026-03-29T00:59:00Z', 'DTSTART:20260329T005900Z', '01:59'],
    ['after the clock is put forward', '2026-03-29T01:00:00Z', 'DTSTART:20260329T010000Z', '03:00'],
    ['in the morning of that day', '2026-03-29T07:00:00Z', 'DTSTART:20260329T070000Z', '09:00'],
  ])('says the moment in UTC: %s', (_, startsAt, line, clock) => {
    const endsAt = new Date(Date.parse(startsAt) + 1_200_000).toISOString().replace('.000', '');
    const lines = compose(appointment(startsAt, endsAt));
    expect(lines).toContain(line);
    expect(lines).toContain(`DTEND:${endsAt.replaceAll(/[-:]/g, '')}`);
    expect(lines.join()).not.toMatch(/TZID|VTIMEZONE|X-WR-TIMEZONE/);
    const [, y, mo, d, h, mi] = /(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)/.exec(line)!;
    const read = new Date(`${y}-${mo}-${d}T${h}:${mi}:00Z`);
    expect(read.toLocaleTimeString('de-DE', { timeZone: 'Europe/Berlin', hour: '2-digit', minute: '2-digit' })).toBe(clock);
  });

  it.each([
    ['accepted', 'PUBLISH', 'CONFIRMED', 0],
    ['attended', 'PUBLISH', 'CONFIRMED', 0],
    ['missed', 'PUBLISH', 'CONFIRMED', 0],
    ['cancelled', 'CANCEL', 'CANCELLED', 1],
  ] as const)('of an appointment that is %s', (state, method, status, sequence) => {
    const lines = compose(appointment('2026-01-15T08:00:00Z', '2026-01-15T08:20:00Z', state));
    expect(lines).toEqual(
      expect.arrayContaining([
        `METHOD:${method}`,
        `STATUS:${status}`,
        `SEQUENCE:${sequence}`,
        'UID:7d1f9c1e-5a52-4d0e-8a53-1f6f2c6d0001@termine.example',
        'DTSTAMP:20260102T030405Z',
      ]),
    );
  });

  it('escapes what calendars would read as syntax, and ends lines as they must', () => {
    const file = composeCalendarFile(appointment('2026-01-15T08:00:00Z', '2026-01-15T08:20:00Z'), TEXTS, 'termine.example', NOW);
    expect(linesOf(file)).toEqual(
      expect.arrayContaining([
        'SUMMARY:Termin: Aufenthaltstitel\\, verlängern\\; "neu"',
        'DESCRIPTION:Erste Zeile.\\nZweite Zeile.',
        'LOCATION:Zimmer 3\\; Hauptstraße 1\\, München',
      ]),
    );
    expect(file.split('\r\n').every((line) => Buffer.byteLength(line) <= 75)).toBe(true);
    expect(file.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/);
  });
});
