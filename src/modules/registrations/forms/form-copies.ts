import { Injectable } from '@nestjs/common';
import { Clock } from '../../../platform/clock';
import { Envelope, EnvelopeError, equalSecrets, KeyedHash } from '../../../platform/crypto';
import type { FormAnswers } from './form-answers';

/** Seconds for which a page that somebody left open can still bring its form back. */
export const COPY_LASTS = 7 * 86_400;
const KEY_BYTES = 16;

/** A form as its pages carry it with them. */
export interface FormCopy {
  readonly id: string;
  readonly registrationId: string;
  readonly serviceId: string;
  readonly answers: FormAnswers;
}

/**
 * What pages of a form hold besides its address: the key (a cookie), so that an address in a browser's history opens nothing, and in each
 * page a sealed copy of the answers, so that a page that is posted after the form is gone brings it back. Neither is stored.
 */
@Injectable()
export class FormCopies {
  constructor(
    private readonly envelope: Envelope,
    private readonly keyedHash: KeyedHash,
    private readonly clock: Clock,
  ) {}

  /** The key of a form: a keyed hash of its id, so that giving it twice gives the same. */
  keyOf(formId: string): string {
    return this.keyedHash.digest('registration-form', formId).subarray(0, KEY_BYTES).toString('base64url');
  }

  isKeyOf(formId: string, key: string | undefined): boolean {
    return key !== undefined && equalSecrets(key, this.keyOf(formId));
  }

  seal({ id, registrationId, serviceId, answers }: FormCopy): string {
    const text = JSON.stringify({ id, registrationId, serviceId, answers, at: this.clock.seconds() });
    return this.envelope.seal(text, placeOf(id)).toString('base64url');
  }

  /** @returns null for what was not sealed here for this form, or too long ago */
  open(formId: string, copy: string | undefined): FormCopy | null {
    if (copy === undefined) return null;
    try {
      const { at, ...form } = JSON.parse(this.envelope.openText(Buffer.from(copy, 'base64url'), placeOf(formId))) as FormCopy & {
        at: number;
      };
      return this.clock.seconds() - at <= COPY_LASTS ? form : null;
    } catch (error) {
      if (error instanceof EnvelopeError) return null;
      throw error;
    }
  }
}

function placeOf(formId: string): string {
  return `registration form ${formId}`;
}
