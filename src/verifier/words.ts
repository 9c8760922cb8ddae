/** Languages the command line speaks. */
export type Language = 'de' | 'en';

/** What the verifier says to people. Codes, hashes and numbers stay as they are: they are what two people compare. */
export interface Words {
  readonly checks: Readonly<Record<string, string>>;
  readonly outcomes: Readonly<Record<'passed' | 'failed' | 'not-checked', string>>;
  /** Why something was not checked, by code; codes ending in `.depends` share one sentence. */
  readonly reasons: Readonly<Record<string, string>>;
  readonly depends: string;
  readonly expected: string;
  readonly actual: string;
  readonly verdicts: Readonly<Record<'verified' | 'replayed' | 'failed', string>>;
  readonly chains: Readonly<Record<'trusted' | 'untrusted' | 'practice', string>>;
  readonly receiptUnsigned: string;
  readonly receiptSigned: string;
}

export const WORDS: Readonly<Record<Language, Words>> = {
  en: {
    checks: {
      announcement: 'The rules are the announced ones',
      entries: 'The list of entries is the frozen one',
      slots: 'The list of slots is the frozen one',
      timing: 'Everything was fixed before its moment',
      contributions: 'The contributions are the promised ones',
      beacon: 'The public random number is genuine',
      ranking: 'The ranking is the only possible one',
      allocation: 'The allocation is the only possible one',
      ticket: 'Your own ticket is in it, and it is yours',
    },
    outcomes: { passed: 'passed', failed: 'FAILED', 'not-checked': 'not checked' },
    reasons: {
      'timing.no-log': 'The record carries no log: the times are the office\'s own word.',
      'timing.log-untrusted': 'You have not said that you trust this log: the times are the office\'s own word.',
      'timing.quorum': 'Too few witnesses that you trust have signed: the times are the office\'s own word.',
    },
    depends: 'An earlier line has to pass first.',
    expected: 'expected',
    actual: 'found',
    verdicts: {
      verified: 'VERIFIED. This is the only result that was possible, and nobody could have known or chosen it.',
      replayed: 'REPLAYED. The result follows from these numbers, and nothing contradicts it; but not everything could be checked (see above).',
      failed: 'FAILED. This record does not stand up: see the failed line.',
    },
    chains: {
      trusted: 'Public randomness from a chain that you trust.',
      untrusted: 'Randomness from a chain that you have not said you trust: the operator could have known the result.',
      practice: 'A practice chain: the operator holds its key and could have known the result.',
    },
    receiptUnsigned: 'The signature on the receipt was not checked.',
    receiptSigned: 'The receipt is signed by a key that you trust.',
  },
  de: {
    checks: {
      announcement: 'Die Regeln sind die angekündigten',
      entries: 'Die Liste der Teilnahmen ist die festgeschriebene',
      slots: 'Die Liste der Termine ist die festgeschriebene',
      timing: 'Alles stand rechtzeitig vorher fest',
      contributions: 'Die Beiträge sind die zugesagten',
      beacon: 'Die öffentliche Zufallszahl ist echt',
      ranking: 'Die Rangfolge ist die einzig mögliche',
      allocation: 'Die Zuteilung ist die einzig mögliche',
      ticket: 'Ihre eigene Teilnahme ist dabei und gehört Ihnen',
    },
    outcomes: { passed: 'bestanden', failed: 'NICHT BESTANDEN', 'not-checked': 'nicht geprüft' },
    reasons: {
      'timing.no-log': 'Zu diesem Protokoll gehört kein Logbuch: Für die Zeiten steht allein das Wort der Behörde.',
      'timing.log-untrusted': 'Sie haben nicht angegeben, dass Sie diesem Logbuch vertrauen: Für die Zeiten steht allein das Wort der Behörde.',
      'timing.quorum': 'Zu wenige Zeugen, denen Sie vertrauen, haben unterschrieben: Für die Zeiten steht allein das Wort der Behörde.',
    },
    depends: 'Dafür muss erst eine frühere Zeile bestehen.',
    expected: 'erwartet',
    actual: 'gefunden',
    verdicts: {
      verified: 'BESTÄTIGT. Nur dieses Ergebnis war möglich, und niemand konnte es kennen oder wählen.',
      replayed: 'NACHGERECHNET. Das Ergebnis folgt aus diesen Zahlen, und nichts widerspricht ihm; aber nicht alles ließ sich prüfen (siehe oben).',
      failed: 'NICHT BESTANDEN. Dieses Protokoll hält der Prüfung nicht stand: siehe die betreffende Zeile.',
    },
    chains: {
      trusted: 'Öffentlicher Zufall aus einer Quelle, der Sie vertrauen.',
      untrusted: 'Zufall aus einer Quelle, der Sie nicht ausdrücklich vertrauen: Der Betreiber hätte das Ergebnis kennen können.',
      practice: 'Eine Übungsquelle: Der Betreiber hat ihren Schlüssel und hätte das Ergebnis kennen können.',
    },
    receiptUnsigned: 'Die Unterschrift auf der Quittung wurde nicht geprüft.',
    receiptSigned: 'Die Quittung ist mit einem Schlüssel unterschrieben, dem Sie vertrauen.',
  },
};
