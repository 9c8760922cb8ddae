import { sha256Hex, deriveSeed, parseAnnouncement, parseBeacon, parseFreeze, parseResult, parseReveal } from '../../core';

/** What one draw came to, in numbers: nothing about a person. */
export interface DrawNumbers {
  readonly tickets: number;
  /** Registrations that were found to be of one person, beyond the one entry that stands for them. */
  readonly merged: number;
  /** In the order of the passes. */
  readonly byPot: readonly { readonly pot: string; readonly served: number; readonly slots: number }[];
  /** Fewest tickets first. */
  readonly byTickets: readonly { readonly tickets: number; readonly entries: number; readonly served: number }[];
}

/** The chance that decided, with what is needed to check one lot by hand. */
export interface DrawChance {
  /** 64 hex */
  readonly seed: string;
  readonly chainHash: string;
  readonly kind: 'public' | 'practice';
  readonly round: number;
  readonly randomness: string;
  /** The first in rank: its smallest lot is the j-th, and this is its hash. Null in a draw without entries. */
  readonly best: { readonly ticketId: string; readonly j: number; readonly score: string } | null;
}

/** The files that {@link chanceOf} reads: small ones, and the beginning of the result. */
export const CHANCE_FILES = ['announcement.json', 'freeze.json', 'reveal.json', 'beacon.json'] as const;

/**
 * Computes a drawn draw's seed from its record (docs/spec: draw).
 * @param files the four of {@link CHANCE_FILES}
 * @param firstLine of result.txt, with its line end; empty if there is none
 * @throws CoreError for a record that breaks its form
 */
export function chanceOf(files: ReadonlyMap<string, Uint8Array>, firstLine: Uint8Array): DrawChance {
  const file = (name: (typeof CHANCE_FILES)[number]): Uint8Array => files.get(name)!;
  const { beacon: chain } = parseAnnouncement(file('announcement.json'));
  const { round, randomness } = parseBeacon(file('beacon.json'));
  const seed = deriveSeed({
    drawId: parseFreeze(file('freeze.json')).drawId,
    freezeSha256: sha256Hex(file('freeze.json')),
    contributions: parseReveal(file('reveal.json')).contributions.map(({ secret }) => secret),
    chainHash: chain.chainHash,
    round,
    randomness,
  });
  const [best] = parseResult(firstLine);
  return {
    seed,
    chainHash: chain.chainHash,
    kind: chain.kind,
    round,
    randomness,
    best: best ? { ticketId: best.ticketId, j: best.j, score: best.score } : null,
  };
}
