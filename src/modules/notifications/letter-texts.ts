import type { LetterAppointment, LetterFacts, LetterKind } from './letter-kinds';
import type { LetterBlock, LetterPart } from './letter-parts';
import type { LetterVoice } from './letter-voice';

/** What one kind says of its own. */
type Written = Pick<LetterPart, 'subject' | 'short' | 'blocks'>;
type Writer = (voice: LetterVoice, facts: LetterFacts) => Written;

/** Every kind of letter. Which words it uses stands in `src/texts/<language>/letters.json`. */
const WRITERS: Readonly<Record<LetterKind, Writer>> = {
  'registration.received': (voice, { serviceTitle: service, code, confirmPath, confirmBy }) => {
    const { t } = voice;
    return {
      subject: t('letters:registration.received.subject'),
      short: t('letters:registration.received.short', { code, url: voice.url(confirmPath) }),
      blocks: [
        voice.text(t('letters:registration.received.intro', { service })),
        { kind: 'code', label: t('letters:registration.received.code'), code },
        voice.text(t('letters:registration.received.how')),
        voice.action(t('letters:registration.received.action'), confirmPath),
        voice.text(t('letters:registration.received.until', { until: voice.formats.moment(confirmBy) })),
        voice.text(t('letters:registration.received.not-you')),
      ],
    };
  },
  'registration.confirmed': (voice, { serviceTitle: service, ownPath }) => {
    const { t } = voice;
    return {
      subject: t('letters:registration.confirmed.subject'),
      short: t('letters:registration.confirmed.short', { url: voice.url(ownPath) }),
      blocks: [
        voice.text(t('letters:registration.confirmed.intro', { service })),
        voice.text(t('letters:registration.confirmed.time')),
        voice.text(t('letters:registration.confirmed.questions')),
        voice.text(t('letters:registration.confirmed.check-number')),
      ],
    };
  },
  'review.notice': (voice, { serviceTitle: service, ownPath, notice }) => {
    const { t } = voice;
    if (notice === null) throw new Error('a letter about a notice needs one');
    const until = voice.formats.moment(notice.objectBy);
    const answer = `${ownPath}/objection`;
    return {
      subject: t('letters:review.notice.subject'),
      short: t('letters:review.notice.short', { until, url: voice.url(answer) }),
      blocks: [
        voice.text(t('letters:review.notice.intro', { service })),
        voice.text(t(`letters:review.notice.${notice.suspicion}`)),
        voice.text(t('letters:review.notice.consequence')),
        voice.text(t('letters:review.notice.how', { until })),
        voice.action(t('letters:review.notice.action'), answer),
      ],
    };
  },
  'review.decided': (voice, { serviceTitle: service, ownPath, state }) => {
    const { t } = voice;
    const url = voice.url(ownPath);
    if (state === 'excluded') {
      return {
        subject: t('letters:review.excluded.subject'),
        short: t('letters:review.excluded.short', { url }),
        blocks: [voice.text(t('letters:review.excluded.intro', { service })), voice.text(t('letters:review.excluded.contact'))],
      };
    }
    return {
      subject: t('letters:review.decided.subject'),
      short: t('letters:review.decided.short', { url }),
      blocks: [voice.text(t('letters:review.decided.takes-part', { service }))],
    };
  },
  'draw.not-served': (voice, { serviceTitle: service, ownPath }) => {
    const { t } = voice;
    return {
      subject: t('letters:draw.not-served.subject'),
      short: t('letters:draw.not-served.short', { url: voice.url(ownPath) }),
      blocks: [
        voice.text(t('letters:draw.not-served.intro', { service })),
        voice.text(t('letters:draw.not-served.stays')),
        voice.text(t('letters:draw.not-served.why')),
      ],
    };
  },
  'offer.made': (voice, facts) => {
    const { t } = voice;
    const offer = appointmentOf(facts);
    const { begins, until } = voice.whenAndWhere(offer);
    return {
      subject: t('letters:offer.made.subject'),
      short: t('letters:offer.made.short', { begins, until, url: voice.url(offer.answerPath) }),
      blocks: [
        voice.text(t('letters:offer.made.intro', { service: facts.serviceTitle })),
        voice.visit(offer, false),
        voice.text(t('letters:offer.made.until', { until })),
        voice.action(t('letters:offer.made.action'), offer.answerPath),
        voice.text(t('letters:offer.made.only-you')),
      ],
    };
  },
  'offer.expired': (voice, { serviceTitle: service, ownPath }) => {
    const { t } = voice;
    return {
      subject: t('letters:offer.expired.subject'),
      short: t('letters:offer.expired.short', { url: voice.url(ownPath) }),
      blocks: [voice.text(t('letters:offer.expired.intro', { service })), voice.text(t('letters:offer.expired.stays'))],
    };
  },
  'appointment.accepted': (voice, facts) => {
    const { t } = voice;
    const appointment = appointmentOf(facts);
    const { begins, place } = voice.whenAndWhere(appointment);
    return {
      subject: t('letters:appointment.accepted.subject'),
      short: t('letters:appointment.accepted.short', { begins, place, url: voice.url(appointment.answerPath) }),
      blocks: [
        voice.text(t('letters:appointment.accepted.intro', { service: facts.serviceTitle })),
        voice.visit(appointment, true),
        voice.text(t('letters:appointment.accepted.bring')),
        voice.text(t('letters:appointment.accepted.give-back')),
        voice.action(t('letters:appointment.accepted.action'), appointment.answerPath),
      ],
    };
  },
  'appointment.cancelled': (voice, facts) => {
    const { t } = voice;
    const appointment = appointmentOf(facts);
    const { begins } = voice.whenAndWhere(appointment);
    return {
      subject: t('letters:appointment.cancelled.subject'),
      short: t('letters:appointment.cancelled.short', { begins, url: voice.url(facts.ownPath) }),
      blocks: [
        voice.text(t('letters:appointment.cancelled.intro', { begins, service: facts.serviceTitle })),
        voice.text(t(`letters:appointment.cancelled.${cancelReasonOf(appointment)}`)),
        ...(appointment.reason === 'revoked' ? [voice.text(t('letters:review.excluded.contact'))] : []),
      ],
    };
  },
  'hearing.opened': (voice, facts) => {
    const { t } = voice;
    const { begins } = voice.whenAndWhere(appointmentOf(facts));
    if (facts.hearing === null) throw new Error('a letter about a hearing needs one');
    const until = voice.formats.moment(facts.hearing.answerBy);
    const answer = `${facts.ownPath}/hearing`;
    return {
      subject: t('letters:hearing.opened.subject'),
      short: t('letters:hearing.opened.short', { until, url: voice.url(answer) }),
      blocks: [
        voice.text(t('letters:hearing.opened.intro', { begins, service: facts.serviceTitle })),
        voice.text(t(`letters:hearing.reason.${facts.hearing.reason}`)),
        voice.text(t('letters:hearing.consequence')),
        voice.text(t('letters:review.notice.how', { until })),
        voice.action(t('letters:review.notice.action'), answer),
      ],
    };
  },
  'hearing.dropped': (voice, facts) => {
    const { t } = voice;
    const { begins } = voice.whenAndWhere(appointmentOf(facts));
    return {
      subject: t('letters:hearing.dropped.subject'),
      short: t('letters:hearing.dropped.short', { begins, url: voice.url(facts.ownPath) }),
      blocks: [voice.text(t('letters:hearing.dropped.intro', { begins, service: facts.serviceTitle }))],
    };
  },
  'appointment.reminder': (voice, facts) => {
    const { t } = voice;
    const appointment = appointmentOf(facts);
    const { begins, place, day } = voice.whenAndWhere(appointment);
    return {
      subject: t('letters:appointment.reminder.subject', { day }),
      short: t('letters:appointment.reminder.short', { begins, place, url: voice.url(appointment.answerPath) }),
      blocks: [
        voice.text(t('letters:appointment.reminder.intro', { service: facts.serviceTitle })),
        voice.visit(appointment, true),
        voice.text(t('letters:appointment.reminder.bring')),
        voice.text(t('letters:appointment.reminder.give-back')),
        voice.action(t('letters:appointment.reminder.action'), appointment.answerPath),
      ],
    };
  },
};

/** Writes a letter in the voice's language. @throws Error for a letter about an appointment without one */
export function writeLetter(kind: LetterKind, voice: LetterVoice, facts: LetterFacts): LetterPart {
  const written = WRITERS[kind](voice, facts);
  const closing: LetterBlock[] = voice.closing(facts);
  return { ...written, language: voice.language, greeting: voice.t('letters:greeting'), closing };
}

function cancelReasonOf({ reason }: LetterAppointment): 'superseded' | 'given-back' | 'revoked' | 'office' {
  return reason === 'superseded' || reason === 'given-back' || reason === 'revoked' ? reason : 'office';
}

function appointmentOf({ appointment }: LetterFacts): LetterAppointment {
  if (!appointment) throw new Error('a letter about an appointment needs one');
  return appointment;
}
