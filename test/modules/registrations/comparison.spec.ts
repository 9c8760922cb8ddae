import { Approvals } from '../../../src/modules/approvals';
import { NameCorrections, PrivateLinks } from '../../../src/modules/registrations';
import { KeepingService, RegistrationComparison, ReviewListService } from '../../../src/modules/registrations/reviews';
import { exchange } from '../../support/draw-world-exchange';
import { APPROVER, HOTLINE } from '../../support/review-acts';
import { compose, type OpenServiceApp, registration, startOpenService } from './open-service';

let test: OpenServiceApp;
beforeEach(async () => {
  test = await startOpenService({ module: (runtime) => exchange(compose({ web: true, worker: true })(runtime), { quietSweeps: true }) });
});
afterEach(() => test.stop());

const get = <T>(type: abstract new (...parameters: never[]) => T): T => test.app.get(type, { strict: false });
const compare = () => get(RegistrationComparison).compareNew();
const KNOWN = { surname: 'Yılmaz', givenNames: 'Ayşe Nur', birthDate: '1990-05-17' };

/** Somebody with a case of their own, registered from an address and confirmed. */
async function come(caseNumber: string, person: object = {}, more: object = {}, address = '127.0.0.1'): Promise<string> {
  const whole = { ...KNOWN, ...person };
  test.clock.advance(1);
  await test.importCases([{ caseNumber, ...whole }]);
  const payload = registration(caseNumber, { person: whole, ...more });
  const reply = await test.app.inject({ method: 'POST', url: '/api/registrations', payload, remoteAddress: address });
  expect(reply.statusCode).toBe(201);
  const { registration: id } = reply.json<{ registration: string }>();
  const token = get(PrivateLinks).confirmationTokenOf(id);
  expect((await test.post('/api/registrations/confirm', { token })).status).toBe(200);
  return id;
}

/** Somebody nobody else is like. */
const stranger = (n: number, more: object = {}, address?: string) => {
  const name = `Q${'abcdefghijklmnopqrstuvwxyz'[n % 26]!.repeat(3)}${'zyxwvutsrqponmlkjihgfedcba'[Math.floor(n / 26)]!.repeat(4)}`;
  const birthDate = `19${50 + (n % 49)}-0${1 + (n % 9)}-${10 + (n % 18)}`;
  return come(`S${n}${'97531'[n % 5]}${n * 7}`, { surname: name, givenNames: `Given${name}`, birthDate }, more, address);
};
const clusters = async () =>
  (await get(ReviewListService).list()).clusters.map(({ kind, grade, signs, size }) => [kind, grade, signs, size]);
const items = () =>
  test.database.query('SELECT reason, registration_id AS id, other_registration_id AS other FROM review_items ORDER BY reason, id');
const states = async () => (await test.database.query('SELECT DISTINCT state FROM registrations ORDER BY 1')).map(({ state }) => state);

describe('near-duplicates', () => {
  it('are asked about once, in the order in which they came, and take part meanwhile', async () => {
    const first = await come('M123456');
    await stranger(1);
    const second = await come('K987654', { birthDate: '1990-05-11', surname: 'Ayse Nur', givenNames: 'Yilmaz' });
    expect(await compare()).toBe(3);
    expect(await items()).toEqual([{ reason: 'near-duplicate', id: second, other: first }]);
    expect(await clusters()).toEqual([['person', 2, ['name-swapped', 'birth-digit', 'case-differs'], 2]]);
    expect(await states()).toEqual(['standing']);
    expect(await compare()).toBe(0);
  });

  it('are found by a name that two people have corrected since', async () => {
    const first = await come('M123456', { surname: 'Yxlmaz' });
    expect(await compare()).toBe(1);
    const asked = await get(NameCorrections).ask(HOTLINE, first, 'typing-error', { surname: 'Yılmaz', givenNames: 'Ayşe Nur' });
    await get(Approvals).decide(APPROVER, asked.id, 'approved');
    // Two letters from the name as corrected, three from the one that was registered.
    await come('K987654', { surname: 'Yilmass' });
    expect(await compare()).toBe(1);
    expect(await clusters()).toEqual([['person', 2, ['name-letter', 'birth-same', 'case-differs'], 2]]);
  });

  it('gather around one person, whatever comes of them first', async () => {
    await come('M123456');
    await come('K987654', { surname: 'Yilmas' });
    expect(await compare()).toBe(2);
    await come('L555555', { birthDate: '1990-05-18' });
    await come('L777777');
    expect(await compare()).toBe(2);
    expect(await clusters()).toEqual([['person', 1, ['person-registered-already'], 4]]);
  });

  it('are not asked about twice: whoever the hash found is a question already, and whoever was kept stays kept', async () => {
    await come('M123456');
    const second = await come('K987654');
    await compare();
    expect(await items()).toMatchObject([{ reason: 'person-registered-already', id: second }]);
    const [{ id }] = (await test.database.query('SELECT id FROM review_items')) as [{ id: string }];
    await get(KeepingService).keep(id, { reason: 'different-people' }, 'operator-1');
    await test.database.query('UPDATE registrations SET compared_at = NULL');
    expect(await compare()).toBe(2);
    expect(await clusters()).toEqual([]);
  });

  it('leave twins a low place, and no place to those who are only born on 1 January, or in one house', async () => {
    await come('M123456', {}, { contact: { kind: 'mail', value: 'family@example.org' } });
    await come('M123457', { givenNames: 'Elif' }, { contact: { kind: 'mail', value: 'family+elif@example.org' } });
    await come('P111111', { surname: 'Haidari', givenNames: 'Omid', birthDate: '1985-01-01' });
    await come('P222222', { surname: 'Haidari', givenNames: 'Farid', birthDate: '1985-01-01' });
    await compare();
    expect(await clusters()).toEqual([['person', 3, ['given-names-differ', 'birth-same', 'case-digit'], 2]]);
  });

  it('are compared within one service, and not with what is over', async () => {
    const gone = await come('M123456');
    await test.post('/api/registrations/withdraw', { link: get(PrivateLinks).linkOf(gone), caseNumber: 'M123456' });
    await come('K987654', { surname: 'Yilmas' });
    expect(await compare()).toBe(1);
    expect(await clusters()).toEqual([]);
  });
});

