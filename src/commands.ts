/** What somebody runs at a shell. */
interface Command {
  readonly does: string;
  /** Reads its own arguments; the others take none. */
  readonly takesArguments?: true;
  /** Who runs it (docs/operations). */
  readonly who: 'whoever runs the service' | 'anybody';
  /**
   * As whom it signs in at the database. `owner`: migrates, then gives that login up for the service's. `service`: the rights of
   * `fairslot_service` and no others (docs/adr/0017). `none`: files only.
   */
  readonly database: 'owner' | 'service' | 'none';
}

/**
 * THE table of commands. None decides anything that takes a person: there is no command that approves, grants, corrects, excludes or draws
 * again. A test holds it against what there is. No imports here: `verify` must not need a database driver, nor a second to start.
 */
export const COMMANDS = {
  start: { does: 'everything in one process (database, web, worker)', who: 'whoever runs the service', database: 'owner' },
  web: { does: 'answer requests only', who: 'whoever runs the service', database: 'service' },
  worker: { does: 'run jobs only', who: 'whoever runs the service', database: 'service' },
  migrate: { does: 'bring the database schema up to date, then end', who: 'whoever runs the service', database: 'owner' },
  demo: { does: 'play a whole round with made-up people', takesArguments: true, who: 'anybody', database: 'owner' },
  draw: { does: 'compute a draw from its record files', takesArguments: true, who: 'anybody', database: 'none' },
  verify: {
    does: 'check a published draw record; exit status 0 when every check passes',
    takesArguments: true,
    who: 'anybody',
    database: 'none',
  },
  inspect: { does: 'show what a record says', takesArguments: true, who: 'anybody', database: 'none' },
} as const satisfies Readonly<Record<string, Command>>;
