import { DataSource } from 'typeorm';
import { PrivateLinks, StandingRegistrations } from '../../../src/modules/registrations';
import { UnitOfWork } from '../../../src/platform/database';
import { CLOSES_AT, type OpenServiceApp, registration, startOpenService } from './open-service';

let test: OpenServiceApp;
let standing: StandingRegistrations;
let source: DataSource;
beforeAll(async () => {
  test = await startOpenService();
  standing = test.app.get(StandingRegistrations, { strict: false });
  source = test.app.get(DataSource, { strict: false });
});
afterAll(() => test.stop());

let next = 0;
/** A standing registration of a case and a person of its own. */
async function stand(
  more: { critical?: string; body?: object; caseNumber?: string } = {},
): Promise<{ id: string; link: string; caseNumber: string }> {
  const n = ++next;
  const caseNumber = more.caseNumber ?? `S-${n}`;
  const surname = `Stand${String.fromCharCode(97 + Math.floor(n / 26))}${String.fromCharCode(97 + (n % 26))}`;
  await test.importCases([{ caseNumber, surname, criticalDate: more.critical }]);
  const person = { surname, givenNames: 'Ayşe', birthDate: '1990-05-17' };
  const { body } = await test.post('/api/registrations', registration(caseNumber, { person, ...more.body }));
  const token = test.app.get(PrivateLinks, { strict: false }).confirmationTokenOf(body.registration);
  await test.post('/api/registrations/confirm', { token });
  return { id: body.registration, link: body.link, caseNumber };
}

const freeze = (change: object = {}) =>
  source.transaction((em) =>
    standing.listForFreeze(em, {
      serviceId: test.serviceId,
      windowId: test.windowId,
      closesAt: CLOSES_AT,
      excludeRegistrationIds: [],
      ...change,
    }),
  );
const rowOf = async (id: string) => (await test.database.query('SELECT * FROM registrations WHERE id = $1', [id]))[0]!;
const drawUuid = '00000000-0000-4000-8000-00000000d4a3';

