import { AnswersService, AppointmentCodes, OfferingService } from '../../../src/modules/appointments';
import { formatPrintedCode, readTypedCode } from '../../../src/modules/appointments/printed-code';
import { MINUTE } from '../slots/slot-fixtures';
import { type Applicant, DRAWN, DrawnWindow, NINE, type Office, openOffice, TO_ANSWER } from './drawn-window';

describe('number and code on a confirmation', () => {
  const ID = 'f3a1b2c3-d4e5-4f60-8a1b-2c3d4e5f6071';
  const MAC = Buffer.from('0102030405060708', 'hex');
  const { number, code } = formatPrintedCode(ID, MAC);

  it('are two groups of four each, and read back to what they were made of', () => {
    expect([number, code]).toEqual([
      expect.stringMatching(/^[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}$/),
      expect.stringMatching(/^.{4}-.{4}$/),
    ]);
    expect(readTypedCode(number, code)).toEqual({ prefix: 'f3a1b2c3d4', mac: code.replace('-', '').slice(0, 7) });
  });

  it('forgive how people type, and O for 0, I and L for 1', () => {
    const typed = readTypedCode(
      ` ${number.toLowerCase().replace('-', ' ')} `,
      code.replace('-', '–').replaceAll('0', 'o').replaceAll('1', 'l'),
    );
    expect(typed).toEqual(readTypedCode(number, code));
  });

  it('tell every single wrong character', () => {
    const all = (number + code).replaceAll('-', '');
    for (let place = 0; place < all.length; place++) {
      for (const other of '0123456789ABCDEFGHJKMNPQRSTVWXYZ') {
        if (other === all[place]) continue;
        const wrong = all.slice(0, place) + other + all.slice(place + 1);
        expect(readTypedCode(wrong.slice(0, 8), wrong.slice(8))).toBeNull();
      }
    }
  });

  it.each(['', 'U'.repeat(8), '½'.repeat(8), 'AAAAAAA', 'AAAAAAAAA', "'; DROP--"])('refuse "%s"', (text) => {
    expect([readTypedCode(text, code), readTypedCode(number, text)]).toEqual([null, null]);
  });
});

describe('whether a confirmation is genuine', () => {
  let office: Office;
  let window: DrawnWindow;
  let people: Applicant[];
  let codes: AppointmentCodes;

  beforeAll(async () => {
    office = await openOffice();
    window = await DrawnWindow.open(office);
    codes = window.get(AppointmentCodes);
    await window.addSlots(['a', 'b'].map((slot_id, i) => ({ slot_id, startsAt: NINE + i * 20 * MINUTE })));
    people = [await window.register(), await window.register()];
    const { drawUuid } = await window.draw([
      { who: people[0]!, slots: ['a'] },
      { who: people[1]!, slots: ['b'] },
    ]);
    await window.get(OfferingService).offer(drawUuid);
  });
  afterAll(() => office.test.stop());
  beforeEach(() => window.clock.set(DRAWN));

  const codeOf = async (who: Applicant) => codes.codeOf((await window.offerOf(who)).id);
  const ask = async (who: Applicant) => {
    const { number, code } = await codeOf(who);
    return codes.check(number, code);
  };

  it('is told from the offer to the end of the appointment', async () => {
    const who = people[0]!;
    expect(await ask(who)).toBe('offered');
    await window.get(AnswersService).accept({ link: who.link, caseNumber: who.caseNumber });
    expect(await ask(who)).toBe('valid');
    window.clock.set(NINE + 20 * MINUTE);
    expect(await ask(who)).toBe('valid');
    window.clock.set(NINE + 20 * MINUTE + 1);
    expect(await ask(who)).toBe('ended');
  });

  it('ends when the time to answer is over, before anybody has written it down', async () => {
    window.clock.set(DRAWN + TO_ANSWER + 1);
    expect(await ask(people[1]!)).toBe('ended');
  });

  it('ends when it is given up', async () => {
    const who = people[1]!;
    await window.get(AnswersService).decline({ link: who.link, caseNumber: who.caseNumber }, 'other');
    expect(await ask(who)).toBe('ended');
  });

  it("takes another appointment's code for nobody's", async () => {
    const [mine, other] = [await codeOf(people[0]!), await codeOf(people[1]!)];
    expect(await codes.check(mine.number, other.code)).toBe('mistyped');
    const forged = formatPrintedCode((await window.offerOf(people[0]!)).id, Buffer.alloc(8, 7));
    expect(await codes.check(forged.number, forged.code)).toBe('unknown');
    const nowhere = formatPrintedCode('00000000-0000-4000-8000-000000000000', Buffer.alloc(8, 7));
    expect(await codes.check(nowhere.number, nowhere.code)).toBe('unknown');
  });
});
