import { PagesModule } from '../../../src/modules/pages';
import { PrivateLinks, RegistrationForms } from '../../../src/modules/registrations';
import { compose, type OpenServiceApp, startOpenService } from '../registrations/open-service';
import { answerAll, ANSWERS, begin, FormBrowser } from './form-browser';

let test_: OpenServiceApp;
let browser: FormBrowser;
beforeAll(async () => {
  test_ = await startOpenService({ module: compose({ web: true, worker: false }, [PagesModule]) });
  await test_.importCases([{ caseNumber: 'K-1' }]);
});
afterAll(() => test_.stop());
beforeEach(() => {
  browser = new FormBrowser(test_.app);
});

const rows = (where = 'true') =>
  test_.database.query<Record<string, unknown>>(`SELECT * FROM registrations WHERE ${where} ORDER BY received_at, id`);
const countRegistrations = async () => (await rows()).length;
const formRow = async (form: string) =>
  (
    await test_.database.query<{ state: string; sealed: Buffer | null; registration_id: string }>(
      'SELECT * FROM registration_forms WHERE id = $1',
      [idOf(form)],
    )
  )[0]!;
const idOf = (form: string) => form.split('/')[3]!;

describe('the whole way', () => {
  it('asks one question a page, shows all answers, registers, and takes the code', async () => {
    const form = await begin(browser);
    const asked: string[] = [];
    let page = await browser.get(`${form}/name`);
    for (let step = 'name'; step !== 'check';) {
      asked.push(step);
      expect(page.status).toBe(200);
      expect(page.body.match(/<h1/g)).toHaveLength(1);
      const answer = await browser.post(`${form}/${step}`, ANSWERS[step]);
      expect(answer.status).toBe(303);
      step = answer.location!.split('/').at(-1)!;
      page = await browser.get(answer.location!);
    }
    expect(asked).toEqual(Object.keys(ANSWERS));
    for (const shown of [
      'Ayşe Yıldız',
      '17. 05. 1990',
      'K-1',
      'Donnerstag, 9. April 2026',
      'Gesundheitlicher Notfall',
      'evening',
      'ayse@example.org',
      'Beratung Beispiel',
    ]) {
      expect(page.words).toContain(shown);
    }
    expect(page.words).toContain('Die Registrierung ist kein Antrag.');

    const sent = await browser.send(`${form}/check`);
    expect(sent.words).toContain('Wir haben Ihnen eine E-Mail mit einem Code geschickt.');
    const { registration_id: id, state, sealed } = await formRow(form);
    expect([state, sealed]).toEqual(['sent', null]);
    const [row] = await rows(`id = '${id}'`);
    expect(row).toMatchObject({
      state: 'unconfirmed',
      channel: 'online',
      locale: 'de',
      size: 2,
      choices: 'evening,morning',
      waived_pots: [],
    });

    const links = test_.app.get(PrivateLinks, { strict: false });
    expect(sent.body).toContain(`/de/registration/${links.linkOf(id)}/receipt`);
    const wrong = await browser.post(`${form}/sent`, { code: '12' });
    expect([wrong.status, wrong.words.includes('Er hat 6 Ziffern.')]).toEqual([400, true]);
    const code = links.codeOf(id);
    const other = await browser.post(`${form}/sent`, { code: String((Number(code) + 1) % 1_000_000).padStart(6, '0') });
    expect([other.status, other.words.includes('Dieser Code stimmt nicht.')]).toEqual([400, true]);
    const confirmed = await browser.send(`${form}/sent`, { code: `${code.slice(0, 3)} ${code.slice(3)}` });
    expect(confirmed.words).toContain('Ihre Registrierung ist bestätigt');
    expect((await rows(`id = '${id}'`))[0]).toMatchObject({ state: 'standing' });
  });

  it('confirms by the letter’s link only when the button is pressed', async () => {
    const form = await begin(browser, 'en');
    await answerAll(browser, form);
    await browser.send(`${form}/check`);
    const { registration_id: id } = await formRow(form);
    const token = test_.app.get(PrivateLinks, { strict: false }).confirmationTokenOf(id);
    const elsewhere = new FormBrowser(test_.app);
    for (let time = 1; time <= 2; time++) expect((await elsewhere.get(`/en/confirm/${token}`)).words).toContain('Yes, confirm');
    expect((await rows(`id = '${id}'`))[0]).toMatchObject({ state: 'unconfirmed', locale: 'en' });
    expect((await elsewhere.send(`/en/confirm/${token}`)).words).toContain('Your registration is confirmed');
    expect((await rows(`id = '${id}'`))[0]!['confirmed_at']).not.toBeNull();
    // The page that was sent from knows it, too.
    expect((await browser.get(`${form}/sent`)).words).toContain('Your registration is confirmed');
    expect((await elsewhere.get('/en/confirm/nonsense')).status).toBe(404);
  });

  it('brings whoever changes an answer back to the check, and keeps the others', async () => {
    const form = await begin(browser);
    await answerAll(browser, form);
    const question = await browser.get(`${form}/size?from=check`);
    expect(question.body).toContain('value="2"');
    const changed = await browser.send(`${form}/size`, { size: '٣' });
    expect(changed.words).toContain('Prüfen Sie Ihre Angaben');
    expect(changed.body).toMatch(/<dd[^>]*>3<\/dd>/);
    expect(changed.words).toContain('Ayşe Yıldız');
  });

  it('sends nobody on who has not answered', async () => {
    const form = await begin(browser);
    expect((await browser.get(`${form}/check`)).location).toBe(`${form}/name`);
    expect((await browser.postBare(`${form}/check`, {})).location).toBe(`${form}/name`);
    expect((await browser.get(`${form}/pots`)).location).toBe(`${form}/name`);
    expect((await browser.get(`${form}/sent`)).location).toBe(`${form}/check`);
  });

  it('tells those without mail and mobile phone how it goes by phone', async () => {
    const form = await begin(browser);
    await answerAll(browser, form, { contact: { kind: 'none' } });
    const before = await countRegistrations();
    expect((await browser.postBare(`${form}/check`, {})).location).toBe(`${form}/contact`);
    await browser.get(`${form}/contact`);
    const { location } = await browser.post(`${form}/contact`, { kind: 'none' });
    expect(location).toBe(`${form}/by-phone`);
    expect((await browser.get(location!)).words).toContain('Ihre Chance ist genau dieselbe.');
    expect(await countRegistrations()).toBe(before);
  });
});

