import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { fetchBeacon, HttpCachingChain, HttpChainClient } from 'drand-client';
import { type Beacon, QUICKNET, timeOfRound } from '../../../src/core';
import { DrandHttpBeacon } from '../../../src/modules/draws';
import { foundNetwork, MANNERS, type Manner, type Network, quicknet, type Relay, startRelay } from '../../support/draw-world-relay';

const VECTORS = JSON.parse(readFileSync(resolve(__dirname, '../../vectors/protocol/drand-quicknet.json'), 'utf8')) as {
  rounds: Beacon[];
  mustFail: { why: string; round: number; signature: string }[];
};
const OWN = foundNetwork('5', 1_700_000_000);
const NOW = timeOfRound(OWN.chain, 1000) + 1;
/** Long enough for an answer on a busy machine, short enough to wait for one that never comes. */
const PATIENCE = 2000;

const relays: Relay[] = [];
afterEach(async () => {
  await Promise.all(relays.splice(0).map((relay) => relay.stop()));
});

/** A relay with these manners, and perhaps the round that it gives instead of every other. */
async function relay(manner: Manner, network: Network = OWN, now = NOW): Promise<Relay> {
  const started = await startRelay(network, () => now);
  started.answer = MANNERS[manner];
  relays.push(started);
  return started;
}

function ask(urls: readonly string[], network: Network = OWN) {
  const said: string[] = [];
  const beacon = new DrandHttpBeacon(network.chain, urls, { warn: (message: string) => void said.push(message) }, PATIENCE);
  return { beacon, said };
}

describe('an honest relay', () => {
  it('of drand quicknet: every real round that is known here is taken, value by value', async () => {
    const { url } = await relay('honest', quicknet(VECTORS.rounds), Infinity);
    const { beacon, said } = ask([url], quicknet(VECTORS.rounds));
    expect(VECTORS.rounds).toHaveLength(12);
    for (const expected of VECTORS.rounds) {
      const { round, signature, randomness } = expected;
      expect(await beacon.findRound(round)).toEqual({ round, signature, randomness });
    }
    expect(await beacon.findProvenTime()).toBe(timeOfRound(QUICKNET, 20905307));
    expect(said).toEqual([]);
  });

  it.each(['honest', 'too early'] as const)('has no round that is still to come, which is no mistake (%s)', async (manner) => {
    const { beacon, said } = ask([(await relay(manner)).url]);
    expect(await beacon.findRound(1001)).toBeNull();
    expect((await beacon.findRound(1000))?.round).toBe(1000);
    expect(said).toEqual([]);
  });

  it('is asked for the round by its number, never for the latest, and proves the time by its latest', async () => {
    const honest = await relay('honest');
    const { beacon } = ask([honest.url]);
    await beacon.findRound(7);
    expect(await beacon.findProvenTime()).toBe(NOW - 1);
    expect(honest.asked).toEqual([`/${OWN.chain.chainHash}/public/7`, `/${OWN.chain.chainHash}/public/latest`]);
  });

  it('is understood by drand-client too, so this peer speaks what real relays speak', async () => {
    for (const [network, round, now] of [
      [OWN, 999, NOW],
      [quicknet(VECTORS.rounds), 20905307, Infinity],
    ] as const) {
      const { url } = await relay('honest', network, now);
      const { chainHash, publicKey } = network.chain;
      const options = { disableBeaconVerification: false, noCache: false, chainVerificationParams: { chainHash, publicKey } };
      const client = new HttpChainClient(new HttpCachingChain(`${url}/${chainHash}`, options), options);
      expect(await fetchBeacon(client, round)).toEqual(await ask([url], network).beacon.findRound(round));
    }
  });
});

describe('a relay that is down, slow or lies', () => {
  it.each((Object.keys(MANNERS) as Manner[]).filter((manner) => manner !== 'honest' && manner !== 'too early'))(
    'gives nothing, and the next one is asked: %s',
    async (manner) => {
      const bad = await relay(manner);
      const alone = ask([bad.url]);
      const both = ask([bad.url, (await relay('honest')).url]);
      const asked = [
        alone.beacon.findRound(1000),
        alone.beacon.findProvenTime(),
        both.beacon.findRound(1000),
        both.beacon.findProvenTime(),
      ];
      expect(await Promise.all(asked)).toEqual([null, null, OWN.find(1000, NOW), NOW - 1]);
      expect(alone.said).toHaveLength(2);
      expect(both.said.filter((line) => line.includes(bad.url))).toHaveLength(2);
    },
  );

  it('gives the value of another round under its own number: it is not taken for the one that was asked for', async () => {
    const liar = await relay('honest');
    liar.instead = 999;
    expect(await ask([liar.url]).beacon.findRound(1000)).toBeNull();
    liar.answer = (response, beacon, asked) => MANNERS.honest(response, { ...beacon!, round: Number(asked) });
    expect(await ask([liar.url]).beacon.findRound(1000)).toBeNull();
  });

  it.each(VECTORS.mustFail)('gives a signature of quicknet that is none: $why', async ({ round, signature }) => {
    const liar = await relay('honest', quicknet(VECTORS.rounds), Infinity);
    liar.answer = (response) => MANNERS.honest(response, { round, signature, randomness: '' });
    const { beacon, said } = ask([liar.url], quicknet(VECTORS.rounds));
    expect(await beacon.findRound(round)).toBeNull();
    expect(said).toHaveLength(1);
  });

  it('gives rounds of another network', async () => {
    const other = foundNetwork('6', OWN.chain.genesis);
    const foreign = await relay('honest', { ...other, chain: { ...other.chain, chainHash: OWN.chain.chainHash } });
    expect(await ask([foreign.url]).beacon.findRound(1000)).toBeNull();
    expect(await ask([foreign.url]).beacon.findProvenTime()).toBeNull();
  });

  it('sends elsewhere: it is not followed', async () => {
    const honest = await relay('honest');
    const redirecting = await relay('honest');
    redirecting.answer = (response, _, asked) =>
      void response.writeHead(302, { location: `${honest.url}/${OWN.chain.chainHash}/public/${asked}` }).end();
    expect(await ask([redirecting.url]).beacon.findRound(1000)).toBeNull();
    expect(honest.asked).toEqual([]);
  });

  it('can hold rounds back, but not hide them from somebody who asks others too', async () => {
    const [behind, ahead] = [await relay('honest', OWN, NOW - 600), await relay('honest')];
    for (const urls of [
      [behind.url, ahead.url],
      [ahead.url, behind.url],
    ]) {
      expect(await ask(urls).beacon.findProvenTime()).toBe(NOW - 1);
      expect((await ask(urls).beacon.findRound(1000))?.round).toBe(1000);
    }
    expect(await ask([behind.url]).beacon.findRound(1000)).toBeNull();
  });

  it('is not needed where there is none: nothing is known then', async () => {
    const { beacon } = ask([]);
    expect(await beacon.findRound(1)).toBeNull();
    expect(await beacon.findProvenTime()).toBeNull();
  });
});
