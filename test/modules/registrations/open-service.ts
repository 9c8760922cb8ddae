import type { DynamicModule } from '@nestjs/common';
import type { InjectOptions } from 'fastify';
import { DeploymentModule } from '../../../src/deployment.module';
import { AuditLogModule } from '../../../src/modules/audit-log';
import { CaseImportService, IdentityModule } from '../../../src/modules/identity';
import { RegistrationsModule } from '../../../src/modules/registrations';
import { FreshTokens, StaffModule } from '../../../src/modules/staff';
import { CatalogueService, PlanningService, type WindowPlan, WindowsModule } from '../../../src/modules/windows';
import { PlatformModule } from '../../../src/platform/platform.module';
import type { ProcessRole } from '../../../src/platform/role';
import type { Runtime } from '../../../src/platform/runtime';
import { SweepsModule } from '../../../src/platform/schedule';
import { createTestClock, startTestApp, type TestApp, type TestAppOptions } from '../../support';

export const AUTHORITY = 'stadt.example';
export const SERVICE = `${AUTHORITY}/aufenthalt`;

const PLAN: WindowPlan = {
  title: 'Fenster',
  timetable: {
    opensAt: '2026-03-02T10:00:00Z',
    closesAt: '2026-03-03T10:00:00Z',
    freezeAt: '2026-03-03T10:30:00Z',
    revealBy: '2026-03-03T11:00:00Z',
    drawAt: '2026-03-03T11:30:00Z',
    refill: {
      firstAt: '2026-03-04T12:00:00Z',
      everySeconds: 86_400,
      lastAt: '2026-03-06T12:00:00Z',
      freezeSecondsBefore: 3600,
      revealSecondsBefore: 1800,
    },
  },
  tickets: { allowed: [1, 2, 4, 8, 16], rule: 'savable', parameters: { leadDays: 3, cap: 16, maxLosses: 4, guaranteeAfter: 8 } },
  passes: [{ pot: 'general', from: ['general'] }],
  groups: ['morning', 'evening'],
  contributors: [],
};

/** One minute after the window has opened. */
export const OPEN = Date.parse('2026-03-02T10:01:00Z') / 1000;
export const CLOSES_AT = new Date('2026-03-03T10:00:00Z');

/** Whatever the routes under test answer; a test reads only what its own route gives. */
export interface ReplyBody {
  readonly registration: string;
  readonly link: string;
  readonly receipt: string;
  readonly confirmBy: string;
  readonly state: string;
  readonly contactKind: string;
  readonly key: string;
  readonly batch: { index: number; proof: string[]; logIndex: number | null };
  readonly code: string;
  readonly field?: string;
  readonly line?: number;
  readonly details?: object;
  readonly errors: { field: string; code: string }[];
}

export interface Reply {
  readonly status: number;
  readonly body: ReplyBody;
  readonly headers: Record<string, unknown>;
}

/** The application with one service whose window is open, on a clock that stands still. */
export interface OpenServiceApp extends TestApp {
  readonly clock: ReturnType<typeof createTestClock>;
  readonly serviceId: string;
  readonly windowId: string;
  post(url: string, body: object, role?: string): Promise<Reply>;
  postCsv(url: string, csv: string, role?: string): Promise<Reply>;
  get(url: string, role?: string): Promise<Reply>;
  importCases(rows: readonly CaseLine[]): Promise<void>;
}

export interface CaseLine {
  readonly caseNumber: string;
  readonly surname?: string;
  readonly givenNames?: string;
  readonly birthDate?: string;
  readonly criticalDate?: string;
  readonly applicationOnRecord?: boolean;
}

const MODULES = [StaffModule, AuditLogModule, WindowsModule, IdentityModule, RegistrationsModule];
type RoleModule = { forRole(role: ProcessRole): DynamicModule };

/** These modules and what they stand on; nothing to the right of them but what is asked for. */
export function compose(role: ProcessRole, more: readonly RoleModule[] = []): (runtime: Runtime) => DynamicModule {
  class Composed {}
  return (runtime) => {
    // The platform first: it decides what kind of queue the others register.
    const platform = [PlatformModule.forRoot(runtime), SweepsModule, DeploymentModule];
    return { module: Composed, imports: [...platform, ...[...MODULES, ...more].map((module) => module.forRole(role))] };
  };
}

export async function startOpenService(options: TestAppOptions = {}): Promise<OpenServiceApp> {
  const clock = createTestClock('2026-03-02T09:00:00Z');
  const test = await startTestApp({ clock, module: compose({ web: true, worker: false }), ...options });
  const get = <T>(type: new (...args: never[]) => T): T => test.app.get(type, { strict: false });
  const catalogue = get(CatalogueService);
  const service = await catalogue.createService({
    authority: AUTHORITY,
    slug: 'aufenthalt',
    title: 'Aufenthaltserlaubnis verlängern',
    confirmWithinSeconds: 7200,
    answerWithinSeconds: 86_400,
    legalEffect: 'none',
  });
  await catalogue.createOffice({ authority: AUTHORITY, slug: 'amt', name: 'Amt', address: 'Hauptstraße 1' });
  for (const name of PLAN.groups) await catalogue.createGroup({ service: SERVICE, office: 'amt', name, title: name });
  const window = await get(PlanningService).plan({ service: SERVICE, name: 'w1', plan: PLAN });
  await get(PlanningService).announce(window.id);
  clock.set(OPEN);
  const tokens = get(FreshTokens);
  const send = async (options: InjectOptions, role?: string): Promise<Reply> => {
    const headers = { ...options.headers, ...(role === undefined ? {} : { authorization: `Bearer ${tokenOf(tokens, role)}` }) };
    const reply = await test.app.inject({ ...options, headers } as never);
    return { status: reply.statusCode, body: JSON.parse(reply.body || '{}') as ReplyBody, headers: reply.headers };
  };
  return {
    ...test,
    clock,
    serviceId: service.id,
    windowId: window.id,
    post: (url, body, role) => send({ method: 'POST', url, payload: body }, role),
    postCsv: (url, csv, role) => send({ method: 'POST', url, payload: csv, headers: { 'content-type': 'text/csv' } }, role),
    get: (url, role) => send({ method: 'GET', url }, role),
    importCases: async (rows) => void (await get(CaseImportService).import(AUTHORITY, caseFile(rows), false)),
  };
}

/** A CSV file of plain rows; unnamed values are those of {@link registration}. */
export function caseFile(rows: readonly CaseLine[]): string {
  const header = 'case_number,surname,given_names,birth_date,critical_date,critical_date_source,application_on_record';
  const lines = rows.map((row) =>
    [
      row.caseNumber,
      row.surname ?? 'Yıldız',
      row.givenNames ?? 'Ayşe',
      row.birthDate ?? '1990-05-17',
      row.criticalDate ?? '',
      row.criticalDate === undefined ? '' : 'card',
      row.applicationOnRecord ? 'yes' : 'no',
    ].join(','),
  );
  return [header, ...lines, ''].join('\n');
}

/** A registration as an applicant sends it. */
export function registration(caseNumber: string, more: object = {}): object {
  return {
    service: SERVICE,
    person: { surname: 'Yıldız', givenNames: 'Ayşe', birthDate: '1990-05-17' },
    caseNumber,
    contact: { kind: 'mail', value: `${caseNumber.toLowerCase().replace(/[^a-z0-9]/g, '')}@example.org` },
    ...more,
  };
}

function tokenOf(tokens: FreshTokens, role: string): string {
  const token = tokens.tokens()?.get(`${role}-1`);
  if (token === undefined) throw new Error(`no member of staff is ${role}`);
  return token;
}
