import { BullModule } from '@nestjs/bullmq';
import { type BeforeApplicationShutdown, type DynamicModule, Global, Inject, Module } from '@nestjs/common';
import { AppQueue, AppWorker, setLockSeconds, workersOn } from './backend-classes';
import { JOB_DEFAULTS } from './job-options';
import type { QueueConnection } from './queue-connection';

/** Injection token of the `QueueConnection`. */
export const QUEUE_CONNECTION = Symbol('QUEUE_CONNECTION');

/**
 * Makes a queue available in a feature module: `imports: [registerQueue('draws')]`, then `@InjectQueue('draws')`, and for
 * workers a `@Processor('draws')` class among the providers (in worker processes only).
 */
export function registerQueue(name: string): DynamicModule {
  // Read when a queue is registered, which can come before `forRoot`.
  BullModule.queueClass = AppQueue;
  BullModule.workerClass = AppWorker;
  return BullModule.registerQueue({ name, defaultJobOptions: JOB_DEFAULTS });
}

/** Connects all queues and workers of this process. */
@Global()
@Module({})
export class QueueModule implements BeforeApplicationShutdown {
  constructor(@Inject(QUEUE_CONNECTION) private readonly queue: QueueConnection) {}

  static forRoot(connection: QueueConnection, lockSeconds: number): DynamicModule {
    setLockSeconds(connection.connection, lockSeconds);
    return {
      module: QueueModule,
      imports: [BullModule.forRoot({ connection: connection.connection })],
      providers: [{ provide: QUEUE_CONNECTION, useValue: connection }],
      exports: [QUEUE_CONNECTION],
    };
  }

  /**
   * Lets running jobs finish before anything they need is taken away: Nest closes data sources and queues later, all at
   * once and in no order.
   */
  async beforeApplicationShutdown(): Promise<void> {
    await Promise.all(workersOn(this.queue.connection).map((worker) => worker.close()));
  }
}
