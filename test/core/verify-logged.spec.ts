import {
  COSIGNATURE,
  deriveVerifierKey,
  formatVerifierKey,
  verifyRecord,
  type CheckLine,
  type CheckName,
  type Trust,
} from '../../src/core';
import {
  addLoggedStep,
  announcement,
  CHAIN,
  composeRecord,
  editJson,
  editText,
  LOG,
  logKeyOf,
  momentsOf,
  OTHER_LOG,
  PRACTICE_CHAIN,
  TRUST,
  witnessKeys,
  WITNESSES,
  type RecordPlan,
} from './support/composed-record';

const NINE: CheckName[] = ['announcement', 'entries', 'slots', 'timing', 'contributions', 'beacon', 'ranking', 'allocation'];
const moments = momentsOf(announcement, 0);
const timingOf = (files: ReadonlyMap<string, Uint8Array>, trust = TRUST): CheckLine => verifyRecord(files, trust, null).checks[3]!;

describe('a record with log and witnesses', () => {
  it.each([0, 1, 3])('is verified by who trusts chain, log and witnesses (draw %d)', (number) => {
    const report = verifyRecord(composeRecord({ number }), TRUST, null);
    expect(report.checks).toEqual(NINE.map((check) => ({ check, outcome: 'passed' })));
    expect(report).toMatchObject({ verdict: 'verified', chain: 'trusted', drawId: `city.example/renew/w1/${number}` });
  });

  it('is verified without contributors, and with a secret that was not revealed', () => {
    expect(verifyRecord(composeRecord({ announcement: { ...announcement, contributors: [] } }), TRUST, null).verdict).toBe('verified');
    expect(verifyRecord(composeRecord({ secrets: [null, null] }), TRUST, null).verdict).toBe('verified');
  });

  it.each<[string, Partial<Trust>, string]>([
    ['the log', { logs: [] }, 'timing.log-untrusted'],
    ['this log but another', { logs: [logKeyOf(OTHER_LOG)] }, 'timing.log-untrusted'],
    ['a witness', { witnesses: [] }, 'timing.quorum'],
    ['more than one witness but wants two', { witnesses: witnessKeys.slice(0, 1) }, 'timing.quorum'],
    ['three witnesses but wants four', { quorum: 4 }, 'timing.quorum'],
  ])('is only replayed by who does not trust %s', (_, change, code) => {
    const report = verifyRecord(composeRecord(), { ...TRUST, ...change }, null);
    expect(report.checks[3]).toMatchObject({ check: 'timing', outcome: 'not-checked', code });
    expect(report.checks.filter((line) => line.outcome === 'passed')).toHaveLength(7);
    expect(report.verdict).toBe('replayed');
  });

  it('is only replayed, and passes all lines, under a chain the reader does not trust', () => {
    for (const change of [
      { chainHash: '0'.repeat(64) },
      { genesis: CHAIN.genesis + 1 },
      { periodSeconds: 31 },
      { publicKey: '1'.repeat(192) },
    ]) {
      const report = verifyRecord(composeRecord(), { ...TRUST, chains: [{ ...TRUST.chains[0]!, ...change }] }, null);
      expect(report).toMatchObject({ verdict: 'replayed', chain: 'untrusted' });
      expect(report.checks.every((line) => line.outcome === 'passed')).toBe(true);
    }
  });

  it('is never more than replayed with a practice chain, whatever the reader trusts', () => {
    const { kind: _kind, ...parameters } = PRACTICE_CHAIN;
    const report = verifyRecord(
      composeRecord({ announcement: { ...announcement, beacon: PRACTICE_CHAIN } }),
      { ...TRUST, chains: [parameters] },
      null,
    );
    expect(report).toMatchObject({ verdict: 'replayed', chain: 'practice' });
    expect(report.checks.every((line) => line.outcome === 'passed')).toBe(true);
  });

  it.each(['log/announced.json', 'log/frozen.tlog-proof', 'log/revealed.json'])('is only replayed without %s', (name) => {
    const files = composeRecord();
    files.delete(name);
    expect(timingOf(files)).toMatchObject({ outcome: 'not-checked', code: 'timing.no-log' });
  });

  it('does not count the witnesses that the office claims', () => {
    const files = composeRecord({ announcement: { ...announcement, witnesses: [], quorum: 0 } });
    expect(verifyRecord(files, TRUST, null).verdict).toBe('verified');
    expect(timingOf(composeRecord(), { ...TRUST, witnesses: [] })).toMatchObject({ code: 'timing.quorum' });
  });
});

