import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/**
 * A fresh folder that the account PostgreSQL runs as can pass through (as root, `mkdtemp` alone would keep it out).
 * The name is short: sockets' paths are limited.
 */
export function createTemporaryFolder(name = 't'): string {
  const folder = mkdtempSync(join(tmpdir(), `fs-${name}-`));
  chmodSync(folder, 0o711);
  return folder;
}

export function removeFolder(folder: string): void {
  rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
}
