import { chmodSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { openKeys, parseKeys } from '../../src/platform/config';
import { createTemporaryFolder, removeFolder } from '../support/temporary-folder';

describe('key file', () => {
  let folder: string;
  beforeEach(() => {
    folder = createTemporaryFolder();
  });
  afterEach(() => removeFolder(folder));

  it('is made at the first start, for its owner only, and read again at the next', () => {
    const file = join(folder, 'var', 'keys.json');
    const first = openKeys(file);
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(openKeys(file)).toEqual(first);
    expect(first.dataKeys).toHaveLength(1);
  });

  it('holds five different keys', () => {
    const { dataKeys, ...single } = openKeys(join(folder, 'keys.json'));
    const all = [...Object.values(single), ...dataKeys].map((key) => Buffer.from(key).toString('hex'));
    expect(all).toHaveLength(5);
    expect(new Set(all).size).toBe(5);
    expect(all.every((key) => key.length === 64)).toBe(true);
  });

  it('is refused when others can read it', () => {
    const file = join(folder, 'keys.json');
    openKeys(file);
    chmodSync(file, 0o644);
    expect(() => openKeys(file)).toThrow(`chmod 600 ${file}`);
  });

  it.each([
    ['is not JSON', () => '{'],
    ['has another version', (text: string) => text.replace('"version": 1', '"version": 2')],
    ['lost a digit', (text: string) => text.replace(/"hashPepper": "./, '"hashPepper": "')],
    ['lost the data keys', (text: string) => text.replace(/"dataKeys": \[[^\]]*\]/, '"dataKeys": []')],
  ])('is refused, without telling a key, when it %s', (_, damage) => {
    const file = join(folder, 'keys.json');
    openKeys(file);
    const text = readFileSync(file, 'utf8');
    writeFileSync(file, damage(text));
    let message = '';
    try {
      openKeys(file);
    } catch (error) {
      message = (error as Error).message;
    }
    expect(message).toMatch(/not a key file/);
    expect(message).not.toMatch(/[0-9a-f]{16}/);
  });

  it('can hold older data keys', () => {
    const content = {
      version: 1,
      ...Object.fromEntries(
        ['logSigningSeed', 'receiptSigningSeed', 'hashPepper', 'practiceBeaconSecret'].map((name) => [name, 'ab'.repeat(32)]),
      ),
    };
    expect(parseKeys(JSON.stringify({ ...content, dataKeys: ['11'.repeat(32), '22'.repeat(32)] }), 'keys').dataKeys).toHaveLength(2);
  });
});
