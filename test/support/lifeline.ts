import { type ChildProcess, spawn } from 'node:child_process';

/**
 * Starts a helper process that ends when this process does, however that happens: a watcher beside it waits for the end
 * of a pipe.
 */
export function spawnBound(command: string, args: readonly string[]): ChildProcess {
  const script = '( ( read word <&3; kill -TERM $$ ) & ) 2>/dev/null; exec 3<&-; exec "$0" "$@"';
  const child = spawn('/bin/sh', ['-c', script, command, ...args], { stdio: ['ignore', 'ignore', 'ignore', 'pipe'], detached: true });
  return unbind(child);
}

/** Runs a shell script (`$0` is `argument`) once this process has ended. */
export function runAfterOurEnd(script: string, argument: string): void {
  const whole = `read word <&3; ${script}`;
  unbind(spawn('/bin/sh', ['-c', whole, argument], { stdio: ['ignore', 'ignore', 'ignore', 'pipe'], detached: true, cwd: '/' }));
}

/** Neither the child nor the pipe keeps a test run from ending. */
function unbind(child: ChildProcess): ChildProcess {
  child.unref();
  (child.stdio[3] as unknown as { unref(): void; on(event: 'error', listener: () => void): void }).on('error', () => undefined);
  (child.stdio[3] as unknown as { unref(): void }).unref();
  return child;
}
