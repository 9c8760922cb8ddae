import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Beacon, type BeaconChain, derivePracticeChain, QUICKNET, randomnessOf, signPracticeRound } from '../../src/core';
import type { Random } from './record-random';

const QUICKNET_ROUNDS = (
  JSON.parse(readFileSync(join(__dirname, '../vectors/protocol/drand-quicknet.json'), 'utf8')) as { rounds: Beacon[] }
).rounds.map(({ round, signature, randomness }) => ({ round, signature, randomness }));

const [PRACTICE_KEY, TOWN_KEY, STRANGER_KEY] = ['11'.repeat(32), '22'.repeat(32), '33'.repeat(32)];
/** Few rounds, so that each signature is made and checked once for very many records. */
const OWN_ROUNDS = [1, 2, 255, 256, 65536, 1_000_003, 2_000_000, 3_456_789, 4_000_000];

/** A chain with a public key of ours that does not say so. */
const asPublic = (secretKey: string, chainHash: string): BeaconChain => ({
  ...derivePracticeChain(secretKey, 1_600_000_000, 7),
  kind: 'public',
  chainHash,
});

/** A chain that {@link CHAIN_TRUST} knows beside quicknet. */
const TOWN_CHAIN = asPublic(TOWN_KEY, 'ab'.repeat(32));

const CHAINS: readonly { readonly chain: BeaconChain; readonly key: string | null }[] = [
  { chain: QUICKNET, key: null },
  { chain: derivePracticeChain(PRACTICE_KEY, 1_700_000_000, 30), key: PRACTICE_KEY },
  { chain: TOWN_CHAIN, key: TOWN_KEY },
  { chain: asPublic(STRANGER_KEY, 'cd'.repeat(32)), key: STRANGER_KEY },
];

const withoutKind = ({ kind: _kind, ...parameters }: BeaconChain): Omit<BeaconChain, 'kind'> => parameters;
/** Chains that a reader of random records trusts. */
export const CHAIN_TRUST = [withoutKind(QUICKNET), withoutKind(TOWN_CHAIN)];

const signed = new Map<string, Beacon>();

/** A chain and one of its rounds: drand's own ones, or rounds of chains whose keys we hold. */
export function generateRound(random: Random): { chain: BeaconChain; beacon: Beacon } {
  const { chain, key } = random.pick(CHAINS);
  if (key === null) return { chain, beacon: random.pick(QUICKNET_ROUNDS) };
  const round = random.pick(OWN_ROUNDS);
  const known = signed.get(`${key} ${round}`);
  if (known !== undefined) return { chain, beacon: known };
  const signature = signPracticeRound(key, round);
  const beacon = { round, signature, randomness: randomnessOf(signature) };
  signed.set(`${key} ${round}`, beacon);
  return { chain, beacon };
}
