import { DUTIES, type DutyName, mayDo, rolesOf, STAFF_ROLES } from '../../../src/modules/staff';

const duties = Object.keys(DUTIES) as DutyName[];
/** What only looks. Everything else changes something. */
const LOOKING = duties.filter((duty) => duty.startsWith('see-'));

test('no role holds both halves of a pair', () => {
  const pairs = new Map<string, string[][]>();
  for (const duty of duties) {
    const { pair } = DUTIES[duty] as { pair?: string };
    if (pair !== undefined) pairs.set(pair, [...(pairs.get(pair) ?? []), [...rolesOf(duty)]]);
  }
  expect(pairs.size).toBeGreaterThan(0);
  for (const [pair, halves] of pairs) {
    expect({ pair, halves: halves.length }).toEqual({ pair, halves: 2 });
    expect({ pair, both: halves[0]!.filter((role) => halves[1]!.includes(role)) }).toEqual({ pair, both: [] });
  }
});

test('an auditor looks, and writes down nothing but their own audit (docs/adr/0022): samples, findings, exports', () => {
  const writing = duties.filter((duty) => mayDo(['auditor'], duty) && !LOOKING.includes(duty));
  expect(writing).toEqual(['audit-draws', 'export-evidence']);
  for (const duty of writing) expect({ duty, roles: rolesOf(duty) }).toEqual({ duty, roles: ['auditor'] });
});

test('an administrator administers people, not draws', () => {
  expect(duties.filter((duty) => mayDo(['administrator'], duty))).toEqual(['see-own-desk', 'end-sessions']);
});

test('every role has a duty, and nobody without a role has one', () => {
  for (const role of STAFF_ROLES) expect({ role, has: duties.some((duty) => mayDo([role], duty)) }).toEqual({ role, has: true });
  expect(duties.filter((duty) => mayDo([], duty))).toEqual([]);
});
