import type { ApprovalKind, ApprovalView } from '../../src/modules/approvals';
import { Hearings, RevocationService, SlotGrants } from '../../src/modules/appointments';
import { VoidingService } from '../../src/modules/draws/voiding.service';
import { HardshipService } from '../../src/modules/hardship';
import { NameCorrections, RemovalService, ReviewNotices } from '../../src/modules/registrations';
import type { StaffMember } from '../../src/modules/staff';
import { AnnouncementRequests, PlanningService, TemplatesService } from '../../src/modules/windows';
import { DAY, DrawWorld, type Person, planLater } from './draw-world';
import { approve, askAbout, hear, HOTLINE, OPERATOR } from './review-acts';

export const OFFICER: StaffMember = { name: 'officer-1', person: 'three', roles: ['hardship-officer'] };
const CLERK: StaffMember = { name: 'clerk-1', person: 'four', roles: ['clerk'] };

/** Who asks for what; the same human being for all of it, where a test wants that. */
interface Asking {
  readonly operator?: StaffMember;
  readonly officer?: StaffMember;
  readonly clerk?: StaffMember;
}

/**
 * One request of each kind that takes two people, and questions of reviewers; nobody has decided any of them. Needs free slots c and d, and the
 * window still open.
 * @param people ten with a registration each
 */
export async function askForEverything(
  world: DrawWorld,
  people: readonly Person[],
  { operator = OPERATOR, officer = OFFICER, clerk = CLERK }: Asking = {},
): Promise<Map<ApprovalKind, ApprovalView>> {
  const id = (n: number): string => people[n]!.registrationId;
  const plan = { service: DrawWorld.service, plan: planLater(60) };
  const later = await world.get(PlanningService).plan({ ...plan, name: 'later' });
  const template = await world.get(TemplatesService).propose({ ...plan, name: 'weekly', repeatDays: 7, announceSecondsBefore: DAY });
  await world.settle();
  await askAbout(world, id(3), 'unknown-case');
  await hear(world, id(3));
  await askAbout(world, id(4), 'person-registered-already', id(5));
  await askAbout(world, id(6), 'identity-differs');
  await world.get(ReviewNotices).send(id(6), 'details', OPERATOR);
  const name = { surname: people[1]!.person.surname, givenNames: 'Aysel' };
  const offer = await grantAndHear(world, id(9));
  const asked = [
    await world.get(AnnouncementRequests).askToAnnounce(operator, later.id),
    await world.get(AnnouncementRequests).askToStart(operator, template.id),
    await world.get(VoidingService).ask(operator, `${DrawWorld.path}/0`, 'wrong-slots'),
    await world.get(HardshipService).request(officer, id(0), 'medical', 'medical-certificate'),
    await world.get(NameCorrections).ask(clerk, id(1), 'typing-error', name),
    await world.get(SlotGrants).ask(operator, id(2), 'court-order', { window: DrawWorld.path, slot: 'd' }),
    await world.get(RemovalService).askToExclude(operator, id(3), 'unknown-case'),
    await world.get(RemovalService).askToMerge(operator, id(4), id(5), 'same-person'),
    await world.get(RevocationService).ask(operator, offer),
  ];
  return new Map(asked.map((request) => [request.kind, request]));
}

/** An appointment that two people have granted, whose holder has been heard. @returns its id */
async function grantAndHear(world: DrawWorld, registration: string): Promise<string> {
  await approve(world, await world.get(SlotGrants).ask(OPERATOR, registration, 'emergency', { window: DrawWorld.path, slot: 'c' }));
  const [offer] = await world.query<{ id: string }>('SELECT id FROM offers WHERE registration_id = $1', [registration]);
  await world.get(Hearings).open(offer!.id, 'offered-for-sale', [], OPERATOR);
  await world.get(Hearings).take(offer!.id, 'I come myself.', 'phone', HOTLINE);
  return offer!.id;
}
