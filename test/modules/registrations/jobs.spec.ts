import { getQueueToken } from '@nestjs/bullmq';
import type { Queue } from 'bullmq';
import { PrivateLinks, RegistrationsModule } from '../../../src/modules/registrations';
import { UnconfirmedRegistrations } from '../../../src/modules/registrations/unconfirmed.service';
import { waitFor } from '../../support';
import { compose, type OpenServiceApp, registration, startOpenService } from './open-service';

let test: OpenServiceApp;
beforeAll(async () => {
  const role = { web: true, worker: true };
  test = await startOpenService({ module: compose(role), environment: { SWEEP_SECONDS: '1' } });
  expect(RegistrationsModule.forRole(role)).toBe(RegistrationsModule.forRole(role));
});
afterAll(() => test.stop());

const states = async () =>
  Object.fromEntries(
    (await test.database.query<{ state: string; count: number }>('SELECT state, count(*)::int AS count FROM registrations GROUP BY 1')).map(
      (row) => [row.state, row.count],
    ),
  );

describe('the background work', () => {
  it('ends what was not confirmed in time, and nothing else', async () => {
    await test.importCases([{ caseNumber: 'J-0' }]);
    const replies = await Promise.all(Array.from({ length: 5 }, (_, n) => test.post('/api/registrations', registration(`J-${n}`))));
    const token = test.app.get(PrivateLinks, { strict: false }).confirmationTokenOf(replies[0]!.body.registration);
    await test.post('/api/registrations/confirm', { token });
    test.clock.advance(3600);
    const fresh = await test.post('/api/registrations', registration('J-9'));
    test.clock.advance(3601);
    await waitFor(async () => (await states()).ended === 4, 'four registrations to end');
    expect(await states()).toEqual({ standing: 1, unconfirmed: 1, ended: 4 });
    const late = await test.post('/api/registrations/confirm', {
      token: test.app.get(PrivateLinks, { strict: false }).confirmationTokenOf(replies[1]!.body.registration),
    });
    expect(late.body.code).toBe('registration.confirmed-too-late');
    expect(fresh.status).toBe(201);
  });

  it('ends them once when several look at once', async () => {
    await test.database.query(`UPDATE registrations SET state = 'unconfirmed', ended_at = NULL WHERE state = 'ended'`);
    const unconfirmed = test.app.get(UnconfirmedRegistrations, { strict: false });
    await Promise.all([1, 2, 3].map(() => unconfirmed.endLate()));
    expect(await states()).toEqual({ standing: 1, unconfirmed: 1, ended: 4 });
    expect(await unconfirmed.hasLate()).toBe(false);
  });

  it('has a job on its way that logs the receipts at the end of the hour', async () => {
    const queue = test.app.get<Queue>(getQueueToken('registrations'), { strict: false });
    const [job] = await waitFor(async () => {
      const delayed = (await queue.getDelayed()).filter((each) => each.name === 'log-receipts');
      return delayed.length > 0 && delayed;
    }, 'the job');
    expect(job!.id).toBe(`log-receipts-${Math.floor(test.clock.seconds() / 3600)}`);
    expect(job!.data).toEqual({});
  });
});
