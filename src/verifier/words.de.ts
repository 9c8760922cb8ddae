import type { Words } from './words';

const OWN_WORD = 'Für die Zeiten steht allein das Wort der Behörde.';

/** The official terms are those of docs/glossary.md. */
export const GERMAN: Words = {
  checks: {
    announcement: 'Die Regeln sind die bekannt gemachten',
    entries: 'Die Teilnahmen sind die festgeschriebenen',
    slots: 'Die Terminplätze sind die festgeschriebenen',
    timing: 'Alles stand rechtzeitig vorher fest',
    contributions: 'Die Geheimbeiträge sind die zugesagten',
    beacon: 'Der öffentliche Zufallswert ist echt',
    ranking: 'Die Rangfolge ist die einzig mögliche',
    allocation: 'Die Zuteilung ist die einzig mögliche',
    ticket: 'Ihre eigene Teilnahme ist dabei und gehört Ihnen',
  },
  outcomes: { passed: 'bestanden', failed: 'NICHT BESTANDEN', 'not-checked': 'nicht geprüft' },
  reasons: {
    'announcement.malformed': 'announcement.json hat nicht die vorgeschriebene Form.',
    'announcement.freeze-malformed': 'freeze.json hat nicht die vorgeschriebene Form.',
    'announcement.hash': 'Die Bekanntmachung ist eine andere als die festgeschriebene.',
    'announcement.timetable': 'Die bekannt gemachten Zeiten widersprechen einander.',
    'announcement.window': 'Der Zuteilungslauf gehört zu einer anderen Bekanntmachung.',
    'announcement.number': 'Ein Nachlauf mit dieser Nummer wurde nicht bekannt gemacht.',
    'entries.malformed': 'entries.txt hat nicht die vorgeschriebene Form.',
    'entries.order': 'Die Teilnahmen sind nicht sortiert, oder eine steht doppelt da.',
    'entries.tickets': 'Eine Teilnahme hat eine Anzahl Lose, die nicht bekannt gemacht wurde.',
    'entries.pots': 'Eine Teilnahme hat Kontingente, die nicht bekannt gemacht wurden, oder in anderer Reihenfolge.',
    'entries.choices': 'Eine Teilnahme hat einen Wunsch, der nicht bekannt gemacht wurde, oder einen doppelt.',
    'entries.count': 'Es sind mehr oder weniger Teilnahmen, als festgeschrieben wurden.',
    'entries.ticket-sum': 'Es sind mehr oder weniger Lose, als festgeschrieben wurden.',
    'entries.root': 'Eine Teilnahme wurde nach der Festschreibung geändert.',
    'slots.malformed': 'slots.txt hat nicht die vorgeschriebene Form.',
    'slots.duplicate': 'Ein Terminplatz steht doppelt in der Liste.',
    'slots.group': 'Ein Terminplatz gehört zu einer Termingruppe, die nicht bekannt gemacht wurde.',
    'slots.label': 'Ein Terminplatz hat eine Kennzeichnung, die nicht bekannt gemacht wurde.',
    'slots.count': 'Es sind mehr oder weniger Terminplätze, als festgeschrieben wurden.',
    'slots.root': 'Ein Terminplatz wurde nach der Festschreibung geändert.',
    'timing.freeze-late': 'Die Festschreibung kam, als Geheimbeiträge schon bekannt sein konnten.',
    'timing.malformed': 'Ein Registereintrag oder sein Nachweis hat nicht die vorgeschriebene Form.',
    'timing.subject': 'Ein Registereintrag betrifft etwas anderes als dieses Protokoll.',
    'timing.log-signature': 'Das angegebene Nachweisregister hat dies nicht unterschrieben.',
    'timing.inclusion': 'Das Nachweisregister enthält den gezeigten Eintrag nicht.',
    'timing.order': 'Bekanntmachung, Festschreibung und Offenlegung stehen im Nachweisregister in anderer Reihenfolge.',
    'timing.late': 'Die Zeugenstellen, denen Sie vertrauen, haben es zu spät gesehen: Da hätte die Behörde schon wählen können.',
    'timing.no-log': `Zu diesem Protokoll gehört kein Nachweisregister. ${OWN_WORD}`,
    'timing.log-untrusted': `Sie haben nicht angegeben, dass Sie diesem Nachweisregister vertrauen. ${OWN_WORD}`,
    'timing.quorum': `Zu wenige der Zeugenstellen, denen Sie vertrauen, haben unterschrieben. ${OWN_WORD}`,
    'contributions.malformed': 'reveal.json hat nicht die vorgeschriebene Form.',
    'contributions.contributors': 'Beigetragen haben andere als bekannt gemacht, oder in anderer Reihenfolge.',
    'contributions.secret': 'Ein Geheimbeitrag ist ein anderer, als vor der Festschreibung zugesagt wurde.',
    'beacon.malformed': 'beacon.json hat nicht die vorgeschriebene Form.',
    'beacon.chain': 'Der Name der Übungsquelle gehört nicht zu ihrem Schlüssel.',
    'beacon.round': 'Das ist nicht der Zufallswert, den der Zeitplan vorgibt.',
    'beacon.signature': 'Die angegebene Zufallsquelle hat diesen Wert nicht unterschrieben.',
    'beacon.randomness': 'Der Zufallswert gehört nicht zu seiner Unterschrift.',
    'ranking.malformed': 'result.txt hat nicht die vorgeschriebene Form.',
    'ranking.count': 'Das Ergebnis hat nicht für jede Teilnahme eine Zeile.',
    'ranking.order': 'Aus diesen Zahlen folgt eine andere Rangfolge.',
    'allocation.mismatch': 'Aus dieser Rangfolge folgt eine andere Zuteilung.',
    'ticket.absent': 'In diesem Zuteilungslauf gibt es keine Teilnahme zu Ihrer Eingangsbestätigung.',
    'ticket.commitment': 'Die Teilnahme ist auf andere Angaben festgelegt als die auf Ihrer Eingangsbestätigung.',
    'record.missing-file': 'Es fehlt eine Datei, die zu jedem Protokoll gehört.',
    'record.unreadable': 'Das lässt sich nicht als Protokoll lesen.',
    'receipt.malformed': 'Die Eingangsbestätigung ist nicht lesbar oder hat nicht die vorgeschriebene Form.',
    'trust.malformed': 'Die Vertrauensliste ist nicht lesbar oder hat nicht die vorgeschriebene Form.',
  },
  depends: 'Dies baut auf einer Zeile auf, die nicht bestanden ist.',
  expected: 'erwartet',
  actual: 'gefunden',
  verdicts: {
    verified: 'VOLLSTÄNDIG BESTÄTIGT. Nur dieses Ergebnis war möglich, und niemand konnte es vorher kennen oder wählen.',
    replayed:
      'NACHGERECHNET, NICHT ALLES PRÜFBAR. Das Ergebnis folgt aus diesen Zahlen, und nichts widerspricht ihm (was nicht geprüft ist, steht oben).',
    failed:
      'WIDERSPRUCH GEFUNDEN. Dieses Protokoll widerspricht sich selbst oder der Bekanntmachung: siehe oben. Heben Sie eine Kopie auf.',
  },
  unusable: 'NICHT PRÜFBAR. Über den Zuteilungslauf sagt das nichts.',
  chains: {
    trusted: 'Der Zufallswert stammt aus einer öffentlichen Quelle, der Sie vertrauen.',
    untrusted:
      'Der Zufallswert stammt aus einer Quelle, von der Sie nicht angegeben haben, dass Sie ihr vertrauen: Der Betreiber hätte das Ergebnis kennen können.',
    practice: 'Der Zufallswert stammt aus einer Übungsquelle: Der Betreiber hat den Schlüssel und hätte das Ergebnis kennen können.',
  },
  receipt: {
    signed: 'Die Eingangsbestätigung ist mit einem Schlüssel unterschrieben, dem Sie vertrauen.',
    unchecked: 'Die Unterschrift auf der Eingangsbestätigung wurde nicht geprüft.',
  },
  standing: ({ tickets, rank, pot, slots, identityOpened }) =>
    [
      `Lose: ${tickets}. Rang: ${rank}.`,
      pot === null ? 'Kein Terminplatz in diesem Lauf.' : `Terminplatz ${slots.join(', ')} aus dem Kontingent ${pot}.`,
      identityOpened
        ? 'Die Angaben auf Ihrer Eingangsbestätigung sind die festgeschriebenen.'
        : 'Persönliche Angaben wurden nicht verglichen.',
    ].join(' '),
};
