export { AppQueue, AppWorker } from './backend-classes';
export { ensureJob } from './ensure-job';
export { JOB_DEFAULTS } from './job-options';
export { QUEUE_CONNECTION, QueueModule, registerQueue } from './queue.module';
export { openQueueConnection, type QueueConnection } from './queue-connection';
export { describeRedisRisks } from './redis-risks';
