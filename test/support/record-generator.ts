import {
  ABSENT_COMMITMENT,
  allocateByOrder,
  type Announcement,
  deriveContributionCommitment,
  derivePersonCommitment,
  deriveSeed,
  deriveTicketId,
  drawTimes,
  type Entry,
  formatAnnouncement,
  formatBeacon,
  formatEntries,
  formatFreeze,
  formatResult,
  formatReveal,
  formatSlots,
  formatTime,
  LOGGED_STEPS,
  merkleRootOfLines,
  rankEntries,
  sha256Hex,
  type Slot,
  utf8FromString,
} from '../../src/core';
import { addLoggedStep, LOG, logKeyOf, momentsOf, OTHER_LOG, witnessKeys } from '../core/support/composed-record';
import { CHAIN_TRUST, generateRound } from './record-chains';
import type { Random } from './record-random';
import { generateRules } from './record-rules';

/** What a reader of random records trusts: two chains, one of two logs, two of three witnesses. */
export const RANDOM_TRUST = { chains: CHAIN_TRUST, logs: [logKeyOf(LOG)], witnesses: witnessKeys.slice(0, 2), quorum: 1 };

/** A record as some office could have published it: right in every respect, odd in many. */
export function generateRecord(random: Random): Map<string, Uint8Array> {
  const { chain, beacon } = generateRound(random);
  const number = random.chance(0.4) ? random.between(1, random.pick([1, 5, 9999])) : 0;
  const log = random.chance(0.8) ? LOG : OTHER_LOG;
  const rules = generateRules(random, chain, beacon.round, number, log);
  const drawId = `${rules.window}/${number}`;
  const times = drawTimes(rules, number);
  const entries = generateEntries(random, rules, drawId);
  const slots = generateSlots(random, rules);
  const contributions = rules.contributors.map((contributor) => generateContribution(random, drawId, contributor));
  const secrets = contributions.map(({ secret }) => secret);

  const files = new Map<string, Uint8Array>();
  files.set('announcement.json', respell(random, formatAnnouncement(rules)));
  files.set('entries.txt', formatEntries(entries));
  files.set('slots.txt', formatSlots(slots));
  const freeze = formatFreeze({
    protocol: 'fairslot/v1',
    drawId,
    announcement: sha256Hex(files.get('announcement.json')!),
    entries: {
      count: entries.length,
      tickets: entries.reduce((sum, entry) => sum + entry.tickets, 0),
      root: merkleRootOfLines(files.get('entries.txt')!),
    },
    slots: { count: slots.length, root: merkleRootOfLines(files.get('slots.txt')!) },
    commitments: contributions.map(({ contributor, commitment }) => ({ contributor, commitment })),
    round: beacon.round,
    frozenAt: formatTime(times.freezeAt + random.int(times.revealBy - times.freezeAt)),
  });
  files.set('freeze.json', respell(random, freeze));
  files.set(
    'reveal.json',
    respell(random, formatReveal({ contributions: contributions.map(({ contributor, secret }) => ({ contributor, secret })) })),
  );
  files.set('beacon.json', respell(random, formatBeacon(beacon)));

  const freezeSha256 = sha256Hex(files.get('freeze.json')!);
  const seed = deriveSeed({ drawId, freezeSha256, contributions: secrets, chainHash: chain.chainHash, ...beacon });
  const { order, j, scoreHex } = rankEntries(seed, entries);
  const awards = allocateByOrder(rules.passes, entries, order, slots);
  const lines = awards.map((award, place) => {
    const entry = order[place]!;
    return { rank: place + 1, ticketId: entries[entry]!.ticketId, j: j[entry]!, score: scoreHex(entry), ...award };
  });
  files.set('result.txt', formatResult(lines));
  if (random.chance(0.1)) addLog(random, files, rules, number);
  return files;
}

