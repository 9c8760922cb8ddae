import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

const FOLDER = join(__dirname, '../../vectors/protocol');

/** The four whole records among the vectors. */
export const RECORDS = ['tiny', 'pots', 'refill', 'empty'] as const;
export type RecordName = (typeof RECORDS)[number];

/** A record's files, free to be changed by a test. */
export function loadRecord(name: RecordName): Map<string, Uint8Array> {
  const folder = join(FOLDER, name);
  return new Map(readdirSync(folder).map((file) => [file, new Uint8Array(readFileSync(join(folder, file)))]));
}

/** A JSON vector. */
export function loadVector<T>(name: string): T {
  return JSON.parse(readFileSync(join(FOLDER, `${name}.json`), 'utf8')) as T;
}

/** An applicant of a record, as `receipts.json` tells. */
export interface VectorPerson {
  receiptSecret: string;
  identity: string;
  ticketId: string;
  salt: string;
  commitment: string;
}

export type ReceiptVectors = Record<RecordName, { seed: string; served: number; drawId: string; people: VectorPerson[] }>;
