import { type Config, type Keys, openKeys, readKeys } from './config';
import { fingerprintOf } from './crypto';
import { type DatabaseConnection, openInstallation } from './database';

/**
 * Opens the keys that this database belongs to. Fresh ones are made at the very first start only, while the database
 * belongs to nobody: later, a missing key file means a wrong path or a lost file, and new keys would silently make a
 * second identity (no stored case would be found again, and another key would sign the log).
 * @param database migrated
 * @throws Error in words for an operator when the key file is missing, unusable or another installation's, or when the
 *   log has another name
 */
export async function openInstallationKeys(
  { keysFile, logOrigin }: Pick<Config, 'keysFile' | 'logOrigin'>,
  database: DatabaseConnection,
): Promise<Keys> {
  const installation = await openInstallation(database, () => ({ keysFingerprint: fingerprintOf(openKeys(keysFile)), logOrigin }));
  const keys = readKeys(keysFile);
  if (!keys) throw new Error(describeMissingKeys(keysFile));
  if (fingerprintOf(keys) !== installation.keysFingerprint) throw new Error(describeOtherKeys(keysFile));
  if (logOrigin !== installation.logOrigin) throw new Error(describeOtherLog(logOrigin, installation.logOrigin));
  return keys;
}

const describeMissingKeys = (file: string): string =>
  `The key file was expected at ${file} and is not there, but this database has been used with keys already. ` +
  'New keys would fit nothing that is stored, so none were made. Set FAIRSLOT_KEYS_FILE to where the key file is, ' +
  'or restore it from its copy (mode 0600).';

const describeOtherKeys = (file: string): string =>
  `The keys in ${file} are not those this database was first started with: stored cases would not be found, and the ` +
  'log would be signed by a stranger. Set FAIRSLOT_KEYS_FILE to the key file that belongs to this database, or restore it ' +
  'from its copy. If the key file is the right one, the database is not: check DATABASE_URL or FAIRSLOT_DATA.';

const describeOtherLog = (given: string, own: string): string =>
  `FAIRSLOT_LOG_ORIGIN is ${given}, but the log in this database is named ${own}, and a log keeps its name: ` +
  `set FAIRSLOT_LOG_ORIGIN=${own}. A log of another name needs an empty database of its own.`;
