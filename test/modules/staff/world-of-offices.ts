import { randomUUID } from 'node:crypto';
import { AnswersService } from '../../../src/modules/appointments';
import { HardshipService } from '../../../src/modules/hardship';
import type { StaffMember, StaffRole } from '../../../src/modules/staff';
import type { OfficeThing } from '../../../src/modules/staff/offices/office-things';
import { CatalogueService, PlanningService } from '../../../src/modules/windows';
import { DrawWorld, planLater, TIMES } from '../../support/draw-world';
import type { Person } from '../../support/draw-world-people';
import { listRoutes, type Route } from '../../support/routes';
import { type StaffOfPlaces, writeStaffFile } from '../../support/staff-file';

/** Another service, given at another office. */
export const OTHER = 'stadt.example/other';
const officer: StaffMember = { name: 'staff-1', person: 'one', roles: ['hardship-officer'] };

/** `here`: at the office of everything that has happened. `there`: at another one. `all`: for all offices. */
export type Place = 'here' | 'there' | 'all';

export interface Told {
  readonly status: number;
  readonly code: string;
  readonly body: string;
  readonly location: string;
}

/** A drawn window at the office `amt`, and another service at the office `anderswo`, with staff for either and for both. */
export class WorldOfOffices {
  private constructor(
    readonly world: DrawWorld,
    private readonly staff: StaffOfPlaces,
    /** All routes of staff. */
    readonly routes: readonly Route[],
    readonly otherWindow: string,
    /** Has no slot, and an approval, a question and a letter that wait. */
    readonly loser: Person,
    /** Has accepted an appointment. */
    readonly winner: Person,
    /** Something of the office `amt` for each kind of thing. */
    readonly things: Readonly<Record<OfficeThing, string>>,
  ) {}

  static async open(): Promise<WorldOfOffices> {
    const staff = writeStaffFile({ here: ['amt'], there: ['anderswo'], all: null });
    const world = await DrawWorld.open({ environment: staff.environment });
    await world.enrol({}, {}, { critical: '2026-03-20' });
    await world.addSlots([{ id: 'a' }]);
    await world.liveThroughDraw(0);
    const results = await Promise.all(world.people.map((person) => world.resultOf(person)));
    const [winner, loser] = [true, false].map((won) => world.people.find((_, i) => (results[i]!.pot !== null) === won)!);
    await world.get(AnswersService).accept(winner!);
    const otherWindow = await openOther(world);
    const things = await makeThings(world, loser!.registrationId);
    const routes = listRoutes(world.test).filter(({ access }) => access !== 'public');
    return new WorldOfOffices(world, staff, routes, otherWindow, loser!, winner!, things);
  }

  async ask(method: string, url: string, role: StaffRole, place: Place, payload: object = {}): Promise<Told> {
    const headers = { authorization: this.staff.bearer(role, place), accept: url.startsWith('/api/') ? 'application/json' : 'text/html' };
    const answer = await this.world.test.app.inject({ method: method as 'GET', url, headers, ...(method === 'GET' ? {} : { payload }) });
    const isProblem = String(answer.headers['content-type']).includes('problem+json');
    return {
      status: answer.statusCode,
      code: isProblem ? answer.json<{ code: string }>().code : '',
      body: answer.body,
      location: String(answer.headers.location ?? ''),
    };
  }

  async close(): Promise<void> {
    await this.world.stop();
    this.staff.remove();
  }
}

async function openOther(world: DrawWorld): Promise<string> {
  const catalogue = world.get(CatalogueService);
  const times = { confirmWithinSeconds: 3600, answerWithinSeconds: 3600 };
  await catalogue.createService({ authority: DrawWorld.authority, slug: 'other', title: 'Something else', legalEffect: 'none', ...times });
  await catalogue.createOffice({ authority: DrawWorld.authority, slug: 'anderswo', name: 'Anderswo', address: 'Nebenstraße 2' });
  for (const name of ['am', 'pm']) await catalogue.createGroup({ service: OTHER, office: 'anderswo', name, title: name });
  const { id } = await world.get(PlanningService).plan({ service: OTHER, name: 'w77', plan: planLater(30) });
  return id;
}

async function makeThings(world: DrawWorld, lost: string): Promise<Record<OfficeThing, string>> {
  const approval = await world.get(HardshipService).request(officer, lost, 'medical', 'medical-certificate');
  const [template, cluster, question, sample, draft] = Array.from({ length: 5 }, () => randomUUID()) as [
    string,
    string,
    string,
    string,
    string,
  ];
  const { forge } = world.test.database;
  const at = new Date(TIMES.draw * 1000);
  await forge(
    `INSERT INTO window_templates (id, service_id, name, plan, repeat_days, announce_seconds_before, next_opens_at) VALUES ($1, $2, 't', '{}', 7, 60, $3)`,
    [template, world.serviceId, at],
  );
  await forge(
    `INSERT INTO review_clusters (id, service_id, kind, key, grade, signs, size, opened_at) VALUES ($1, $2, 'case', '\\x00', 1, '{}', 2, $3)`,
    [cluster, world.serviceId, at],
  );
  await forge(`INSERT INTO review_items (id, registration_id, reason, opened_at, cluster_id) VALUES ($1, $2, 'unknown-case', $3, $4)`, [
    question,
    lost,
    at,
    cluster,
  ]);
  await forge(
    `INSERT INTO letters_to_print (message_id, kind, registration_id, waiting_since) VALUES (77, 'registration.confirmed', $1, $2)`,
    [lost, at],
  );
  await forge(
    `INSERT INTO audit_samples (id, draw_uuid, round, wanted, requested_by, requested_at, log_entry_id)
     SELECT $1, id, 1, 1, 'staff-9', $2, 1 FROM draws WHERE draw_id = $3`,
    [sample, at, `${DrawWorld.path}/0`],
  );
  await forge(
    `INSERT INTO window_drafts (id, service_id, answers, version, changed_by, changed_at) VALUES ($1, $2, '{}', 1, 'staff-9', $3)`,
    [draft, world.serviceId, at],
  );
  const [offer] = await world.query<{ id: string }>('SELECT id FROM offers');
  const [slot] = await world.query<{ id: string }>('SELECT id FROM slots');
  const [place] = await world.query<{ id: string }>(`SELECT id FROM offices WHERE slug = 'amt'`);
  return {
    service: DrawWorld.service,
    slot: slot!.id,
    window: world.windowId,
    'window-path': DrawWorld.path,
    template,
    draft,
    draw: `${DrawWorld.path}/0`,
    registration: lost,
    cluster,
    question,
    letter: '77',
    approval: approval.id,
    appointment: offer!.id,
    office: place!.id,
    sample,
  };
}
