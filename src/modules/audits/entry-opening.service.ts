import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import {
  type Announcement,
  derivePersonCommitment,
  deriveHardshipCommitment,
  deriveSalt,
  deriveTicketId,
  type Entry,
  parseAnnouncement,
  parseEntries,
  parseTime,
} from '../../core';
import { EnvelopeError } from '../../platform/crypto';
import { UnitOfWork } from '../../platform/database';
import { LogProofsService } from '../audit-log';
import { DrawRecordsService, type DrawSummary } from '../draws';
import { CaseRegister, IdentityKeys } from '../identity';
import { ReceiptCopies, ReceiptsLog, RegistrationVault, splitIdentity } from '../registrations';
import { officeDate } from '../windows';
import { AuditError } from './audits.errors';
import { checkEntry } from './entry-checks';
import { EvidenceRepository, type EvidenceRow, type LoggedHardship } from './evidence.repository';
import type { OpenedEntry, ReceiptEvidence } from './opened-entry';
import { computeTickets, type TicketComputation } from './ticket-computation';

type Opening = NonNullable<OpenedEntry['opening']>;

/**
 * Opens one entry of a drawn draw: from its public line down to the person, the case, the receipt and the facts, and checks each step. Whoever calls
 * says who sees it, and leaves the track of that.
 */
@Injectable()
export class EntryOpening {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly records: DrawRecordsService,
    private readonly evidence: EvidenceRepository,
    private readonly vault: RegistrationVault,
    private readonly receipts: ReceiptCopies,
    private readonly receiptsLog: ReceiptsLog,
    private readonly proofs: LogProofsService,
    private readonly identityKeys: IdentityKeys,
    private readonly register: CaseRegister,
  ) {}

  /** @throws DrawError `draw.unknown`; AuditError `audit.not-drawn`, `audit.not-in-sample` where the record has no such line */
  async open(drawId: string, ticketId: string): Promise<OpenedEntry> {
    const draw = await this.records.get(drawId);
    if (draw.state !== 'drawn') throw new AuditError('audit.not-drawn');
    const entries = parseEntries(await this.records.getFile(drawId, 'entries.txt'));
    const line = entries.find((entry) => entry.ticketId === ticketId);
    if (line === undefined) throw new AuditError('audit.not-in-sample');
    const announcement = parseAnnouncement(await this.records.getFile(drawId, 'announcement.json'));
    return this.unitOfWork.run((em) => this.gather(em, draw, announcement, line));
  }

  private async gather(em: EntityManager, draw: DrawSummary, announcement: Announcement, line: Entry): Promise<OpenedEntry> {
    const { drawId } = draw;
    const row = await this.evidence.find(em, drawId, line.ticketId);
    const { opening, isForeign } = this.unseal(row, drawId);
    const opened = {
      drawId,
      line,
      evidence: row && publicPart(row),
      isForeign,
      person: opening && splitIdentity(opening.identity),
      opening,
      receipt: row && opening && (await this.findReceipt(row)),
      frozenIndex: (await this.proofs.findLogged({ subject: drawId, type: 'draw.frozen' }, em))?.treeIndex ?? null,
      register: row && opening && (await this.askRegister(em, row, opening)),
      computations: row === null ? [] : await this.compute(em, announcement, draw, line.ticketId, row),
      hardship: row && (await this.findHardship(em, row, opening, drawId)),
      corrections: row === null ? [] : await this.evidence.listCorrections(em, row.registrationId),
    };
    const recomputed = opening && {
      ticketId: deriveTicketId(drawId, opening.receiptSecret),
      commitment: derivePersonCommitment(drawId, opening.receiptSecret, opening.identity),
    };
    return { ...opened, checks: checkEntry({ ...opened, recomputed, frozenAt: draw.frozenAt! }) };
  }

  /** Sealed data open under their own registration only: what does not was changed, or is somebody else's. */
  private unseal(row: EvidenceRow | null, drawId: string): { opening: Opening | null; isForeign: boolean } {
    if (row === null || row.sealed === null || row.sealedSecret === null) return { opening: null, isForeign: false };
    const { registrationId: id, sealed, sealedSecret } = row;
    try {
      const receiptSecret = this.vault.openSecret({ id, sealedSecret });
      const { identity, correctedName = null } = this.vault.open({ id, sealed });
      return { opening: { identity, correctedName, receiptSecret, salt: deriveSalt(drawId, receiptSecret) }, isForeign: false };
    } catch (error) {
      if (error instanceof EnvelopeError) return { opening: null, isForeign: true };
      throw error;
    }
  }

  private async findReceipt({ registrationId }: EvidenceRow): Promise<ReceiptEvidence | null> {
    const copy = await this.receipts.getOf(registrationId).catch(whenNotFound);
    if (copy === null) return null;
    const { batch } = await this.receiptsLog.prove(copy.hash);
    return { hash: copy.hash, logIndex: batch?.logIndex ?? null };
  }

  private async findHardship(
    em: EntityManager,
    { registrationId }: EvidenceRow,
    opening: Opening | null,
    drawId: string,
  ): Promise<LoggedHardship | null> {
    const granted = await this.evidence.findHardship(em, registrationId);
    if (granted === null || opening === null) return granted && { ...granted, logIndex: null };
    const service = drawId.split('/').slice(0, 2).join('/');
    const commitment = deriveHardshipCommitment(service, opening.receiptSecret, opening.identity, granted.reason);
    return { ...granted, logIndex: await this.evidence.findCommitment(em, 'hardship.granted', commitment) };
  }

  private async askRegister(em: EntityManager, row: EvidenceRow, opening: Opening): Promise<OpenedEntry['register']> {
    // By the name that two people have corrected, where they have: the register knows people as their papers do.
    const keys = this.identityKeys.derive(row.authority, { ...splitIdentity(opening.identity), ...opening.correctedName });
    const [answer] = await this.register.check(em, [{ authority: row.authority, keys }]);
    return { answer: answer!, record: await this.evidence.findCase(em, row.authority, keys.caseKey) };
  }

  /** For every registration that the entry stands for; the one with the fewest tickets first, which is the one that counts. */
  private async compute(
    em: EntityManager,
    announcement: Announcement,
    draw: DrawSummary,
    ticketId: string,
    row: EvidenceRow,
  ): Promise<TicketComputation[]> {
    const drawDate = officeDate(parseTime(draw.drawAt));
    const merged = await this.evidence.listMerged(em, draw.drawId, ticketId);
    const own = merged.toSorted(
      (a, b) => Number(b.registrationId === row.registrationId) - Number(a.registrationId === row.registrationId),
    );
    const all = own.length > 0 ? own : [row];
    const computed = all.map(({ criticalDate, losses, hardship }) =>
      computeTickets(announcement, { criticalDate, losses, hardship }, drawDate),
    );
    return computed.toSorted((a, b) => a.tickets - b.tickets);
  }
}

function publicPart({ sealed: _sealed, sealedSecret: _secret, ...rest }: EvidenceRow): Omit<EvidenceRow, 'sealed' | 'sealedSecret'> {
  return rest;
}

function whenNotFound(error: unknown): null {
  if ((error as { code?: unknown }).code === 'receipt.not-found') return null;
  throw error;
}
