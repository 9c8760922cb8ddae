import { createHash } from 'node:crypto';
import { zipSync } from 'fflate';
import {
  type Announcement,
  derivePracticeChain,
  drawRecord,
  drawTimes,
  type Entry,
  formatAnnouncement,
  formatBeacon,
  formatEntries,
  formatFreeze,
  formatResult,
  formatReveal,
  formatSlots,
  formatVerifierKey,
  deriveVerifierKey,
  merkleRootOfLines,
  NOTE_SIGNATURE,
  randomnessOf,
  sha256Hex,
  signPracticeRound,
} from '../src/core';
import { makeEntries, makeSlots, PASSES } from './core-workload';

const CHAIN_KEY = '11'.repeat(32);
const LOG = { name: 'bench.example/log', seed: new Uint8Array(32).fill(7) };

/** The archive of a whole draw with so many entries and a tenth as many slots. Always the same one. */
export function makeRecordZip(count: number): Uint8Array {
  const announcement = makeAnnouncement();
  const { round } = drawTimes(announcement, 0);
  const entries: Entry[] = makeEntries()
    .slice(0, count)
    .map((entry) => ({ ...entry, commitment: hashOf(entry.ticketId) }))
    .sort((a, b) => (a.ticketId < b.ticketId ? -1 : 1));
  const signature = signPracticeRound(CHAIN_KEY, round);
  const files = new Map<string, Uint8Array>([
    ['announcement.json', formatAnnouncement(announcement)],
    ['entries.txt', formatEntries(entries)],
    ['slots.txt', formatSlots(makeSlots().slice(0, count / 10))],
    ['reveal.json', formatReveal({ contributions: [] })],
    ['beacon.json', formatBeacon({ round, signature, randomness: randomnessOf(signature) })],
  ]);
  const [list, slots] = [files.get('entries.txt')!, files.get('slots.txt')!];
  const freeze = formatFreeze({
    protocol: 'fairslot/v1',
    drawId: `${announcement.window}/0`,
    announcement: sha256Hex(files.get('announcement.json')!),
    entries: { count, tickets: entries.reduce((sum, { tickets }) => sum + tickets, 0), root: merkleRootOfLines(list) },
    slots: { count: count / 10, root: merkleRootOfLines(slots) },
    commitments: [],
    round,
    frozenAt: announcement.timetable.freezeAt,
  });
  files.set('freeze.json', freeze);
  files.set('result.txt', formatResult(drawRecord(files).lines));
  return zipSync(Object.fromEntries(files), { level: 6 });
}

function makeAnnouncement(): Announcement {
  return {
    protocol: 'fairslot/v1',
    window: 'bench.example/permit/w1',
    title: 'Bench',
    timetable: {
      opensAt: '2026-03-02T08:00:00Z',
      closesAt: '2026-03-07T08:00:00Z',
      freezeAt: '2026-03-07T09:00:00Z',
      revealBy: '2026-03-07T11:00:00Z',
      drawAt: '2026-03-08T08:00:00Z',
      refill: {
        firstAt: '2026-03-10T08:00:00Z',
        everySeconds: 86_400,
        lastAt: '2026-03-10T08:00:00Z',
        freezeSecondsBefore: 7200,
        revealSecondsBefore: 3600,
      },
    },
    beacon: derivePracticeChain(CHAIN_KEY, 1_767_225_600, 3),
    tickets: { allowed: [1, 2, 4, 8, 16], rule: 'savable', parameters: { leadDays: 14, cap: 16, maxLosses: 4, guaranteeAfter: 8 } },
    passes: PASSES,
    choices: { groups: Array.from({ length: 20 }, (_, group) => `group-${group}`) },
    contributors: [],
    log: { origin: LOG.name, key: formatVerifierKey(deriveVerifierKey(LOG, NOTE_SIGNATURE)) },
    witnesses: [],
    quorum: 0,
  };
}

function hashOf(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
