import { Module } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { LoggingModule } from '../../src/platform/logging';
import { DatabaseModule } from '../../src/platform/database';
import { Sweeps, SweepsModule } from '../../src/platform/schedule';
import type { Runtime } from '../../src/platform/runtime';
import { startTestApp, startTestDatabase, type TestApp, type TestDatabase, waitFor } from '../support';

@Module({})
class OnlySweeps {}

const compose = (runtime: Runtime) => ({
  module: OnlySweeps,
  imports: [LoggingModule.forRoot(runtime.logger), DatabaseModule.forRoot(runtime.database), SweepsModule],
});

/** A promise, and what settles it. */
function gate(): { opened: Promise<void>; open: () => void } {
  let open!: () => void;
  const opened = new Promise<void>((resolve) => (open = resolve));
  return { opened, open };
}

describe('sweeps', () => {
  let database: TestDatabase;
  let apps: TestApp[];
  let one: Sweeps;
  let two: Sweeps;

  beforeEach(async () => {
    database = await startTestDatabase({ migrated: false });
    apps = [await startTestApp({ database, module: compose }), await startTestApp({ database, module: compose })];
    [one, two] = apps.map(({ app }) => app.get(Sweeps)) as [Sweeps, Sweeps];
  });
  afterEach(async () => {
    for (const app of apps) await app.stop();
    await database.stop();
  });

  it('of one name are done by one process at a time: the other skips its turn, and has the next one', async () => {
    const [begun, end] = [gate(), gate()];
    const turns: string[] = [];
    const first = one.turn('x', async () => {
      turns.push('one');
      begun.open();
      await end.opened;
    });
    await begun.opened;
    await two.turn('x', async () => turns.push('two, too early'));
    await two.turn('y', async () => turns.push('two, another name'));
    end.open();
    await first;
    await two.turn('x', async () => turns.push('two'));
    expect(turns).toEqual(['one', 'two, another name', 'two']);
  });

  it('do not overlap themselves: who asks during a turn waits for that one', async () => {
    const end = gate();
    let turns = 0;
    const work = async (): Promise<void> => {
      turns++;
      await end.opened;
    };
    const asked = [one.turn('x', work), one.turn('x', work), one.turn('x', work)];
    end.open();
    await Promise.all(asked);
    expect(turns).toBe(1);
  });

  it('go on after an error, which is logged', async () => {
    let turns = 0;
    one.start('x', 10, async () => {
      if (++turns % 2 === 1) throw new Error('not this time');
    });
    await waitFor(() => turns > 4, 'more turns');
    expect(apps[0]!.log.text()).toContain('sweep x failed');
    expect(apps[0]!.log.text()).toContain('not this time');
  });

  it('go on after the database has thrown them out', async () => {
    const begun = gate();
    let turns = 0;
    one.start('x', 10, async () => {
      turns++;
      begun.open();
    });
    await begun.opened;
    await database.query(
      `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND application_name = 'fairslot'`,
    );
    const before = turns;
    await waitFor(() => turns > before + 2, 'turns on a new session');
  });

  it('let a turn finish before the process stops, and begin no other', async () => {
    const [begun, end] = [gate(), gate()];
    const source = apps[0]!.app.get(DataSource);
    let finished = 0;
    let turns = 0;
    one.start('x', 10, async () => {
      turns++;
      begun.open();
      await end.opened;
      // Still has its connections.
      await source.query('SELECT 1');
      finished++;
    });
    await begun.opened;
    const stopping = apps.shift()!.stop();
    end.open();
    await stopping;
    await one.turn('y', async () => turns++);
    expect({ turns, finished }).toEqual({ turns: 1, finished: 1 });
  });

  it('begin with their first turn at once', async () => {
    let turns = 0;
    one.start('x', 3_600_000, async () => turns++);
    await waitFor(() => turns === 1, 'the first turn');
  });
});
