import { Inject, Injectable } from '@nestjs/common';
import { RateLimiterPostgres, RateLimiterRedis, type RateLimiterAbstract, RateLimiterRes } from 'rate-limiter-flexible';
import { DataSource } from 'typeorm';
import { KeyedHash } from '../crypto';
import { DomainError } from '../http/domain-error';
import { AppLogger } from '../logging';
import { QUEUE_CONNECTION, type QueueConnection } from '../queue';
import { addressKeyOf } from './address-key';

/** So many in so many seconds, for one key. */
export interface RateLimit {
  /** Part of the stored key; two limits of one name share their count. */
  readonly name: string;
  readonly most: number;
  readonly seconds: number;
}

/** What anybody may send without having shown who they are. */
export interface SenderLimits {
  /** By one address: high enough for a shelter or a library, where many people share one. */
  readonly perSender: RateLimit;
  /** By everybody together: what many addresses can do that one person rents. */
  readonly overall: RateLimit;
}

type LimitErrorCode = 'request.too-many';

/**
 * Counts what is done how often, for all processes together: in Redis where there is one, else in PostgreSQL. What is counted is known by a
 * keyed hash alone. Where the count can't be kept, everything is let through: limits protect from a nuisance, and must not be one.
 */
@Injectable()
export class SharedLimits {
  private readonly limiters = new Map<string, RateLimiterAbstract>();

  constructor(
    private readonly dataSource: DataSource,
    private readonly keyedHash: KeyedHash,
    private readonly logger: AppLogger,
    @Inject(QUEUE_CONNECTION) private readonly queue: QueueConnection,
  ) {}

  /** Counts once more. @returns whether that is within the limit */
  async take(limit: RateLimit, key: string): Promise<boolean> {
    try {
      await this.limiterOf(limit).consume(this.hash(limit, key));
      return true;
    } catch (error) {
      if (error instanceof RateLimiterRes) return false;
      this.logger.warn('a rate limit can not be counted: everybody is let through', error);
      return true;
    }
  }

  /** Takes one off again that was counted and turned out not to be meant. */
  async giveBack(limit: RateLimit, key: string): Promise<void> {
    try {
      await this.limiterOf(limit).reward(this.hash(limit, key), 1);
    } catch (error) {
      this.logger.warn('a try could not be taken off a rate limit again: it stays counted', error);
    }
  }

  /** Counts once more. @throws DomainError `request.too-many` beyond the limit */
  async require(limit: RateLimit, key: string): Promise<void> {
    if (!(await this.take(limit, key)))
      throw new DomainError<LimitErrorCode>('too-many', 'request.too-many', 'Too many requests; try again later.');
  }

  /** Counts once more for a sender and for everybody. @param ip address it came from @throws DomainError `request.too-many` */
  async requireOfSender({ perSender, overall }: SenderLimits, ip: string): Promise<void> {
    const address = addressKeyOf(ip);
    if (address !== null) await this.require(perSender, address);
    await this.require(overall, 'everybody');
  }

  /** Whether one more would be beyond the limit. Counts nothing. */
  async isReached(limit: RateLimit, key: string): Promise<boolean> {
    try {
      const state = await this.limiterOf(limit).get(this.hash(limit, key));
      return state !== null && state.consumedPoints >= limit.most;
    } catch {
      return false;
    }
  }

  /** Whether counts have been over for an hour. Those that are needed no more are cleared away together, not one by one. */
  async hasStale(): Promise<boolean> {
    const [row]: { stale: boolean }[] = await this.dataSource.query(
      `SELECT EXISTS (SELECT FROM rate_limits WHERE expire < (extract(epoch FROM clock_timestamp()) - 3600) * 1000) AS stale`,
    );
    return row!.stale;
  }

  /** Deletes counts that are over. @returns how many; Redis does so by itself */
  async clearAway(): Promise<number> {
    // By the wall, as the counts are.
    const result: [unknown[], number] = await this.dataSource.query(
      `DELETE FROM rate_limits WHERE expire < extract(epoch FROM clock_timestamp()) * 1000`,
    );
    return result[1];
  }

  private limiterOf(limit: RateLimit): RateLimiterAbstract {
    let limiter = this.limiters.get(limit.name);
    if (!limiter) this.limiters.set(limit.name, (limiter = this.create(limit)));
    return limiter;
  }

  private create({ name, most, seconds }: RateLimit): RateLimiterAbstract {
    const options = { keyPrefix: name, points: most, duration: seconds };
    if (this.queue.kind === 'redis')
      return new RateLimiterRedis({ ...options, keyPrefix: `fairslot-limit:${name}`, storeClient: this.queue.connection });
    return new RateLimiterPostgres({
      ...options,
      storeClient: this.dataSource,
      storeType: 'typeorm',
      tableName: 'rate_limits',
      tableCreated: true,
      clearExpiredByTimeout: false,
    });
  }

  private hash({ name }: RateLimit, key: string): string {
    return this.keyedHash.digest('rate-limit', `${name}\n${key}`).toString('base64url');
  }
}
