import { Inflate } from 'fflate';
import { assertFileSize, RECORD_FILES, unreadable } from './record-files';

const [END_RECORD, DIRECTORY_ENTRY, LOCAL_HEADER] = [0x06054b50, 0x02014b50, 0x04034b50];
const [END_LENGTH, ENTRY_LENGTH, LOCAL_LENGTH] = [22, 46, 30];
const [STORED, DEFLATED] = [0, 8];
/** What the format was up to version 6.3; what came later nobody here has read. */
const NEWEST_VERSION = 63;
/** Encrypted, patched, strongly encrypted, masked: ways of packing that not everybody can undo. */
const UNREADABLE_FLAGS = 0x0001 | 0x0020 | 0x0040 | 0x2000;
/** So much is unpacked at a time; a bomb goes off in portions of at most a thousand times that. */
const PORTION = 65536;

/** One entry of the archive's directory. */
interface ArchiveEntry {
  readonly name: string;
  readonly flags: number;
  readonly method: number;
  readonly checksum: number;
  readonly packedLength: number;
  readonly length: number;
  /** Where its local header stands, with the data behind it. */
  readonly start: number;
  /** Where the next entry or the directory begins. */
  readonly end: number;
}

/**
 * The record's files in a zip archive. Names are compared as they stand there and nothing is written anywhere, so an odd
 * name (`../`, a drive letter, a NUL) is just another file, and other files are never unpacked. An archive that two
 * readers could read differently is refused: bytes around it, a name twice, a comment, contents that are not what the
 * directory says. Throws `record.unreadable`.
 */
export function readArchive(archive: Uint8Array): Map<string, Uint8Array> {
  const bytes = new ArchiveBytes(archive);
  const files = new Map<string, Uint8Array>();
  for (const entry of readDirectory(bytes)) {
    if (!RECORD_FILES.includes(entry.name)) continue;
    if (files.has(entry.name)) throw unreadable('each file once', `${entry.name} twice`);
    files.set(entry.name, unpack(entry, packedBytesOf(entry, bytes)));
  }
  return files;
}

/** The directory, which fills the archive from its last local entry to its very end. */
function readDirectory(bytes: ArchiveBytes): ArchiveEntry[] {
  const end = bytes.length - END_LENGTH;
  if (bytes.uint32(end) !== END_RECORD || bytes.uint16(end + 20) !== 0) {
    throw unreadable('a zip archive with nothing after its end', 'something else');
  }
  const directory = bytes.uint32(end + 16);
  const count = bytes.uint16(end + 10);
  const isWhole = bytes.uint32(end + 4) === 0 && bytes.uint16(end + 8) === count && directory + bytes.uint32(end + 12) === end;
  if (!isWhole) throw unreadable('a zip archive in one part', 'an end record that does not fit');

  const entries: Omit<ArchiveEntry, 'end'>[] = [];
  let at = directory;
  while (at < end) {
    if (bytes.uint32(at) !== DIRECTORY_ENTRY) throw unreadable('a directory of entries', 'something else');
    if ((bytes.uint16(at + 6) & 255) > NEWEST_VERSION) throw unreadable('a zip archive of version 6.3 at most', 'a newer one');
    const nameLength = bytes.uint16(at + 28);
    entries.push({
      name: bytes.text(at + ENTRY_LENGTH, nameLength),
      flags: bytes.uint16(at + 8),
      method: bytes.uint16(at + 10),
      checksum: bytes.uint32(at + 16),
      packedLength: bytes.uint32(at + 20),
      length: bytes.uint32(at + 24),
      start: bytes.uint32(at + 42),
    });
    at += ENTRY_LENGTH + nameLength + bytes.uint16(at + 30) + bytes.uint16(at + 32);
  }
  const starts = [...entries.map((entry) => entry.start), directory].sort((a, b) => a - b);
  if (at !== end || entries.length !== count || starts[0] !== 0) {
    throw unreadable('an archive that is nothing but its entries', 'other bytes between or before them');
  }
  return entries.map((entry) => ({ ...entry, end: starts.find((start) => start > entry.start) ?? directory }));
}