function generateEntries(random: Random, rules: Announcement, drawId: string): Entry[] {
  const [pots, groups] = [rules.passes.map((pass) => pass.pot), rules.choices.groups];
  const entries = Array.from({ length: random.pick([0, 1, random.int(8), random.int(41), random.int(41)]) }, (_, index): Entry => {
    const secret = random.hex(64);
    return {
      ticketId: deriveTicketId(drawId, secret),
      tickets: random.pick(rules.tickets.allowed),
      size: random.pick([1, 1, 1, 2, 2, 3, random.between(1, 9)]),
      pots: [...random.some(pots.slice(0, -1)), 'general'],
      choices: random.chance(0.4) ? '*' : random.shuffle(random.some(groups, 1)),
      commitment: derivePersonCommitment(drawId, secret, `Muster|Anna|1990-00-00|A${index}`),
    };
  });
  return entries.sort((a, b) => (a.ticketId < b.ticketId ? -1 : 1));
}

/** Lanes with gaps; sometimes in order of time, sometimes not. */
function generateSlots(random: Random, { passes, choices }: Announcement): Slot[] {
  const labels = passes.flatMap((pass) => pass.from);
  const slots: Slot[] = [];
  const count = random.pick([0, random.int(8), random.int(41), random.int(41)]);
  for (let lane = 0, index = random.int(3); slots.length < count; index += random.chance(0.2) ? random.between(2, 4) : 1) {
    if (random.chance(0.15)) [lane, index] = [lane + 1, random.pick([0, 1, 999_000])];
    const [group, label] = [
      random.chance(0.7) ? choices.groups[lane % choices.groups.length]! : random.pick(choices.groups),
      random.pick(labels),
    ];
    slots.push({ slotId: `s${slots.length}`, group, lane: `lane${lane}`, index, label, commitment: random.hex(64) });
  }
  return random.chance(0.5) ? slots : random.shuffle(slots);
}

/** Kept, promised and not kept, or never promised. */
function generateContribution(
  random: Random,
  drawId: string,
  contributor: string,
): { contributor: string; commitment: string; secret: string | null } {
  const secret = random.hex(64);
  if (random.chance(0.1)) return { contributor, commitment: ABSENT_COMMITMENT, secret: null };
  return { contributor, commitment: deriveContributionCommitment(drawId, contributor, secret), secret: random.chance(0.8) ? secret : null };
}

/** Logs the three steps among other entries, with some witnesses there in time, some late, some not at all. */
function addLog(random: Random, files: Map<string, Uint8Array>, rules: Announcement, number: number): void {
  const moments = momentsOf(rules, number);
  const log = rules.log.origin === LOG.name ? LOG : OTHER_LOG;
  const drawId = `${rules.window}/${number}`;
  const steps = {
    announced: { type: 'window.announced', window: rules.window, file: 'announcement.json' },
    frozen: { type: 'draw.frozen', drawId, file: 'freeze.json' },
    revealed: { type: 'draw.revealed', drawId, file: 'reveal.json' },
  };
  const leaves: Uint8Array[] = [];
  for (const step of LOGGED_STEPS) {
    for (let others = random.int(4); others > 0; others--) leaves.push(utf8FromString(`{"type":"other","n":${random.int(1000)}}`));
    const { file, type, ...subject } = steps[step];
    const entry = { type, at: formatTime(Math.max(0, moments[step] - 120)), ...subject, sha256: sha256Hex(files.get(file)!) };
    leaves.push(utf8FromString(JSON.stringify(random.chance(0.5) ? entry : Object.fromEntries(random.shuffle(Object.entries(entry))))));
    const witnessedAt = witnessKeys.map(() => (random.chance(0.1) ? null : Math.max(0, moments[step] + (random.chance(0.95) ? -1 : 0))));
    addLoggedStep(files, step, leaves, leaves.length - 1, witnessedAt, log);
  }
}

/** The same JSON in other words: its keys in another order, other white space. */
function respell(random: Random, file: Uint8Array): Uint8Array {
  if (random.chance(0.5)) return file;
  const shuffled = JSON.parse(Buffer.from(file).toString(), (_key, value: unknown) =>
    typeof value === 'object' && value !== null && !Array.isArray(value)
      ? Object.fromEntries(random.shuffle(Object.entries(value)))
      : value,
  ) as object;
  const json = JSON.stringify(shuffled, null, random.pick(['', ' ', '  \t', '\t']));
  const ascii = json.replace(/[\x7f-\uffff]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0').toUpperCase()}`);
  return new Uint8Array(Buffer.from(`${random.pick(['', ' ', '\n\t'])}${ascii}${random.pick(['', ' ', '\n'])}\n`));
}
