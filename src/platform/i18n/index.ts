export { isGerman, isLanguage, type Language, LANGUAGES, languageFacts, LEADING, negotiateLanguage } from './languages';
export { formatCalendarDay, formatClock, formatDay, formatMoment, formatShortDay, type Moment, toDate, ZONE } from './moments';
export type { Namespace } from './namespaces';
export { formatCount, formatShare } from './numbers';
export { Texts, type Translate } from './texts';
