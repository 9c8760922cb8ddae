import { Injectable } from '@nestjs/common';
import type { IndividualSheet } from '../../core';
import { Clock } from '../../platform/clock';
import { Pages } from '../../platform/html';
import { LEADING } from '../../platform/i18n';
import { Pdf } from '../../platform/pdf';
import type { SampleView } from './audit-samples.service';
import type { DrawEvidence } from './draw-evidence.service';
import { drawSections } from './draw-protocol';
import { SECOND_VERIFIER } from './draw-protocol-scrutiny';
import type { EvidenceFile } from './evidence-archive';
import type { OpenedEntry } from './opened-entry';
import { personSections } from './person-protocol';
import { revocationSections } from './revocation-protocol';
import type { RevocationEvidence } from './revocation-evidence.service';
import { type Pen, penOf, type ProtocolSection } from './protocol-parts';

/** Minutes and instructions, in German: they are for German courts. Where there is no typesetter, the minutes are a text. */
@Injectable()
export class EvidencePaper {
  constructor(
    private readonly pages: Pages,
    private readonly pdf: Pdf,
    private readonly clock: Clock,
  ) {}

  async ofDraw(evidence: DrawEvidence, samples: readonly SampleView[]): Promise<EvidenceFile[]> {
    const pen = penOf(this.pages.contextOf(LEADING));
    return this.write(pen, 'draw', drawSections(evidence, samples, pen));
  }

  async ofPerson(evidence: DrawEvidence, opened: OpenedEntry, sheet: IndividualSheet): Promise<EvidenceFile[]> {
    const pen = penOf(this.pages.contextOf(LEADING));
    return this.write(pen, 'person', personSections(evidence, opened, sheet, pen));
  }

  async ofRevocation(evidence: RevocationEvidence): Promise<EvidenceFile[]> {
    const pen = penOf(this.pages.contextOf(LEADING));
    return this.write(pen, 'revocation', revocationSections(evidence, pen));
  }

  private async write(pen: Pen, scope: 'draw' | 'person' | 'revocation', sections: readonly ProtocolSection[]): Promise<EvidenceFile[]> {
    const { t, authority, formats } = pen;
    const title = t(`staff-audit:protocol.title.${scope}`);
    const lead = [t('staff-audit:protocol.lead', { at: formats.moment(this.clock.now()) })];
    const signatures = {
      title: t('staff-audit:protocol.signatures.title'),
      text: t('staff-audit:protocol.signatures.text'),
      lines: [t('staff-audit:protocol.signatures.first'), t('staff-audit:protocol.signatures.second')],
    };
    const minutes = this.pdf.isAvailable()
      ? {
          name: 'protokoll.pdf',
          content: await this.pdf.render('protocol', { language: LEADING, title, authority: authority.name, lead, sections, signatures }),
        }
      : { name: 'protokoll.txt', content: Buffer.from(plain([title, ...lead], sections, [signatures.title, ...signatures.lines])) };
    return [
      { name: 'LIESMICH.txt', content: Buffer.from(scope === 'revocation' ? instructionsOfRevocation(pen) : instructions(pen, scope)) },
      minutes,
    ];
  }
}

function instructions({ t }: Pen, scope: 'draw' | 'person'): string {
  const files = [
    'protokoll.pdf',
    'announcement.json',
    'entries.txt',
    'slots.txt',
    'freeze.json',
    'reveal.json',
    'beacon.json',
    'result.txt',
    'log/',
    'evidence/verification.json',
    'evidence/weights.csv',
    'evidence/ledger.csv',
    'evidence/acts.csv',
    'evidence/faults.csv',
    'evidence/statistics.json',
    'evidence/log/',
    'verifier/',
    ...(scope === 'person' ? (['person/'] as const) : []),
    'SHA256SUMS',
  ] as const;
  const key = (name: string): string => name.replaceAll(/[./]/g, '-');
  return [
    t(`staff-audit:protocol.title.${scope}`),
    '',
    t('staff-audit:readme.how'),
    '',
    `1. ${t('staff-audit:readme.page')}`,
    `2. ${t('staff-audit:readme.python')}`,
    `   ${SECOND_VERIFIER}`,
    `3. ${t('staff-audit:readme.sums')}`,
    '   sha256sum -c SHA256SUMS',
    `4. ${t('staff-audit:readme.log')}`,
    ...(scope === 'person' ? [`5. ${t('staff-audit:readme.commitment')}`] : []),
    '',
    t('staff-audit:readme.files'),
    '',
    ...files.map((name) => `${name.padEnd(28)} ${t(`staff-audit:readme.file.${key(name)}` as 'staff-audit:readme.file.log-')}`),
    '',
    t('staff-audit:readme.limits'),
    '',
  ].join('\n');
}

function instructionsOfRevocation({ t }: Pen): string {
  const files = ['protokoll', 'appointment', 'hearings', 'reports', 'requests', 'letters', 'log', 'sums'] as const;
  return [
    t('staff-audit:protocol.title.revocation'),
    '',
    `1. ${t('staff-audit:readme.sums')}`,
    '   sha256sum -c SHA256SUMS',
    `2. ${t('staff-audit:readme.log')}`,
    '',
    t('staff-audit:readme.files'),
    '',
    ...files.map((name) => t(`staff-audit:revocation.file.${name}`)),
    '',
  ].join('\n');
}

function plain(head: readonly string[], sections: readonly ProtocolSection[], foot: readonly string[]): string {
  const body = sections.flatMap(({ title, text, facts, table }) => [
    title,
    ...text,
    ...facts.map(({ key, value }) => `${key}: ${value}`),
    ...(table === null ? [] : [table.columns, ...table.rows].map((row) => row.join(' | '))),
    '',
  ]);
  return [...head, '', ...body, ...foot.flatMap((line) => [line, '']), ''].join('\n');
}
