import { CheckInService, OfferingService } from '../../../src/modules/appointments';
import { FreshTokens, type StaffMember } from '../../../src/modules/staff';
import { MINUTE } from '../slots/slot-fixtures';
import { type Applicant, DRAWN, DrawnWindow, NINE, type Office, openOffice, time, TO_ANSWER } from './drawn-window';

describe('appointments over HTTP', () => {
  let office: Office;
  let window: DrawnWindow;
  let who: Applicant;

  beforeAll(async () => {
    office = await openOffice();
    window = await DrawnWindow.open(office);
    await window.addSlots(['a', 'b'].map((slot_id, i) => ({ slot_id, startsAt: NINE + i * 20 * MINUTE })));
    who = await window.register({ surname: 'Müller', givenNames: 'Ada' });
    const { drawUuid } = await window.draw([{ who, slots: ['a'] }]);
    await window.get(OfferingService).offer(drawUuid);
  });
  afterAll(() => office.test.stop());

  const own = () => ({ link: who.link, caseNumber: who.caseNumber });
  const applicant = (url: string, payload: object) => window.request('POST', `/appointments/${url}`, payload);
  const staff = (name: string, payload: object) => window.request('POST', '/staff/check-ins', payload, name);

  it('goes from the offer to the counter', async () => {
    const slot = { slotId: 'a', group: 'mornings', startsAt: time(NINE), endsAt: time(NINE + 20 * MINUTE), place: 'Room 3.12' };
    const offered = await applicant('status', own());
    expect(offered).toEqual({
      status: 200,
      body: [
        {
          appointment: expect.stringMatching(/^[0-9a-f-]{36}$/),
          drawId: `${window.path}/0`,
          ticketId: expect.stringMatching(/^[0-9a-f]{32}$/),
          state: 'offered',
          reason: null,
          answerBy: time(DRAWN + TO_ANSWER),
          offeredAt: time(DRAWN),
          answeredAt: null,
          slots: [{ ...slot, salt: expect.stringMatching(/^[0-9a-f]{64}$/) }],
        },
      ],
    });
    const accepted = await applicant('accept', own());
    expect(accepted).toMatchObject({ status: 200, body: { state: 'accepted', answeredAt: time(DRAWN) } });
    expect(await applicant('accept', own())).toEqual(accepted);
    expect(await applicant('decline', { ...own(), reason: 'other' })).toMatchObject({ status: 409, body: { code: 'offer.accepted' } });

    const { appointment } = accepted.body;
    const day = await window.request('GET', '/staff/appointments?date=2026-03-17', undefined, 'clerk-1');
    expect(day).toEqual({
      status: 200,
      body: [
        { appointment, state: 'accepted', surname: 'Müller', givenNames: 'Ada', slots: [slot], isCorrected: false, secondLook: false },
      ],
    });
    expect((await window.request('GET', '/staff/appointments?date=2026-03-18', undefined, 'clerk-1')).body).toEqual([]);

    const { surname, givenNames, birthDate, caseNumber } = who.person;
    const presented = { appointment, surname, givenNames, birthDate, caseNumber };
    expect(await staff('clerk-1', presented)).toMatchObject({ status: 409, body: { code: 'check-in.too-early' } });
    window.clock.set(NINE);
    expect(await staff('clerk-1', { ...presented, surname: 'Kaya' })).toEqual({
      status: 200,
      body: { appointment, outcome: 'mismatched', differs: ['surname'] },
    });
    expect(await staff('clerk-1', presented)).toMatchObject({ status: 409, body: { code: 'check-in.second-look' } });
    const colleague: StaffMember = { name: 'clerk-2', person: 'clerk-2', roles: ['clerk'] };
    const second = await window.get(CheckInService).checkIn(colleague, appointment!, who.person);
    expect(second).toEqual({ appointment, outcome: 'matched', differs: [] });
    expect(await staff('clerk-1', presented)).toMatchObject({ status: 409, body: { code: 'check-in.done' } });
    expect(await applicant('give-back', own())).toMatchObject({ status: 410, body: { code: 'appointment.begun' } });

    const ledger = await window.request('GET', `/windows/${window.path}/ledger`);
    expect(ledger).toMatchObject({
      status: 200,
      body: { window: window.path, closedOutAt: null, slots: { attended: 1, free: 1, total: 2 }, offers: { attended: 1 } },
    });
  });

  it('tells nothing personal in a refusal, in the ledger, or in its own log', async () => {
    await applicant('accept', { ...own(), caseNumber: 'another' });
    const ledger = await window.request('GET', `/windows/${window.path}/ledger`);
    const told = JSON.stringify(ledger.body) + office.test.log.text();
    for (const secret of ['Müller', 'Ada', who.caseNumber, who.link]) expect(told).not.toContain(secret);
  });

  it.each([
    ['accept', {}, 'link'],
    ['accept', { link: 'x', caseNumber: 'y', colour: 'red' }, 'colour'],
    ['accept', { link: 'x'.repeat(201), caseNumber: 'y' }, 'link'],
    ['decline', { link: 'x', caseNumber: 'y' }, 'reason'],
    ['decline', { link: 'x', caseNumber: 'y', reason: 'none' }, 'reason'],
    ['give-back', { link: 'x', caseNumber: 7 }, 'caseNumber'],
    ['status', { link: 'x' }, 'caseNumber'],
  ])('refuses a malformed %s, naming the field', async (url, payload, field) => {
    const { status, body } = await applicant(url, payload);
    expect({ status, code: body.code }).toEqual({ status: 400, code: 'request.invalid' });
    expect(body.errors).toContainEqual(expect.objectContaining({ field }));
  });

  it.each(['accept', 'give-back', 'status'])('answers a wrong link as a wrong case number: %s', async (url) => {
    const other = await window.register();
    const wrong = [
      { ...own(), caseNumber: other.caseNumber },
      { ...own(), link: other.link },
      { link: 'x', caseNumber: 'y' },
    ];
    const answers = await Promise.all(wrong.map((key) => applicant(url, key)));
    for (const answer of answers)
      expect(answer).toEqual({ ...answers[0], status: 404, body: expect.objectContaining({ code: 'registration.not-found' }) });
  });

  it.each(['2026-3-17', '2026-13-01', 'today', ''])('refuses the day "%s"', async (date) => {
    expect((await window.request('GET', `/staff/appointments?date=${date}`, undefined, 'clerk-1')).status).toBe(400);
  });

  it('refuses a day that does not exist', async () => {
    expect((await window.request('GET', '/staff/appointments?date=2026-02-30', undefined, 'clerk-1')).status).toBe(400);
  });

  it('opens the counter to clerks alone', async () => {
    for (const name of [...window.get(FreshTokens).tokens()!.keys()].filter((known) => known !== 'clerk-1')) {
      expect(await staff(name, {})).toMatchObject({ status: 403, body: { code: 'staff.not-allowed' } });
      expect((await window.request('GET', '/staff/appointments?date=2026-03-17', undefined, name)).status).toBe(403);
    }
    expect((await window.request('POST', '/staff/check-ins', {})).status).toBe(401);
  });

  it('shows no ledger of a window that is not announced', async () => {
    expect(await window.request('GET', '/windows/muenchen.example/permit/nothing/ledger')).toMatchObject({
      status: 404,
      body: { code: 'window.unknown' },
    });
  });
});
