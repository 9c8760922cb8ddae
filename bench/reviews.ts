import type { INestApplication } from '@nestjs/common';
import { Pool } from 'pg';
import { RegistrationVault } from '../src/modules/registrations';
import {
  MassPatterns,
  RegistrationComparison,
  ReviewClustersRepository,
  ReviewItemsRepository,
  ReviewQuestions,
  Traits,
} from '../src/modules/registrations/reviews';
import { RegistrationsService } from '../src/modules/registrations/registrations.service';
import { StaffSessions } from '../src/modules/staff';
import { Clock } from '../src/platform/clock';
import { KeyedHash } from '../src/platform/crypto';
import { UnitOfWork } from '../src/platform/database';
import { type BenchService, withBenchService } from './bench-service';

/** One measured value; `floor` is the most that it may be. */
export interface ReviewRow {
  readonly name: string;
  readonly value: number;
  readonly unit: 'ms';
  readonly ratio?: number;
  readonly against?: string;
  readonly floor?: number;
  readonly ok?: boolean;
}

const REGISTRATIONS = 20_000;
/** Registered at the same time while the list is filled. */
const AT_ONCE = 200;
const REQUESTS = 40;
const PAGE_SIZE = 50;
const CLUSTER_LINK = /\/staff\/review\/[0-9a-f-]{36}"/g;
const LONGEST_MS = 300;

/**
 * Measures the page of the review list, as a browser of an operator gets it, when every registration of a large window waits in it: unknown cases,
 * near-duplicates, patterns of many.
 */
export async function benchReviews(): Promise<ReviewRow[]> {
  return withBenchService(measureOn);
}

async function measureOn({ app, owner, service }: BenchService): Promise<ReviewRow[]> {
  const pool = new Pool({ ...owner, max: 2 });
  try {
    await fill(app, service, pool);
    const comparing = performance.now();
    await comparisonOf(app).compareNew();
    const compared = performance.now() - comparing;
    await app.listen(0, '127.0.0.1');
    const url = `${await app.getUrl()}/de/staff/review`;
    const headers = { accept: 'text/html', cookie: await signIn(app) };
    const ask = async (): Promise<void> => {
      const reply = await fetch(url, { headers, redirect: 'manual' });
      const listed = new Set((await reply.text()).match(CLUSTER_LINK)).size;
      if (reply.status !== 200 || listed !== PAGE_SIZE) throw new Error(`status ${reply.status}, and the page holds ${listed} clusters`);
    };
    const bare = async (): Promise<void> => void (await pool.query(BARE_PAGE));
    const first = await timeOf(ask);
    const [ours, bares]: [number[], number[]] = [[], []];
    // In turns, so that whatever else the machine does hits both.
    for (let n = 0; n < REQUESTS; n++) {
      bares.push(await timeOf(bare));
      ours.push(await timeOf(ask));
    }
    return rowsOf(first, ours, bares, compared);
  } finally {
    await pool.end();
  }
}

/** An operator's session, as a login at the office's provider would begin it. @returns the value of the Cookie header */
async function signIn(app: INestApplication): Promise<string> {
  const token = await app.get(StaffSessions, { strict: false }).start({
    ...{ issuer: 'https://provider.bench.example', person: 'bench', displayName: 'Olga Beispiel', idToken: 'bench' },
    roles: ['operator'],
    offices: null,
  });
  return `fairslot-staff=${token}`;
}

/** The page as the database alone would give it. */
const BARE_PAGE = 'SELECT * FROM review_clusters WHERE closed_at IS NULL ORDER BY grade, opened_at, id LIMIT 51';

function rowsOf(first: number, ours: readonly number[], bares: readonly number[], compared: number): ReviewRow[] {
  const middle = (times: readonly number[]): number => times.toSorted((a, b) => a - b)[Math.floor(times.length / 2)]!;
  const against = 'a bare SELECT of the same page through pg';
  return [
    {
      name: `first page of the list as HTML, ${REGISTRATIONS} registrations in it, first request`,
      value: first,
      unit: 'ms',
      floor: LONGEST_MS,
      ok: first <= LONGEST_MS,
    },
    {
      name: 'the same, p50 of the next',
      value: middle(ours),
      unit: 'ms',
      ratio: middle(ours) / middle(bares),
      against,
      floor: LONGEST_MS,
      ok: middle(ours) <= LONGEST_MS,
    },
    { name: 'the slowest of them', value: Math.max(...ours), unit: 'ms' },
    { name: `${against}: p50`, value: middle(bares), unit: 'ms' },
    { name: `comparing all ${REGISTRATIONS}, in the background`, value: compared, unit: 'ms' },
  ];
}

async function timeOf(work: () => Promise<void>): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}

/** Registrations of cases that nobody knows: each waits for staff. One in ten is spelled like another, one in twenty shares a contact with four. */
async function fill(app: INestApplication, service: string, pool: Pool): Promise<void> {
  const registrations = app.get(RegistrationsService, { strict: false });
  for (let begun = 0; begun < REGISTRATIONS; begun += AT_ONCE) {
    await Promise.all(Array.from({ length: AT_ONCE }, (_, n) => registrations.register({ ...personOf(begun + n), service })));
  }
  await pool.query(`UPDATE registrations SET state = 'in_review', confirmed_at = received_at, version = version + 1`);
  const now = new Date('2027-03-01T09:00:00Z');
  await pool.query(
    `INSERT INTO review_clusters (id, service_id, kind, key, grade, signs, size, opened_at)
     SELECT r.id, r.service_id, 'case', r.case_key, 1, '{unknown-case}', 1, $1 FROM registrations r`,
    [now],
  );
  await pool.query(
    `INSERT INTO review_items (id, cluster_id, registration_id, reason, opened_at) SELECT id, id, id, 'unknown-case', $1 FROM registrations`,
    [now],
  );
  await pool.query('ANALYZE');
}

function personOf(n: number): Omit<Parameters<RegistrationsService['register']>[0], 'service'> {
  const like = n % 10 === 9 ? n - 1 : n;
  const letters = [...String(like)].map((digit) => 'bdfgkmprst'[Number(digit)]).join('a');
  const birthDate = `19${50 + (like % 49)}-${String(1 + (like % 12)).padStart(2, '0')}-${String(1 + (like % 28)).padStart(2, '0')}`;
  return {
    person: { surname: n % 10 === 9 ? `Müllo${letters}` : `Muello${letters}`, givenNames: `Ani${letters}`, birthDate },
    caseNumber: `K${String(n).padStart(5, '0')}${(n * 7919) % 100}`,
    contact: { kind: 'mail', value: n % 20 < 1 ? `shelter-${Math.floor(n / 100)}@example.org` : `person-${n}@d${n % 5000}.example` },
  };
}

/** The job's own service, which only workers hold. */
function comparisonOf(app: INestApplication): RegistrationComparison {
  const get = <T>(type: abstract new (...parameters: never[]) => T): T => app.get(type, { strict: false });
  return new RegistrationComparison(
    get(UnitOfWork),
    get(RegistrationVault),
    new Traits(get(KeyedHash)),
    new MassPatterns(),
    get(ReviewQuestions),
    get(ReviewItemsRepository),
    get(ReviewClustersRepository),
    get(Clock),
  );
}
