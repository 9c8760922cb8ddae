import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { hashToken, openStaffFile, STAFF_ROLES } from '../../../src/modules/staff';
import { createTemporaryFolder, removeFolder } from '../../support';

describe('the staff file', () => {
  let folder: string;
  let file: string;
  beforeEach(() => {
    folder = createTemporaryFolder('staff');
    file = join(folder, 'deep', 'staff.json');
  });
  afterEach(() => removeFolder(folder));

  it('is made at first start with one member a role, closed to other accounts, and holds no token', () => {
    const roster = openStaffFile(file);
    expect(roster.records.flatMap((record) => record.roles).sort()).toEqual([...STAFF_ROLES].sort());
    expect(roster.records.every((record) => record.roles.length === 1)).toBe(true);
    expect(roster.records.find((record) => record.contributor !== undefined)?.contributor).toBe('ombudsperson');
    expect(statSync(file).mode & 0o777).toBe(0o600);
    const content = readFileSync(file, 'utf8');
    expect(roster.freshTokens!.size).toBe(STAFF_ROLES.length);
    for (const [name, token] of roster.freshTokens!) {
      expect(content).not.toContain(token);
      expect(roster.records.find((record) => record.name === name)?.tokenSha256).toBe(hashToken(token));
    }
  });

  it('gives its tokens once: a second start reads the same members and no token', () => {
    const first = openStaffFile(file);
    const second = openStaffFile(file);
    expect(second.freshTokens).toBeNull();
    expect(second.records).toEqual(first.records);
  });

  it('takes members that an operator writes', () => {
    const members = [
      { name: 'clerk-7', roles: ['clerk', 'hotline'], tokenSha256: hashToken('a token of the office') },
      { name: 'uni', roles: ['contributor'], contributor: 'university', tokenSha256: hashToken('another one') },
    ];
    file = join(folder, 'staff.json');
    writeFileSync(file, JSON.stringify({ version: 1, members }));
    expect(openStaffFile(file)).toEqual({ records: members, freshTokens: null });
  });

  const member = { name: 'clerk-1', roles: ['clerk'], tokenSha256: 'a'.repeat(64) };
  it.each([
    ['no JSON', '{', /not JSON/],
    ['another version', JSON.stringify({ version: 2, members: [member] }), /version/],
    ['null', 'null', /version/],
    ['no member', JSON.stringify({ version: 1, members: [] }), /a list with a member/],
    ['a role misspelled', JSON.stringify({ version: 1, members: [{ ...member, roles: ['clark'] }] }), /unknown role "clark"/],
    ['no role', JSON.stringify({ version: 1, members: [{ ...member, roles: [] }] }), /roles/],
    ['a field misspelled', JSON.stringify({ version: 1, members: [{ ...member, role: 'clerk' }] }), /unknown field role/],
    ['a token instead of its hash', JSON.stringify({ version: 1, members: [{ ...member, tokenSha256: 'secret' }] }), /64 hex/],
    ['a name as in the passport', JSON.stringify({ version: 1, members: [{ ...member, name: 'Ada Lovelace' }] }), /pseudonym/],
    ['one name twice', JSON.stringify({ version: 1, members: [member, { ...member, tokenSha256: 'b'.repeat(64) }] }), /one name/],
    ['one token twice', JSON.stringify({ version: 1, members: [member, { ...member, name: 'clerk-2' }] }), /one token/],
    ['a contributor without the role', JSON.stringify({ version: 1, members: [{ ...member, contributor: 'x' }] }), /belong together/],
    ['the role without a contributor', JSON.stringify({ version: 1, members: [{ ...member, roles: ['contributor'] }] }), /belong together/],
  ])('is refused with %s, naming the file and no hash', (_, content, reason) => {
    file = join(folder, 'staff.json');
    writeFileSync(file, content);
    expect(() => openStaffFile(file)).toThrow(reason);
    expect(() => openStaffFile(file)).toThrow(file);
    expect(() => openStaffFile(file)).not.toThrow(/aaaa/);
  });
});
