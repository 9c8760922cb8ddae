import { runVerifierCli } from '../../../src/verifier/cli';

/** What a command said and how it ended. */
export interface CliRun {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** `fairslot <command> <args>` in this process. */
export function runCli(command: 'verify' | 'draw' | 'inspect', ...args: readonly string[]): CliRun {
  const said = { out: '', err: '' };
  const code = runVerifierCli(command, args, { out: (text) => void (said.out += text), err: (text) => void (said.err += text) });
  return { code, ...said };
}