describe('what a freeze sees', () => {
  it('is everything an entry is made of, with facts as the register has them now', async () => {
    const { id } = await stand({ critical: '2026-03-20', body: { wishes: ['evening', 'morning'], size: 3, waivedPots: ['lapsed'] } });
    await test.importCases([{ caseNumber: 'S-1', surname: 'Standab', criticalDate: '2026-05-01' }]);
    expect(await freeze()).toEqual([
      {
        registrationId: id,
        receiptSecret: expect.stringMatching(/^[0-9a-f]{64}$/),
        identity: 'Standab|Ayşe|1990-05-17|S1',
        size: 3,
        choices: ['evening', 'morning'],
        widenIfRare: false,
        waivedPots: ['lapsed'],
        facts: { criticalDate: '2026-05-01', verified: true, dateSource: 'card', dateVerifiedBy: 'register', losses: 0, hardship: false },
        merged: [],
      },
    ]);
  });

  it("never counts a person's own claim", async () => {
    const { id } = await stand({ body: { criticalDate: '2026-03-04', criticalDateSource: 'card' } });
    const mine = (await freeze()).find((candidate) => candidate.registrationId === id)!;
    expect(mine.facts).toEqual({ criticalDate: null, verified: false, dateSource: null, dateVerifiedBy: null, losses: 0, hardship: false });
    expect(mine.choices).toBe('*');
  });

  it('puts what staff have decided above the register, also that no date counts', async () => {
    const [seen, none] = [await stand({ critical: '2026-03-20' }), await stand({ critical: '2026-03-20' })];
    await test.database.query(`UPDATE registrations SET critical_date = '2026-03-11', critical_date_source = 'ordinance' WHERE id = $1`, [
      seen.id,
    ]);
    await test.database.query(`UPDATE registrations SET critical_date_source = 'card' WHERE id = $1`, [none.id]);
    const facts = new Map((await freeze()).map((candidate) => [candidate.registrationId, candidate.facts]));
    expect(facts.get(seen.id)).toMatchObject({ criticalDate: '2026-03-11', verified: true });
    expect(facts.get(none.id)).toMatchObject({ criticalDate: null, verified: false });
  });

  it('counts hardship only with a second approval', async () => {
    const [asked, granted] = [await stand(), await stand()];
    const grant = (id: string, [by, person]: [string, string]): Promise<unknown> =>
      test.database.query(
        `INSERT INTO hardship_grants
           (registration_id, reason, proof, requested_by, requested_person, requested_at, approved_by, approved_person, approved_at)
         VALUES ($1, 'medical', 'medical-certificate', 'a', 'one', now(), $2, $3, now())`,
        [id, by, person],
      );
    await expect(grant(asked.id, ['a', 'two'])).rejects.toMatchObject({ constraint: 'ck_hardship_grants_two_people' });
    await expect(grant(asked.id, ['b', 'one'])).rejects.toMatchObject({ constraint: 'ck_hardship_grants_two_people' });
    await grant(granted.id, ['b', 'two']);
    const facts = new Map((await freeze()).map((candidate) => [candidate.registrationId, candidate.facts.hardship]));
    expect([facts.get(asked.id), facts.get(granted.id)]).toEqual([false, true]);
  });

  it('leaves out who confirmed later, sits out, is in another draw, or does not stand', async () => {
    const all = [await stand(), await stand(), await stand(), await stand()] as const;
    const [late, sitting, elsewhere, withdrawn] = all;
    await test.database.query('UPDATE registrations SET confirmed_at = $2 WHERE id = $1', [late.id, new Date(CLOSES_AT.getTime() + 1000)]);
    await test.database.query('UPDATE registrations SET sits_out_window_id = $2 WHERE id = $1', [sitting.id, test.windowId]);
    await test.post('/api/registrations/withdraw', { link: withdrawn.link, caseNumber: withdrawn.caseNumber });
    const ids = (await freeze({ excludeRegistrationIds: [elsewhere.id] })).map((candidate) => candidate.registrationId);
    for (const { id } of all) expect(ids).not.toContain(id);
    const later = await freeze({ windowId: '00000000-0000-4000-8000-000000000001', closesAt: new Date(CLOSES_AT.getTime() + 5000) });
    expect(later.map((candidate) => candidate.registrationId)).toEqual(expect.arrayContaining([late.id, sitting.id, elsewhere.id]));
    expect([...ids].sort()).toEqual(ids);
  });
});

