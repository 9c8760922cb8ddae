import { type DynamicModule, Module } from '@nestjs/common';
import { ClockModule } from './clock';
import { ConfigModule } from './config';
import { CryptoModule } from './crypto';
import { DatabaseModule } from './database';
import { HealthModule } from './health';
import { HtmlModule } from './html';
import { LimitsModule } from './limits';
import { LoggingModule } from './logging';
import { MailModule } from './mail';
import { PdfModule } from './pdf';
import { ProofOfWorkModule } from './proof-of-work';
import { QueueModule } from './queue';
import type { Runtime } from './runtime';
import { SmsModule } from './sms';

/** All technical services, global, for every process that has a database. */
@Module({})
export class PlatformModule {
  static forRoot(runtime: Runtime): DynamicModule {
    return {
      module: PlatformModule,
      imports: [
        LoggingModule.forRoot(runtime.logger),
        ClockModule.forRoot(runtime.clock),
        ConfigModule.forRoot(runtime.config, runtime.keys),
        CryptoModule,
        DatabaseModule.forRoot(runtime.database),
        QueueModule.forRoot(runtime.queue, runtime.config.queueLockSeconds),
        MailModule,
        SmsModule,
        HealthModule,
        HtmlModule,
        PdfModule,
        LimitsModule,
        ProofOfWorkModule,
      ],
    };
  }
}
