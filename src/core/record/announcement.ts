import type { BeaconChain } from '../beacon';
import { NAME, WINDOW } from '../encoding/grammar';
import { anyString, integer, listOf, matching, objectOf, oneOf, parsable, setOf, type Reader } from '../encoding/shape';
import { formatAsciiJson, parseStrictJson } from '../encoding/strict-json';
import { parseTime } from '../encoding/time';
import { CoreError, underCode } from '../errors';
import { COSIGNATURE, NOTE_SIGNATURE } from '../note';
import { MAX_TICKETS, type Pass } from '../draw';
import type { TicketParameters, TicketRules } from '../policy';
import { CHAIN_SHAPE, verifierKey } from './keys-and-chains';

export const PROTOCOL = 'fairslot/v1';

/** Rules and timetable of a window, published before it opens: `announcement.json` (record.md). */
export interface Announcement {
  readonly protocol: typeof PROTOCOL;
  /** `<authority>/<service>/<window>`. */
  readonly window: string;
  readonly title: string;
  readonly timetable: Timetable;
  readonly beacon: BeaconChain;
  readonly tickets: AnnouncedTickets;
  readonly passes: readonly Pass[];
  readonly choices: { readonly groups: readonly string[] };
  /** Who commits to a secret before the freeze, in the order in which the secrets enter the seed. */
  readonly contributors: readonly string[];
  readonly log: { readonly origin: string; readonly key: string };
  /** Verifier keys of the witnesses that the office claims; a verifier counts only its own. */
  readonly witnesses: readonly string[];
  readonly quorum: number;
}

/** Moments as `YYYY-MM-DDTHH:MM:SSZ`, spans in seconds. */
export interface Timetable {
  readonly opensAt: string;
  readonly closesAt: string;
  readonly freezeAt: string;
  readonly revealBy: string;
  readonly drawAt: string;
  readonly refill: RefillTimetable;
}

/** When the refill draws 1, 2, … take place. */
export interface RefillTimetable {
  readonly firstAt: string;
  readonly everySeconds: number;
  readonly lastAt: string;
  readonly freezeSecondsBefore: number;
  readonly revealSecondsBefore: number;
}

/** The announced part of the ticket rules; the pots come from the passes. */
export interface AnnouncedTickets {
  readonly allowed: readonly number[];
  readonly rule: TicketRules['rule'];
  readonly parameters: TicketParameters;
}

const time = parsable(parseTime);
const names = setOf(matching(NAME), 1);

const readAnnouncement: Reader<Announcement> = objectOf({
  protocol: oneOf(PROTOCOL),
  window: matching(WINDOW),
  title: anyString,
  timetable: objectOf({
    opensAt: time,
    closesAt: time,
    freezeAt: time,
    revealBy: time,
    drawAt: time,
    refill: objectOf({
      firstAt: time,
      everySeconds: integer(0),
      lastAt: time,
      freezeSecondsBefore: integer(0),
      revealSecondsBefore: integer(0),
    }),
  }),
  beacon: objectOf({ ...CHAIN_SHAPE, kind: oneOf('public', 'practice') }),
  tickets: objectOf({
    allowed: listOf(integer(1, MAX_TICKETS), 1),
    rule: oneOf('uniform', 'rising', 'savable'),
    parameters: objectOf({ leadDays: integer(0), cap: integer(1), maxLosses: integer(0), guaranteeAfter: integer(1) }),
  }),
  passes: listOf(objectOf({ pot: matching(NAME), from: names, max: { optional: integer(0) } }), 1),
  choices: objectOf({ groups: names }),
  contributors: setOf(matching(NAME)),
  log: objectOf({ origin: matching(/^[^]+$/), key: verifierKey(NOTE_SIGNATURE) }),
  witnesses: setOf(verifierKey(COSIGNATURE)),
  quorum: integer(0),
});

/** Reads `announcement.json` (record.md); the order of its times is for {@link checkTimetable}. Throws `announcement.malformed`. */
export function parseAnnouncement(file: Uint8Array): Announcement {
  return underCode('announcement.malformed', () => {
    const announcement = readAnnouncement(parseStrictJson(file, { ascii: true }), 'announcement');
    assertTickets(announcement.tickets);
    assertPasses(announcement.passes);
    assertQuorum(announcement);
    return announcement;
  });
}

/** `announcement.json` of an announcement. Throws `announcement.malformed` for what {@link parseAnnouncement} refuses. */
export function formatAnnouncement(announcement: Announcement): Uint8Array {
  const file = formatAsciiJson(announcement, 1);
  parseAnnouncement(file);
  return file;
}

function assertTickets({ allowed, parameters }: AnnouncedTickets): void {
  const ascends = allowed.every((count, index) => (index === 0 ? count === 1 : count > allowed[index - 1]!));
  if (!ascends) refuse('allowed ticket counts that ascend from 1', allowed.join(' '));
  if (parameters.cap !== allowed.at(-1)) refuse('cap to be the largest allowed count', String(parameters.cap));
}

/** Everybody is in `general` and it comes last, so that no pot can hold slots back from the others for ever. */
function assertPasses(passes: readonly Pass[]): void {
  const pots = passes.map((pass) => pass.pot);
  if (new Set(pots).size !== pots.length) refuse('one pass a pot', pots.join(' '));
  if (pots.at(-1) !== 'general') refuse('general as the last pot', pots.join(' '));
}

function assertQuorum({ quorum, witnesses }: Announcement): void {
  if (quorum > witnesses.length || (quorum === 0 && witnesses.length > 0)) {
    refuse(`a quorum of ${witnesses.length} witnesses`, String(quorum));
  }
}

function refuse(expected: string, actual: string): never {
  throw new CoreError('encoding.value', { expected, actual });
}
