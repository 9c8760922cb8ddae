import { join } from 'node:path';
import { Global, Inject, Module, type OnApplicationShutdown } from '@nestjs/common';
import { CONFIG, type Config } from '../config';
import { AppLogger } from '../logging';
import { FolderMailer } from './folder-mailer';
import { Mailer } from './mailer';
import { SmtpMailer } from './smtp-mailer';

function chooseMailer(config: Config, logger: AppLogger): Mailer {
  if (config.mail.smtpUrl !== null) return new SmtpMailer(config.mail.smtpUrl, config.mail.from);
  const folder = join(config.dataFolder, 'mail');
  logger.warn('no SMTP server is configured: letters are only written to a folder', { folder });
  return new FolderMailer(folder, config.mail.from);
}

@Global()
@Module({
  providers: [{ provide: Mailer, useFactory: chooseMailer, inject: [CONFIG, AppLogger] }],
  exports: [Mailer],
})
export class MailModule implements OnApplicationShutdown {
  constructor(@Inject(Mailer) private readonly mailer: Mailer) {}

  async onApplicationShutdown(): Promise<void> {
    await this.mailer.close();
  }
}