describe('witnesses', () => {
  const steps = ['announced', 'frozen', 'revealed'] as const;

  it.each(steps)('that saw "%s" at its moment or later are too late', (step) => {
    for (const late of [moments[step], moments[step] + 1]) {
      const files = composeRecord({ witnessedAt: { [step]: [moments[step] - 1, late, late] } });
      expect(timingOf(files)).toMatchObject({ outcome: 'failed', code: 'timing.late' });
      expect(verifyRecord(files, TRUST, null).verdict).toBe('failed');
    }
  });

  it.each(steps)('that saw "%s" one second before are enough if they are the quorum', (step) => {
    const files = composeRecord({ witnessedAt: { [step]: [moments[step] - 1, moments[step] - 1, moments[step] + 9999] } });
    expect(timingOf(files)).toEqual({ check: 'timing', outcome: 'passed' });
  });

  it.each(steps)('that never saw "%s" leave it unchecked', (step) => {
    const files = composeRecord({ witnessedAt: { [step]: [moments[step] - 1, null, null] } });
    expect(timingOf(files)).toMatchObject({ outcome: 'not-checked', code: 'timing.quorum' });
  });

  it('count once, under however many names they are trusted', () => {
    const alias = formatVerifierKey(deriveVerifierKey({ ...WITNESSES[0]!, name: 'witness.example/alias' }, COSIGNATURE));
    const trust = { ...TRUST, witnesses: [witnessKeys[0]!, alias] };
    const files = composeRecord();
    for (const step of steps) {
      editText(files, `log/${step}.tlog-proof`, (text) => {
        const line = text.split('\n').find((each) => each.includes('witness.example/a '))!;
        const [dash, , encoded] = line.split(' ') as [string, string, string];
        const signature = Buffer.from(encoded, 'base64');
        Buffer.from(alias.split('+')[1]!, 'hex').copy(signature);
        return `${text}${dash} witness.example/alias ${signature.toString('base64')}\n`;
      });
    }
    expect(timingOf(files, { ...trust, quorum: 1 }).outcome).toBe('passed');
    expect(timingOf(files, trust)).toMatchObject({ code: 'timing.quorum' });
  });

  it('whose line does not verify count for nothing', () => {
    const files = composeRecord();
    editText(files, 'log/frozen.tlog-proof', (text) =>
      text.replace(/(witness\.example\/[ab] )(\S+)/g, (_, name: string, encoded: string) => {
        const signature = Buffer.from(encoded, 'base64');
        signature[20]! ^= 1;
        return name + signature.toString('base64');
      }),
    );
    expect(timingOf(files)).toMatchObject({ outcome: 'not-checked', code: 'timing.quorum' });
  });
});

