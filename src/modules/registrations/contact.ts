import { domainToASCII } from 'node:url';
import { isEmail } from 'class-validator';
import { parsePhoneNumberFromString } from 'libphonenumber-js/min';
import type { Contact } from './registration-vault';
import { RegistrationError } from './registrations.errors';

/** A contact as somebody typed it in. */
interface GivenContact {
  readonly kind: Contact['kind'];
  readonly value?: string;
}

/**
 * The contact in the form letters are sent to: mail domains in lower-case ASCII, numbers in E.164 (without a country
 * code: German).
 * @throws RegistrationError `registration.malformed-contact`
 */
export function parseContact(given: GivenContact): Contact {
  const value = given.value?.trim() ?? '';
  const parsed = given.kind === 'mail' ? parseMail(value) : given.kind === 'phone' ? parsePhone(value) : value === '' ? '' : null;
  if (parsed === null) throw new RegistrationError('registration.malformed-contact', { field: 'contact.value' });
  return { kind: given.kind, value: given.kind === 'none' ? null : parsed };
}

function parseMail(text: string): string | null {
  const at = text.lastIndexOf('@');
  const address = `${text.slice(0, at)}@${domainToASCII(text.slice(at + 1))}`;
  return at > 0 && isEmail(address) ? address : null;
}

function parsePhone(text: string): string | null {
  const number = parsePhoneNumberFromString(text, 'DE');
  return number?.isValid() ? number.number : null;
}

/**
 * What two spellings of one mailbox or line have in common, for the keyed hash by which clusters are found: capitals and
 * `+tags` are the usual way to make one mailbox look like many.
 */
export function foldContact(contact: Contact): string | null {
  if (contact.value === null || contact.kind !== 'mail') return contact.value;
  return contact.value.toLowerCase().replace(/\+[^@]*(?=@[^@]*$)/, '');
}
