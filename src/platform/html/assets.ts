import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Where `npm run build` puts style sheets, fonts and scripts: beside the compiled sources, wherever those run. */
const FOLDERS = [join(__dirname, '..', '..', 'assets'), join(__dirname, '..', '..', '..', 'dist', 'assets')];

/** Files that pages ask for by name. Their addresses carry a hash of their content, so browsers may keep them for ever. */
export class Assets {
  readonly folder: string;
  private readonly hashes = new Map<string, string>();
  private readonly names: Readonly<Record<string, string>>;

  /** @throws Error where nothing has been built */
  constructor() {
    const folder = FOLDERS.find((each) => existsSync(join(each, 'manifest.json')));
    if (!folder) throw new Error('the pages have no style sheets yet: run npm run build');
    this.folder = folder;
    this.names = JSON.parse(readFileSync(join(folder, 'manifest.json'), 'utf8')) as Record<string, string>;
  }

  /** @param name as in the build ("site.css") @throws Error for a name that was not built */
  addressOf(name: string): string {
    const file = this.names[name];
    if (file === undefined) throw new Error(`there is no asset ${name}`);
    return `/assets/${file}`;
  }

  /** SHA-256 of one's content, 64 hex: what somebody compares who has built or fetched it elsewhere. */
  sha256Of(name: string): string {
    let hash = this.hashes.get(name);
    if (!hash) this.hashes.set(name, (hash = createHash('sha256').update(this.read(name)).digest('hex')));
    return hash;
  }

  /** Content of one, for pages that carry everything in themselves. */
  read(name: string): Buffer {
    return readFileSync(join(this.folder, this.names[name] ?? name));
  }
}
