import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { type EntityManager, In } from 'typeorm';
import { Clock } from '../../../platform/clock';
import { Envelope } from '../../../platform/crypto';
import { UnitOfWork } from '../../../platform/database';
import { WindowsService } from '../../windows';
import type { FormAnswers } from './form-answers';
import { type FormCopy, FormCopies, COPY_LASTS } from './form-copies';
import { RegistrationFormRow, type FormState } from './form.entity';

/** Seconds after the last answer for which a form waits. */
const OPEN_LASTS = 3 * 86_400;
/** What is left of a form outlives every copy of it, or a page left open would bring back what was deleted. */
const REST_LASTS = COPY_LASTS + 86_400;

/** A form as it is now. Answers are empty once it is sent or deleted. */
export interface RegistrationForm extends FormCopy {
  readonly state: FormState;
}

/** What a browser shows to reach a form: the cookie, and what the posted page carried. */
interface FormKey {
  readonly id: string;
  readonly key: string | undefined;
  readonly copy?: string;
}

/**
 * Forms of those who register, page by page. Nothing is registered before the last page is sent; until then answers may be changed in any
 * order, from several tabs, by whoever has the form's key or one of its pages.
 */
@Injectable()
export class RegistrationForms {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly copies: FormCopies,
    private readonly envelope: Envelope,
    private readonly windows: WindowsService,
    private readonly clock: Clock,
  ) {}

  /** @param service `<authority>/<slug>`  @throws DomainError `service.unknown` */
  async begin(service: string): Promise<RegistrationForm> {
    return this.unitOfWork.run(async (em) => {
      const { id: serviceId } = await this.windows.getService(em, service);
      const copy = { id: randomUUID(), registrationId: randomUUID(), serviceId, answers: {} };
      await this.insert(em, copy);
      return { ...copy, state: 'open' };
    });
  }

  /**
   * The form, if the browser may see it. A page that was posted brings back a form that has been cleared away since.
   * @returns null when there is none for this key and copy
   */
  async open(shown: FormKey): Promise<RegistrationForm | null> {
    const copy = this.copies.open(shown.id, shown.copy);
    if (copy === null && !this.copies.isKeyOf(shown.id, shown.key)) return null;
    return this.unitOfWork.run(async (em) => {
      const row = await em.findOneBy(RegistrationFormRow, { id: shown.id });
      if (row !== null) return this.read(row);
      if (copy === null) return null;
      // Two pages posted at once bring it back once.
      await this.insert(em, copy);
      return this.read(await em.findOneByOrFail(RegistrationFormRow, { id: copy.id }));
    });
  }

  /** Adds answers to a form, taking turns with other tabs. A form that is sent or deleted stays as it is. */
  async answer(id: string, answers: FormAnswers): Promise<RegistrationForm | null> {
    return this.unitOfWork.run(async (em) => {
      const row = await em.findOne(RegistrationFormRow, { where: { id }, lock: { mode: 'pessimistic_write' } });
      if (row === null) return null;
      const form = this.read(row);
      if (form.state !== 'open') return form;
      const changed = { ...form, answers: { ...form.answers, ...answers } };
      await em.update(RegistrationFormRow, { id }, { sealed: this.seal(changed), changedAt: this.clock.now() });
      return changed;
    });
  }

  /** Deletes what was typed, for good. A form that has been sent stays sent. */
  async delete(id: string): Promise<void> {
    await this.end(id, ['open'], 'deleted');
  }

  /** The form has become a registration; its answers are deleted. Also one that another tab has deleted meanwhile: it was too late. */
  async markSent(id: string): Promise<void> {
    await this.end(id, ['open', 'deleted'], 'sent');
  }

  /** @returns how many forms that nobody can or may continue have been cleared away. Idempotent; several at once share the work. */
  async clearAway(): Promise<number> {
    return this.unitOfWork.run(async (em) => {
      const result = await em.query<[unknown[], number]>(`DELETE FROM registration_forms WHERE ${STALE}`, this.staleBefore());
      return result[1];
    });
  }

  async hasStale(): Promise<boolean> {
    return this.unitOfWork.run(async (em) => {
      const [row]: { stale: boolean }[] = await em.query(
        `SELECT EXISTS (SELECT FROM registration_forms WHERE ${STALE}) AS stale`,
        this.staleBefore(),
      );
      return row!.stale;
    });
  }

  private async end(id: string, from: FormState[], state: FormState): Promise<void> {
    const change = { state, sealed: null, changedAt: this.clock.now() };
    await this.unitOfWork.run((em) => em.update(RegistrationFormRow, { id, state: In(from) }, change));
  }

  private async insert(em: EntityManager, form: FormCopy): Promise<void> {
    await em
      .createQueryBuilder()
      .insert()
      .into(RegistrationFormRow)
      .values({
        id: form.id,
        serviceId: form.serviceId,
        registrationId: form.registrationId,
        state: 'open',
        sealed: this.seal(form),
        changedAt: this.clock.now(),
      })
      .orIgnore()
      .execute();
  }

  private read(row: RegistrationFormRow): RegistrationForm {
    const { id, registrationId, serviceId, state, sealed } = row;
    const answers = sealed === null ? {} : (JSON.parse(this.envelope.openText(sealed, placeOf(id))) as FormAnswers);
    return { id, registrationId, serviceId, state, answers };
  }

  private seal({ id, answers }: FormCopy): Buffer {
    return this.envelope.seal(JSON.stringify(answers), placeOf(id));
  }

  private staleBefore(): Date[] {
    const before = (seconds: number): Date => new Date(this.clock.milliseconds() - seconds * 1000);
    return [before(OPEN_LASTS), before(REST_LASTS)];
  }
}

const STALE = `changed_at < CASE state WHEN 'open' THEN $1::timestamptz ELSE $2::timestamptz END`;

function placeOf(id: string): string {
  return `registration_forms.sealed ${id}`;
}
