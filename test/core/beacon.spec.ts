import { createHash } from 'node:crypto';
import { bls12_381 } from '@noble/curves/bls12-381.js';
import fc from 'fast-check';
import {
  derivePracticeChain,
  QUICKNET,
  randomnessOf,
  roundAt,
  signPracticeRound,
  taggedHash,
  timeOfRound,
  verifyBeacon,
} from '../../src/core';
import { expectCode } from './support/expect-code';
import { loadVector } from './support/vectors';

interface BeaconVectors {
  chain: Record<string, string | number>;
  rounds: { round: number; signature: string; randomness: string }[];
  mustFail: { why: string; round: number; signature: string }[];
}

const vectors = loadVector<BeaconVectors>('drand-quicknet');
const SECRET = '11'.repeat(32);

describe('quicknet', () => {
  it('has the parameters of the vectors, all five and no other', () => {
    expect(vectors.chain).toMatchObject(QUICKNET);
  });

  it.each(vectors.rounds)('round $round verifies', (beacon) => {
    verifyBeacon(QUICKNET, beacon);
    expect(randomnessOf(beacon.signature)).toBe(createHash('sha256').update(beacon.signature, 'hex').digest('hex'));
  });

  it.each(vectors.mustFail)('$why does not', ({ round, signature }) => {
    const randomness = createHash('sha256').update(Buffer.from(signature, 'hex')).digest('hex');
    expectCode('beacon.signature', () => verifyBeacon(QUICKNET, { round, signature, randomness }));
  });
});

describe('a round', () => {
  const beacon = vectors.rounds.find((each) => each.round === 1000)!;
  const order = bls12_381.G1.Point.Fn.ORDER;

  it('has one randomness', () => {
    expectCode('beacon.randomness', () => verifyBeacon(QUICKNET, { ...beacon, randomness: 'f'.repeat(64) }));
  });

  it('has no second signature: neither the negated point nor an uncompressed or longer one', () => {
    const flipped = (Number.parseInt(beacon.signature.slice(0, 2), 16) ^ 0x20).toString(16) + beacon.signature.slice(2);
    const uncompressed = Buffer.from(bls12_381.G1.Point.fromHex(beacon.signature).toBytes(false)).toString('hex');
    for (const signature of [flipped, uncompressed, `${beacon.signature}00`, '', 'zz'.repeat(48), 'f'.repeat(96), '0'.repeat(96)]) {
      expectCode('beacon.signature', () => verifyBeacon(QUICKNET, { ...beacon, signature }));
    }
  });

  it('is refused under a key that is no point of the prime-order group, or that is nothing', () => {
    const infinity = `c0${'0'.repeat(190)}`;
    for (const publicKey of [
      infinity,
      '0'.repeat(192),
      'f'.repeat(192),
      QUICKNET.publicKey.replace(/.$/, 'b'),
      QUICKNET.publicKey.toUpperCase(),
    ]) {
      expectCode('beacon.signature', () => verifyBeacon({ ...QUICKNET, publicKey }, beacon));
    }
  });

  it('is refused under another key, or as another kind of number', () => {
    const other = derivePracticeChain(SECRET, 0, 3);
    expectCode('beacon.signature', () => verifyBeacon(other, beacon));
    for (const round of [0, -1, 1.5, 2 ** 53]) expectCode('beacon.signature', () => verifyBeacon(QUICKNET, { ...beacon, round }));
  });

  it('is signed over SHA-256 of the round under the domain of RFC 9380 for G1, computed here by hand', () => {
    const message = createHash('sha256').update(Buffer.from('00000000000003e8', 'hex')).digest();
    const point = bls12_381.G1.hashToCurve(message, { DST: 'BLS_SIG_BLS12381G1_XMD:SHA-256_SSWU_RO_NUL_' });
    const signed = bls12_381.G1.Point.fromHex(point.multiply(BigInt(`0x${SECRET}`) % order).toHex(true)).toHex(true);
    expect(signPracticeRound(SECRET, 1000)).toBe(signed);
  });
});

describe('rounds and times', () => {
  it.each([
    ['genesis', 1692803367, 1],
    ['a second later', 1692803368, 2],
    ['a period later', 1692803370, 2],
    ['2027-01-15T12:00:00Z', 1800014400, 35737012],
    ['before genesis, where round 1 is the first there is', 0, 1],
  ])('%s', (_, time, round) => {
    expect(roundAt(QUICKNET, time)).toBe(round);
  });

  it('the round at an instant is the first whose time is not before it', () => {
    const chains = fc.record({ genesis: fc.nat(2 ** 31), periodSeconds: fc.integer({ min: 1, max: 100000 }) });
    fc.assert(
      fc.property(chains, fc.nat(2 ** 32), (chain, time) => {
        const round = roundAt(chain, time);
        expect(timeOfRound(chain, round)).toBeGreaterThanOrEqual(time);
        if (round > 1) expect(timeOfRound(chain, round - 1)).toBeLessThan(time);
        expect(round).toBeGreaterThanOrEqual(1);
      }),
    );
  });
});

describe('a practice chain', () => {
  const chain = derivePracticeChain(SECRET, 1000, 5);

  it('is named by the hash of its key, genesis and period, and says that it is one', () => {
    expect(chain).toMatchObject({ kind: 'practice', genesis: 1000, periodSeconds: 5 });
    expect(chain.chainHash).toBe(taggedHash('fairslot/v1/practice-chain', chain.publicKey, '1000 5'));
  });

  it('signs rounds that verify like any other', () => {
    const signature = signPracticeRound(SECRET, 77);
    verifyBeacon(chain, { round: 77, signature, randomness: randomnessOf(signature) });
    expectCode('beacon.signature', () => verifyBeacon(chain, { round: 78, signature, randomness: randomnessOf(signature) }));
  });

  it.each(['0'.repeat(64), 'f'.repeat(64), '11', 'AA'.repeat(32)])('is not made from %s, and the message does not repeat it', (secret) => {
    for (const act of [() => derivePracticeChain(secret, 0, 3), () => signPracticeRound(secret, 1)]) {
      expect(expectCode('beacon.secret-key', act).message).not.toContain(secret);
    }
  });
});
