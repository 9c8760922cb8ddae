import { createHash } from 'node:crypto';
import { spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { unzipSync } from 'fflate';
import { sha256Hex, sha256HexOfText, taggedHash } from '../../../src/core';
import { EvidenceExport, ManualActs } from '../../../src/modules/audits';
import { packEvidence } from '../../../src/modules/audits/evidence-archive';
import { readArchive } from '../../../src/verifier/archive';
import { runVerify } from '../../../src/verifier/cli';
import { Envelope } from '../../../src/platform/crypto';
import type { StaffMember } from '../../../src/modules/staff';
import { createTemporaryFolder, removeFolder } from '../../support';
import { DrawWorld } from '../../support/draw-world';
import { LIFE, live, populate } from '../../support/draw-world-life';
import { expectSums, filesWith, provenEntries, textOf as text } from '../../support/evidence-files';
import { textOfPdf } from '../../support/pdf-text';

const DRAW = `${DrawWorld.path}/0`;
const ANNA: StaffMember = { name: 'auditor-1', person: 'auditor-1', roles: ['auditor'] };

let world: DrawWorld;
beforeAll(async () => {
  world = await DrawWorld.open();
  await populate(world);
  await world.query(`UPDATE registrations SET critical_date = '2026-05-01', critical_date_source = 'end-of-employment' WHERE id = $1`, [
    world.people[9]!.registrationId,
  ]);
  await live(world, LIFE);
});
afterAll(() => world.stop());

describe('the court bundle of a draw', () => {
  let files: Record<string, Uint8Array>;
  let exported: Awaited<ReturnType<EvidenceExport['exportDraw']>>;
  beforeAll(async () => {
    exported = await world.get(EvidenceExport).exportDraw(ANNA, DRAW);
    files = unzipSync(exported.zip);
  });

  it('holds what a court asks for, and the sums of it', () => {
    expect(Object.keys(files).sort()).toEqual([
      'LIESMICH.txt',
      'SHA256SUMS',
      'announcement.json',
      'beacon.json',
      'entries.txt',
      'evidence/acts.csv',
      'evidence/faults.csv',
      'evidence/ledger.csv',
      'evidence/log/checkpoint.txt',
      'evidence/log/entries.jsonl',
      'evidence/statistics.json',
      'evidence/verification.json',
      'evidence/weights.csv',
      'freeze.json',
      'log/announced.json',
      'log/announced.tlog-proof',
      'log/drawn.json',
      'log/drawn.tlog-proof',
      'log/frozen.json',
      'log/frozen.tlog-proof',
      'log/revealed.json',
      'log/revealed.tlog-proof',
      'protokoll.pdf',
      'result.txt',
      'reveal.json',
      'slots.txt',
      'verifier/fairslot-verify.html',
      'verifier/verify.py',
    ]);
    expectSums(files);
    expect(exported.name).toBe('court-stadt-example-permit-w10-0.zip');
    for (const name of ['evidence/verification.json', 'LIESMICH.txt', 'evidence/acts.csv']) expect(files[name]!.length).toBeGreaterThan(50);
    for (const line of text(files['LIESMICH.txt']).split('\n')) expect(line).not.toMatch(/staff-audit|readme\./);
  });

  it('is itself a record: our verifier, and the other one, check it as it is', () => {
    const folder = createTemporaryFolder('court');
    try {
      const zip = join(folder, 'court.zip');
      writeFileSync(zip, exported.zip);
      let said = '';
      expect(runVerify(zip, { lang: 'de' }, { out: (line) => (said += line), err: () => undefined })).toBe(3);
      expect(said).toContain('stadt.example/permit/w10/0');
      expect([...readArchive(exported.zip).keys()]).toContain('result.txt');
      for (const [name, content] of Object.entries(files)) {
        mkdirSync(dirname(join(folder, name)), { recursive: true });
        writeFileSync(join(folder, name), content);
      }
      const python = spawnSync('python3', ['verifier/verify.py', '.'], { cwd: folder, encoding: 'utf8' });
      expect([python.status, python.stderr]).toEqual([3, '']);
    } finally {
      removeFolder(folder);
    }
  });

  it('proves every log entry about the window and the draw against one signed checkpoint', () => {
    const types = provenEntries(world, files).map(({ type }) => type);
    expect(types).toEqual(
      expect.arrayContaining(['window.announced', 'draw.frozen', 'draw.revealed', 'draw.drawn', 'slot.offered', 'slot.attended']),
    );
    expect(types).not.toContain('registrations.received');
  });

  it('names nobody, nowhere', () => {
    for (const { person, registrationId, receiptSecret } of world.people) {
      for (const secret of [person.surname, person.caseNumber, 'M1001', registrationId, receiptSecret])
        expect({ secret, in: filesWith(files, [secret]) }).toEqual({ secret, in: [] });
    }
    // What is looked for would be found, in the minutes too.
    expect(filesWith(files, [DRAW])).toContain('protokoll.pdf');
  });

  it('has minutes in German that are tagged and say the main figures', () => {
    const pdf = Buffer.from(files['protokoll.pdf']!);
    const raw = pdf.toString('latin1');
    expect(raw).toContain('/StructTreeRoot');
    expect(raw).toContain('/MarkInfo');
    expect(raw).toMatch(/\/Lang \(de/);
    const said = textOfPdf(pdf).join(' ').replaceAll(/\s+/g, ' ');
    const { seed } = JSON.parse(text(files['evidence/verification.json'])) as { seed: string };
    for (const words of [
      'Protokoll des Zuteilungslaufs',
      'Unterschriften',
      DRAW,
      'Die Zuteilung ist die einzig mögliche',
      'Terminplatz-Bilanz',
    ]) {
      expect(said.replaceAll(' ', '')).toContain(words.replaceAll(' ', ''));
    }
    expect(said.replaceAll(' ', '')).toContain(seed);
    expect(said.replaceAll(' ', '')).toContain(sha256Hex(files['announcement.json']!));
    // This world's window was announced without a request: the minutes do not hide that.
    expect(said).toMatch(/freigegeben von nicht ?vermerkt/);
  });

  it('leaves a place for what the second verifier says, with the command that makes it say it', () => {
    const said = textOfPdf(Buffer.from(files['protokoll.pdf']!)).join(' ').replaceAll(/\s+/g, '');
    const sha256 = createHash('sha256').update(files['verifier/verify.py']!).digest('hex');
    expect(said).toContain(
      `ZweitesPrüfprogrammvomDienstnichtausgeführt;imausgepacktenArchiv:python3verifier/verify.py.SeinePrüfsumme(SHA-256)${sha256}SeinErgebnis(vonHand)____`,
    );
    expect(text(files['LIESMICH.txt'])).toContain('python3 verifier/verify.py .');
  });

  it('lists every entry with what its tickets follow from, every slot with what opens it, and hardship without a ticket beside it', () => {
    const [head, ...weights] = text(files['evidence/weights.csv']).trim().split('\r\n');
    expect(head).toBe('ticket_id,tickets,reason,losses,critical_date,date_source,date_verified_by,hardship,could_be_met,widened');
    // The register knows dates of some by their cards; staff have seen one document (below, before the freeze).
    const dates = weights.map((line) => line.split(',').slice(4, 7).join(' ').trim()).sort();
    expect(dates).toEqual(
      [
        ...Array.from({ length: 6 }, () => ''),
        '2026-03-10 card register',
        '2026-03-24 card register',
        '2026-04-20 card register',
        '2026-05-01 end-of-employment staff',
      ].sort(),
    );
    expect(weights.map((line) => line.slice(0, 32))).toEqual(
      text(files['entries.txt'])
        .trim()
        .split('\n')
        .map((line) => line.slice(0, 32)),
    );
    const acts = text(files['evidence/acts.csv']).trim().split('\r\n');
    expect(acts[0]).toBe('at,kind,what,about,ticket_id,reason,first,second,decision,log_index');
    expect(acts[1]!.split(',').slice(1)).toEqual([
      'hardship',
      expect.any(String),
      DrawWorld.service,
      '',
      'medical',
      'hardship-officer-1',
      'approver-1',
      'approved',
      '',
    ]);
    const ledger = text(files['evidence/ledger.csv'])
      .trim()
      .split('\r\n')
      .slice(1)
      .map((line) => line.split(','));
    expect(ledger.map(([slotId]) => slotId)).toEqual(
      text(files['slots.txt'])
        .trim()
        .split('\n')
        .map((line) => line.split(' ')[0]),
    );
    for (const [slotId, , , startsAt, place, salt] of ledger) {
      const line = text(files['slots.txt'])
        .split('\n')
        .find((each) => each.startsWith(`${slotId} `))!;
      expect(line.split(' ').at(-1)).toBe(taggedHash('fairslot/v1/slot', DRAW, slotId!, salt!, startsAt!, sha256HexOfText(place!)));
    }
  });

  it('stands in the log by its hash and without a name, and in the list of acts', async () => {
    await world.settle();
    const [entry] = await world.logged('audit.exported');
    expect(entry).toEqual({
      type: 'audit.exported',
      at: expect.any(String) as string,
      drawId: DRAW,
      scope: 'draw',
      sha256: exported.sha256,
      officer: 'auditor-1',
    });
    expect(createHash('sha256').update(exported.zip).digest('hex')).toBe(exported.sha256);
    const { acts } = await world.get(ManualActs).list({ kind: 'export' }, 1, 10);
    expect(acts).toEqual([
      expect.objectContaining({
        kind: 'export',
        what: 'draw',
        about: DRAW,
        ticketId: null,
        first: 'auditor-1',
        logIndex: expect.any(Number) as number,
      }),
    ]);
    await expect(world.query('DELETE FROM audit_exports')).rejects.toMatchObject({ code: 'FS001' });
  });
});

describe('the file of one person', () => {
  it('opens this one commitment, in this draw, and nobody else’s', async () => {
    const [, person] = world.people;
    const { zip, name } = await world.get(EvidenceExport).exportPerson(ANNA, DRAW, ' m 1002 ');
    const files = unzipSync(zip);
    expect(name).toBe('person-stadt-example-permit-w10-0.zip');
    expectSums(files);
    const { line, salt, identity } = JSON.parse(text(files['person/entry.json'])) as {
      line: { ticketId: string; commitment: string };
      salt: string;
      identity: string;
    };
    expect(line.ticketId).toBe((await world.entryOf(person!))!.ticketId);
    expect(taggedHash('fairslot/v1/person', DRAW, line.ticketId, salt, sha256HexOfText(identity))).toBe(line.commitment);
    const all = Object.entries(files).map(([file, content]) =>
      file.endsWith('.pdf') ? textOfPdf(Buffer.from(content)).join(' ') : text(content),
    );
    for (const other of world.people) {
      expect(all.some((content) => content.includes(other.receiptSecret))).toBe(false);
      if (other !== person)
        expect(all.some((content) => content.includes(other.person.surname) || content.includes(`M${1000 + other.n}`))).toBe(false);
    }
    const said = textOfPdf(Buffer.from(files['protokoll.pdf']!)).join(' ').replaceAll(' ', '');
    expect(said).toContain('Yıldızc');
    expect(said).toContain('Akte einer Person'.replaceAll(' ', ''));
    expect(JSON.parse(text(files['person/sheet.json']))).toMatchObject({ tickets: (line as unknown as { tickets: number }).tickets });
    expect(JSON.parse(text(files['person/receipt-proof.json']))).toMatchObject({ batch: { logIndex: expect.any(Number) as number } });
    const [, logged] = await world.logged('audit.exported');
    expect(logged).toMatchObject({ scope: 'person' });
    expect(JSON.stringify(logged)).not.toContain(line.ticketId);
  });

  it('writes a name in any script as real text', async () => {
    const [, , , , , , person] = world.people;
    const part = { identity: 'العربي|محمد|1990-05-17|M1007', contact: { kind: 'none', value: null }, claims: {}, representative: null };
    const sealed = world.get(Envelope).seal(JSON.stringify(part), `registrations.sealed ${person!.registrationId}`);
    await world.query('UPDATE registrations SET sealed = $2 WHERE id = $1', [person!.registrationId, sealed]);
    const files = unzipSync((await world.get(EvidenceExport).exportPerson(ANNA, DRAW, 'M-1007')).zip);
    const said = textOfPdf(Buffer.from(files['protokoll.pdf']!)).join(' ');
    // In the order in which it is painted.
    for (const name of ['محمد', 'العربي']) expect(said).toContain([...name].reverse().join(''));
    expect(JSON.parse(text(files['person/entry.json']))).toMatchObject({
      checks: expect.arrayContaining([{ name: 'commitment', outcome: 'differs' }]) as unknown,
    });
  });

  it('finds nobody under a number that is none, that nobody has, or that was not in this draw', async () => {
    for (const number of ['', '---', 'M-9999']) {
      await expect(world.get(EvidenceExport).exportPerson(ANNA, DRAW, number)).rejects.toMatchObject({ code: 'audit.unknown-person' });
    }
    await expect(world.get(EvidenceExport).exportDraw(ANNA, `${DrawWorld.path}/2`)).rejects.toMatchObject({ code: 'audit.not-drawn' });
  });
});

it('packs the same files to the same bytes, empty and large ones too', async () => {
  const files = [
    { name: 'empty.txt', content: new Uint8Array() },
    { name: 'large.txt', content: Buffer.alloc(3_000_000, 'abc') },
    { name: 'a/b.pdf', content: Buffer.from('%PDF') },
  ];
  const [one, two] = [await packEvidence(files), await packEvidence(files)];
  expect(one.sha256).toBe(two.sha256);
  const unpacked = unzipSync(one.zip);
  expectSums(unpacked);
  expect([unpacked['empty.txt']!.length, unpacked['large.txt']!.length]).toEqual([0, 3_000_000]);
});
