import { runVerifierCli } from '../verifier/cli';

/** Needs files only: no configuration, no database. @returns exit status */
export function run(args: string[]): number {
  return runVerifierCli('inspect', args);
}
