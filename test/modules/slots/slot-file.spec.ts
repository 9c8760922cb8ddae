import { readSlotFile } from '../../../src/modules/slots/slot-file';

const HEADER = 'group,counter,starts_at,ends_at,label,place';
const GOOD = 'mornings,c1,2026-03-10T08:00:00Z,2026-03-10T08:20:00Z,general,Room 1';

describe('a file of slots', () => {
  it('is read with commas or semicolons, columns in any order, quotes, blank lines, and a mark of byte order', () => {
    const text =
      '\uFEFFplace;"slot_id";label;ends_at;starts_at;counter;group\r\n"Room ""A"";\nfirst floor";a.1;general;2026-03-10T08:20:00Z;2026-03-10T08:00:00Z;c1;mornings\r\n\r\n';
    const unquoted = text.replace('\nfirst', ' first');
    expect(readSlotFile(unquoted)).toEqual({
      errors: [],
      rows: [
        {
          line: 2,
          slotId: 'a.1',
          group: 'mornings',
          counter: 'c1',
          startsAt: 1773129600,
          endsAt: 1773130800,
          label: 'general',
          place: 'Room "A"; first floor',
        },
      ],
    });
    expect(readSlotFile(text).errors).toEqual([{ line: 3, field: 'place', code: 'slots.malformed-place' }]);
  });

  it('names line, field and code of every mistake, and keeps the good rows', () => {
    const lines = [
      GOOD,
      GOOD.replace('mornings', 'Mornings'),
      GOOD.replace('c1', 'c'.repeat(32)),
      GOOD.replace('2026-03-10T08:00:00Z', '2026-03-10 08:00'),
      GOOD.replace('2026-03-10T08:20:00Z', '2026-02-30T08:20:00Z'),
      GOOD.replace('T08:20', 'T08:00'),
      GOOD.replace('general', ''),
      GOOD.replace('Room 1', ''),
      GOOD.replace('Room 1', 'R'.repeat(201)),
    ];
    const { rows, errors } = readSlotFile([HEADER, ...lines].join('\n'));
    expect(rows).toHaveLength(1);
    expect(errors.map(({ line, field, code }) => `${line} ${field} ${code}`)).toEqual([
      '3 group slots.malformed-name',
      '4 counter slots.malformed-counter',
      '5 starts_at slots.malformed-time',
      '6 ends_at slots.malformed-time',
      '7 ends_at slots.ends-before-start',
      '8 label slots.malformed-name',
      '9 place slots.malformed-place',
      '10 place slots.malformed-place',
    ]);
  });

  it.each([
    ['nothing', '', 1, 'slots.wrong-columns'],
    ['a column too few', `group,counter,starts_at,ends_at,label\n${GOOD}`, 1, 'slots.wrong-columns'],
    ['a column nobody knows', `${HEADER},colour\n${GOOD},red`, 1, 'slots.wrong-columns'],
    ['a column twice', `${HEADER},place\n${GOOD},x`, 1, 'slots.wrong-columns'],
    ['no header', GOOD, 1, 'slots.wrong-columns'],
    ['a header alone', `${HEADER}\n`, 2, 'slots.empty-file'],
    ['a row with a field too many', `${HEADER}\n${GOOD}\n${GOOD},x`, 3, 'slots.unreadable-csv'],
    ['a quote that never ends', `${HEADER}\n${GOOD}\n"${GOOD}`, 3, 'slots.unreadable-csv'],
    ['bytes that were not UTF-8', `${HEADER}\n${GOOD}\n${GOOD.replace('Room 1', 'B\uFFFDro')}`, 3, 'slots.unreadable-csv'],
  ])('with %s is refused as a whole', (_, text, line, code) => {
    expect(() => readSlotFile(text)).toThrow(expect.objectContaining({ code, line }));
  });
});
