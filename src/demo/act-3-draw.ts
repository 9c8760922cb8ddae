import {
  deriveContributionCommitment,
  deriveTicketId,
  drawRecord,
  type Entry,
  parseResult,
  REQUIRED_FILES,
  type ResultLine,
} from '../core';
import { randomBytes } from 'node:crypto';
import { type Registered, type Story, until, WINDOW } from './story';

/** What the interface says of a draw. */
interface Draw {
  drawId: string;
  number: number;
  state: string;
  round: number;
  entries: number;
  slots: number;
  served: number;
  publishedAt: string | null;
  endedReason: string | null;
  contributions: { contributor: string; secret: string | null }[];
}

/** A drawn draw, read from its public files. */
export interface Drawn {
  draw: Draw;
  entries: readonly Entry[];
  lines: readonly ResultLine[];
}

/** Somebody's line in a result. */
export interface Found {
  person: Registered;
  entry: Entry;
  line: ResultLine;
}

/**
 * Plays the ombudsperson: commits to a secret before every freeze and reveals it after, as an outside body would from its own machine.
 * @returns a function that ends it
 */
export function playOmbudsperson(story: Story): () => void {
  const client = story.staff.ombudsperson();
  const secrets = new Map<string, string>();
  const revealed = new Set<string>();
  const turn = async (): Promise<void> => {
    const { draws } = await story.everybody.get<{ draws: Draw[] }>(`/api/windows/${WINDOW}/draws`);
    for (const { drawId, state } of draws) {
      if (state === 'scheduled' && !secrets.has(drawId)) {
        const secret = randomBytes(32).toString('hex');
        secrets.set(drawId, secret);
        const commitment = deriveContributionCommitment(drawId, 'ombudsperson', secret);
        await client.post('/api/contributions/commitments', { drawId, commitment });
      } else if (state === 'frozen' && secrets.has(drawId) && !revealed.has(drawId)) {
        await client.post('/api/contributions/secrets', { drawId, secret: secrets.get(drawId) });
        revealed.add(drawId);
      }
    }
  };
  let running = false;
  const timer = setInterval(() => {
    if (running) return;
    running = true;
    // A secret that comes too late counts as null, in the demo as everywhere; a request that fails is made again at the next turn.
    void turn()
      .catch(() => undefined)
      .finally(() => (running = false));
  }, 500);
  return () => clearInterval(timer);
}

/** Follows a draw through its steps until its record is complete. Null for a draw that was skipped or voided. */
export async function followDraw(story: Story, number: number, seconds: number): Promise<Drawn | null> {
  const { narrator, everybody } = story;
  narrator.chapter(number === 0 ? 'The main draw' : `Refill draw ${number}`);
  let last = '';
  const draw = await until(`draw ${number}`, seconds, async () => {
    const found = await everybody.get<Draw>(`/api/windows/${WINDOW}/draws/${number}`).catch(() => null);
    if (!found) return null;
    if (found.state !== last) narrator.say(describe(found));
    last = found.state;
    return found.publishedAt !== null || found.endedReason !== null ? found : null;
  });
  if (draw.endedReason !== null) return null;
  narrator.say('record complete, with the log entries and their proofs; our own verifier has passed it');
  for (const { contributor, secret } of draw.contributions) narrator.say(`contribution of ${contributor}: ${secret ?? 'none in time'}`);
  const files = new Map<string, Uint8Array>();
  for (const name of REQUIRED_FILES) files.set(name, await everybody.getBytes(`/api/windows/${WINDOW}/draws/${number}/files/${name}`));
  const { seed, entries } = drawRecord(files);
  narrator.say(`seed ${seed}`);
  return { draw, entries, lines: parseResult(files.get('result.txt')!) };
}

function describe(draw: Draw): string {
  switch (draw.state) {
    case 'scheduled':
      return `scheduled: waits for round ${draw.round}`;
    case 'frozen':
      return `frozen: ${draw.entries} entries and ${draw.slots} slots are fixed, their roots are public and logged`;
    case 'revealed':
      return 'revealed: the contributions are public and logged, before the round exists';
    case 'drawn':
      return `drawn: ${draw.served} entries got slots`;
    default:
      return `${draw.state}: ${draw.endedReason}`;
  }
}

/** Everybody finds their own line with nothing but their receipt, as the specification promises. */
export function findOwnLines(story: Story, { draw, entries, lines }: Drawn): Found[] {
  const byTicket = new Map(lines.map((line) => [line.ticketId, line]));
  const entryOf = new Map(entries.map((entry) => [entry.ticketId, entry]));
  return story.registered.flatMap((person) => {
    const ticketId = deriveTicketId(draw.drawId, person.receiptSecret);
    const [line, entry] = [byTicket.get(ticketId), entryOf.get(ticketId)];
    return line && entry ? [{ person, entry, line }] : [];
  });
}
