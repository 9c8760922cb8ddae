import {
  COSIGNATURE,
  derivePersonCommitment,
  derivePracticeChain,
  deriveContributionCommitment,
  deriveTicketId,
  deriveVerifierKey,
  drawRecord,
  drawTimes,
  formatAnnouncement,
  formatAsciiJson,
  formatBeacon,
  formatCheckpoint,
  formatEntries,
  formatFreeze,
  formatNote,
  formatReveal,
  formatSlots,
  formatTime,
  formatTlogProof,
  formatVerifierKey,
  inclusionProof,
  merkleRoot,
  merkleRootOfLines,
  NOTE_SIGNATURE,
  parseNote,
  parseTime,
  randomnessOf,
  sha256Hex,
  signCosignature,
  signNote,
  signPracticeRound,
  timeOfRound,
  utf8FromString,
  type Announcement,
  type BeaconChain,
  type Entry,
  type LoggedStep,
  type NoteSigner,
  type Slot,
  type Trust,
} from '../../../src/core';

const SECRET_KEY = '42'.repeat(32);
export const CHAIN: BeaconChain = { ...derivePracticeChain(SECRET_KEY, 1_700_000_000, 30), kind: 'public' };
export const PRACTICE_CHAIN = derivePracticeChain(SECRET_KEY, 1_700_000_000, 30);
const { kind: _kind, ...TRUSTED_CHAIN } = CHAIN;

const signerOf = (name: string, byte: number): NoteSigner => ({ name, seed: new Uint8Array(32).fill(byte) });
export const LOG = signerOf('log.example/fairslot', 1);
export const OTHER_LOG = signerOf('log.example/other', 5);
export const WITNESSES = [signerOf('witness.example/a', 2), signerOf('witness.example/b', 3), signerOf('witness.example/c', 4)];
export const witnessKeys = WITNESSES.map((witness) => formatVerifierKey(deriveVerifierKey(witness, COSIGNATURE)));
export const logKeyOf = (log: NoteSigner): string => formatVerifierKey(deriveVerifierKey(log, NOTE_SIGNATURE));

/** A reader who trusts the chain, the log and all three witnesses, and wants two of them. */
export const TRUST: Trust = { chains: [TRUSTED_CHAIN], logs: [logKeyOf(LOG)], witnesses: witnessKeys, quorum: 2 };

export const announcement: Announcement = {
  protocol: 'fairslot/v1',
  window: 'city.example/renew/w1',
  title: 'Erneuern, Woche 1 \u00e4',
  timetable: {
    opensAt: '2026-01-01T00:00:00Z',
    closesAt: '2026-01-08T00:00:00Z',
    freezeAt: '2026-01-08T01:00:00Z',
    revealBy: '2026-01-08T02:00:00Z',
    drawAt: '2026-01-08T03:00:00Z',
    refill: {
      firstAt: '2026-01-10T00:00:00Z',
      everySeconds: 86400,
      lastAt: '2026-01-12T00:00:00Z',
      freezeSecondsBefore: 3600,
      revealSecondsBefore: 1800,
    },
  },
  beacon: CHAIN,
  tickets: { allowed: [1, 2, 4], rule: 'savable', parameters: { leadDays: 14, cap: 4, maxLosses: 4, guaranteeAfter: 8 } },
  passes: [
    { pot: 'hardship', from: ['hardship'] },
    { pot: 'guarantee', from: ['general'], max: 1 },
    { pot: 'general', from: ['general', 'hardship'] },
  ],
  choices: { groups: ['am', 'pm'] },
  contributors: ['office', 'ombudsperson'],
  log: { origin: LOG.name, key: logKeyOf(LOG) },
  witnesses: witnessKeys,
  quorum: 2,
};

const hash = (text: string): string => sha256Hex(utf8FromString(text));
export const receiptSecretOf = (person: number): string => hash(`receipt ${person}`);
export const identityOf = (person: number): string => `Önder|Anna|1990-0${person}-00|A${person}`;

