import type { DemoStaff } from './demo-staff';
import { AUTHORITY, SERVICE, type Story, WINDOW } from './story';
import { ANSWER_WITHIN, timetableFrom } from './timetable';

export const GROUPS = ['north-am', 'north-pm', 'south-am', 'south-pm'];

/** The office prepares: service, offices, groups, case register, a window with its slots, and the announcement. */
export async function planWindow(story: Omit<Story, 'windowId'>): Promise<string> {
  const { staff, narrator, examples, service } = story;
  const operator = staff.as('operator');
  narrator.chapter('The office announces a window');
  await operator.post('/api/staff/services', {
    authority: AUTHORITY,
    slug: 'renew-permit',
    title: 'Aufenthaltserlaubnis verlängern',
    confirmWithinSeconds: 3600,
    answerWithinSeconds: ANSWER_WITHIN,
    legalEffect: 'none',
  });
  for (const [slug, name] of [
    ['north', 'Standort Nord'],
    ['south', 'Standort Süd'],
  ]) {
    await operator.post('/api/staff/offices', { authority: AUTHORITY, slug, name, address: 'Musterplatz 1, Musterstadt' });
    for (const [half, title] of [
      ['am', 'vormittags'],
      ['pm', 'nachmittags'],
    ]) {
      await operator.post('/api/staff/groups', { service: SERVICE, office: slug, name: `${slug}-${half}`, title: `${name}, ${title}` });
    }
  }
  await operator.postCsv(`/api/staff/case-register/imports?authority=${AUTHORITY}`, examples.caseRegisterCsv);
  narrator.say(`case register imported: ${examples.cases.length} cases, kept as keyed hashes`);

  const timetable = timetableFrom(service.clock.now());
  const plan = planOf('Aufenthaltserlaubnis verlängern: Vorführwoche', timetable, GROUPS, ['office', 'ombudsperson']);
  const id = await announce(staff, WINDOW, plan, examples.slotsCsv);
  const { announcementSha256 } = await story.everybody.get<{ announcementSha256: string }>(`/api/windows/${WINDOW}`);
  narrator.say(`${examples.slots.length} slots imported; window ${WINDOW} announced: two people signed in, one asked, the other agreed`);
  narrator.say(`announcement.json has SHA-256 ${announcementSha256}, and is in the log`);
  narrator.say(`opens ${timetable.opensAt}, closes ${timetable.closesAt}, draw ${timetable.drawAt}, refill ${timetable.refill.firstAt}`);
  return id;
}

/** Plans a window with its slots; an operator asks to announce it, another person agrees. @returns its id */
export async function announce(staff: DemoStaff, window: string, plan: ReturnType<typeof planOf>, slotsCsv: string): Promise<string> {
  const operator = staff.as('operator');
  const at = window.lastIndexOf('/');
  const draft = { service: window.slice(0, at), window: window.slice(at + 1), plan };
  const { id } = await operator.post<{ id: string }>('/api/staff/windows', draft);
  await operator.postCsv(`/api/staff/windows/${id}/slots`, slotsCsv);
  const asked = await operator.post<{ id: string }>(`/api/staff/windows/${id}/announce`, {});
  await staff.as('approver').post(`/api/staff/approvals/${asked.id}/decision`, { decision: 'approved' });
  return id;
}

/** The rules that every window of the demo has. */
export function planOf(
  title: string,
  timetable: ReturnType<typeof timetableFrom>,
  groups: readonly string[],
  contributors: readonly string[],
) {
  return {
    title,
    timetable,
    tickets: { allowed: [1, 2, 4, 8, 16], rule: 'savable', parameters: { leadDays: 14, cap: 16, maxLosses: 4, guaranteeAfter: 8 } },
    passes: [
      { pot: 'hardship', from: ['hardship'] },
      { pot: 'guarantee', from: ['general'], max: 20 },
      { pot: 'lapsed', from: ['lapsed'] },
      { pot: 'general', from: ['general', 'lapsed', 'hardship'] },
    ],
    groups,
    contributors,
  };
}
