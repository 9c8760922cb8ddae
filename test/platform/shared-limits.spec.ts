import { addressKeyOf, SharedLimits } from '../../src/platform/limits';
import { startTestApp, startRedis, type TestApp } from '../support';

describe('addresses', () => {
  it.each([
    ['203.0.113.7', '203.0.113.7'],
    ['::ffff:203.0.113.7', '203.0.113.7'],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2'],
    ['2001:DB8:1:2::9', '2001:db8:1:2'],
    ['2001:db8::1', '2001:db8:0:0'],
    ['2001:0db8:0001:0002:ffff::', '2001:db8:1:2'],
  ])('%s is counted as %s', (ip, key) => {
    expect(addressKeyOf(ip)).toBe(key);
  });

  it.each(['127.0.0.1', '::1', '10.1.2.3', '172.31.0.1', '192.168.1.1', '::ffff:10.0.0.1', 'fd00::1', 'fe80::1%eth0', 'nonsense', ''])(
    '%s is not counted',
    (ip) => {
      expect(addressKeyOf(ip)).toBeNull();
    },
  );
});

describe.each(['postgres', 'redis'] as const)('counts in %s', (kind) => {
  const limit = { name: 'tries', most: 3, seconds: 3600 };
  const stops: (() => unknown)[] = [];
  let test_: TestApp;
  let limits: SharedLimits;
  beforeAll(async () => {
    const redis = kind === 'redis' ? await startRedis() : null;
    if (redis) stops.push(() => redis.stop());
    test_ = await startTestApp(redis ? { redisUrl: redis.url } : {});
    stops.push(() => test_.stop());
    limits = test_.app.get(SharedLimits, { strict: false });
  });
  afterAll(async () => {
    for (const stop of stops.reverse()) await stop();
  });

  it('lets as many through as the limit says, also when all come at once, and each key for itself', async () => {
    const all = await Promise.all(Array.from({ length: 10 }, () => limits.take(limit, 'a')));
    expect(all.filter((taken) => taken)).toHaveLength(3);
    expect(await limits.isReached(limit, 'a')).toBe(true);
    expect(await limits.isReached(limit, 'b')).toBe(false);
    expect(await limits.take(limit, 'b')).toBe(true);
    await expect(limits.require(limit, 'a')).rejects.toMatchObject({ code: 'request.too-many', kind: 'too-many' });
  });

  it('lets a sender try so often, and everybody together so often; nobody inside is a sender', async () => {
    const both = { perSender: { ...limit, name: 'own' }, overall: { ...limit, name: 'all', most: 6 } };
    const refused = { kind: 'too-many', code: 'request.too-many' };
    for (let n = 0; n < 3; n++) await limits.requireOfSender(both, '203.0.113.1');
    await expect(limits.requireOfSender(both, '203.0.113.1')).rejects.toMatchObject(refused);
    await limits.requireOfSender(both, '203.0.113.2');
    for (let n = 0; n < 2; n++) await limits.requireOfSender(both, '127.0.0.1');
    await expect(limits.requireOfSender(both, '203.0.113.3')).rejects.toMatchObject(refused);
  });

  if (kind === 'postgres') {
    it('keeps no address, and clears away what is over', async () => {
      await limits.take(limit, '203.0.113.7');
      const rows = await test_.database.query('SELECT * FROM rate_limits');
      expect(rows.length).toBeGreaterThan(0);
      expect(JSON.stringify(rows)).not.toContain('203.0.113');
      expect([await limits.hasStale(), await limits.clearAway()]).toEqual([false, 0]);
      await test_.database.query('UPDATE rate_limits SET expire = expire - 3 * 3600 * 1000');
      expect(await limits.hasStale()).toBe(true);
      expect(await limits.clearAway()).toBe(rows.length);
    });

    it('lets everybody through when it can not count, and says so', async () => {
      await test_.database.query('ALTER TABLE rate_limits RENAME TO gone');
      for (let time = 0; time < 5; time++) expect(await limits.take(limit, 'a')).toBe(true);
      expect(await limits.isReached(limit, 'a')).toBe(false);
      await test_.database.query('ALTER TABLE gone RENAME TO rate_limits');
      expect(test_.log.text()).toContain('a rate limit can not be counted');
    });
  }
});
