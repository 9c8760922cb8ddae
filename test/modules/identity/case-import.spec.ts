import { CaseImportService, CaseRegister, IdentityKeys } from '../../../src/modules/identity';
import { DataSource } from 'typeorm';
import { AUTHORITY, caseFile, type OpenServiceApp, startOpenService } from '../registrations/open-service';

let test: OpenServiceApp;
let imports: CaseImportService;
let keys: IdentityKeys;
beforeAll(async () => {
  test = await startOpenService();
  imports = test.app.get(CaseImportService, { strict: false });
  keys = test.app.get(IdentityKeys, { strict: false });
});
afterAll(() => test.stop());
beforeEach(() => test.database.query('TRUNCATE case_records'));

const stored = () => test.database.query('SELECT *, critical_date::text AS critical_date FROM case_records ORDER BY case_key');
const post = (csv: string, query = '', role = 'operator') =>
  test.post(`/api/staff/case-register/imports?authority=${AUTHORITY}${query}`, { csv }, role);
const HEADER = 'case_number,surname,given_names,birth_date,critical_date,critical_date_source,application_on_record';

describe('importing a case register', () => {
  it('stores keyed hashes and facts, no plain data, and changes nothing the second time', async () => {
    const csv = caseFile([
      { caseNumber: 'A 1/23', criticalDate: '2026-04-01' },
      { caseNumber: 'A-2', applicationOnRecord: true },
    ]);
    expect((await post(csv)).body).toEqual({ dryRun: false, rows: 2, created: 2, changed: 0, unchanged: 0, errorCount: 0, errors: [] });
    const first = await stored();
    const person = { surname: 'Yıldız', givenNames: 'Ayşe', birthDate: '1990-05-17', caseNumber: 'a-1-23' };
    const derived = keys.derive(AUTHORITY, person);
    expect(first.find((row) => derived.caseKey.equals(row.case_key as Buffer))).toMatchObject({
      authority: AUTHORITY,
      name_keys: [...derived.nameKeys],
      birth_key: derived.birthKey,
      critical_date: '2026-04-01',
      critical_date_source: 'card',
      application_recorded: false,
    });
    test.clock.advance(60);
    expect((await post(csv)).body).toMatchObject({ created: 0, changed: 0, unchanged: 2 });
    expect(await stored()).toEqual(first);
    test.clock.advance(-60);
  });

  it('takes the file itself, as text/csv, larger than any other request', async () => {
    const csv = caseFile(Array.from({ length: 3000 }, (_, n) => ({ caseNumber: `CSV-${n}` })));
    expect(csv.length).toBeGreaterThan(test.runtime.config.http.bodyLimit);
    const url = `/api/staff/case-register/imports?authority=${AUTHORITY}&dryRun=true`;
    expect((await test.postCsv(url, csv, 'operator')).body).toMatchObject({ dryRun: true, rows: 3000, created: 3000 });
    expect((await test.postCsv(url, csv, 'clerk')).status).toBe(403);
    expect((await test.postCsv(url, csv)).status).toBe(401);
    expect(await stored()).toEqual([]);
  });

  it('replaces what is known about a case, and leaves cases alone that the file does not name', async () => {
    await post(caseFile([{ caseNumber: 'B-1' }, { caseNumber: 'B-2' }]));
    const update = caseFile([{ caseNumber: 'B-2', criticalDate: '2026-05-05' }, { caseNumber: 'B-3' }]);
    expect((await post(update)).body).toMatchObject({ created: 1, changed: 1, unchanged: 0 });
    expect(await stored()).toHaveLength(3);
  });

  it('takes keyed rows from an office that keeps its names', async () => {
    const person = { surname: 'Yıldız', givenNames: 'Ayşe', birthDate: '1990-05-17', caseNumber: 'C-1' };
    const { caseKey, nameKeys, birthKey } = keys.derive(AUTHORITY, person);
    const header = 'case_key;name_key_1;name_key_2;birth_key;critical_date;critical_date_source;application_on_record';
    const row = [caseKey, ...nameKeys, birthKey].map((key) => key.toString('hex')).join(';');
    expect((await post(`\uFEFF${header}\r\n${row};;;yes\r\n`)).body).toMatchObject({ created: 1 });
    const register = test.app.get<CaseRegister>(CaseRegister, { strict: false });
    const em = test.app.get(DataSource, { strict: false }).manager;
    const other = keys.derive(AUTHORITY, { ...person, birthDate: '1991-05-17' });
    const unknown = keys.derive('anders.example', person);
    const answers = await register.check(em, [
      { authority: AUTHORITY, keys: other },
      { authority: AUTHORITY, keys: { caseKey, nameKeys: [nameKeys[1], Buffer.alloc(32)], birthKey } },
      { authority: 'anders.example', keys: unknown },
    ]);
    expect(answers).toEqual(['differs', 'matches', 'unknown']);
    const facts = await register.factsOf(em, AUTHORITY, [caseKey, Buffer.alloc(32)]);
    expect([...facts]).toEqual([[caseKey.toString('hex'), { criticalDate: null, criticalDateSource: null, applicationRecorded: true }]]);
  });

  it('says in a dry run what would happen, and changes nothing', async () => {
    await post(caseFile([{ caseNumber: 'D-1' }]));
    const before = await stored();
    const csv = caseFile([{ caseNumber: 'D-1', criticalDate: '2026-05-05' }, { caseNumber: 'D-2' }]);
    expect((await post(csv, '&dryRun=true')).body).toEqual({
      dryRun: true,
      rows: 2,
      created: 1,
      changed: 1,
      unchanged: 0,
      errorCount: 0,
      errors: [],
    });
    expect(await stored()).toEqual(before);
  });

  it('names line and field of every wrong row, never its content, and takes over nothing', async () => {
    const rows = [
      'E-1,Gut,Gisela,1980-01-01,,,no',
      ',Leer,Lena,1980-01-01,,,no',
      'E-3,,,1980-01-01,,,no',
      'E-4,Tag,Theo,1980-02-30,,,no',
      'E-5,Frist,Frida,1980-01-01,2026-02-29,card,no',
      'E-6,Quelle,Quirin,1980-01-01,2026-03-01,rumour,no',
      'E-7,Halb,Hanna,1980-01-01,2026-03-01,,no',
      'E-8,Strich|Strich,Stefan,1980-01-01,,,no',
      'E-9,Antrag,Anton,1980-01-01,,,maybe',
      'e/1,Doppelt,Dora,1980-01-01,,,no',
      'E-11,Unbekannt,Ulla,0000-00-00,,,yes',
      '"E-12","Zwei\nZeilen",Zoe,1980-01-01,,,no',
    ];
    const csv = [HEADER, ...rows, ''].join('\n');
    const dry = (await post(csv, '&dryRun=true')).body;
    expect(dry).toMatchObject({ rows: 12, errorCount: 10, created: 2 });
    expect(dry.errors).toEqual([
      { line: 3, field: 'case_number', code: 'case-register.missing-value' },
      { line: 4, field: 'surname', code: 'case-register.missing-value' },
      { line: 5, field: 'birth_date', code: 'case-register.malformed-value' },
      { line: 6, field: 'critical_date', code: 'case-register.malformed-value' },
      { line: 7, field: 'critical_date_source', code: 'case-register.unknown-source' },
      { line: 8, field: 'critical_date', code: 'case-register.date-without-source' },
      { line: 9, field: 'surname', code: 'case-register.malformed-value' },
      { line: 10, field: 'application_on_record', code: 'case-register.malformed-value' },
      { line: 11, field: 'case_number', code: 'case-register.duplicate-case' },
      { line: 14, field: 'surname', code: 'case-register.malformed-value' },
    ]);
    const refused = await post(csv);
    expect([refused.status, refused.body.code, refused.body.line, refused.body.field, refused.body.details]).toEqual([
      400,
      'case-register.missing-value',
      3,
      'case_number',
      { errors: 10 },
    ]);
    expect(await stored()).toEqual([]);
    for (const word of ['Strich', 'rumour', 'Doppelt']) expect(JSON.stringify([dry, refused.body]) + test.log.text()).not.toContain(word);
  });

  it.each([
    ['case-register.empty-file', 2, `${HEADER}\n`],
    ['case-register.wrong-columns', 1, ''],
    ['case-register.wrong-columns', 1, 'case_number,surname\nA,B\n'],
    ['case-register.wrong-columns', 1, `${HEADER},nationality\n`],
    ['case-register.unreadable-csv', 3, `${HEADER}\nA,B,C,1980-01-01,,,no\nA,"B,C,1980-01-01,,,no\n`],
    ['case-register.unreadable-csv', 2, `${HEADER}\nA,B,no\n`],
    ['case-register.unreadable-csv', 3, `${HEADER}\nA,B,C,1980-01-01,,,no\nA2,B\uFFFD,C,1980-01-01,,,no\n`],
  ])('refuses a file with %s in line %i', async (code, line, csv) => {
    const { status, body } = await post(csv);
    expect([status, body.code, body.line]).toEqual([400, code, line]);
    expect(await stored()).toEqual([]);
  });

  it('runs imports at the same moment one after the other', async () => {
    const files = Array.from({ length: 6 }, (_, n) =>
      caseFile(
        Array.from({ length: 200 }, (_, row) => ({ caseNumber: `F-${row}`, criticalDate: `2026-05-0${n + 1}` })).sort(() =>
          n % 2 ? -1 : 1,
        ),
      ),
    );
    const reports = await Promise.all(files.map((csv) => imports.import(AUTHORITY, csv, false)));
    expect(reports.map((report) => report.created).sort((a, b) => a - b)).toEqual([0, 0, 0, 0, 0, 200]);
    const dates = new Set((await stored()).map((row) => row.critical_date));
    expect([(await stored()).length, dates.size]).toEqual([200, 1]);
  });

  it('is for operators only, and for an authority that is named', async () => {
    for (const role of ['clerk', 'auditor', 'administrator']) expect((await post(caseFile([]), '', role)).status).toBe(403);
    expect((await test.post('/api/staff/case-register/imports', { csv: HEADER }, 'operator')).body.code).toBe('request.invalid');
    expect(
      (await test.post(`/api/staff/case-register/imports?authority=${AUTHORITY}`, { csv: HEADER, more: 1 }, 'operator')).body.code,
    ).toBe('request.invalid');
  });

  it('takes over 100,000 rows at once', async () => {
    const csv = caseFile(
      Array.from({ length: 100_000 }, (_, n) => ({ caseNumber: `G-${n}`, surname: `Name${n % 977}`, criticalDate: '2026-09-01' })),
    );
    expect(await imports.import(AUTHORITY, csv, false)).toMatchObject({ created: 100_000 });
  });
});
