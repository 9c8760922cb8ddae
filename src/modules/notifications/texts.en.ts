import type { ComposedText, LetterFacts, LetterTexts } from './letter-kinds';
import { formatMoment, visitOf } from './moments';

const LANGUAGE = 'en-GB';

/** English; for now also for those whose language has no texts yet. */
export const ENGLISH: LetterTexts = {
  'registration.received': (facts) =>
    letter(facts, {
      subject: 'Please confirm your registration',
      lines: [
        `We have received a registration for "${facts.serviceTitle}".`,
        `Code: ${facts.code}`,
        `Enter this code, or open: ${facts.confirmUrl}`,
        `Please do so by ${formatMoment(facts.confirmBy, LANGUAGE)}. Without it you do not take part.`,
        'You have not registered? Then there is nothing to do.',
      ],
      short: `Your code: ${facts.code}. Or confirm here: ${facts.confirmUrl}`,
    }),
  'registration.confirmed': (facts) =>
    letter(facts, {
      subject: 'Your registration is confirmed',
      lines: [
        `Your registration for "${facts.serviceTitle}" is confirmed.`,
        'When you registered makes no difference. You need not register again.',
        'If we have questions about what you told us, we will contact you.',
        'Please compare the case number on your receipt with your papers. If it is wrong, register again with the right one before the window closes: whether a registration takes part can be seen after that only.',
      ],
      short: `Your registration is confirmed. ${facts.ownUrl}`,
    }),
  'review.decided': (facts) =>
    facts.state === 'excluded'
      ? letter(facts, {
          subject: 'Your registration was reviewed',
          lines: [
            `We have looked at your registration for "${facts.serviceTitle}". It does not take part.`,
            'If you do not agree, please contact the office.',
          ],
          short: 'Your registration was reviewed and does not take part. The office answers questions.',
        })
      : letter(facts, {
          subject: 'Your registration was reviewed',
          lines: [`We have looked at your registration for "${facts.serviceTitle}". It takes part.`],
          short: 'Your registration was reviewed and takes part.',
        }),
  'draw.not-served': (facts) =>
    letter(facts, {
      subject: 'No appointment this time',
      lines: [
        `This time you did not get an appointment for "${facts.serviceTitle}".`,
        'Your registration stays. There is nothing to do. Every time without an appointment can raise your chance the next time.',
        'Your page shows the reason, and how to check it.',
      ],
      short: `No appointment this time. Your registration stays. ${facts.ownUrl}`,
    }),
  'offer.made': (facts) => {
    const visit = visitOf(facts.appointment, LANGUAGE);
    return letter(facts, {
      subject: 'An appointment for you: please answer',
      lines: [
        `We offer you an appointment for "${facts.serviceTitle}":`,
        `${visit.begins}\n${visit.place}`,
        `Please accept or decline it by ${visit.answerBy}. After that somebody else gets it.`,
        'The appointment is for you only. It is free; nobody can sell it to you.',
      ],
      short: `An appointment for you: ${visit.begins}. Please answer by ${visit.answerBy}: ${facts.ownUrl}`,
    });
  },
  'offer.expired': (facts) =>
    letter(facts, {
      subject: 'Your offer has expired',
      lines: [
        `You did not answer the offer for "${facts.serviceTitle}". The appointment is gone.`,
        'Your registration stays and takes part again in the next window.',
      ],
      short: `Your offer has expired. You take part again in the next window. ${facts.ownUrl}`,
    }),
  'appointment.accepted': (facts) => {
    const visit = visitOf(facts.appointment, LANGUAGE);
    return letter(facts, {
      subject: 'Your appointment',
      lines: [
        `Your appointment for "${facts.serviceTitle}":`,
        `${visit.begins}\n${visit.place}`,
        'Bring your identity paper. Name, birth date and case number will be compared.',
        'You can not come? Please give the appointment back, so that somebody else gets it.',
      ],
      short: `Your appointment: ${visit.begins}, ${visit.place}. ${facts.ownUrl}`,
    });
  },
  'appointment.cancelled': (facts) => {
    const visit = visitOf(facts.appointment, LANGUAGE);
    return letter(facts, {
      subject: 'Your appointment is no longer valid',
      lines: [`The appointment of ${visit.begins} for "${facts.serviceTitle}" is no longer valid.`, cancelReason(facts)],
      short: `Your appointment of ${visit.begins} is no longer valid. ${facts.ownUrl}`,
    });
  },
};

function cancelReason({ appointment }: LetterFacts): string {
  if (appointment?.reason === 'superseded') return 'You have accepted a new appointment, which replaces it.';
  if (appointment?.reason === 'given-back') return 'You gave it back. You take part again in the next window.';
  return 'The office had to cancel it. Your registration stays, and so does your chance.';
}

function letter(facts: LetterFacts, parts: { subject: string; lines: string[]; short: string }): ComposedText {
  const own = `Your registration: ${facts.ownUrl}\nThis address is for you only. The page asks for your case number.`;
  return { subject: parts.subject, short: parts.short, text: `${['Hello,', ...parts.lines, own].join('\n\n')}\n` };
}
