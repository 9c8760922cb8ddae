import { Injectable } from '@nestjs/common';
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import { DomainError } from '../http';

/** How often something may be asked for. */
export interface RateRule {
  /** Names what is limited; two rules of one name share their counts. */
  readonly name: string;
  /** By one sender. High enough for a shelter or a library, where many people share one address. */
  readonly perSender: number;
  /** By everybody together: what many addresses can do that one person rents. */
  readonly overall: number;
  readonly seconds: number;
}

/**
 * Counts attempts, in the memory of this process: nothing about a sender is written down anywhere. Several processes count by
 * themselves, so together they let through as many times more as there are of them; rules are written with that in mind.
 *
 * A refusal costs a person a few minutes and never a chance, which the pages say.
 */
@Injectable()
export class RateLimits {
  private readonly limiters = new Map<string, { sender: RateLimiterMemory; all: RateLimiterMemory }>();

  /**
   * Counts one attempt.
   * @param sender address it came from
   * @throws DomainError `request.too-many`
   */
  async take(rule: RateRule, sender: string): Promise<void> {
    const { sender: own, all } = this.limitersOf(rule);
    await count(own, networkOf(sender));
    await count(all, '');
  }

  private limitersOf({ name, perSender, overall, seconds }: RateRule): { sender: RateLimiterMemory; all: RateLimiterMemory } {
    let limiters = this.limiters.get(name);
    if (!limiters) {
      const options = { keyPrefix: name, duration: seconds };
      limiters = {
        sender: new RateLimiterMemory({ ...options, points: perSender }),
        all: new RateLimiterMemory({ ...options, points: overall }),
      };
      this.limiters.set(name, limiters);
    }
    return limiters;
  }
}

async function count(limiter: RateLimiterMemory, key: string): Promise<void> {
  try {
    await limiter.consume(key);
  } catch (refused) {
    if (!(refused instanceof RateLimiterRes)) throw refused;
    throw new DomainError('too-many', 'request.too-many', 'Too many requests; try again later.');
  }
}

/** One sender holds a whole /64 network of IPv6 addresses; an IPv4 address is one sender. */
export function networkOf(address: string): string {
  if (!address.includes(':') || address.includes('.')) return address.replace(/^.*:/, '');
  const [head = '', tail] = address.split('%')[0]!.split('::');
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
