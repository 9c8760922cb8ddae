import { Inflate } from 'fflate';
import { ArchiveBytes, checksumOf } from './archive-bytes';
import { assertFileSize, RECORD_FILES, unreadable } from './record-files';

const [END_RECORD, DIRECTORY_ENTRY, LOCAL_HEADER] = [0x06054b50, 0x02014b50, 0x04034b50];
const [END_LENGTH, ENTRY_LENGTH, LOCAL_LENGTH] = [22, 46, 30];
const [STORED, DEFLATED] = [0, 8];
/** Version 6.3 of the format; what a later one means nobody here knows. */
const NEWEST_VERSION = 63;
/** Encrypted, patched, strongly encrypted, masked: ways of packing that not everybody can undo. */
const UNREADABLE_FLAGS = 0x0001 | 0x0020 | 0x0040 | 0x2000;
const LONGEST_NAME = Math.max(...RECORD_FILES.map((name) => name.length));
/** So much is unpacked at a time; a bomb goes off in portions of at most a thousand times that. */
const PORTION = 65536;

/** What the archive's directory says about one of its entries. */
interface ArchiveEntry {
  /** Empty for a name that is too long to be one of ours. */
  readonly name: string;
  readonly flags: number;
  readonly method: number;
  readonly checksum: number;
  readonly packedLength: number;
  readonly length: number;
  /** Where its local header stands, with the content behind it. */
  readonly start: number;
}

/** The directory, and where it begins. */
interface Directory {
  readonly entries: readonly ArchiveEntry[];
  readonly start: number;
}

/**
 * The record's files in a zip archive (record.md, "Folder and archive"). Names are compared as they stand there and
 * nothing is written anywhere, so an odd name (`../`, a drive letter, a NUL) is just another file, and other files are
 * never unpacked. An archive that two readers could read differently is refused. Throws `record.unreadable`.
 */
export function readArchive(archive: Uint8Array): Map<string, Uint8Array> {
  const bytes = new ArchiveBytes(archive);
  const directory = readDirectory(bytes);
  const files = new Map<string, Uint8Array>();
  for (const entry of directory.entries) {
    if (!RECORD_FILES.includes(entry.name)) continue;
    if (files.has(entry.name)) throw unreadable('each file once', `${entry.name} twice`);
    files.set(entry.name, unpack(entry, readPacked(entry, directory, bytes)));
  }
  return files;
}

/** Reads the directory, which stands between the last entry and the end record, and nothing after that. */
function readDirectory(bytes: ArchiveBytes): Directory {
  const end = bytes.length - END_LENGTH;
  if (bytes.uint32(end) !== END_RECORD || bytes.uint16(end + 20) !== 0) {
    throw unreadable('a zip archive with nothing after its end', 'something else');
  }
  const [disks, countHere, count, length, start] = [
    bytes.uint32(end + 4),
    bytes.uint16(end + 8),
    bytes.uint16(end + 10),
    bytes.uint32(end + 12),
    bytes.uint32(end + 16),
  ];
  const entries: ArchiveEntry[] = [];
  let at = start;
  for (; at < end && entries.length < count; at += lengthOfEntry(bytes, at)) entries.push(readEntry(bytes, at));
  const isWhole = disks === 0 && countHere === count && start + length === end && entries.length === count && at === end;
  if (!isWhole) throw unreadable('one archive with a directory that fits it', 'something else');
  if (entries.length > 0 && !entries.some((entry) => entry.start === 0)) throw unreadable('nothing before the first entry', 'other bytes');
  return { entries, start };
}

function readEntry(bytes: ArchiveBytes, at: number): ArchiveEntry {
  const isKnown = bytes.uint32(at) === DIRECTORY_ENTRY && (bytes.uint16(at + 6) & 255) <= NEWEST_VERSION;
  if (!isKnown) throw unreadable('a directory of zip version 6.3 at most', 'something else');
  const nameLength = bytes.uint16(at + 28);
  return {
    name: nameLength > LONGEST_NAME ? '' : bytes.text(at + ENTRY_LENGTH, nameLength),
    flags: bytes.uint16(at + 8),
    method: bytes.uint16(at + 10),
    checksum: bytes.uint32(at + 16),
    packedLength: bytes.uint32(at + 20),
    length: bytes.uint32(at + 24),
    start: bytes.uint32(at + 42),
  };
}

/** Of the fixed part, the name, the extra field and the comment. */
function lengthOfEntry(bytes: ArchiveBytes, at: number): number {
  return ENTRY_LENGTH + bytes.uint16(at + 28) + bytes.uint16(at + 30) + bytes.uint16(at + 32);
}

/** The content as it is packed: behind a header of the same name, and before the next entry. */
function readPacked({ name, flags, packedLength, start }: ArchiveEntry, directory: Directory, bytes: ArchiveBytes): Uint8Array {
  if ((flags & UNREADABLE_FLAGS) !== 0) throw unreadable(`${name} as everybody can read it`, 'encrypted');
  const nameLength = bytes.uint16(start + 26);
  if (bytes.uint32(start) !== LOCAL_HEADER || nameLength !== name.length || bytes.text(start + LOCAL_LENGTH, nameLength) !== name) {
    throw unreadable(`${name} where the directory says it is`, 'something else');
  }
  const content = start + LOCAL_LENGTH + nameLength + bytes.uint16(start + 28);
  const next = directory.entries.reduce((least, entry) => (entry.start > start ? Math.min(least, entry.start) : least), directory.start);
  if (content + packedLength > next) throw unreadable(`${name} apart from other entries`, 'it runs into the next one');
  return bytes.slice(content, packedLength);
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

/** Stops as soon as there is more than was announced, so that a bomb costs no more than the size limit. */
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
