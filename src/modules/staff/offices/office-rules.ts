import type { OfficeThing } from './office-things';

/** The parts of a request that can name something. */
export interface NamingRequest {
  readonly params?: unknown;
  readonly body?: unknown;
  readonly query?: unknown;
}

interface NamingRule {
  readonly thing: OfficeThing;
  /** undefined: nothing is named; the handler's own checks say what is missing. */
  readonly find: (request: NamingRequest) => unknown;
}

/** `own-list`: shows what belongs to the member's offices (`keepOwn`, or `onlyOwn` in the SQL of a list that ends somewhere). `no-office`: what it is about belongs to no office. */
type OfficeRule = NamingRule | 'own-list' | 'no-office';

type Fields = Readonly<Record<string, unknown>>;
const fieldsOf = (value: unknown): Fields => (typeof value === 'object' && value !== null ? (value as Fields) : {});
const inPath = (thing: OfficeThing, ...names: string[]): NamingRule => ({
  thing,
  find: ({ params }) => names.map((name) => String(fieldsOf(params)[name])).join('/'),
});
const inBody = (thing: OfficeThing, name: string): NamingRule => ({ thing, find: ({ body }) => fieldsOf(body)[name] });
const inQuery = (thing: OfficeThing, name: string): NamingRule => ({ thing, find: ({ query }) => fieldsOf(query)[name] });

const PAGES = '/:language/staff';
const API = '/api/staff';

/**
 * THE table: which route names what, for members of staff whose roles are good for some offices only. A line that names something holds for
 * everything below its path; the longest line counts, one with a method before one without. A staff route without a line is closed to these members, and a test
 * (test/modules/staff/offices.spec.ts) fails until it has one.
 */
