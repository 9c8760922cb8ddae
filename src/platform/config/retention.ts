import type { EnvironmentReader } from './environment-reader';

/**
 * How long what is kept: one line a class of data, with the event from which its days count. The whole table of retention; what stands in no
 * class is kept because it names nobody (docs/operations: what is kept, and how long).
 */
export const RETENTION_CLASSES = {
  ended: { start: 'a registration was withdrawn or excluded, has ended, or was not confirmed in time', days: 30 },
  objection: { start: 'the record of the last draw that a registration was in has been published', days: 30 },
  appointment: { start: 'the last appointment that a registration had is over', days: 14 },
  waiting: { start: 'a registration was confirmed, or was last in a draw, and its service has had no window since', days: 365 },
  review: { start: 'a question to staff has been decided, a hearing has ended, or a name was asked for and not agreed to', days: 30 },
  network: { start: 'a registration was received, for the keyed hash of its network', days: 14 },
  letter: { start: 'a letter has been sent or given up', days: 14 },
  'offer-report': { start: 'an offer to sell a place was reported', days: 180 },
  'letter-count': { start: 'the day that letters to a contact are counted for', days: 2 },
} as const satisfies Readonly<Record<string, { start: string; days: number }>>;

export type RetentionClass = keyof typeof RETENTION_CLASSES;

/** Days by class. */
export type Retention = Readonly<Record<RetentionClass, number>>;

const MOST_DAYS = 3650;

/** Reads `RETENTION_DAYS`: `class=days`, separated by commas; what is not named keeps its default. */
export function readRetention(read: EnvironmentReader): Retention {
  const names = Object.keys(RETENTION_CLASSES) as RetentionClass[];
  const days = Object.fromEntries(names.map((name) => [name, RETENTION_CLASSES[name].days])) as Record<RetentionClass, number>;
  for (const part of read.text('RETENTION_DAYS')?.split(',') ?? []) {
    const [, name, number] = /^\s*([a-z-]+)=(\d{1,4})\s*$/.exec(part) ?? [];
    const known = names.find((each) => each === name);
    if (!known || Number(number) < 1 || Number(number) > MOST_DAYS) {
      read.problem(
        'RETENTION_DAYS',
        `must hold parts such as letter=14, of ${names.join(', ')}, with 1 to ${MOST_DAYS} days: not "${part.trim()}"`,
      );
    } else days[known] = Number(number);
  }
  return days;
}
