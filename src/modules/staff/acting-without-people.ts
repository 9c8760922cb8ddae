/**
 * What happens without anybody: THE table beside that of duties (duties.ts). A sweep or a job acts for nobody and holds no duty. It takes a step that an announcement
 * or a deadline has fixed beforehand, tells people what others have decided, or puts a question to staff. It never decides one, and never agrees in the place of a
 * second person; what waits for one may lapse. A test holds both tables against what runs, and lets all of it run beside everything that can wait for people.
 */

/** By name: what is looked for again and again (platform/schedule). */
export const SWEEPS = {
  appointments:
    'looks for draws without offers, offers without an answer in time, appointments to remind of, slots missed, windows to close out',
  audits: 'looks for samples whose public round has come',
  draws: 'looks for announced draws without rows, and for their next steps',
  letters: 'looks for letters that wait',
  log: 'gives committed entries their places in the log and signs it',
  registrations: 'looks for what its jobs do',
  retention: 'looks for what has been kept long enough',
  windows: 'looks for templates, which two people started, whose next window is due',
} as const satisfies Readonly<Record<string, string>>;

/** By queue and name of the job. */
export const JOBS = {
  appointments: {
    offer: 'offers the slots that a published draw has given',
    expire: 'ends offers that nobody answered in time',
    remind: 'writes reminders of appointments',
    miss: 'marks appointments of past days to which nobody came',
    'close-out': 'ends a window and publishes its figures',
  },
  audits: { sample: 'draws a sample of entries that an auditor has asked for, from a public round' },
  draws: {
    freeze: 'fixes the list of entries at the announced time',
    reveal: "shows the service's own secret and takes note of those who did not show theirs",
    draw: 'computes the result from list, secrets and the announced round',
    publish: 'publishes the record, and then its proofs',
  },
  letters: { 'send-letters': 'sends letters that wait' },
  registrations: {
    'end-unconfirmed': 'ends registrations that nobody confirmed in time',
    'log-receipts': 'writes the hashes of receipts into the log',
    'clear-forms': 'forgets forms that were begun and not sent',
    'clear-limits': 'forgets counts of attempts that count no more',
    'tell-decisions': 'tells people, after the freeze, what staff have decided',
    compare: 'compares new registrations with others and puts what is alike to staff',
  },
  retention: { forget: 'erases what has been kept long enough' },
  windows: { 'open-next': 'announces the next window of a template that two people started' },
} as const satisfies Readonly<Record<string, Readonly<Record<string, string>>>>;

/** Names of a queue's jobs. */
export type JobOf<Queue extends keyof typeof JOBS> = keyof (typeof JOBS)[Queue] & string;
