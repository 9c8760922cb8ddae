import { formatCalendarDay, formatMoment, formatShare, isGerman, LANGUAGES, negotiateLanguage, Texts } from '../../src/platform/i18n';

describe('languages', () => {
  it.each([
    [undefined, 'de'],
    ['', 'de'],
    ['en-GB,en;q=0.9,de;q=0.8', 'en'],
    ['fa,ar-SY;q=0.7,en;q=0.5', 'ar'],
    ['xx;q=1, uk;q=0.1', 'uk'],
    ['de;q=0, tr;q=0.2', 'tr'],
    [';;;,q=,,de-simple', 'de-simple'],
    ['ru;q=nonsense', 'de'],
  ])('%p begins in %s', (header, language) => {
    expect(negotiateLanguage(header)).toBe(language);
  });
});

describe('moments', () => {
  // 2026-10-25, the clock goes back: 02:30 happens twice, an hour apart.
  it.each([
    ['2026-10-25T00:30:00Z', 'Sonntag, 25. Oktober 2026 um 02:30 Uhr'],
    ['2026-10-25T01:30:00Z', 'Sonntag, 25. Oktober 2026 um 02:30 Uhr'],
    ['2026-03-29T00:59:59Z', 'Sonntag, 29. März 2026 um 01:59 Uhr'],
    ['2026-03-29T01:00:00Z', 'Sonntag, 29. März 2026 um 03:00 Uhr'],
    ['2026-12-31T23:30:00Z', 'Freitag, 1. Januar 2027 um 00:30 Uhr'],
  ])("%s is Berlin's %s", (utc, shown) => {
    expect(formatMoment(utc, 'de')).toBe(shown);
  });

  it('writes Gregorian dates in Latin digits in every language', () => {
    for (const language of LANGUAGES) {
      expect(formatMoment('2026-12-01T08:30:00Z', language)).toMatch(/2026/);
      expect(formatMoment('2026-12-01T08:30:00Z', language)).toMatch(/09:30/);
      expect(formatCalendarDay('2026-12-01', language)).toMatch(/\b1\b.*2026|2026.*\b1\b/);
    }
  });

  it('does not depend on the zone of the server for days without a time', () => {
    expect(formatCalendarDay('2026-12-01', 'de')).toBe('Dienstag, 1. Dezember 2026');
  });
});

test('shares below ten percent show one digit more', () => {
  expect([0, 0.0651, 0.0996, 0.6595, 1].map((share) => formatShare(share, 'en'))).toEqual(['0%', '6.5%', '10%', '66%', '100%']);
});

describe('texts', () => {
  const texts = new Texts();

  it('counts as each language does', () => {
    expect(texts.in('de')('error-summary', { count: 1 })).toBe('Eine Angabe fehlt oder stimmt nicht');
    expect(texts.in('de')('error-summary', { count: 2 })).toBe('2 Angaben fehlen oder stimmen nicht');
  });

  it('finds texts of codes that exist only at run time, and says when there is none', () => {
    expect(texts.find('en', 'errors:status-404')).toMatch(/no such page/);
    expect(texts.find('en', 'errors:no-such-code')).toBeNull();
    expect(texts.find('de', 'staff:approvals.kind.draw')).toBeNull();
    expect(texts.find('de', 'staff:approvals.kind.draw.void')).toMatch(/\w/);
    expect(isGerman('de-simple')).toBe(true);
  });
});
