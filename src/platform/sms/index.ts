export { FolderSmsSender } from './folder-sms-sender';
export { GatewaySmsSender } from './gateway-sms-sender';
export { SmsModule } from './sms.module';
export { type ShortMessage, SmsError, SmsSender } from './sms-sender';
