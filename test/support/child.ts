import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { waitFor } from './wait-for';

/** A process under test, with everything it has said so far. */
export interface Child {
  readonly pid: number;
  output(): string;
  errors(): string;
  /** @throws Error, with what it said on its error stream, when it ends before it says this */
  says(pattern: RegExp | string): Promise<void>;
  kill(signal: NodeJS.Signals): void;
  /** Exit status, or the signal that ended it. */
  readonly ended: Promise<number | NodeJS.Signals>;
}

/** Starts a Node process with exactly this environment (and PATH). */
export function startChild(args: readonly string[], environment: Readonly<Record<string, string>> = {}): Child {
  const process_: ChildProcessWithoutNullStreams = spawn(process.execPath, [...args], {
    env: { PATH: process.env.PATH, ...environment },
  });
  let output = '';
  let errors = '';
  process_.stdout.on('data', (chunk: Buffer) => (output += chunk.toString('utf8')));
  process_.stderr.on('data', (chunk: Buffer) => (errors += chunk.toString('utf8')));
  const ended = new Promise<number | NodeJS.Signals>((resolve) => {
    process_.once('close', (code, signal) => resolve(code ?? signal ?? 1));
  });
  const child: Child = {
    pid: process_.pid!,
    output: () => output,
    errors: () => errors,
    says: async (pattern) => {
      await waitFor(
        () => {
          const said = typeof pattern === 'string' ? output.includes(pattern) : pattern.test(output);
          return said || process_.exitCode !== null || process_.signalCode !== null;
        },
        `"${String(pattern)}"`,
      ).catch((error: Error) => Promise.reject(new Error(`${error.message}; it said: ${output}${errors}`)));
      const said = typeof pattern === 'string' ? output.includes(pattern) : pattern.test(output);
      if (!said) throw new Error(`ended (${process_.exitCode ?? process_.signalCode}) without saying ${String(pattern)}: ${errors}`);
    },
    kill: (signal) => void process_.kill(signal),
    ended,
  };
  return child;
}
