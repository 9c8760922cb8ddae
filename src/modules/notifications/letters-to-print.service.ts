import { Injectable } from '@nestjs/common';
import { type EntityManager, In, IsNull } from 'typeorm';
import { Clock, timeOf } from '../../platform/clock';
import { UnitOfWork } from '../../platform/database';
import type { Language } from '../../platform/i18n';
import { Pdf } from '../../platform/pdf';
import { type OpenedIdentity, type PaperLetters, StandingRegistrations } from '../registrations';
import { onlyOwn, type StaffMember } from '../staff';
import { LetterComposer, type ReadyLetter } from './letter-composer';
import { LetterError } from './letters.errors';
import { LetterToPrintRow } from './letter-to-print.entity';
import type { LetterKind } from './letter-kinds';
import type { WaitingMessage } from './outbox.repository';
import { PaperForm } from './paper-form';

/** Shown at a time; the oldest come first, and those behind them when these are done. */
const MOST_LISTED = 200;

/** A letter that waits for somebody to print and post it. The office knows the address: we don't. */
export interface LetterToPrint {
  /** Of the letter, for the addresses below. */
  readonly letter: string;
  readonly kind: LetterKind;
  readonly waitingSince: string;
  /** The reader's; German stands below. */
  readonly language: Language;
  readonly registration: string;
  readonly surname: string;
  readonly givenNames: string;
  readonly caseNumber: string;
}

export interface PrintedLetter {
  readonly letter: string;
  readonly printedAt: string;
  readonly printedBy: string;
}

/**
 * Letters on paper, for people who left neither mail nor phone: they get every letter that others get, with the same words.
 *
 * Commit point of putting one here: with the mark that it has left the outbox (`LettersService`). Marking it as printed may be repeated;
 * the first time counts.
 */
@Injectable()
export class LettersToPrint implements PaperLetters {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly composer: LetterComposer,
    private readonly registrations: StandingRegistrations,
    private readonly paper: PaperForm,
    private readonly pdf: Pdf,
    private readonly clock: Clock,
  ) {}

  /** Puts a letter on the list, once, in the caller's transaction. */
  async add(em: EntityManager, { id: messageId, kind, registrationId, subjectId }: WaitingMessage): Promise<void> {
    await em.query(
      `INSERT INTO letters_to_print (message_id, kind, registration_id, subject_id, waiting_since) VALUES ($1, $2, $3, $4, $5)
       ON CONFLICT (message_id) DO NOTHING`,
      [messageId, kind, registrationId, subjectId, this.clock.now()],
    );
  }

  /** What waits in the member's offices, the oldest first. What is no longer true (an offer that has been answered by phone) is dropped. */
  async list(): Promise<LetterToPrint[]> {
    return this.unitOfWork.run(async (em) => {
      const listed: LetterToPrint[] = [];
      const dropped: string[] = [];
      for (let after: LetterToPrintRow | undefined, rows; listed.length < MOST_LISTED; after = rows.at(-1)) {
        rows = await this.readWaiting(em, after);
        for (const row of rows) {
          const letter = await this.composer.compose(em, row);
          if (letter === null) dropped.push(row.messageId);
          else listed.push(viewOf(row, letter, await this.registrations.openIdentity(em, row.registrationId)));
        }
        if (rows.length < MOST_LISTED) break;
      }
      await em.update(LetterToPrintRow, { messageId: In(dropped), droppedAt: IsNull() }, { droppedAt: this.clock.now() });
      return listed.slice(0, MOST_LISTED);
    });
  }

  private async readWaiting(em: EntityManager, after?: LetterToPrintRow): Promise<LetterToPrintRow[]> {
    const all = em.createQueryBuilder(LetterToPrintRow, 'letter').where('letter.printedAt IS NULL AND letter.droppedAt IS NULL');
    if (after) all.andWhere('(letter.waitingSince, letter.messageId) > (:since, :id)', { since: after.waitingSince, id: after.messageId });
    const own = onlyOwn(all, 'letter', 'letter.messageId');
    return own.orderBy('letter.waitingSince').addOrderBy('letter.messageId').limit(MOST_LISTED).getMany();
  }

  /**
   * One letter as a PDF, written from what is true now. Again, after it was printed, for a printer that jammed.
   * @throws LetterError `letter.unknown`, `letter.no-longer-true`; DomainError `pdf.unavailable`
   */
  async print(messageId: string): Promise<Buffer> {
    const content = await this.unitOfWork.run(async (em) => {
      const row = await this.get(em, messageId);
      const letter = await this.composer.compose(em, row);
      if (letter === null) throw new LetterError('letter.no-longer-true');
      const { surname, givenNames } = await this.registrations.openIdentity(em, row.registrationId);
      return this.paper.contentOf(letter, [givenNames, surname].filter(Boolean).join(' '), this.clock.now());
    });
    return this.pdf.render('letter', content);
  }

  /** Takes a letter off the list. @throws LetterError `letter.unknown` */
  async markPrinted(messageId: string, staff: StaffMember): Promise<PrintedLetter> {
    return this.unitOfWork.run(async (em) => {
      await em.update(LetterToPrintRow, { messageId, printedAt: IsNull() }, { printedAt: this.clock.now(), printedBy: staff.name });
      const { printedAt, printedBy } = await this.get(em, messageId);
      return { letter: messageId, printedAt: timeOf(printedAt!), printedBy: printedBy! };
    });
  }

  private async get(em: EntityManager, messageId: string): Promise<LetterToPrintRow> {
    const row = await em.findOneBy(LetterToPrintRow, { messageId });
    if (row === null) throw new LetterError('letter.unknown');
    return row;
  }
}

function viewOf(row: LetterToPrintRow, letter: ReadyLetter, person: OpenedIdentity): LetterToPrint {
  return {
    letter: row.messageId,
    kind: letter.kind,
    waitingSince: timeOf(row.waitingSince),
    language: letter.parts[0]!.language,
    registration: row.registrationId,
    surname: person.surname,
    givenNames: person.givenNames,
    caseNumber: person.caseNumber,
  };
}
