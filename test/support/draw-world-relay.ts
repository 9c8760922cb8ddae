import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import {
  type Beacon,
  type BeaconChain,
  derivePracticeChain,
  QUICKNET,
  randomnessOf,
  roundAt,
  signPracticeRound,
  timeOfRound,
} from '../../src/core';

/** A drand network as far as a relay needs to know it: its parameters, and the rounds that exist by a moment. */
export interface Network {
  readonly chain: BeaconChain;
  /** The round's value, or null while it does not exist. @param now unix seconds */
  find(round: number, now: number): Beacon | null;
  findLatest(now: number): Beacon | null;
}

/** A network of our own that calls itself public: same arithmetic as drand's, with a key that the test holds. */
export function foundNetwork(seed: string, genesis: number, periodSeconds = 3): Network {
  const secret = seed.repeat(64).slice(0, 64);
  const chain: BeaconChain = { ...derivePracticeChain(secret, genesis, periodSeconds), kind: 'public' };
  const signed = new Map<number, string>();
  const sign = (round: number): string => {
    const signature = signed.get(round) ?? signPracticeRound(secret, round);
    signed.set(round, signature);
    return signature;
  };
  const find = (round: number, now: number): Beacon | null => {
    if (round < 1 || timeOfRound(chain, round) > now) return null;
    const signature = sign(round);
    return { round, signature, randomness: randomnessOf(signature) };
  };
  const findLatest = (now: number): Beacon | null => {
    const next = roundAt(chain, now);
    return find(timeOfRound(chain, next) > now ? next - 1 : next, now);
  };
  return { chain, find, findLatest };
}

/** drand quicknet, as far as its rounds are known here. */
export function quicknet(rounds: readonly Beacon[]): Network {
  const existing = (now: number): Beacon[] => rounds.filter(({ round }) => timeOfRound(QUICKNET, round) <= now);
  return {
    chain: QUICKNET,
    find: (round, now) => existing(now).find((beacon) => beacon.round === round) ?? null,
    findLatest: (now) => existing(now).at(-1) ?? null,
  };
}

type Answer = (response: ServerResponse, beacon: Beacon | null, asked: string) => void;

/** What a relay can do to those who ask it. */
export const MANNERS = {
  honest: (response, beacon) => (beacon ? sendJson(response, beacon) : refuse(response, 404)),
  'too early': (response, beacon) => (beacon ? sendJson(response, beacon) : refuse(response, 425)),
  'says nothing': () => undefined,
  'stops in the middle': (response) => void response.writeHead(200, { 'content-type': 'application/json' }).write('{"round":'),
  'hangs up': (response) => void response.socket?.destroy(),
  'internal error': (response) => refuse(response, 500),
  garbage: (response) => void response.end('<html>please log in</html>'),
  'empty object': (response) => void response.end('{}'),
  null: (response) => void response.end('null'),
  'ten megabytes': (response) => void response.end(`{"round": 1, "signature": "${'0'.repeat(10 << 20)}"}`),
  'round as text': (response, beacon) => sendJson(response, beacon && { ...beacon, round: String(beacon.round) }),
  'upper-case signature': (response, beacon) => sendJson(response, beacon && { ...beacon, signature: beacon.signature.toUpperCase() }),
  'claims a round that is still to come': (response, beacon) =>
    sendJson(response, beacon && { ...beacon, round: beacon.round + 1_000_000 }),
} as const satisfies Record<string, Answer>;
export type Manner = keyof typeof MANNERS;

function sendJson(response: ServerResponse, body: unknown): void {
  response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}

function refuse(response: ServerResponse, status: number): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end('{"error":"no"}');
}

/** A relay on this machine that speaks drand's HTTP interface, version 1, with whatever manners a test gives it. */
export interface Relay {
  readonly url: string;
  /** Paths that it was asked for. */
  readonly asked: string[];
  answer: Answer;
  /** The round that it gives instead of the one it is asked for; null: that one. */
  instead: number | 'latest' | null;
  stop(): Promise<void>;
}

/** @param now the true time, in unix seconds */
export async function startRelay(network: Network, now: () => number): Promise<Relay> {
  const { chain } = network;
  const info = {
    public_key: chain.publicKey,
    period: chain.periodSeconds,
    genesis_time: chain.genesis,
    hash: chain.chainHash,
    schemeID: chain.scheme,
  };
  const serve = ({ url = '' }: IncomingMessage, response: ServerResponse): void => {
    relay.asked.push(url);
    if (url === '/chains') return sendJson(response, [chain.chainHash]);
    if (url === `/${chain.chainHash}/info`)
      return sendJson(response, { ...info, groupHash: '00'.repeat(32), metadata: { beaconID: 'test' } });
    const asked = new RegExp(`^/${chain.chainHash}/public/(latest|[1-9]\\d*)$`).exec(url)?.[1];
    if (asked === undefined) return refuse(response, 404);
    const wanted = relay.instead ?? asked;
    relay.answer(response, wanted === 'latest' ? network.findLatest(now()) : network.find(Number(wanted), now()), asked);
  };
  const server = createServer(serve).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const relay: Relay = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    asked: [],
    answer: MANNERS.honest,
    instead: null,
    stop: async () => {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
  return relay;
}