describe('what a draw and its offers do to a registration', () => {
  const draw = (served: string[], lost: string[]) => source.transaction((em) => standing.markDrawn(em, { drawUuid, served, lost }));
  const answer = (id: string, outcome: Parameters<StandingRegistrations['markAnswered']>[2], lossesBefore = 0) =>
    source.transaction((em) => standing.markAnswered(em, id, outcome, { windowId: test.windowId, drawUuid, lossesBefore }));

  it('counts losses, and starts anew for the served', async () => {
    const [winner, loser, gone] = [await stand(), await stand(), await stand()];
    await draw([], [winner.id, loser.id]);
    await test.post('/api/registrations/withdraw', { link: gone.link, caseNumber: gone.caseNumber });
    await draw([winner.id, gone.id], [loser.id]);
    expect(await rowOf(winner.id)).toMatchObject({ state: 'offered', losses: 0 });
    expect(await rowOf(loser.id)).toMatchObject({ state: 'standing', losses: 2 });
    expect(await rowOf(gone.id)).toMatchObject({ state: 'withdrawn', losses: 0 });
    const letters = await test.database.query(
      `SELECT registration_id AS id, subject_id AS subject FROM outbox_messages WHERE kind = 'draw.not-served' AND registration_id = ANY ($1::uuid[])`,
      [[loser.id, gone.id]],
    );
    expect(letters).toEqual([
      { id: loser.id, subject: drawUuid },
      { id: loser.id, subject: drawUuid },
    ]);
  });

  it('leads from accepted to the end', async () => {
    for (const end of ['attended', 'missed', 'superseded'] as const) {
      const { id } = await stand();
      await draw([id], []);
      expect(await answer(id, 'accepted')).toBe('served');
      expect(await answer(id, end)).toBe('ended');
      expect(await answer(id, end)).toBe('ended');
    }
  });

  it('lets who declines stand again, but not in this window; one justified decline keeps the losses', async () => {
    const { id } = await stand();
    await draw([id], []);
    expect(await answer(id, 'declined-justified', 3)).toBe('standing');
    expect(await rowOf(id)).toMatchObject({ losses: 3, justified_declines: 1, sits_out_window_id: test.windowId });
    await draw([id], []);
    expect(await answer(id, 'declined-justified', 3)).toBe('standing');
    expect(await rowOf(id)).toMatchObject({ losses: 0, justified_declines: 1 });
    for (const outcome of ['declined', 'expired'] as const) {
      await draw([id], []);
      await answer(id, outcome, 5);
      expect(await rowOf(id)).toMatchObject({ state: 'standing', losses: 0, sits_out_window_id: test.windowId });
    }
    expect((await freeze()).map((candidate) => candidate.registrationId)).not.toContain(id);
  });

  it('costs nobody anything when the office cancels', async () => {
    const { id } = await stand();
    await draw([id], []);
    expect(await answer(id, 'cancelled', 4)).toBe('standing');
    expect(await rowOf(id)).toMatchObject({ losses: 4, sits_out_window_id: null });
  });

  it('ends what is given back when another registration of the case stands by then', async () => {
    const first = await stand();
    await draw([first.id], []);
    await answer(first.id, 'accepted');
    const person = {
      surname: `Stand${String.fromCharCode(97 + Math.floor(next / 26))}${String.fromCharCode(97 + (next % 26))}`,
      givenNames: 'Ayşe',
      birthDate: '1990-05-17',
    };
    const { body } = await test.post('/api/registrations', registration(first.caseNumber, { person }));
    await test.post('/api/registrations/confirm', {
      token: test.app.get(PrivateLinks, { strict: false }).confirmationTokenOf(body.registration),
    });
    expect((await rowOf(body.registration)).state).toBe('standing');
    expect(await answer(first.id, 'given-back')).toBe('ended');
    expect((await rowOf(body.registration)).state).toBe('standing');
  });

  it('leaves alone what was withdrawn or excluded meanwhile, and refuses what can not be', async () => {
    const [excluded, waiting] = [await stand(), await stand()];
    await test.database.query(`UPDATE registrations SET state = 'excluded' WHERE id = $1`, [excluded.id]);
    expect(await answer(excluded.id, 'expired')).toBe('excluded');
    await expect(answer(waiting.id, 'accepted')).rejects.toThrow("can't have accepted");
    expect((await rowOf(waiting.id)).state).toBe('standing');
    const states = await standing.statesOf(source.manager, [excluded.id, waiting.id, drawUuid]);
    expect(states).toEqual(
      new Map([
        [excluded.id, 'excluded'],
        [waiting.id, 'standing'],
      ]),
    );
  });
});

describe('opening a registration', () => {
  it('gives the identity that draws commit to, and finds it by link and case number', async () => {
    const { id, link, caseNumber } = await stand();
    const { receiptSecret, ...identity } = await standing.openIdentity(source.manager, id);
    const [candidate] = (await freeze()).filter((each) => each.registrationId === id);
    expect(receiptSecret).toBe(candidate!.receiptSecret);
    expect(identity).toMatchObject({
      givenNames: 'Ayşe',
      birthDate: '1990-05-17',
      caseNumber: caseNumber.replace('-', ''),
      identity: candidate!.identity,
    });
    expect(await standing.findByLink(source.manager, { link, caseNumber })).toEqual({
      registrationId: id,
      serviceId: test.serviceId,
      state: 'standing',
    });
    const wrong = test.app.get(UnitOfWork, { strict: false }).run((em) => standing.findByLink(em, { link, caseNumber: 'S-0' }));
    await expect(wrong).rejects.toMatchObject({
      code: 'registration.not-found',
    });
  });
});
