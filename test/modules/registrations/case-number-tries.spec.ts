import { PrivateLinks } from '../../../src/modules/registrations';
import { OPEN, type OpenServiceApp, registration, startOpenService } from './open-service';

let test: OpenServiceApp;
beforeAll(async () => {
  test = await startOpenService();
  const names = 'abc';
  await test.importCases([0, 1, 2].map((n) => ({ caseNumber: `T-${n}`, surname: `Wer${names[n]}` })));
});
afterAll(() => test.stop());
beforeEach(() => test.clock.set(OPEN));

async function register(n: number): Promise<string> {
  const person = { surname: `Wer${'abc'[n]}`, givenNames: 'Ayşe', birthDate: '1990-05-17' };
  return (await test.post('/api/registrations', registration(`T-${n}`, { person }))).body.link;
}

const ask = async (link: string, caseNumber: string) => {
  const { status, body } = await test.post('/api/registrations/status', { link, caseNumber });
  return status === 200 ? 'opened' : body.code;
};

describe('case numbers tried on one link', () => {
  it('are ten an hour, then all get the same refusal, the right one too, until the hour is over', async () => {
    const link = await register(0);
    for (let wrong = 1; wrong <= 10; wrong++) expect(await ask(link, `T-${wrong}00`)).toBe('registration.not-found');
    expect(await ask(link, 'T-0')).toBe('registration.too-many-tries');
    expect(await ask(link, 'T-999')).toBe('registration.too-many-tries');
    test.clock.set(OPEN + 3599);
    expect(await ask(link, 'T-0')).toBe('registration.too-many-tries');
    test.clock.set(OPEN + 3600);
    expect(await ask(link, 'T-0')).toBe('opened');
    expect(await ask(link, 'T-999')).toBe('registration.not-found');
  });

  it('are ten also when they come at once, and another link is not concerned', async () => {
    const [link, other] = [await register(1), await register(2)];
    const answers = await Promise.all(Array.from({ length: 25 }, (_, n) => ask(link, `X-${n}`)));
    expect(answers.filter((answer) => answer === 'registration.not-found')).toHaveLength(10);
    expect(answers.filter((answer) => answer === 'registration.too-many-tries')).toHaveLength(15);
    expect(await ask(other, 'T-2')).toBe('opened');
  });

  it('are not counted for links that are none', async () => {
    const link = test.app.get(PrivateLinks, { strict: false }).linkOf('00000000-0000-4000-8000-000000000000');
    for (let n = 0; n < 12; n++) expect(await ask(link, 'T-0')).toBe('registration.not-found');
    expect(await ask(`${link.slice(0, -1)}!`, 'T-0')).toBe('registration.not-found');
  });
});
