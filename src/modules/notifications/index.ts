export { LETTER_KINDS, type LetterKind } from './letter-kinds';
export { LettersService } from './letters.service';
export { NotificationsModule } from './notifications.module';
