import { Inject, Injectable } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { CONFIG, type Config } from '../../../platform/config';
import { LANGUAGES } from '../../../platform/i18n';
import { COPY_LASTS, FormCopies, type RegistrationForm, RegistrationForms } from '../../registrations';

const COOKIE = 'form';

/** Opens forms to the browsers they belong to: the address alone, as it lies in a history, opens nothing. */
@Injectable()
export class FormAccess {
  private readonly secure: boolean;

  constructor(
    private readonly forms: RegistrationForms,
    private readonly copies: FormCopies,
    @Inject(CONFIG) config: Config,
  ) {
    this.secure = config.http.publicUrl.startsWith('https:');
  }

  /**
   * @param copy what the posted page carried
   * @returns the form, and the cookie given again; null where there is none for this browser
   */
  async open(request: FastifyRequest, reply: FastifyReply, id: string, copy?: string): Promise<RegistrationForm | null> {
    const form = await this.forms.open({ id, key: request.cookies[COOKIE], copy });
    if (form === null || form.state === 'deleted') return null;
    if (copy !== undefined) this.give(reply, id);
    return form;
  }

  /** Lets the browser open the form for as long as its pages can. */
  give(reply: FastifyReply, id: string): void {
    const key = this.copies.keyOf(id);
    for (const path of pathsOf(id)) void reply.setCookie(COOKIE, key, { ...this.attributes, path, maxAge: COPY_LASTS });
  }

  take(reply: FastifyReply, id: string): void {
    for (const path of pathsOf(id)) void reply.clearCookie(COOKIE, { ...this.attributes, path });
  }

  private get attributes(): { httpOnly: true; sameSite: 'lax'; secure: boolean } {
    return { httpOnly: true, sameSite: 'lax', secure: this.secure };
  }
}

/** One path a language, so that changing the language keeps the form. */
function pathsOf(id: string): string[] {
  return LANGUAGES.map((language) => `/${language}/register/${id}`);
}
