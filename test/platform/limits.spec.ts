import { RateLimits } from '../../src/platform/limits';
import { networkOf } from '../../src/platform/limits/rate-limits';

describe('limits', () => {
  const RULE = { name: 'test', perSender: 3, overall: 5, seconds: 600 };
  const refused = { kind: 'too-many', code: 'request.too-many' };

  it('let a sender try so often, and everybody together so often', async () => {
    const limits = new RateLimits();
    for (let n = 0; n < 3; n++) await limits.take(RULE, '192.0.2.1');
    await expect(limits.take(RULE, '192.0.2.1')).rejects.toMatchObject(refused);
    await limits.take(RULE, '192.0.2.2');
    await limits.take(RULE, '192.0.2.3');
    await expect(limits.take(RULE, '192.0.2.4')).rejects.toMatchObject(refused);
    await limits.take({ ...RULE, name: 'other' }, '192.0.2.1');
  });

  it.each([
    ['192.0.2.1', '192.0.2.1'],
    ['::ffff:192.0.2.1', '192.0.2.1'],
    ['2001:db8:0:17:aaaa::1', '2001:db8:0:17'],
    ['2001:0DB8:0:0017:bbbb:1:2:3', '2001:db8:0:17'],
    ['2001:db8::1', '2001:db8:0:0'],
    ['::1', '0:0:0:0'],
    ['fe80::1%eth0', 'fe80:0:0:0'],
  ])('take %s for the sender %s', (address, sender) => {
    expect(networkOf(address)).toBe(sender);
  });
});