describe('the log', () => {
  const refused = (name: string, edit: (text: string) => string, plan: RecordPlan = {}): CheckLine => {
    const files = composeRecord(plan);
    const before = Buffer.from(files.get(name)!).toString();
    editText(files, name, edit);
    expect(Buffer.from(files.get(name)!).toString()).not.toBe(before);
    return timingOf(files);
  };

  it.each([
    ['no JSON', 'log/frozen.json', () => 'x\n'],
    ['two lines', 'log/frozen.json', (text: string) => `${text}\n`],
    ['an empty file', 'log/frozen.json', () => ''],
    ['no final LF', 'log/frozen.json', (text: string) => text.trimEnd()],
    ['an unknown field', 'log/frozen.json', (text: string) => text.replace('{', '{"x":1,')],
    ['a missing field', 'log/frozen.json', (text: string) => text.replace(/"at":"[^"]*",/, '')],
    ['a time that is none', 'log/frozen.json', (text: string) => text.replace(/"at":"[^"]*"/, '"at":"soon"')],
    ['a type that is no string', 'log/frozen.json', (text: string) => text.replace('"draw.frozen"', '1')],
    ['a window in place of a draw', 'log/frozen.json', (text: string) => text.replace('w1/0', 'w1')],
    ['no proof', 'log/frozen.tlog-proof', () => 'x\n'],
    ['bytes that are no text', 'log/frozen.tlog-proof', (text: string) => text.replace('\u2014', '\ufffd')],
    ['an extension line', 'log/frozen.tlog-proof', (text: string) => text.replace('=\n\n\u2014', '=\nmore\n\n\u2014')],
    ['another origin', 'log/frozen.tlog-proof', (text: string) => text.replace('\n\nlog.example/fairslot', '\n\nlog.example/fairslop')],
  ])('is malformed with %s', (_, name, edit) => {
    expect(refused(name, edit)).toMatchObject({ outcome: 'failed', code: 'timing.malformed' });
  });

  it.each([
    ['another type', 'log/frozen.json', (text: string) => text.replace('draw.frozen', 'draw.drawn')],
    ['an unknown type', 'log/frozen.json', (text: string) => text.replace('draw.frozen', 'draw.unheard')],
    ['another draw', 'log/frozen.json', (text: string) => text.replace('w1/0', 'w1/1')],
    ['another window', 'log/announced.json', (text: string) => text.replace('renew/w1', 'renew/w2')],
    [
      'another file',
      'log/revealed.json',
      (text: string) => text.replace(/"sha256":"(.)/, (_, digit) => `"sha256":"${digit === '0' ? '1' : '0'}`),
    ],
  ])('is about something else with %s', (_, name, edit) => {
    expect(refused(name, edit)).toMatchObject({ outcome: 'failed', code: 'timing.subject' });
  });

  it('has to be signed by the announced key', () => {
    const changed = (text: string): string =>
      text.replace(/(\u2014 log\.example\/fairslot .{12})(.)/, (_, before: string, digit: string) => before + (digit === 'A' ? 'B' : 'A'));
    expect(refused('log/announced.tlog-proof', changed)).toMatchObject({ outcome: 'failed', code: 'timing.log-signature' });
    expect(refused('log/revealed.tlog-proof', (text) => text.replace(/\u2014 log[^\n]*\n/, ''))).toMatchObject({
      code: 'timing.log-signature',
    });
    const impostor = { ...LOG, seed: OTHER_LOG.seed };
    expect(timingOf(composeRecord({ log: impostor }))).toMatchObject({ outcome: 'failed', code: 'timing.log-signature' });
  });

  it('has to contain the entry, byte for byte', () => {
    expect(refused('log/frozen.json', (text) => text.replace(':', ': '))).toMatchObject({ outcome: 'failed', code: 'timing.inclusion' });
    expect(refused('log/frozen.tlog-proof', (text) => text.replace('index 3', 'index 2'))).toMatchObject({ code: 'timing.inclusion' });
    expect(refused('log/announced.tlog-proof', (text) => text.replace(/index 1\n[^\n]*\n/, 'index 1\n'))).toMatchObject({
      code: 'timing.inclusion',
    });
  });

  it('has to contain announcement, freeze and reveal in this order', () => {
    const files = composeRecord();
    const line = (step: string): Uint8Array => files.get(`log/${step}.json`)!.subarray(0, -1);
    const leaves = [line('announced'), line('revealed'), line('frozen')];
    const times = WITNESSES.map(() => moments.announced - 60);
    addLoggedStep(files, 'announced', leaves, 0, times, LOG);
    addLoggedStep(files, 'revealed', leaves, 1, times, LOG);
    addLoggedStep(files, 'frozen', leaves, 2, times, LOG);
    expect(timingOf(files)).toMatchObject({ outcome: 'failed', code: 'timing.order' });
    expect(timingOf(files, { ...TRUST, logs: [] })).toMatchObject({ code: 'timing.order' });
  });
});

describe('a late freeze', () => {
  it('fails with or without a log, from the reveal instant on', () => {
    for (const [frozenAt, outcome] of [
      ['2026-01-08T01:59:59Z', 'not-checked'],
      ['2026-01-08T02:00:00Z', 'failed'],
    ] as const) {
      const files = composeRecord();
      files.delete('log/frozen.json');
      editJson(files, 'freeze.json', (freeze) => ({ ...freeze, frozenAt }));
      expect(timingOf(files)).toMatchObject({ outcome, code: outcome === 'failed' ? 'timing.freeze-late' : 'timing.no-log' });
    }
  });
});