describe('mistakes', () => {
  it.each([
    ['name', {}, 'surname', 'Geben Sie Ihren Namen ein.'],
    ['name', { surname: '123' }, 'surname', 'mindestens ein Buchstabe'],
    ['name', { surname: 'A'.repeat(300) }, 'surname', 'Höchstens 200 Zeichen'],
    ['name', { surname: 'A', givenNames: 'B|C' }, 'givenNames', 'in keinem Pass'],
    ['birth-date', {}, 'birthDate', 'Geben Sie Tag, Monat und Jahr ein.'],
    ['birth-date', { day: '31', month: '2', year: '1990' }, 'birthDate', 'Diesen Tag gibt es nicht.'],
    ['birth-date', { day: '1', month: '2', year: '90' }, 'birthDate', 'mit vier Ziffern'],
    ['birth-date', { day: '3', month: '3', year: '2026' }, 'birthDate', 'in der Zukunft'],
    ['case-number', {}, 'caseNumber', 'Geben Sie Ihre Fallnummer ein.'],
    ['case-number', { caseNumber: ' . / ' }, 'caseNumber', 'keine Fallnummer'],
    ['case-number', { caseNumber: '1'.repeat(61) }, 'caseNumber', 'Höchstens 60 Zeichen'],
    ['critical-date', {}, 'has', 'Wählen Sie eine Antwort aus.'],
    ['critical-date', { has: 'yes', day: '30', month: '2', year: '2026', source: 'card' }, 'date', 'Diesen Tag gibt es nicht.'],
    ['critical-date', { has: 'yes', day: '1', month: '4', year: '2026', source: 'rumour' }, 'source', 'wo der Tag steht'],
    ['hardship', { hardship: 'rich' }, 'hardship', 'Wählen Sie eine Antwort aus.'],
    ['size', { size: '0' }, 'size', 'von 1 bis 9'],
    ['size', { size: '10' }, 'size', 'Mehr als 9 Personen'],
    ['wishes', {}, 'any', 'Wählen Sie eine Antwort aus.'],
    ['wishes', { any: 'no' }, 'wish-1', 'mindestens einen Wunsch'],
    ['wishes', { any: 'no', 'wish-1': 'evening', 'wish-2': 'evening' }, 'wish-2', 'schon weiter oben'],
    ['wishes', { any: 'no', 'wish-1': 'nowhere' }, 'wish-1', 'mindestens einen Wunsch'],
    ['contact', {}, 'kind', 'Wählen Sie eine Antwort aus.'],
    ['contact', { kind: 'mail' }, 'mail', 'Geben Sie Ihre E-Mail-Adresse ein.'],
    ['contact', { kind: 'mail', mail: 'nobody' }, 'mail', 'keine E-Mail-Adresse'],
    ['contact', { kind: 'phone', phone: '12' }, 'phone', 'keine Telefonnummer'],
    ['representative', { has: 'yes' }, 'representative', 'Namen der Person oder Stelle'],
    ['representative', { has: 'yes', representative: 'A', reach: 'x'.repeat(300) }, 'reach', 'zu lang'],
  ])('%s %j', async (step, fields, field, message) => {
    const form = await begin(browser);
    await browser.get(`${form}/${step}`);
    const { status, body, words } = await browser.post(`${form}/${step}`, fields);
    expect(status).toBe(400);
    expect(body).toContain('<title>Fehler:');
    expect(body).toMatch(new RegExp(`href="#${field}"`));
    expect(body).toMatch(new RegExp(`id="${field}(-1)?"`));
    expect(words.split(message).length - 1).toBeGreaterThanOrEqual(2);
    for (const value of Object.values(fields)) {
      if (/^(yes|no|rumour|rich|nowhere|none)$/.test(value)) continue;
      expect(body).toMatch(new RegExp(`value="${value.trim().replace(/[|./]/g, '\\$&')}"`));
    }
  });

  it('refuses fields that no question has', async () => {
    const form = await begin(browser);
    expect((await browser.postBare(`${form}/name`, { surname: 'A', nationality: 'x' })).status).toBe(400);
    expect((await browser.postBare(`${form}/name`, { surname: 'A'.repeat(6000) })).status).toBe(400);
    expect((await browser.get(`${form}/nonsense`)).status).toBe(400);
  });
});

