import { BlockList, isIPv4, isIPv6 } from 'node:net';

/** This machine and networks behind one router. */
const INSIDE = new BlockList();
for (const [network, bits] of [
  ['127.0.0.0', 8],
  ['10.0.0.0', 8],
  ['172.16.0.0', 12],
  ['192.168.0.0', 16],
  ['169.254.0.0', 16],
] as const) {
  INSIDE.addSubnet(network, bits, 'ipv4');
}
INSIDE.addAddress('::1', 'ipv6');
INSIDE.addSubnet('fc00::', 7, 'ipv6');
INSIDE.addSubnet('fe80::', 10, 'ipv6');

/**
 * What requests from one place have in common.
 * @returns null for addresses inside our own network: those are a proxy that nobody has told us of, or a test, and a limit on it would shut
 *   everybody out at once
 */
export function addressKeyOf(ip: string): string | null {
  const address = ip.replace(/^::ffff:(?=\d+\.\d+\.\d+\.\d+$)/, '').replace(/%.*$/, '');
  if (isIPv4(address)) return INSIDE.check(address, 'ipv4') ? null : address;
  if (!isIPv6(address) || INSIDE.check(address, 'ipv6')) return null;
  return networkOf(address);
}

/** The /64 network of an IPv6 address: one sender holds all of it. */
function networkOf(address: string): string {
  const [head = '', tail] = address.split('::');
  const groups = head === '' ? [] : head.split(':');
  if (tail !== undefined) {
    const rest = tail === '' ? [] : tail.split(':');
    while (groups.length + rest.length < 8) groups.push('0');
    groups.push(...rest);
  }
  return groups
    .slice(0, 4)
    .map((group) => group.replace(/^0+(?=.)/, '').toLowerCase())
    .join(':');
}

/**
 * The neighbourhood of an address: the first three bytes of IPv4, a /48 of IPv6. Coarser than what limits count, so that it names no household.
 * @param key of {@link addressKeyOf}
 */
export function neighbourhoodOf(key: string): string {
  return key.includes(':') ? key.split(':').slice(0, 3).join(':') : key.split('.').slice(0, 3).join('.');
}