export const OFFICE_RULES: Readonly<Record<string, OfficeRule>> = {
  [`${API}/services`]: 'no-office',
  [`${API}/offices`]: 'no-office',
  [`${API}/groups`]: inBody('service', 'service'),
  [`${API}/windows`]: 'own-list',
  [`POST ${API}/windows`]: inBody('service', 'service'),
  [`${API}/windows/:id`]: inPath('window', 'id'),
  [`POST ${API}/windows/:id`]: inPath('window', 'id'),
  [`${API}/windows/:authority/:service/:window`]: inPath('window-path', 'authority', 'service', 'window'),
  [`${API}/templates`]: inBody('service', 'service'),
  [`${API}/templates/:id`]: inPath('template', 'id'),
  [`${API}/capacity/:authority/:service`]: inPath('service', 'authority', 'service'),
  [`${API}/draws/void`]: inBody('draw', 'drawId'),
  // The register is the authority's.
  [`${API}/case-register/imports`]: 'no-office',
  [`${API}/registrations`]: inBody('service', 'service'),
  [`${API}/registrations/near-critical`]: 'own-list',
  [`${API}/registrations/:id`]: inPath('registration', 'id'),
  [`${API}/name-corrections`]: inBody('registration', 'registration'),
  [`${API}/reviews`]: 'own-list',
  [`${API}/reviews/:id`]: inPath('cluster', 'id'),
  [`${API}/reviews/questions/:id`]: inPath('question', 'id'),
  [`${API}/hardship-grants`]: 'own-list',
  [`POST ${API}/hardship-grants`]: inBody('registration', 'registration'),
  [`${API}/approvals`]: 'own-list',
  [`${API}/approvals/:id`]: inPath('approval', 'id'),
  [`${API}/letters-to-print`]: 'own-list',
  [`${API}/letters-to-print/:letter`]: inPath('letter', 'letter'),
  [`${API}/appointments`]: 'own-list',
  [`${API}/check-ins`]: inBody('appointment', 'appointment'),
  [`${API}/audit/samples`]: 'own-list',
  [`POST ${API}/audit/samples`]: inBody('draw', 'drawId'),
  [`${API}/audit/samples/:id`]: inPath('sample', 'id'),
  [`POST ${API}/audit/samples/:id`]: inPath('sample', 'id'),
  [`${API}/audit/verification`]: inQuery('draw', 'drawId'),
  [`${API}/audit/ledger/:authority/:service/:window`]: inPath('window-path', 'authority', 'service', 'window'),
  // The log is one for all, and public; acts by hand stand here in pseudonyms and codes.
  [`${API}/audit/log`]: 'no-office',
  [`${API}/audit/log/:index`]: 'no-office',
  [`${API}/audit/consistency`]: 'no-office',
  [`${API}/audit/acts`]: 'no-office',
  [`${API}/slot-grants`]: inBody('registration', 'registration'),
  [`${API}/offer-reports`]: 'no-office',
  [`${API}/members`]: 'no-office',
  [`${API}/members/:name/end-sessions`]: 'no-office',
  '/api/contributions/commitments': 'no-office',
  '/api/contributions/secrets': 'no-office',

  [PAGES]: 'no-office',
  [`${PAGES}/windows`]: 'own-list',
  [`${PAGES}/windows/:id`]: inPath('window', 'id'),
  [`${PAGES}/announce/:id`]: inPath('window', 'id'),
  [`${PAGES}/void/:authority/:service/:window/:number`]: inPath('draw', 'authority', 'service', 'window', 'number'),
  [`${PAGES}/capacity`]: 'own-list',
  [`${PAGES}/capacity/:authority/:service`]: inPath('service', 'authority', 'service'),
  [`${PAGES}/review`]: 'own-list',
  [`${PAGES}/review/of/:registration`]: inPath('registration', 'registration'),
  [`${PAGES}/review/:id`]: inPath('cluster', 'id'),
  [`${PAGES}/review/:id/:registration`]: inPath('registration', 'registration'),
  [`${PAGES}/approvals`]: 'own-list',
  [`${PAGES}/approvals/:id`]: inPath('approval', 'id'),
  [`${PAGES}/corrections`]: 'own-list',
  [`${PAGES}/corrections/:registration`]: inPath('registration', 'registration'),
  [`${PAGES}/hardship`]: 'own-list',
  [`${PAGES}/hardship/:registration`]: inPath('registration', 'registration'),
  [`${PAGES}/grants`]: 'own-list',
  [`${PAGES}/grants/:registration`]: inPath('registration', 'registration'),
  [`${PAGES}/revocation`]: 'own-list',
  [`${PAGES}/revocation/:appointment`]: inPath('appointment', 'appointment'),
  [`${PAGES}/members`]: 'no-office',
  [`${PAGES}/plans`]: 'own-list',
  [`POST ${PAGES}/plans`]: inBody('service', 'service'),
  [`${PAGES}/plans/:draft`]: inPath('draft', 'draft'),
  [`${PAGES}/templates/:id`]: inPath('template', 'id'),
  [`${PAGES}/near-critical`]: 'own-list',
  [`${PAGES}/report`]: 'own-list',
  [`${PAGES}/report.csv`]: 'own-list',
  // The register is the authority's.
  [`${PAGES}/case-register`]: 'no-office',
  // All draws, as everybody sees them.
  [`${PAGES}/audit`]: 'no-office',
  [`${PAGES}/audit/draws/:authority/:service/:window/:number`]: inPath('draw', 'authority', 'service', 'window', 'number'),
  [`${PAGES}/audit/ledger/:authority/:service/:window`]: inPath('window-path', 'authority', 'service', 'window'),
  [`${PAGES}/audit/revocations/:appointment`]: inPath('appointment', 'appointment'),
  [`${PAGES}/audit/samples/:id`]: inPath('sample', 'id'),
  [`${PAGES}/audit/log`]: 'no-office',
  [`${PAGES}/audit/log/:index`]: 'no-office',
  [`${PAGES}/audit/checkpoints`]: 'no-office',
  [`${PAGES}/audit/acts`]: 'no-office',
  [`${PAGES}/counter`]: 'own-list',
  [`${PAGES}/counter/find`]: 'own-list',
  [`${PAGES}/counter/list`]: 'own-list',
  [`${PAGES}/counter/paper`]: inBody('office', 'office'),
  [`${PAGES}/counter/:appointment`]: inPath('appointment', 'appointment'),
  [`${PAGES}/assist`]: 'own-list',
  [`${PAGES}/assist/find`]: 'own-list',
  [`${PAGES}/assist/act`]: inBody('registration', 'registration'),
  [`${PAGES}/assist/register/:authority/:service`]: inPath('service', 'authority', 'service'),
  [`${PAGES}/letters`]: 'own-list',
  [`${PAGES}/letters/:letter`]: inPath('letter', 'letter'),
};

/** @param route as the router knows it, with its parameters' names  @returns null where the table says nothing */
export function officeRuleOf(method: string, route: string): OfficeRule | null {
  const path = route.replace(/\/+$/, '');
  for (let end = path.length; end > 0; end = path.lastIndexOf('/', end - 1)) {
    const prefix = path.slice(0, end);
    const rule = OFFICE_RULES[`${method} ${prefix}`] ?? OFFICE_RULES[prefix];
    // A line that names nothing holds for its own path only: what is below could name something.
    if (rule !== undefined) return typeof rule === 'string' && end < path.length ? null : rule;
  }
  return null;
}