function composeEntries(drawId: string): Entry[] {
  const people: Pick<Entry, 'tickets' | 'size' | 'pots' | 'choices'>[] = [
    { tickets: 1, size: 1, pots: ['general'], choices: '*' },
    { tickets: 2, size: 1, pots: ['general'], choices: ['pm', 'am'] },
    { tickets: 4, size: 2, pots: ['hardship', 'general'], choices: '*' },
    { tickets: 4, size: 1, pots: ['guarantee', 'general'], choices: ['am'] },
    { tickets: 1, size: 1, pots: ['hardship', 'guarantee', 'general'], choices: '*' },
    { tickets: 2, size: 3, pots: ['general'], choices: ['am'] },
  ];
  return people
    .map((person, index) => ({
      ticketId: deriveTicketId(drawId, receiptSecretOf(index)),
      ...person,
      commitment: derivePersonCommitment(drawId, receiptSecretOf(index), identityOf(index)),
    }))
    .sort((a, b) => (a.ticketId < b.ticketId ? -1 : 1));
}

function composeSlots(): Slot[] {
  return [0, 1, 2, 3].map((index) => ({
    slotId: `s${index}`,
    group: index < 2 ? 'am' : 'pm',
    lane: 'counter1',
    index,
    label: index === 3 ? 'hardship' : 'general',
    commitment: hash(`slot ${index}`),
  }));
}

/** How a record is made; every part can be another one. */
export interface RecordPlan {
  announcement?: Announcement;
  number?: number;
  /** The secrets of office and ombudsperson; null for one that is not revealed. */
  secrets?: readonly (string | null)[];
  /** When the witnesses a, b and c cosigned each step; null for a witness that did not. */
  witnessedAt?: Partial<Record<LoggedStep, readonly (number | null)[]>>;
  /** Which log signs the checkpoints. */
  log?: NoteSigner;
}

export const SECRETS = [hash('office'), hash('ombudsperson')];

let standard: ReadonlyMap<string, Uint8Array> | undefined;

/** A whole record with log and witnesses, as a service would publish it, `result.txt` included. Free to be changed. */
export function composeRecord(plan: RecordPlan = {}): Map<string, Uint8Array> {
  if (Object.keys(plan).length > 0) return composeByPlan(plan);
  standard ??= composeByPlan({});
  return new Map(standard);
}

function composeByPlan(plan: RecordPlan): Map<string, Uint8Array> {
  const rules = plan.announcement ?? announcement;
  const drawId = `${rules.window}/${plan.number ?? 0}`;
  const times = drawTimes(rules, plan.number ?? 0);
  const files = new Map<string, Uint8Array>();
  files.set('announcement.json', formatAnnouncement(rules));
  const [entries, slots] = [composeEntries(drawId), composeSlots()];
  files.set('entries.txt', formatEntries(entries));
  files.set('slots.txt', formatSlots(slots));
  const commitments = rules.contributors.map((contributor, index) => ({
    contributor,
    commitment: deriveContributionCommitment(drawId, contributor, SECRETS[index]!),
  }));
  files.set(
    'freeze.json',
    formatFreeze({
      protocol: 'fairslot/v1',
      drawId,
      announcement: sha256Hex(files.get('announcement.json')!),
      entries: { count: entries.length, tickets: 14, root: merkleRootOfLines(files.get('entries.txt')!) },
      slots: { count: slots.length, root: merkleRootOfLines(files.get('slots.txt')!) },
      commitments,
      round: times.round,
      frozenAt: formatTime(times.freezeAt),
    }),
  );
  const secrets = plan.secrets ?? SECRETS;
  files.set(
    'reveal.json',
    formatReveal({ contributions: rules.contributors.map((contributor, index) => ({ contributor, secret: secrets[index]! })) }),
  );
  const signature = signPracticeRound(SECRET_KEY, times.round);
  files.set('beacon.json', formatBeacon({ round: times.round, signature, randomness: randomnessOf(signature) }));
  files.set('result.txt', drawRecord(files).file);
  addLog(files, rules, plan, drawId);
  return files;
}

