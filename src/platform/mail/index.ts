export { FolderMailer } from './folder-mailer';
export { MailModule } from './mail.module';
export { type Letter, Mailer, MailError } from './mailer';
export { SmtpMailer } from './smtp-mailer';
