import { randomnessOf, timeOfRound, verifyBeacon, type Beacon, type BeaconChain } from '../../../core';
import type { AppLogger } from '../../../platform/logging';
import type { BeaconSource } from './beacon-source';

/** One relay's time to answer, in milliseconds. */
const RELAY_TIMEOUT = 5000;
/** How relays say that a round does not exist yet. */
const NOT_YET = [404, 425];
/** A round is some 300 bytes; whatever sends more is no drand relay. */
const MOST_BYTES = 4096;

/**
 * drand over HTTP (its version 1 interface, which every relay speaks): `GET <relay>/<chain hash>/public/<round>`.
 *
 * For a round, relays are asked one after the other until one gives it. A relay that lies, stalls or is down costs time and a line in the
 * log, nothing else. For the time all are asked at once and the newest round counts: a single relay that holds rounds back hides nothing.
 */
export class DrandHttpBeacon implements BeaconSource {
  constructor(
    private readonly chain: BeaconChain,
    private readonly relays: readonly string[],
    private readonly logger: Pick<AppLogger, 'warn'>,
    private readonly timeout = RELAY_TIMEOUT,
  ) {}

  async findRound(round: number): Promise<Beacon | null> {
    for (const relay of this.relays) {
      const beacon = await this.ask(relay, String(round));
      if (beacon?.round === round) return beacon;
    }
    return null;
  }

  async findProvenTime(): Promise<number | null> {
    const shown = await Promise.all(this.relays.map((relay) => this.ask(relay, 'latest')));
    const times = shown.flatMap((beacon) => (beacon ? timeOfRound(this.chain, beacon.round) : []));
    return times.length === 0 ? null : Math.max(...times);
  }

  /** One relay's answer, verified; null for everything else. The relay's own `randomness` is not even read: it follows from the signature. */
  private async ask(relay: string, round: string): Promise<Beacon | null> {
    try {
      const response = await fetch(`${relay}/${this.chain.chainHash}/public/${round}`, {
        signal: AbortSignal.timeout(this.timeout),
        redirect: 'error',
      });
      if (!response.ok) {
        await response.body?.cancel();
        if (NOT_YET.includes(response.status)) return null;
        throw new Error(`status ${response.status}`);
      }
      const text = await readAtMost(response, MOST_BYTES);
      const { round: given, signature } = JSON.parse(text) as { round: unknown; signature: unknown };
      if (typeof given !== 'number' || typeof signature !== 'string') throw new Error('no round in the answer');
      const beacon = { round: given, signature, randomness: randomnessOf(signature) };
      verifyBeacon(this.chain, beacon);
      return beacon;
    } catch (error) {
      this.logger.warn(`beacon relay ${relay} gave no usable round ${round}: ${error instanceof Error ? error.message : 'unknown'}`);
      return null;
    }
  }
}

async function readAtMost(response: Response, most: number): Promise<string> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of (response.body ?? []) as AsyncIterable<Uint8Array>) {
    size += chunk.length;
    if (size > most) throw new Error(`more than ${most} bytes`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}
