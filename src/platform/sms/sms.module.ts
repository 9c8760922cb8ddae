import { join } from 'node:path';
import { Global, Module } from '@nestjs/common';
import { CONFIG, type Config } from '../config';
import { AppLogger } from '../logging';
import { FolderSmsSender } from './folder-sms-sender';
import { GatewaySmsSender } from './gateway-sms-sender';
import { SmsSender } from './sms-sender';

function chooseSmsSender(config: Config, logger: AppLogger): SmsSender {
  const { gatewayUrl, gatewayToken } = config.sms;
  if (gatewayUrl !== null && gatewayToken !== null) return new GatewaySmsSender(gatewayUrl, gatewayToken);
  const folder = join(config.dataFolder, 'sms');
  logger.warn('no SMS gateway is configured: short messages are only written to a folder', { folder });
  return new FolderSmsSender(folder);
}

@Global()
@Module({
  providers: [{ provide: SmsSender, useFactory: chooseSmsSender, inject: [CONFIG, AppLogger] }],
  exports: [SmsSender],
})
export class SmsModule {}
