import { Module } from '@nestjs/common';
import { registerQueue } from '../../platform/queue';
import { oncePerRole } from '../../platform/role';
import { RETENTION_QUEUE, RetentionProcessor } from './retention.processor';
import { RetentionRepository } from './retention.repository';
import { RetentionScheduler } from './retention.scheduler';
import { RetentionService } from './retention.service';

/** How long what is kept. Imported by nobody: the others need not know that anything is forgotten. */
@Module({})
export class RetentionModule {
  static readonly forRole = oncePerRole((role) => ({
    module: RetentionModule,
    imports: [registerQueue(RETENTION_QUEUE)],
    providers: role.worker ? [RetentionRepository, RetentionService, RetentionScheduler, RetentionProcessor] : [],
    exports: role.worker ? [RetentionService] : [],
  }));
}
