/** Crockford's base 32: no I, L, O or U, so that what is read from paper is not mistaken. */
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const NUMBER_LENGTH = 8;
const MAC_LENGTH = 7;
/** Bytes that give a number's characters, five bits each. */
const NUMBER_BYTES = 5;

/** Number and check code as they stand on a confirmation, in groups of four: "K7QD-3F9M" and "9XW2-HB4T". */
export interface PrintedCode {
  readonly number: string;
  readonly code: string;
}

/** What somebody typed, as far as it can be what we printed. */
interface TypedCode {
  /** First 40 bits of the offer's id, as 10 hex digits. */
  readonly prefix: string;
  /** The keyed characters of the code, without its last. */
  readonly mac: string;
}

/**
 * @param offerId a UUID; its first 40 bits, which are random, become the number
 * @param mac at least five bytes of a keyed hash over the offer
 */
export function formatPrintedCode(offerId: string, mac: Uint8Array): PrintedCode {
  const number = encode(Buffer.from(offerId.replaceAll('-', '').slice(0, 2 * NUMBER_BYTES), 'hex'));
  const keyed = encode(mac.subarray(0, NUMBER_BYTES)).slice(0, MAC_LENGTH);
  return { number: inGroups(number), code: inGroups(keyed + checkCharacterOf(number + keyed)) };
}

/**
 * Reads what somebody typed: small letters, spaces, dashes, O for 0 and I or L for 1 are forgiven.
 * @returns null where it can't be what we printed; the last character of a code tells every single wrong one
 */
export function readTypedCode(number: string, code: string): TypedCode | null {
  const [given, keyed] = [normalize(number), normalize(code)];
  if (given.length !== NUMBER_LENGTH || keyed.length !== MAC_LENGTH + 1) return null;
  const all = given + keyed;
  if ([...all].some((character) => !ALPHABET.includes(character))) return null;
  if (checkCharacterOf(all.slice(0, -1)) !== all.at(-1)) return null;
  return { prefix: decode(given).toString('hex'), mac: keyed.slice(0, MAC_LENGTH) };
}

/** The first 40 bits of an offer's id from a number as it is printed, as 10 hex digits; null for what can't be one. */
export function prefixOf(number: string): string | null {
  const given = normalize(number);
  return given.length === NUMBER_LENGTH && [...given].every((character) => ALPHABET.includes(character))
    ? decode(given).toString('hex')
    : null;
}

/** The keyed characters that belong to a keyed hash. */
export function keyedCharactersOf(mac: Uint8Array): string {
  return encode(mac.subarray(0, NUMBER_BYTES)).slice(0, MAC_LENGTH);
}

function normalize(text: string): string {
  return text
    .toUpperCase()
    .replaceAll(/[\s\u2010-\u2015-]/g, '')
    .replaceAll('O', '0')
    .replaceAll(/[IL]/g, '1');
}

function inGroups(text: string): string {
  return text.replaceAll(/(.{4})(?=.)/g, '$1-');
}

/** Five bytes as eight characters. */
function encode(bytes: Uint8Array): string {
  let number = Buffer.from(bytes).readUIntBE(0, NUMBER_BYTES);
  let text = '';
  for (let place = 0; place < NUMBER_LENGTH; place++, number = Math.floor(number / 32)) text = ALPHABET[number % 32]! + text;
  return text;
}

function decode(text: string): Buffer {
  const number = [...text].reduce((sum, character) => sum * 32 + ALPHABET.indexOf(character), 0);
  const bytes = Buffer.alloc(NUMBER_BYTES);
  bytes.writeUIntBE(number, 0, NUMBER_BYTES);
  return bytes;
}

/** Luhn's sum over 32 characters: every single wrong character and nearly every swap of neighbours changes it. */
function checkCharacterOf(text: string): string {
  const base = ALPHABET.length;
  const sum = [...text].reverse().reduce((total, character, place) => {
    const value = ALPHABET.indexOf(character) * (place % 2 === 0 ? 2 : 1);
    return total + Math.floor(value / base) + (value % base);
  }, 0);
  return ALPHABET[(base - (sum % base)) % base]!;
}