describe('names of all kinds', () => {
  it.each([
    ['one part only', { surname: 'Suharto' }, 'Suharto'],
    ['right to left', { surname: 'الحسن', givenNames: 'محمد' }, 'محمد الحسن'],
    ['DIN 91379 sequences', { surname: 'M̄ūl̥ḷer', givenNames: 'Ḵ̇s' }, 'M̄ūl̥ḷer'],
    ['markup', { surname: '<img src=x onerror=alert(1)>', givenNames: 'A"B' }, null],
    ['a right-to-left override', { surname: 'Evil\u202Ereversed', givenNames: 'A' }, 'A Evilreversed'],
  ])('%s', async (_what, name, shown) => {
    const form = await begin(browser);
    const page = await answerAll(browser, form, { name });
    if (shown !== null) expect(page.body).toContain(shown);
    expect(page.body).not.toContain('<img src=x');
    expect(page.body).not.toContain('\u202E');
    expect(page.body).toMatch(/<bdi dir="auto">/);
  });

  it('takes unknown parts of a birth date', async () => {
    const form = await begin(browser);
    const page = await answerAll(browser, form, { 'birth-date': { year: '1985', unknown: 'yes', day: '', month: '' } });
    expect(page.words).toContain('–. –. 1985');
    const again = await browser.get(`${form}/birth-date`);
    expect(again.body).toMatch(/id="unknown"[^>]*checked/);
  });
});

