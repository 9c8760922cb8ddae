import { createHash } from 'node:crypto';
import { setImmediate as breathe } from 'node:timers/promises';
import { Zip, ZipDeflate, ZipPassThrough } from 'fflate';

/** A file of an archive. */
export interface EvidenceFile {
  /** With `/` between folders. */
  readonly name: string;
  readonly content: Uint8Array;
}

export interface EvidenceArchive {
  readonly zip: Buffer;
  /** 64 hex. */
  readonly sha256: string;
}

const SUMS_NAME = 'SHA256SUMS';
/** The archive's only time: the same files give the same bytes. */
const MTIME = new Date('1980-01-01T12:00:00');
/** So much is packed between two pauses; packing is arithmetic and would keep everybody else waiting. */
const PORTION = 256 * 1024;
/** Packed already. */
const PACKED = /\.(pdf|zip)$/;

/**
 * Packs files into one archive, with their sums for `sha256sum -c`. Held in memory: with 100,000 entries some 20 MB, most of it hashes, which do not
 * get smaller. What it is packed from lies in the database and is public but for a few pages.
 */
export async function packEvidence(files: readonly EvidenceFile[]): Promise<EvidenceArchive> {
  const sums = files.map(({ name, content }) => `${createHash('sha256').update(content).digest('hex')}  ${name}\n`).sort(byName);
  const chunks: Uint8Array[] = [];
  const zip = new Zip((error, chunk) => {
    if (error) throw error;
    chunks.push(chunk);
  });
  for (const { name, content } of [...files, { name: SUMS_NAME, content: Buffer.from(sums.join('')) }]) {
    const entry = PACKED.test(name) ? new ZipPassThrough(name) : new ZipDeflate(name, { level: 6 });
    entry.mtime = MTIME;
    zip.add(entry);
    for (let at = 0; at === 0 || at < content.length; at += PORTION) {
      // fflate keeps what it is given and may change it: it gets a copy.
      entry.push(content.slice(at, at + PORTION), at + PORTION >= content.length);
      await breathe();
    }
  }
  zip.end();
  const bytes = Buffer.concat(chunks);
  return { zip: bytes, sha256: createHash('sha256').update(bytes).digest('hex') };
}

function byName(one: string, other: string): number {
  return one.slice(66) < other.slice(66) ? -1 : 1;
}
