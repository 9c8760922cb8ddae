import { Command, CommanderError, Option } from 'commander';
import { runDraw } from './draw-command';
import { runInspect } from './inspect-command';
import { EXIT, type Output } from './output';
import { runVerify, type VerifyOptions } from './verify-command';

export { runDraw } from './draw-command';
export { runInspect } from './inspect-command';
export type { Output } from './output';
export { runVerify, type VerifyOptions } from './verify-command';

const PROCESS: Output = { out: (text) => process.stdout.write(text), err: (text) => process.stderr.write(text) };

/**
 * The command line of the verifier, as `fairslot verify|draw|inspect …`.
 *
 * @param args what follows the command
 * @returns the exit code. Wrong usage and faults of this program are 2: neither says anything about a record
 */
export function runVerifierCli(command: 'draw' | 'verify' | 'inspect', args: readonly string[], output: Output = PROCESS): number {
  let code: number = EXIT.unusable;
  const program = PROGRAMS[command](output, (result) => (code = result))
    .exitOverride()
    .configureOutput({ writeOut: output.out, writeErr: output.err })
    .showHelpAfterError();
  try {
    program.parse([...args], { from: 'user' });
    return code;
  } catch (error) {
    // Commander has said what was wrong with the arguments; help that was asked for is no error.
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : EXIT.unusable;
    output.err(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
    return EXIT.unusable;
  }
}

type MakeProgram = (output: Output, end: (code: number) => void) => Command;

const PROGRAMS: Readonly<Record<'draw' | 'verify' | 'inspect', MakeProgram>> = {
  verify: (output, end) =>
    new Command('fairslot verify')
      .description('Checks the public record of a draw. Exit code: 0 verified, 3 replayed, 1 failed, 2 unusable input.')
      .argument('<record>', 'folder or .zip')
      .option('--receipt <file>', 'your receipt: finds your own entry, and stays on this machine')
      .option('--trust <file>', 'chains, logs and witnesses that you trust (default: drand quicknet, no log, no witness)')
      .option('--json', 'for machines')
      .addOption(new Option('--lang <language>', 'language of the text').choices(['de', 'en']).default('en'))
      .action((record: string, options: VerifyOptions) => end(runVerify(record, options, output))),
  draw: (output, end) =>
    new Command('fairslot draw')
      .description('Computes result.txt from the other files of a record, and writes it into the folder.')
      .argument('<folder>')
      .option('--print', 'print it instead of writing it (then it can be a .zip, too)')
      .action((folder: string, options: { print?: boolean }) => end(runDraw(folder, options, output))),
  inspect: (output, end) =>
    new Command('fairslot inspect')
      .description("Shows a record's main figures. Checks nothing.")
      .argument('<record>', 'folder or .zip')
      .action((record: string) => end(runInspect(record, output))),
};
