import { deriveVerifierKey, formatVerifierKey, NOTE_SIGNATURE } from '../../../src/core';
import { AuditLogService, LogProofsService, Sequencer, type LogEntry, type LogIdentity } from '../../../src/modules/audit-log';
import { LogTreeRepository } from '../../../src/modules/audit-log/log-tree.repository';
import { UnitOfWork } from '../../../src/platform/database';
import { createTestClock, startTestDatabase, type TestDatabase } from '../../support';

const seed = new Uint8Array(32).fill(11);
const origin = 'stadt.example/log';
export const LOG: LogIdentity = { origin, seed, verifierKey: formatVerifierKey(deriveVerifierKey({ name: origin, seed }, NOTE_SIGNATURE)) };

/** A log on a database of its own. */
export interface TestLog {
  readonly database: TestDatabase;
  readonly unitOfWork: UnitOfWork;
  readonly clock: ReturnType<typeof createTestClock>;
  readonly log: AuditLogService;
  readonly proofs: LogProofsService;
  /** Another process's sequencer, on connections of its own. */
  openSequencer(): Promise<Sequencer>;
  readonly sequencer: Sequencer;
  /** Commits so many entries in one transaction, numbered through. */
  append(count: number): Promise<void>;
  /** Bodies in the order of the tree. */
  bodies(): Promise<string[]>;
  checkpoints(): Promise<{ size: number; root: Buffer; note: string }[]>;
}

export async function openTestLog(): Promise<TestLog> {
  const database = await startTestDatabase();
  const source = await database.openDataSource();
  const unitOfWork = new UnitOfWork(source);
  const tree = new LogTreeRepository();
  const clock = createTestClock();
  const log = new AuditLogService(clock);
  let written = 0;
  const entry = (): LogEntry => ({ type: 'registrations.received', count: ++written, root: '00'.repeat(32) });
  return {
    database,
    unitOfWork,
    clock,
    log,
    proofs: new LogProofsService(source, tree),
    openSequencer: async () => new Sequencer(await database.openUnitOfWork(), tree, clock, LOG),
    sequencer: new Sequencer(unitOfWork, tree, clock, LOG),
    append: async (count) => void (await unitOfWork.run((em) => log.appendAll(em, Array.from({ length: count }, entry)))),
    bodies: async () =>
      (await database.query<{ body: string }>('SELECT body FROM log_entries WHERE tree_index IS NOT NULL ORDER BY tree_index')).map(
        ({ body }) => body,
      ),
    checkpoints: async () =>
      (
        await database.query<{ size: string; root: Buffer; note: string }>('SELECT size, root, note FROM log_checkpoints ORDER BY size')
      ).map((row) => ({
        ...row,
        size: Number(row.size),
      })),
  };
}
