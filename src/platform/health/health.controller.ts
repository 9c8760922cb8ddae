import { Controller, Get, Inject } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { HealthCheckService, HealthIndicatorService } from '@nestjs/terminus';
import { DataSource } from 'typeorm';
import { DomainError, Public } from '../http';
import { QUEUE_CONNECTION, type QueueConnection } from '../queue';

/** Milliseconds; a dependency that answers later is as good as away. */
const PATIENCE = 2000;

/** For load balancers and supervisors. Open to everybody: it tells that we are up, not what we hold. */
@ApiTags('health')
@Controller('health')
export class HealthController {
  constructor(
    private readonly health: HealthCheckService,
    private readonly indicators: HealthIndicatorService,
    private readonly dataSource: DataSource,
    @Inject(QUEUE_CONNECTION) private readonly queue: QueueConnection,
  ) {}

  /** The process runs and answers. When this fails, restart it. */
  @Public()
  @Get('live')
  live(): { status: 'ok' } {
    return { status: 'ok' };
  }

  /** Database and queue answer. When this fails, send no requests for now; restarting would not help. */
  @Public()
  @Get('ready')
  async ready(): Promise<{ status: string }> {
    try {
      const { status } = await this.health.check([
        () => this.ask('database', async () => void (await this.dataSource.query('SELECT 1'))),
        () => this.ask('queue', () => this.queue.ping()),
      ]);
      return { status };
    } catch (error) {
      throw new DomainError('unavailable', 'health.not-ready', 'A service this one needs does not answer.', { details: statesIn(error) });
    }
  }

  private ask(name: string, question: () => Promise<void>) {
    return this.indicators.check(name).attempt(question).withTimeout(PATIENCE);
  }
}

/** `{ database: 'down', queue: 'up' }` from terminus' exception. */
function statesIn(error: unknown): Record<string, string> {
  const response = (error as { getResponse?: () => { details?: Record<string, { status: string }> } }).getResponse?.();
  return Object.fromEntries(Object.entries(response?.details ?? {}).map(([name, { status }]) => [name, status]));
}