/** The bytes of an entry as they are packed. Its local header has to agree about the name. */
function packedBytesOf(entry: ArchiveEntry, bytes: ArchiveBytes): Uint8Array {
  const { name, start, end, packedLength } = entry;
  if ((entry.flags & UNREADABLE_FLAGS) !== 0) throw unreadable(`${name} without encryption`, 'encrypted');
  const nameLength = bytes.uint16(start + 26);
  if (bytes.uint32(start) !== LOCAL_HEADER || bytes.text(start + LOCAL_LENGTH, nameLength) !== name) {
    throw unreadable(`${name} where the directory says it is`, 'something else');
  }
  const data = start + LOCAL_LENGTH + nameLength + bytes.uint16(start + 28);
  if (data + packedLength > end) throw unreadable(`${name} apart from other entries`, 'it runs into the next one');
  return bytes.slice(data, packedLength);
}

function unpack({ name, method, length, checksum }: ArchiveEntry, packed: Uint8Array): Uint8Array {
  assertFileSize(name, length);
  if (method !== STORED && method !== DEFLATED) throw unreadable(`${name} stored or deflated`, `method ${method}`);
  const content = method === STORED ? packed : inflate(name, packed, length);
  if (content.length !== length || checksumOf(content) !== checksum) {
    throw unreadable(`${name} with the announced size and checksum`, 'a damaged file');
  }
  return content;
}

/** Stops as soon as there is more than was announced, so a bomb costs no more than the size limit. */
function inflate(name: string, packed: Uint8Array, length: number): Uint8Array {
  const content = new Uint8Array(length);
  let filled = 0;
  const inflater = new Inflate((portion) => {
    if (filled + portion.length > length) throw unreadable(`${length} bytes in ${name}`, 'more');
    content.set(portion, filled);
    filled += portion.length;
  });
  try {
    for (let at = 0; at < packed.length; at += PORTION) {
      inflater.push(packed.subarray(at, at + PORTION), at + PORTION >= packed.length);
    }
  } catch {
    throw unreadable(`${name} well packed`, 'a damaged file');
  }
  return content.subarray(0, filled);
}

/** Whole numbers and names at places of the archive; whatever lies outside it is refused. */
class ArchiveBytes {
  readonly length: number;
  private readonly view: DataView;

  constructor(private readonly bytes: Uint8Array) {
    this.length = bytes.length;
    this.view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  uint16(at: number): number {
    this.assertInside(at, 2);
    return this.view.getUint16(at, true);
  }

  uint32(at: number): number {
    this.assertInside(at, 4);
    return this.view.getUint32(at, true);
  }

  slice(at: number, length: number): Uint8Array {
    this.assertInside(at, length);
    return this.bytes.subarray(at, at + length);
  }

  /** One character a byte, so that equal texts are equal bytes. */
  text(at: number, length: number): string {
    return Array.from(this.slice(at, length), (byte) => String.fromCharCode(byte)).join('');
  }

  private assertInside(at: number, length: number): void {
    if (at < 0 || at + length > this.length) throw unreadable('a whole zip archive', 'one that ends too soon');
  }
}

const CHECKSUM_TABLE = Uint32Array.from({ length: 256 }, (_, byte) => {
  let remainder = byte;
  for (let bit = 0; bit < 8; bit++) remainder = (remainder >>> 1) ^ (remainder & 1 ? 0xedb88320 : 0);
  return remainder;
});

/** CRC-32 as zip has it. */
function checksumOf(bytes: Uint8Array): number {
  let remainder = 0xffffffff;
  for (let i = 0; i < bytes.length; i++) remainder = (remainder >>> 8) ^ CHECKSUM_TABLE[(remainder ^ bytes[i]!) & 255]!;
  return ~remainder >>> 0;
}
