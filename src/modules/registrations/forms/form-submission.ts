import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { violatedConstraint } from '../../../platform/database';
import type { RegisterDto } from '../registration.dto';
import type { RegistrationOrigin } from '../registration-drafts';
import { RegistrationRow } from '../registration.entity';
import { RegistrationsService } from '../registrations.service';
import { type RegistrationForm, RegistrationForms } from './forms.service';

/** Two registrations with the id that one form has chosen. */
const SAME_REGISTRATION = 'pk_registrations';

/**
 * Makes a form a registration, once, however often and from however many tabs it is sent.
 *
 * The registration's id was chosen with the form, so the database decides: a second one of the form breaks the primary key. A crash before the
 * registration is written leaves an open form; one after it leaves an open form whose registration exists, which the next try finds; one after
 * the form was marked leaves nothing to do. A form that was cleared away meanwhile and brought back by a page brings the same id with it.
 */
@Injectable()
export class FormSubmission {
  constructor(
    private readonly registrations: RegistrationsService,
    private readonly forms: RegistrationForms,
    private readonly dataSource: DataSource,
  ) {}

  /**
   * @param addressKey from where it was sent (`addressKeyOf`)
   * @throws RegistrationError, DomainError as {@link RegistrationsService.register}; then nothing is registered unless it was before
   */
  async send(form: RegistrationForm, body: RegisterDto, addressKey: string | null): Promise<void> {
    if (form.state === 'sent') return;
    // Asked first, because by now the window may have closed: whoever got in before it did is told so.
    if (!(await this.isRegistered(form.registrationId))) await this.registerOnce(body, { id: form.registrationId, addressKey });
    await this.forms.markSent(form.id);
  }

  private async registerOnce(body: RegisterDto, origin: RegistrationOrigin): Promise<void> {
    try {
      await this.registrations.register(body, origin);
    } catch (error) {
      if (violatedConstraint(error) !== SAME_REGISTRATION) throw error;
    }
  }

  private async isRegistered(id: string): Promise<boolean> {
    return this.dataSource.manager.existsBy(RegistrationRow, { id });
  }
}