describe('patterns of many', () => {
  const REPRESENTATIVE = { representative: { name: 'Kanzlei Beispiel' } };
  const contact = (value: string) => ({ contact: { kind: 'mail', value } });

  it.each<[string, number, (n: number) => Promise<string>, unknown]>([
    ['one contact', 3, (n) => stranger(n, contact(`one+${n}@example.org`)), ['contact', 3, ['contact'], 3]],
    [
      'one mail domain that hardly anybody has',
      10,
      (n) => stranger(n, contact(`p${n}@farm.example`)),
      ['mail-domain', 3, ['mail-domain'], 10],
    ],
    [
      'one representative',
      5,
      (n) => stranger(n, { ...REPRESENTATIVE, ...contact(`p${n}@d${n}.example`) }),
      ['representative', 3, ['representative'], 5],
    ],
    [
      'one network, within seconds',
      5,
      (n) => stranger(n, contact(`p${n}@d${n}.example`), `198.51.100.${n + 1}`),
      ['burst', 2, ['burst'], 5],
    ],
  ])('%s is a cluster from %i on, and not before', async (_, from, one, expected) => {
    for (let n = 0; n < from - 1; n++) await one(n);
    await compare();
    expect(await clusters()).toEqual([]);
    await one(from - 1);
    await compare();
    expect(await clusters()).toEqual([expected]);
    expect(await states()).toEqual(['standing']);
  });

  it('one network over a day is a weak sign, and the address is kept nowhere', async () => {
    for (let n = 0; n < 20; n++) {
      await stranger(n, contact(`p${n}@d${n}.example`), `203.0.113.${n + 1}`);
      test.clock.advance(60);
    }
    await compare();
    expect(await clusters()).toEqual([['network', 3, ['network'], 20]]);
    expect(await test.database.query('SELECT count(network_key)::int AS n FROM registrations')).toEqual([{ n: 0 }]);
  });

  it('many mailboxes of a provider that everybody has are none, nor is a window that opens to a crowd', async () => {
    for (let n = 0; n < 12; n++) await stranger(n, contact(`p${n}@gmail.com`), `${20 + n}.51.100.7`);
    await compare();
    expect(await clusters()).toEqual([]);
  });

  it('found ordinary is asked about again when it has doubled, and only about the new', async () => {
    for (let n = 0; n < 3; n++) await stranger(n, contact(`shelter+${n}@example.org`));
    await compare();
    const [cluster] = (await get(ReviewListService).list()).clusters;
    expect(await get(KeepingService).keepAll(cluster!.id, 'shared-place', 'operator-1')).toBe(3);
    expect(await clusters()).toEqual([]);
    for (let n = 3; n < 5; n++) await stranger(n, contact(`shelter+${n}@example.org`));
    await compare();
    expect(await clusters()).toEqual([]);
    await stranger(5, contact('shelter+5@example.org'));
    await compare();
    expect(await clusters()).toEqual([['contact', 3, ['contact'], 3]]);
  });
});

it('two workers at once find each question once', async () => {
  await come('M123456');
  await come('K987654', { surname: 'Yilmas' });
  const compared = await Promise.all([compare(), compare(), compare()]);
  expect(compared.reduce((sum, n) => sum + n)).toBe(2);
  expect(await items()).toHaveLength(1);
});
