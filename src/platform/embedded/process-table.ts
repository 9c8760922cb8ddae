import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';

/**
 * What is known about a process. Numbers are reused by the system, so a bare number proves nothing: compare the start or
 * the command line too.
 */
interface Process {
  /** When it started, in the system's own notation without blanks; only to be compared with itself. */
  readonly started: string;
  /** Program and arguments, joined by blanks. */
  readonly commandLine: string;
}

/** The process with this number, or null when there is none or it has ended (a zombie has ended). */
export function findProcess(pid: number): Process | null {
  return existsSync('/proc/self/stat') ? fromProc(pid) : fromPs(pid);
}

function fromProc(pid: number): Process | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The second field is the program's name in brackets and may hold blanks: count from behind it.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    const state = fields[0] ?? 'X';
    if (state === 'Z' || state === 'X') return null;
    const commandLine = readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ').trim();
    return { started: fields[19] ?? '0', commandLine };
  } catch {
    return null;
  }
}

function fromPs(pid: number): Process | null {
  try {
    const [started, commandLine] = ['lstart=', 'command='].map((column) =>
      execFileSync('ps', ['-o', column, '-p', String(pid)], { encoding: 'utf8' }).trim(),
    );
    return { started: (started ?? '').replaceAll(/\s+/g, '_'), commandLine: commandLine ?? '' };
  } catch {
    return null;
  }
}

/** Number and start of a process as one word without blanks, for later comparison with `isSameProcess`. */
export function identifyProcess(pid: number): string {
  return `${pid}.${findProcess(pid)?.started ?? 'gone'}`;
}

/** Whether the process named by `identity` still runs, and is not merely another one with the same number. */
export function isSameProcess(identity: string): boolean {
  const pid = Number(identity.split('.')[0]);
  return Number.isInteger(pid) && pid > 0 && findProcess(pid) !== null && identifyProcess(pid) === identity;
}