describe('nothing is lost, nobody is registered twice', () => {
  it('registers once when sent twice, from two tabs at once, and after the answer was lost', async () => {
    const form = await begin(browser);
    await answerAll(browser, form);
    const before = await countRegistrations();
    const tabs = await Promise.all(Array.from({ length: 8 }, () => browser.post(`${form}/check`)));
    expect(tabs.map(({ status, location }) => [status, location])).toEqual(tabs.map(() => [303, `${form}/sent`]));
    expect((await browser.post(`${form}/check`)).location).toBe(`${form}/sent`);
    expect(await countRegistrations()).toBe(before + 1);
    expect(
      await test_.database.query('SELECT 1 FROM outbox_messages WHERE registration_id = $1', [(await formRow(form)).registration_id]),
    ).toHaveLength(1);
  });

  it('finds the registration when the process died before it could say so, window closed or not', async () => {
    const form = await begin(browser);
    await answerAll(browser, form);
    const kept = { ...browser.hidden };
    await browser.post(`${form}/check`);
    const count = await countRegistrations();
    // As if the process had died between the two commits: the registration is there, the form is open.
    const { registration_id: id } = await formRow(form);
    await test_.database.query('DELETE FROM registration_forms WHERE id = $1', [idOf(form)]);
    test_.clock.set(Date.parse('2026-03-03T10:00:01Z') / 1000);
    try {
      const again = await browser.postBare(`${form}/check`, kept);
      expect(again.location).toBe(`${form}/sent`);
      expect(await formRow(form)).toMatchObject({ state: 'sent', sealed: null, registration_id: id });
    } finally {
      test_.clock.set(Date.parse('2026-03-02T10:01:00Z') / 1000);
    }
    expect(await countRegistrations()).toBe(count);
  });

  it('brings a form back that was cleared away, with the answer just posted', async () => {
    const form = await begin(browser);
    await answerAll(browser, form);
    await browser.get(`${form}/size?from=check`);
    await test_.database.query('DELETE FROM registration_forms WHERE id = $1', [idOf(form)]);
    browser.cookies = [];
    const page = await browser.send(`${form}/size`, { size: '4' });
    expect(page.words).toContain('Prüfen Sie Ihre Angaben');
    expect(page.words).toContain('Ayşe Yıldız');
    expect(page.body).toMatch(/<dd[^>]*>4<\/dd>/);
  });

  it('keeps what two tabs answer at the same time', async () => {
    const form = await begin(browser);
    await answerAll(browser, form);
    const tabs = [
      browser.post(`${form}/size`, { size: '5' }),
      browser.post(`${form}/hardship`, { hardship: 'none' }),
      browser.post(`${form}/name`, { surname: 'Neu' }),
    ];
    expect((await Promise.all(tabs)).map(({ status }) => status)).toEqual([303, 303, 303]);
    const page = await browser.get(`${form}/check`);
    expect(page.body).toMatch(/<dd[^>]*>5<\/dd>/);
    expect(page.words).toContain('Nein, nichts davon');
    expect(page.words).toContain(' Neu ');
  });

  it('says when the window has closed meanwhile, keeps the answers, and registers nobody', async () => {
    const form = await begin(browser);
    await answerAll(browser, form);
    const before = await countRegistrations();
    test_.clock.set(Date.parse('2026-03-03T10:00:01Z') / 1000);
    try {
      expect((await browser.get(`${form}/check`)).words).toContain('Zurzeit ist die Registrierung geschlossen.');
      const refused = await browser.post(`${form}/check`);
      expect([refused.status, refused.words.includes('die Registrierung zurzeit geschlossen')]).toEqual([400, true]);
    } finally {
      test_.clock.set(Date.parse('2026-03-02T10:01:00Z') / 1000);
    }
    expect(await countRegistrations()).toBe(before);
    expect((await browser.send(`${form}/check`)).words).toContain('Bestätigen Sie jetzt');
  });

  it('opens a form to nobody who has only its address', async () => {
    const form = await begin(browser);
    await answerAll(browser, form);
    const stranger = new FormBrowser(test_.app);
    for (const step of ['name', 'check', 'delete', 'by-phone', 'sent']) {
      const { status, words } = await stranger.get(`${form}/${step}`);
      expect([step, status, words.includes('Ayşe')]).toEqual([step, 404, false]);
    }
    expect((await stranger.postBare(`${form}/name`, { surname: 'X' })).status).toBe(404);
    const forged = { ...browser.hidden, copy: browser.hidden['copy']!.replace(/(?<=^.{80})./, (one) => (one === 'A' ? 'B' : 'A')) };
    expect((await stranger.postBare(`${form}/name`, { ...forged, surname: 'X' })).status).toBe(404);
    // A copy belongs to its form.
    const other = await begin(stranger);
    expect((await stranger.postBare(`${other}/size`, { ...browser.hidden, size: '4' })).status).toBe(303);
    expect((await stranger.get(`${other}/name`)).words).not.toContain('Yıldız');
  });

  it('deletes for good: neither an old page nor its copy brings it back', async () => {
    const form = await begin(browser);
    await answerAll(browser, form);
    const kept = { ...browser.hidden };
    await browser.get(`${form}/delete`);
    expect((await browser.send(`${form}/delete`)).words).toContain('Ihre Eingaben sind gelöscht');
    expect(browser.cookies).toEqual([]);
    expect(await formRow(form)).toMatchObject({ state: 'deleted', sealed: null });
    expect((await browser.postBare(`${form}/check`, kept)).status).toBe(404);
    expect((await browser.postBare(`${form}/size`, { ...kept, size: '2' })).status).toBe(404);
  });

  it('is cleared away after three days, its rest after the last copy', async () => {
    const forms = test_.app.get(RegistrationForms, { strict: false });
    const form = await begin(browser);
    await browser.get(`${form}/size`);
    await browser.post(`${form}/size`, { size: '2' });
    const kept = { ...browser.hidden };
    const now = test_.clock.seconds();
    try {
      await test_.database.query('DELETE FROM registration_forms WHERE id <> $1', [idOf(form)]);
      test_.clock.set(now + 3 * 86_400 - 1);
      expect([await forms.hasStale(), await forms.clearAway()]).toEqual([false, 0]);
      test_.clock.set(now + 3 * 86_400 + 1);
      expect([await forms.hasStale(), await forms.clearAway()]).toEqual([true, 1]);
      expect((await browser.get(`${form}/size`)).status).toBe(404);
      expect((await browser.postBare(`${form}/size`, { ...kept, size: '3' })).status).toBe(303);
      await forms.delete(idOf(form));
      test_.clock.set(now + 3 * 86_400 + 1 + 8 * 86_400 - 1);
      expect(await forms.clearAway()).toBe(0);
      test_.clock.set(now + 3 * 86_400 + 1 + 8 * 86_400 + 1);
      expect(await forms.clearAway()).toBe(1);
      expect((await browser.postBare(`${form}/size`, { ...kept, size: '3' })).status).toBe(404);
    } finally {
      test_.clock.set(now);
    }
  });

  it('stores and logs nothing of it in plain', async () => {
    const form = await begin(browser);
    await answerAll(browser, form, { name: { surname: 'Unverkennbar' }, 'case-number': { caseNumber: 'GEHEIM-9' } });
    const stored = JSON.stringify(await test_.database.query('SELECT t::text AS row FROM registration_forms t'));
    for (const word of ['Unverkennbar', 'GEHEIM-9', 'medical']) {
      expect(stored).not.toContain(word);
      expect(stored).not.toContain(Buffer.from(word).toString('hex'));
      expect(test_.log.text()).not.toContain(word);
    }
    expect(test_.log.text()).not.toContain(idOf(form));
  });
});

