import { createHash } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { STAFF_ROLES, type StaffRole } from '../../src/modules/staff';
import { createTemporaryFolder, removeFolder } from './temporary-folder';

/** A staff file with a member for each role, once for each place they work at. */
export interface StaffOfPlaces {
  /** For a test's application. */
  readonly environment: Readonly<Record<string, string>>;
  /** The Authorization header of somebody. @param place as given; @param role */
  bearer(role: StaffRole, place?: string): string;
  remove(): void;
}

/** @param places names of groups of members, with the slugs of their offices; null: all offices */
export function writeStaffFile(places: Readonly<Record<string, readonly string[] | null>> = { all: null }): StaffOfPlaces {
  const folder = createTemporaryFolder('staff');
  const file = join(folder, 'staff.json');
  const tokenOf = (role: string, place: string): string => `token-of-${place}-${role}`.padEnd(43, 'x');
  const members = Object.entries(places).flatMap(([place, offices]) =>
    STAFF_ROLES.map((role) => ({
      name: `${place}-${role}`,
      roles: [role],
      ...(offices === null ? {} : { offices }),
      ...(role === 'contributor' ? { contributor: place === Object.keys(places)[0] ? 'ombudsperson' : `ombudsperson-${place}` } : {}),
      tokenSha256: createHash('sha256').update(tokenOf(role, place)).digest('hex'),
    })),
  );
  writeFileSync(file, JSON.stringify({ version: 1, members }), { mode: 0o600 });
  return {
    environment: { FAIRSLOT_STAFF_FILE: file },
    bearer: (role, place = Object.keys(places)[0]!) => `Bearer ${tokenOf(role, place)}`,
    remove: () => removeFolder(folder),
  };
}