/** The moments before which each step has to be witnessed. */
export function momentsOf(rules: Announcement, number: number): Record<LoggedStep, number> {
  const times = drawTimes(rules, number);
  return { announced: parseTime(rules.timetable.opensAt), frozen: times.revealBy, revealed: timeOfRound(rules.beacon, times.round) };
}

function addLog(files: Map<string, Uint8Array>, rules: Announcement, plan: RecordPlan, drawId: string): void {
  const moments = momentsOf(rules, plan.number ?? 0);
  const entry = (step: LoggedStep, type: string, subject: object, file: string): string =>
    JSON.stringify({ type, at: formatTime(moments[step] - 120), ...subject, sha256: sha256Hex(files.get(file)!) });
  const steps = {
    announced: entry('announced', 'window.announced', { window: rules.window }, 'announcement.json'),
    frozen: entry('frozen', 'draw.frozen', { drawId }, 'freeze.json'),
    revealed: entry('revealed', 'draw.revealed', { drawId }, 'reveal.json'),
  };
  const leaves = ['{"type":"key.rotated"}', steps.announced, '{"type":"registrations.received"}', steps.frozen, steps.revealed].map(
    utf8FromString,
  );
  for (const [step, index] of [
    ['announced', 1],
    ['frozen', 3],
    ['revealed', 4],
  ] as const) {
    const times = plan.witnessedAt?.[step] ?? WITNESSES.map(() => moments[step] - 60);
    addLoggedStep(files, step, leaves, index, times, plan.log ?? LOG);
  }
}

/** Writes one step's log entry and its proof under the checkpoint of the tree that ends with it. */
export function addLoggedStep(
  files: Map<string, Uint8Array>,
  step: LoggedStep,
  leaves: readonly Uint8Array[],
  index: number,
  witnessedAt: readonly (number | null)[],
  log: NoteSigner,
): void {
  const tree = leaves.slice(0, index + 1);
  const text = formatCheckpoint({ origin: log.name, size: tree.length, root: merkleRoot(tree) });
  const note = parseNote(signNote(text, log));
  const cosignatures = witnessedAt.flatMap((time, witness) => (time === null ? [] : [signCosignature(text, WITNESSES[witness]!, time)]));
  const checkpoint = formatNote({ text, signatures: [...note.signatures, ...cosignatures] });
  files.set(`log/${step}.json`, new Uint8Array([...leaves[index]!, 0x0a]));
  files.set(`log/${step}.tlog-proof`, utf8FromString(formatTlogProof({ index, proof: inclusionProof(tree, index), checkpoint })));
}

/** A change to a file's JSON in place, or the value to put there instead. */
// eslint-disable-next-line @typescript-eslint/no-explicit-any -- files are broken in every way, typed or not
export type Edit = (value: any) => unknown;

/** Changes a JSON file of a record; the new bytes are what `edit` leaves. */
export function editJson(files: Map<string, Uint8Array>, name: string, edit: Edit): void {
  const value: unknown = JSON.parse(Buffer.from(files.get(name)!).toString());
  files.set(name, formatAsciiJson((edit(value) ?? value) as object));
}

/** Changes a text file of a record. */
export function editText(files: Map<string, Uint8Array>, name: string, edit: (text: string) => string): void {
  files.set(name, new Uint8Array(Buffer.from(edit(Buffer.from(files.get(name)!).toString('utf8')), 'utf8')));
}

/** Makes the freeze name the announcement as it is now, so that what comes after the hash can be tested. */
export function refreeze(files: Map<string, Uint8Array>): void {
  editJson(files, 'freeze.json', (freeze) => ({ ...freeze, announcement: sha256Hex(files.get('announcement.json')!) }));
}
