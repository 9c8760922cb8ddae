import { join } from 'node:path';
import { Command } from 'commander';
import { COMMANDS } from './commands';

/** A role's file exports this. The number is the exit status. */
interface Role {
  run(args: string[]): Promise<number | void> | number | void;
}

/** Loads a role only when it is asked for: `verify` must not need a database driver, nor a second to start. */
async function runRole(name: string, args: string[]): Promise<void> {
  // eslint-disable-next-line @typescript-eslint/no-require-imports
  const role = require(join(__dirname, 'roles', name)) as Role;
  process.exitCode = (await role.run(args)) ?? process.exitCode ?? 0;
}

const program = new Command('fairslot').description('Takes the race out of booking scarce appointments.');
for (const [name, { does, ...more }] of Object.entries(COMMANDS)) {
  const command = program.command(name).description(does);
  if ('takesArguments' in more) command.argument('[arguments...]').allowUnknownOption().helpOption(false);
  command.action(async (args: string[] | object) => runRole(name, Array.isArray(args) ? (args as string[]) : []));
}

program.parseAsync().catch((error: unknown) => {
  // Our own errors are written for operators; a stack says more only where nobody thought of the case.
  const expected = error instanceof Error && ['Error', 'ConfigError', 'ServerTooOld'].includes(error.constructor.name);
  process.stderr.write(`${expected ? error.message : String((error as Error)?.stack ?? error)}\n`);
  process.exitCode = 1;
});
