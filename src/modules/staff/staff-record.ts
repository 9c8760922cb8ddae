import { STAFF_ROLES, type StaffMember, type StaffRole } from './staff-member';

/** A member as the staff file holds them: with the hash of their token, never the token. */
export interface StaffRecord extends Omit<StaffMember, 'person' | 'displayName'> {
  /** Where one person has several entries: the same text in each. Absent: the entry is its own person. */
  readonly person?: string;
  /** Lower-case hex SHA-256 of the bearer token. */
  readonly tokenSha256: string;
}

/** As names and contributors in the record (docs/spec: bytes), because both get into public files. */
const NAME = /^[a-z0-9][a-z0-9._-]{0,39}$/;
const HASH = /^[0-9a-f]{64}$/;
const FIELDS = ['name', 'person', 'roles', 'offices', 'contributor', 'tokenSha256'];

/**
 * Members from the text of a staff file. Strict: a misspelled role or field must not silently take a right away, or
 * leave one.
 * @throws Error naming the file, the member's place in the list, and the first thing that is wrong
 */
export function parseStaffFile(text: string, file: string): StaffRecord[] {
  const wrong = (what: string): never => {
    throw new Error(`${file} is not a staff file of this version: ${what}`);
  };
  let content: { version?: unknown; members?: unknown };
  try {
    content = JSON.parse(text) as typeof content;
  } catch {
    return wrong('it is not JSON');
  }
  if (content?.version !== 1) wrong('version is not 1');
  if (!Array.isArray(content.members) || content.members.length === 0) return wrong('members is not a list with a member');
  const members = content.members.map((member: unknown, index) => parseMember(member, (what) => wrong(`member ${index + 1}: ${what}`)));
  const repeats = (values: (string | undefined)[]) => new Set(values).size !== values.length;
  if (repeats(members.map((member) => member.name))) wrong('two members have one name');
  if (repeats(members.map((member) => member.tokenSha256))) wrong('two members have one token');
  if (repeats(members.flatMap((member) => member.contributor ?? []))) wrong('two members are one contributor');
  return members;
}

function parseMember(value: unknown, wrong: (what: string) => never): StaffRecord {
  const { name, person, roles, offices, contributor, tokenSha256, ...rest } = (value ?? {}) as Record<string, unknown>;
  const unknown = Object.keys(rest)[0];
  if (unknown !== undefined) wrong(`unknown field ${unknown} (known are ${FIELDS.join(', ')})`);
  if (typeof name !== 'string' || !NAME.test(name)) return wrong('name must be 1 to 40 of a-z 0-9 . _ -, a pseudonym');
  if (person !== undefined && (typeof person !== 'string' || person === '' || person.length > 200))
    wrong('person must be a text of 1 to 200 characters');
  if (offices !== undefined && !(Array.isArray(offices) && offices.every((office) => typeof office === 'string' && NAME.test(office)))) {
    wrong('offices must be a list of office slugs');
  }
  if (!Array.isArray(roles) || roles.length === 0) return wrong('roles is not a list with a role');
  const stranger = roles.find((role: unknown) => !STAFF_ROLES.includes(role as StaffRole)) as unknown;
  if (stranger !== undefined) wrong(`unknown role ${JSON.stringify(stranger)} (known are ${STAFF_ROLES.join(', ')})`);
  if (typeof tokenSha256 !== 'string' || !HASH.test(tokenSha256)) return wrong('tokenSha256 is not 64 hex digits');
  if (roles.includes('contributor') !== (contributor !== undefined)) {
    wrong('the role contributor and the field contributor belong together');
  }
  if (contributor !== undefined && (typeof contributor !== 'string' || !NAME.test(contributor))) {
    wrong('contributor must be an announced name: 1 to 40 of a-z 0-9 . _ -');
  }
  return {
    name,
    ...(person === undefined ? {} : { person: person }),
    roles: roles as StaffRole[],
    ...(offices === undefined ? {} : { offices: offices as string[] }),
    ...(contributor === undefined ? {} : { contributor: contributor }),
    tokenSha256,
  };
}
