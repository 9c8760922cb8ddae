import { readFileSync } from 'node:fs';

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Reads variables one by one and remembers everything that is wrong, so that an operator sees all mistakes at once.
 * A reading method that finds a mistake returns its fallback; the result must not be used when `problems` is not empty.
 */
export class EnvironmentReader {
  readonly problems: string[] = [];

  constructor(private readonly environment: Environment) {}

  problem(name: string, text: string): void {
    this.problems.push(`${name} ${text}`);
  }

  /** The value without surrounding blanks, or null when the variable is not set. Set but empty is a mistake. */
  text(name: string): string | null {
    const value = this.environment[name];
    if (value === undefined) return null;
    if (value.trim() === '') {
      this.problem(name, 'is set but empty: remove it or give it a value');
      return null;
    }
    return value.trim();
  }

  /** Like `text`, or the content of the file named by `<name>_FILE` (the form container secrets come in). */
  secret(name: string): string | null {
    const direct = this.text(name);
    const file = this.text(`${name}_FILE`);
    if (direct !== null && file !== null) {
      this.problem(name, `and ${name}_FILE are both set: keep one`);
      return null;
    }
    if (file === null) return direct;
    try {
      const content = readFileSync(file, 'utf8').trim();
      if (content !== '') return content;
      this.problem(`${name}_FILE`, `names an empty file (${file})`);
    } catch (error) {
      this.problem(`${name}_FILE`, `can't be read (${(error as NodeJS.ErrnoException).code ?? 'error'}: ${file})`);
    }
    return null;
  }

  integer(name: string, fallback: number, least: number, most: number): number {
    const value = this.text(name);
    if (value === null) return fallback;
    const number = Number(value);
    if (/^\d+$/.test(value) && number >= least && number <= most) return number;
    this.problem(name, `must be a whole number from ${least} to ${most}, not "${value}"`);
    return fallback;
  }

  oneOf<T extends string>(name: string, fallback: T, allowed: readonly T[]): T {
    const value = this.text(name);
    if (value === null) return fallback;
    if ((allowed as readonly string[]).includes(value)) return value as T;
    this.problem(name, `must be one of ${allowed.join(', ')}, not "${value}"`);
    return fallback;
  }

  /**
   * Checks an address that was read already. The value itself is never repeated in the message: it may hold a password.
   * @returns the address, or null when it was null or wrong.
   */
  address(name: string, value: string | null, schemes: readonly string[]): string | null {
    if (value === null) return null;
    const url = URL.canParse(value) ? new URL(value) : null;
    if (url && schemes.includes(url.protocol.slice(0, -1))) return value;
    this.problem(name, `must be an address that starts with ${schemes.map((s) => `${s}://`).join(' or ')}`);
    return null;
  }

  /** Like `address` for the web, but plain http only towards this same machine. */
  webAddress(name: string, value: string | null): string | null {
    const address = this.address(name, value, ['https', 'http']);
    if (address === null || new URL(address).protocol === 'https:' || isLoopback(new URL(address).hostname)) {
      return address;
    }
    this.problem(name, 'must use https (plain http is accepted for localhost only)');
    return null;
  }

  /** Misspelled variables of our own would otherwise be ignored in silence. */
  refuseUnknown(prefix: string, known: readonly string[]): void {
    for (const name of Object.keys(this.environment)) {
      if (name.startsWith(prefix) && !known.includes(name)) {
        this.problem(name, `is not a variable Fairslot knows (it knows ${known.join(', ')})`);
      }
    }
  }
}

/** Whether a host name or address is this machine itself. */
export function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || host === '[::1]' || /^127\.\d+\.\d+\.\d+$/.test(host);
}
