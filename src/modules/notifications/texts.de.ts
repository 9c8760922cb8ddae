import type { ComposedText, LetterFacts, LetterTexts } from './letter-kinds';
import { formatMoment, visitOf } from './moments';

const LANGUAGE = 'de-DE';

/** German. Plain words; "Zuteilung", never "Lotterie" (PRODUCT, tone). */
export const GERMAN: LetterTexts = {
  'registration.received': (facts) => {
    const until = formatMoment(facts.confirmBy, LANGUAGE);
    return letter(facts, {
      subject: 'Bitte bestätigen Sie Ihre Registrierung',
      lines: [
        `wir haben eine Registrierung für „${facts.serviceTitle}“ erhalten.`,
        `Code: ${facts.code}`,
        `Geben Sie diesen Code ein oder öffnen Sie: ${facts.confirmUrl}`,
        `Die Zeit dafür endet am ${until}. Ohne Bestätigung nehmen Sie nicht teil.`,
        'Sie haben sich nicht registriert? Dann müssen Sie nichts tun.',
      ],
      short: `Ihr Code: ${facts.code}. Oder bestätigen Sie hier: ${facts.confirmUrl}`,
    });
  },
  'registration.confirmed': (facts) =>
    letter(facts, {
      subject: 'Ihre Registrierung ist bestätigt',
      lines: [
        `Ihre Registrierung für „${facts.serviceTitle}“ ist bestätigt.`,
        'Wann Sie sich registriert haben, spielt für die Zuteilung keine Rolle. Sie müssen sich nicht noch einmal registrieren.',
        'Wenn wir Fragen zu Ihren Angaben haben, melden wir uns.',
        'Bitte vergleichen Sie das Aktenzeichen auf Ihrer Quittung mit Ihren Papieren. Ist es falsch, registrieren Sie sich vor Ende des Zeitraums mit dem richtigen noch einmal: Ob eine Registrierung teilnimmt, ist erst danach zu sehen.',
      ],
      short: `Ihre Registrierung ist bestätigt. ${facts.ownUrl}`,
    }),
  'review.decided': (facts) =>
    facts.state === 'excluded'
      ? letter(facts, {
          subject: 'Ihre Registrierung wurde geprüft',
          lines: [
            `wir haben Ihre Registrierung für „${facts.serviceTitle}“ geprüft. Sie nimmt nicht an der Zuteilung teil.`,
            'Wenn Sie damit nicht einverstanden sind, wenden Sie sich bitte an das Amt.',
          ],
          short: 'Ihre Registrierung wurde geprüft und nimmt nicht teil. Fragen beantwortet das Amt.',
        })
      : letter(facts, {
          subject: 'Ihre Registrierung wurde geprüft',
          lines: [`wir haben Ihre Registrierung für „${facts.serviceTitle}“ geprüft. Sie nimmt an der Zuteilung teil.`],
          short: 'Ihre Registrierung wurde geprüft und nimmt an der Zuteilung teil.',
        }),
  'draw.not-served': (facts) =>
    letter(facts, {
      subject: 'Diesmal kein Termin',
      lines: [
        `in diesem Zuteilungslauf für „${facts.serviceTitle}“ haben Sie keinen Termin erhalten.`,
        'Ihre Registrierung bleibt bestehen. Sie müssen nichts tun. Jeder Lauf ohne Termin kann Ihre Chance beim nächsten Mal erhöhen.',
        'Den Grund und die Nachprüfung finden Sie auf Ihrer Seite.',
      ],
      short: `Diesmal kein Termin. Ihre Registrierung bleibt bestehen. ${facts.ownUrl}`,
    }),
  'offer.made': (facts) => {
    const visit = visitOf(facts.appointment, LANGUAGE);
    return letter(facts, {
      subject: 'Ein Termin für Sie: bitte antworten',
      lines: [
        `für „${facts.serviceTitle}“ bieten wir Ihnen einen Termin an:`,
        `${visit.begins}\n${visit.place}`,
        `Bitte nehmen Sie ihn bis ${visit.answerBy} an, oder lehnen Sie ihn ab. Danach bekommt ihn jemand anderes.`,
        'Der Termin gilt nur für Sie. Er ist kostenlos; niemand kann ihn Ihnen verkaufen.',
      ],
      short: `Ein Termin für Sie: ${visit.begins}. Bitte antworten bis ${visit.answerBy}: ${facts.ownUrl}`,
    });
  },
  'offer.expired': (facts) =>
    letter(facts, {
      subject: 'Ihr Terminangebot ist abgelaufen',
      lines: [
        `Sie haben auf das Terminangebot für „${facts.serviceTitle}“ nicht geantwortet. Der Termin ist nicht mehr frei.`,
        'Ihre Registrierung bleibt bestehen und nimmt am nächsten Fenster wieder teil.',
      ],
      short: `Ihr Terminangebot ist abgelaufen. Beim nächsten Fenster nehmen Sie wieder teil. ${facts.ownUrl}`,
    }),
  'appointment.accepted': (facts) => {
    const visit = visitOf(facts.appointment, LANGUAGE);
    return letter(facts, {
      subject: 'Ihr Termin',
      lines: [
        `Ihr Termin für „${facts.serviceTitle}“:`,
        `${visit.begins}\n${visit.place}`,
        'Bringen Sie Ihren Ausweis mit. Name, Geburtsdatum und Aktenzeichen werden verglichen.',
        'Sie können nicht kommen? Geben Sie den Termin bitte zurück, dann bekommt ihn jemand anderes.',
      ],
      short: `Ihr Termin: ${visit.begins}, ${visit.place}. ${facts.ownUrl}`,
    });
  },
  'appointment.cancelled': (facts) => {
    const visit = visitOf(facts.appointment, LANGUAGE);
    return letter(facts, {
      subject: 'Ihr Termin gilt nicht mehr',
      lines: [`der Termin am ${visit.begins} für „${facts.serviceTitle}“ gilt nicht mehr.`, cancelReason(facts)],
      short: `Ihr Termin am ${visit.begins} gilt nicht mehr. ${facts.ownUrl}`,
    });
  },
};

function cancelReason({ appointment }: LetterFacts): string {
  if (appointment?.reason === 'superseded') return 'Sie haben einen neuen Termin angenommen; er ersetzt diesen.';
  if (appointment?.reason === 'given-back') return 'Sie haben ihn zurückgegeben. Beim nächsten Fenster nehmen Sie wieder teil.';
  return 'Das Amt musste ihn absagen. Ihre Registrierung bleibt bestehen, Ihre Chance auch.';
}

function letter(facts: LetterFacts, parts: { subject: string; lines: string[]; short: string }): ComposedText {
  const own = `Ihre Registrierung: ${facts.ownUrl}\nDiese Adresse ist nur für Sie. Die Seite fragt nach Ihrem Aktenzeichen.`;
  return { subject: parts.subject, short: parts.short, text: `${['Guten Tag,', ...parts.lines, own].join('\n\n')}\n` };
}
