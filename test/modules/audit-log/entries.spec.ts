import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { formatLogEntry, type LogEntry, subjectOf } from '../../../src/modules/audit-log/log-entry';

const AT = Date.parse('2026-03-06T14:31:40Z') / 1000;
const draw = { drawId: 'a/b/c/0' };
const slot = { ...draw, ticketId: '0'.repeat(32), slots: ['s1', 's2'] };
const sha256 = 'ab'.repeat(32);

/** One of every type, each with the keys in the order of docs/spec/log.md. */
const ENTRIES: LogEntry[] = [
  { type: 'template.started', template: 'a/b/weekly', officers: ['o-1', 'o-2'] },
  { type: 'window.announced', window: 'a/b/c', sha256 },
  { type: 'registrations.received', count: 7, root: sha256 },
  { type: 'draw.frozen', ...draw, sha256 },
  { type: 'draw.revealed', ...draw, sha256 },
  { type: 'draw.drawn', ...draw, sha256 },
  { type: 'draw.skipped', ...draw, reason: 'no-slots' },
  { type: 'draw.voided', ...draw, reason: 'late-freeze' },
  { type: 'slot.offered', ...slot, answerBy: '2026-03-07T14:31:40Z' },
  { type: 'slot.accepted', ...slot },
  { type: 'slot.declined', ...slot, reason: 'justified' },
  { type: 'slot.expired', ...slot },
  { type: 'slot.cancelled', ...slot, reason: 'given-back' },
  { type: 'slot.attended', ...slot },
  { type: 'slot.missed', ...slot },
  { type: 'slot.unused', window: 'a/b/c', slots: ['s1'] },
  { type: 'slot.granted', window: 'a/b/c', slots: ['s1'], reason: 'medical', officers: ['o-1', 'o-2'] },
  { type: 'slot.returned', window: 'a/b/c', slots: ['s1'] },
  { type: 'name.corrected', service: 'a/b', commitment: sha256, officers: ['o-1', 'o-2'] },
  { type: 'hardship.granted', service: 'a/b', commitment: sha256, officers: ['o-1', 'o-2'] },
  { type: 'registration.excluded', service: 'a/b', reason: 'fraud', officers: ['o-1', 'o-2'] },
  { type: 'audit.announced', ...draw, round: 7, count: 60 },
  { type: 'audit.sampled', ...draw, round: 7, sha256 },
  { type: 'audit.confirmed', ...draw, round: 7, ticketId: '0'.repeat(32), officer: 'auditor-1' },
  { type: 'audit.objected', ...draw, round: 7, ticketId: '0'.repeat(32), reason: 'case', officer: 'auditor-1' },
  { type: 'audit.exported', ...draw, scope: 'draw', sha256, officer: 'auditor-1' },
  { type: 'key.rotated', key: 'a.example+00000000+AA' },
  { type: 'verifier.published', sha256 },
];

/** Type and further keys of every entry, as the specification lists them. */
function specified(): Map<string, string[]> {
  const text = readFileSync(resolve(__dirname, '../../../docs/spec/log.md'), 'utf8');
  const rows = [...text.matchAll(/^\| `([a-z]+\.[a-z]+)` +\| ([^|]+)\|/gm)];
  return new Map(rows.map(([, type, keys]) => [type!, [...keys!.matchAll(/`(\w+)`/g)].map(([, key]) => key!)]));
}

describe('an entry of the log', () => {
  it('is of one of the types that the specification lists, all of which exist', () => {
    expect(ENTRIES.map(({ type }) => type)).toEqual([...specified().keys()]);
  });

  it.each(ENTRIES.map((entry) => [entry.type, entry] as const))(
    '%s: one line, with the specified keys in their order and the time',
    (type, entry) => {
      const line = formatLogEntry(entry, AT);
      expect(line).not.toMatch(/\s/);
      const parsed = JSON.parse(line) as Record<string, unknown>;
      expect(Object.keys(parsed)).toEqual(['type', 'at', ...specified().get(type)!]);
      expect(parsed).toEqual({ ...entry, at: '2026-03-06T14:31:40Z' });
    },
  );

  it.each(['müller', 'a\nb', 'a\u0000b', '\u{1F600}', 'a\u007Fb'])(
    'holds nothing but printable ASCII: %j is refused or escaped',
    (reason) => {
      const entry: LogEntry = { type: 'registration.excluded', service: 'a/b', reason, officers: [] };
      let line = '';
      try {
        line = formatLogEntry(entry, AT);
      } catch (error) {
        expect(error).toBeInstanceOf(RangeError);
        return;
      }
      expect(line).toMatch(/^[\x20-\x7e]+$/);
      expect(JSON.parse(line)).toMatchObject({ reason });
    },
  );

  it('is looked up by its draw, its window, its template or its hash, else it is about the whole deployment', () => {
    const subject = (entry: LogEntry): string => {
      if (entry.type === 'verifier.published') return sha256;
      if (entry.type === 'template.started') return 'a/b/weekly';
      return 'drawId' in entry ? 'a/b/c/0' : 'window' in entry ? 'a/b/c' : '-';
    };
    expect(ENTRIES.map(subjectOf)).toEqual(ENTRIES.map(subject));
  });
});
