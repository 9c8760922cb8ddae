import { PrivateLinks } from '../../../src/modules/registrations';
import { type OpenServiceApp, type Reply, registration, startOpenService } from './open-service';

/**
 * Nobody may learn by registering whether a case exists, whose it is, or whether it is registered already (PRODUCT, rule
 * 2). So every step is taken for each kind of case, and everything but the random parts has to be equal.
 */
let test: OpenServiceApp;
let links: PrivateLinks;
beforeAll(async () => {
  test = await startOpenService();
  links = test.app.get(PrivateLinks, { strict: false });
  await test.importCases([{ caseNumber: 'KNOWN-1' }, { caseNumber: 'TAKEN-1' }, { caseNumber: 'OTHER-1', surname: 'Jemand' }]);
});
afterAll(() => test.stop());

/** Status, headers and body with what differs from call to call by nature taken out. */
function shapeOf(reply: Reply): unknown {
  const headers = Object.fromEntries(Object.entries(reply.headers).filter(([name]) => name !== 'date'));
  const body = JSON.stringify(reply.body)
    .replaceAll(/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g, '<id>')
    .replaceAll(/\.[A-Za-z0-9_-]{22}"/g, '.<mac>"')
    .replaceAll(/[0-9a-f]{64}/g, '<hex>')
    .replaceAll(/receipts [A-Za-z0-9+/=]+/g, 'receipts <signature>')
    .replaceAll(/(KNOWN|TAKEN|OTHER|NEVER)1/g, '<case>');
  return { status: reply.status, headers, body };
}

async function walk(caseNumber: string): Promise<unknown[]> {
  const registered = await test.post('/api/registrations', registration(caseNumber));
  const { registration: id, link } = registered.body;
  const own = { link, caseNumber };
  const steps = [registered, await test.post('/api/registrations/status', own)];
  steps.push(await test.post('/api/registrations/confirm', { link, code: links.codeOf(id) }));
  steps.push(await test.post('/api/registrations/confirm', { token: links.confirmationTokenOf(id) }));
  steps.push(await test.post('/api/registrations/status', own));
  steps.push(await test.post('/api/registrations/wishes', { ...own, wishes: ['evening'], size: 3 }));
  steps.push(await test.post('/api/registrations/contact', { ...own, contact: { kind: 'phone', value: '089 233 96010' } }));
  steps.push(await test.post('/api/registrations/status', own));
  steps.push(await test.post('/api/registrations/withdraw', own));
  steps.push(await test.post('/api/registrations/status', own));
  return steps.map(shapeOf);
}

describe('the answers to an applicant', () => {
  it('are the same for a known, an unknown, a foreign and an already registered case', async () => {
    const taken = await test.post('/api/registrations', registration('TAKEN-1'));
    await test.post('/api/registrations/confirm', { token: links.confirmationTokenOf(taken.body.registration) });

    const known = await walk('KNOWN-1');
    expect(known).toHaveLength(10);
    expect((known as { status: number }[]).map((step) => step.status)).toEqual([201, ...Array<number>(9).fill(200)]);
    expect(await walk('NEVER-1')).toEqual(known);
    expect(await walk('OTHER-1')).toEqual(known);
    expect(await walk('TAKEN-1')).toEqual(known);

    const states = await test.database.query(`SELECT DISTINCT reason FROM review_items ORDER BY 1`);
    // Inside they were anything but the same.
    const reasons = ['case-registered-already', 'identity-differs', 'person-registered-already', 'unknown-case'];
    expect(states.map((row) => row.reason)).toEqual(reasons);
  });

  it('are the same for a wrong link, a wrong case number and a registration that never was', async () => {
    const { body } = await test.post('/api/registrations', registration('KNOWN-1'));
    const never = '00000000-0000-4000-8000-000000000000';
    const wrong = [
      { link: body.link, caseNumber: 'TAKEN-1' },
      { link: body.link, caseNumber: '|' },
      { link: body.link, caseNumber: '...' },
      { link: `${body.registration}.AAAAAAAAAAAAAAAAAAAAAA`, caseNumber: 'KNOWN-1' },
      { link: links.linkOf(never), caseNumber: 'KNOWN-1' },
      { link: 'nonsense', caseNumber: 'KNOWN-1' },
    ];
    for (const step of ['status', 'withdraw', 'wishes']) {
      const replies = await Promise.all(wrong.map((own) => test.post(`/api/registrations/${step}`, own)));
      expect(replies[0]!.body.code).toBe('registration.not-found');
      for (const reply of replies) expect(shapeOf(reply)).toEqual(shapeOf(replies[0]!));
    }
  });

  it('are the same to staff who register somebody', async () => {
    const shapes = [];
    for (const caseNumber of ['KNOWN-1', 'NEVER-1', 'OTHER-1', 'TAKEN-1']) {
      const body = { ...registration(caseNumber), contact: { kind: 'none' }, channel: 'phone' };
      shapes.push(shapeOf(await test.post('/api/staff/registrations', body, 'hotline')));
    }
    for (const shape of shapes) expect(shape).toEqual(shapes[0]);
  });
});
