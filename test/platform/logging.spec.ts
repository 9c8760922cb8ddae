import { Logger } from '@nestjs/common';
import { QueryFailedError } from 'typeorm';
import { describeError, withLogContext } from '../../src/platform/logging';
import { MailError } from '../../src/platform/mail';
import { startTestDatabase } from '../support/test-database';
import { createTestLogger } from '../support/test-logger';

describe('log', () => {
  it('is one JSON line a message, with level, time and facts', () => {
    const { logger, lines } = createTestLogger();
    logger.info('a draw was published', { draw: 7, window: 'w-1' });
    logger.warn('slow');
    expect(lines()).toEqual([
      { level: 'info', time: expect.stringMatching(/^\d{4}-.*Z$/), draw: 7, window: 'w-1', msg: 'a draw was published' },
      { level: 'warn', time: expect.any(String), msg: 'slow' },
    ]);
  });

  it('understands what Nest’s own logger passes: context, errors, stacks', () => {
    const { logger, lines } = createTestLogger();
    Logger.overrideLogger(logger);
    new Logger('Draws').log('started', { draw: 7 });
    new Logger('Draws').error('failed', new Error('boom').stack);
    new Logger('InstanceLoader').log('AppModule dependencies initialized');
    expect(lines()).toMatchObject([
      { level: 'info', context: 'Draws', draw: 7, msg: 'started' },
      { level: 'error', context: 'Draws', stack: expect.stringContaining(' at '), msg: 'failed' },
      { level: 'debug', context: 'InstanceLoader' },
    ]);
  });

  it('writes nothing below its level', () => {
    const { logger, text } = createTestLogger('warn');
    logger.info('no');
    logger.debug('no');
    expect(text()).toBe('');
  });

  it('says which request or job a line belongs to', async () => {
    const { logger, lines } = createTestLogger();
    await withLogContext({ job: 'draws/freeze-1' }, async () => {
      await Promise.resolve();
      logger.info('inside');
    });
    logger.info('outside');
    expect(lines()[0]).toMatchObject({ job: 'draws/freeze-1' });
    expect(lines()[1]).not.toHaveProperty('job');
  });
});

describe('personal data in the log', () => {
  const person = {
    name: 'Amina Yilmaz',
    birthDate: '1990-02-31',
    caseNumber: 'ABH-2026-77',
    email: 'amina@example.org',
    phone: '+49 151 2345678',
  };
  const pieces = ['Amina', '1990-02-31', 'ABH-2026-77', 'amina@example.org', '2345678'];

  function expectNothingPersonal(text: string): void {
    expect(text).not.toBe('');
    expect(pieces.filter((piece) => text.includes(piece))).toEqual([]);
  }

  it('does not appear when somebody logs a record by mistake', () => {
    const { logger, text } = createTestLogger();
    logger.warn('registration', person);
    logger.warn('registration', { person });
    logger.warn(`could not reach ${person.email} nor ${person.phone}`);
    expectNothingPersonal(text());
  });

  it('does not appear with errors, whatever libraries hang onto them', () => {
    const { logger, text } = createTestLogger();
    logger.error(
      'failed',
      Object.assign(new Error(`550 no such user <${person.email}>`), { request: person, response: `to ${person.email}` }),
    );
    logger.error('failed', new Error('outer', { cause: new Error(`inner ${person.email}`) }));
    logger.error('failed', new MailError(true, 'EENVELOPE 550'));
    logger.error(new Error(`mail to ${person.email}`));
    logger.error('failed', { toString: () => person.name });
    expectNothingPersonal(text());
  });

  it('does not appear with errors of the database, which quote values and carry parameters', async () => {
    const database = await startTestDatabase({ migrated: false });
    const source = await database.openDataSource();
    const { logger, text, lines } = createTestLogger();
    await source.query('CREATE TABLE people (name text CONSTRAINT uq_people_name UNIQUE, born date)');
    await source.query('INSERT INTO people VALUES ($1)', [person.name]);
    const failures = [
      source.query('INSERT INTO people VALUES ($1)', [person.name]),
      source.query('INSERT INTO people VALUES ($1, $2)', ['x', person.birthDate]),
      source.query(`SELECT * FROM people WHERE born = '${person.birthDate}'`),
      source.query('SELECT nothing FROM people'),
    ];
    for (const failure of failures) await failure.catch((error: unknown) => logger.error('query failed', error));
    expectNothingPersonal(text());
    expect(lines().map((line) => line.err)).toMatchObject([
      { name: 'QueryFailedError', code: '23505', constraint: 'uq_people_name', table: 'people' },
      { code: '22008' },
      { code: '22008' },
      { code: '42703', message: 'column "nothing" does not exist' },
    ]);
    await database.stop();
  });

  it('does not hide what an operator needs: kind, code and place of an error', () => {
    const description = describeError(new TypeError('x is not a function'));
    expect(description).toMatchObject({
      name: 'TypeError',
      message: 'x is not a function',
      stack: expect.stringContaining('logging.spec'),
    });
    expect(describeError(new QueryFailedError('q', [], Object.assign(new Error('no relation "x"'), { code: '42P01' })))).toMatchObject({
      code: '42P01',
      message: 'no relation "x"',
    });
  });
});
