import { crc32, deflateRawSync } from 'node:zlib';

/** One entry, by default as it should be; every field can say something else than what is there. */
export interface RawEntry {
  readonly name: string;
  readonly content: Uint8Array;
  readonly isDeflated?: boolean;
  /** The name before the content; the directory has `name`. */
  readonly localName?: string;
  readonly method?: number;
  readonly flags?: number;
  readonly version?: number;
  readonly length?: number;
  readonly packedLength?: number;
  readonly checksum?: number;
}

/** How the whole is put together. */
export interface RawArchive {
  readonly before?: string;
  readonly after?: string;
  readonly comment?: string;
  /** Entries that the end record counts. */
  readonly count?: number;
  readonly disk?: number;
}

/** A zip archive byte by byte, for archives that no tool would write. Names are one byte a character. */
export function rawArchive(
  entries: readonly RawEntry[],
  { before = '', after = '', comment = '', count, disk = 0 }: RawArchive = {},
): Uint8Array {
  const [locals, directory]: [Buffer[], Buffer[]] = [[Buffer.from(before)], []];
  let at = before.length;
  for (const entry of entries) {
    const packed = entry.isDeflated ? deflateRawSync(entry.content) : Buffer.from(entry.content);
    const common = [
      [2, entry.flags ?? 0],
      [2, entry.method ?? (entry.isDeflated ? 8 : 0)],
      [4, 0],
      [4, entry.checksum ?? crc32(entry.content)],
      [4, entry.packedLength ?? packed.length],
      [4, entry.length ?? entry.content.length],
    ] as const;
    const [name, localName] = [Buffer.from(entry.name, 'latin1'), Buffer.from(entry.localName ?? entry.name, 'latin1')];
    const version = [2, entry.version ?? 20] as const;
    const local = Buffer.concat([littleEndian([4, 0x04034b50], version, ...common, [2, localName.length], [2, 0]), localName, packed]);
    directory.push(
      littleEndian([4, 0x02014b50], [2, 20], version, ...common, [2, name.length], [2, 0], [2, 0], [2, 0], [2, 0], [4, 0], [4, at]),
      name,
    );
    locals.push(local);
    at += local.length;
  }
  const entryCount = count ?? entries.length;
  const size = Buffer.concat(directory).length;
  const end = littleEndian(
    [4, 0x06054b50],
    [2, disk],
    [2, disk],
    [2, entryCount],
    [2, entryCount],
    [4, size],
    [4, at],
    [2, comment.length],
  );
  return new Uint8Array(Buffer.concat([...locals, ...directory, end, Buffer.from(comment + after)]));
}

/** Numbers of so many bytes each. */
function littleEndian(...numbers: readonly (readonly [2 | 4, number])[]): Buffer {
  return Buffer.concat(
    numbers.map(([length, value]) => {
      const bytes = Buffer.alloc(length);
      bytes.writeUIntLE(value, 0, length);
      return bytes;
    }),
  );
}
