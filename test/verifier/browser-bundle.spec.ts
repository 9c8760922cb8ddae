import { readFileSync } from 'node:fs';
import { createContext, runInContext } from 'node:vm';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { lot } from '../../src/core';
import { createTemporaryFolder, removeFolder } from '../support/temporary-folder';
import { OldBrowser } from './support/old-browser';
import { zipOf } from './support/record-store';
import { loadRecords, readFolder, vectorPath } from './support/vectors';
import { type AnyReport, buildBundle, essence, verifyByBundle } from './support/verifiers';

const folder = createTemporaryFolder('bundle');
const { code, said } = buildBundle(folder);
const browser = new OldBrowser(code);
afterAll(() => removeFolder(folder));

describe('the bundle for browsers', () => {
  it('is small enough for a phone, and its size is printed', () => {
    process.stdout.write(said);
    const [, plain, gzip, brotli] = /^verifier bundle ([\d.]+) kB, gzip ([\d.]+) kB, brotli ([\d.]+) kB\n$/.exec(said)!.map(Number);
    expect(plain).toBeCloseTo(Buffer.byteLength(code) / 1000, 0);
    expect(gzip).toBeCloseTo(gzipSync(code).length / 1000, 0);
    expect(brotli).toBeCloseTo(brotliCompressSync(code).length / 1000, 0);
    expect(gzip).toBeLessThan(60);
  });

  it('finds nothing around it but the language of 2021', () => {
    const missing = [
      'process',
      'Buffer',
      'require',
      'module',
      'global',
      'window',
      'self',
      'console',
      'crypto',
      'fetch',
      'setTimeout',
      'queueMicrotask',
    ];
    const alsoMissing = ['TextEncoder', 'TextDecoder', 'URL', 'atob', 'WebAssembly', 'SharedArrayBuffer', 'Intl', 'structuredClone'];
    for (const name of [...missing, ...alsoMissing]) expect([name, browser.run(`typeof ${name}`)]).toEqual([name, 'undefined']);
    const later = [
      '[].findLast',
      '[].toSorted',
      '"".at',
      'new Uint8Array(1).at',
      'new Uint8Array(1).toHex',
      'new Set().union',
      'Object.groupBy',
    ];
    for (const name of later) expect([name, browser.run(`typeof ${name}`)]).toEqual([name, 'undefined']);
    expect(() => browser.run('new Function("return 1")')).toThrow('Code generation from strings disallowed');
  });

  it('leaves nothing behind but its own name and what old browsers lack', () => {
    expect(browser.run('Object.keys(globalThis).join()')).toBe('FairslotVerifier');
    expect(browser.run('Object.keys(FairslotVerifier).sort().join()')).toBe('lot,verifyFiles,verifyZip');
    expect(browser.run('for (const each in []) throw new Error(each); Object.keys(Object).length')).toBe(0);
    expect(
      browser.run('[1, 2, 3].at(-1) + [1, 2, 3].at(0) + String([].at(0)) + Object.hasOwn({ a: 1 }, "a") + Object.hasOwn({}, "toString")'),
    ).toBe('4undefinedtruefalse');
  });

  it('leaves a newer browser as it is', () => {
    const context = createContext({});
    const before = runInContext('[Object.hasOwn, Array.prototype.at]', context) as unknown[];
    runInContext(code, context);
    expect(runInContext('[Object.hasOwn, Array.prototype.at]', context)).toEqual(before);
    expect(before).toEqual([expect.any(Function), expect.any(Function)]);
  });

  it('has no way to send anything anywhere', () => {
    expect(code).not.toMatch(
      /\bfetch\b|XMLHttpRequest|WebSocket|sendBeacon|EventSource|importScripts|localStorage|\bimport\s*\(|document\./,
    );
  });
});

describe('in an old browser', () => {
  it.each(loadRecords())('$name: $expect.verdict', ({ files, trust, expect: expected }) => {
    const report = verifyByBundle(browser, zipOf(files), { trust, receipt: null });
    const line = report.checks!.find(({ outcome }) => outcome !== 'passed' && (expected.verdict !== 'failed' || outcome === 'failed'));
    expect({ verdict: report.verdict, check: line?.check ?? null, code: line?.code ?? null, chain: report.chain }).toEqual(expected);
  });

  it('files that are there already are verified as those of an archive', () => {
    const files = readFolder(vectorPath('protocol/pots'));
    const own = browser.run('(entries) => new Map(entries)') as (entries: [string, Uint8Array][]) => Map<string, Uint8Array>;
    const report = browser.bundle.verifyFiles(own([...files].map(([name, content]) => [name, browser.bytes(content)]))) as AnyReport;
    expect(essence(report)).toEqual(essence(verifyByBundle(browser, zipOf(files), { trust: null, receipt: null })));
  });

  it('a receipt finds its ticket, and says whether its signature was checked', () => {
    const { tiny } = JSON.parse(readFileSync(vectorPath('protocol/receipts.json'), 'utf8')) as {
      tiny: { people: { receiptSecret: string; identity: string; ticketId: string }[] };
    };
    const { receiptSecret, identity, ticketId } = tiny.people[0]!;
    const zip = browser.bytes(zipOf(readFolder(vectorPath('protocol/tiny'))));
    const ask = (content: object): unknown =>
      browser.bundle.verifyZip(zip, { receipt: browser.bytes(Buffer.from(JSON.stringify(content))) });
    expect(ask({ receiptSecret, identity })).toMatchObject({
      verdict: 'replayed',
      receipt: 'unchecked',
      ticket: { ticketId, identityOpened: true },
    });
    expect(ask({ receiptSecret, identity: `${identity}.` })).toMatchObject({ verdict: 'failed', ticket: null });
    expect(ask({ receiptSecret: 'x' })).toMatchObject({ verdict: 'unusable', code: 'receipt.malformed' });
    expect(browser.bundle.verifyZip(zip, { trust: browser.bytes(Buffer.from('{}')) })).toMatchObject({
      verdict: 'unusable',
      code: 'trust.malformed',
    });
    expect(browser.bundle.verifyZip(browser.bytes(Buffer.from('PK')))).toMatchObject({ verdict: 'unusable', code: 'record.unreadable' });
  });

  it('a lot can be computed by hand', () => {
    const seed = '0'.repeat(64);
    for (const j of [1, 9, 10, 64]) expect(browser.bundle.lot(seed, 'f'.repeat(32), j)).toBe(lot(seed, 'f'.repeat(32), j));
  });
});