describe('days and wishes', () => {
  beforeAll(async () => {
    // Monday 9 March for mornings, Thursday 26 March for evenings.
    for (const [group, day] of [
      ['morning', '2026-03-09'],
      ['evening', '2026-03-26'],
    ]) {
      await test_.database.query(
        `INSERT INTO slots (id, window_id, slot_id, group_name, lane, lane_index, label, starts_at, ends_at, place)
         VALUES (gen_random_uuid(), $1, $2, $2, $2, 0, 'general', $3::timestamptz, $3::timestamptz + interval '10 minutes', 'Room')`,
        [test_.windowId, group, `${day}T08:00:00Z`],
      );
    }
  });

  const withDays = (days: readonly string[], notice: string, wishes: Record<string, string>) => ({
    days: { days },
    notice: { notice },
    wishes,
  });
  const registeredWith = async (form: string) => {
    await browser.get(`${form}/check`);
    await browser.send(`${form}/check`);
    return (await rows(`id = '${(await formRow(form)).registration_id}'`))[0];
  };

  it('asks only for days on which there is something', async () => {
    const form = await begin(browser);
    const { body } = await browser.get(`${form}/days`);
    expect([...body.matchAll(/name="days" value="(\d)"/g)].map(([, day]) => day)).toEqual(['1', '4']);
  });

  it('takes groups with an impossible day out, and makes of "any" those that are left', async () => {
    const form = await begin(browser);
    await browser.get(`${form}/days`);
    await browser.post(`${form}/days`, { days: ['1'] });
    const page = await browser.get(`${form}/wishes`);
    expect(page.words).toContain('morning : hat Termine an einem Tag, an dem Sie nicht können');
    expect(page.body).not.toContain('<option value="morning"');
    expect((await browser.post(`${form}/wishes`, { any: 'no', 'wish-1': 'morning' })).status).toBe(400);
    await answerAll(browser, form, withDays(['1'], '0', { any: 'yes' }));
    expect(await registeredWith(form)).toMatchObject({ choices: 'evening' });
  });

  it('takes groups out that begin too early, and asks again when nothing is left', async () => {
    const form = await begin(browser);
    await answerAll(browser, form, withDays([], '14', { any: 'yes' }));
    expect((await browser.get(`${form}/wishes`)).words).toContain('morning : beginnt zu früh für Sie');
    await browser.get(`${form}/days?from=check`);
    const nothing = await browser.send(`${form}/days`, { days: ['1', '4'] });
    expect(nothing.words).toContain('Nach Ihren Angaben bleibt kein Termin übrig.');
    expect((await browser.get(`${form}/check`)).location).toBe(`${form}/wishes`);
  });

  it('leaves any as any where everything is possible, and passes on who would rather not be recognised', async () => {
    const form = await begin(browser);
    await answerAll(browser, form, withDays([], '0', { any: 'yes' }));
    expect(await registeredWith(form)).toMatchObject({ choices: '*' });
    const other = await begin(browser);
    await answerAll(browser, other, withDays([], '0', { any: 'no', 'wish-1': 'evening', widen: 'yes' }));
    expect(await registeredWith(other)).toMatchObject({ choices: 'evening,*' });
    const restricted = await begin(browser);
    await answerAll(browser, restricted, withDays([], '0', { any: 'no', 'wish-1': 'evening', widen: 'yes' }));
    await browser.get(`${restricted}/days`);
    await browser.post(`${restricted}/days`, { days: ['1'] });
    expect(await registeredWith(restricted)).toMatchObject({ choices: 'evening' });
  });
});
