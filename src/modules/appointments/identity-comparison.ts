import { CoreError, normalizeBirthDate, normalizeCaseNumber, normalizeIdentityField } from '../../core';
import { AppointmentError } from './appointments.errors';

/** The four fields of an identity (PROTOCOL 3.5), as presented or as committed to. */
export interface Presented {
  readonly surname: string;
  readonly givenNames: string;
  readonly birthDate: string;
  readonly caseNumber: string;
}

export const IDENTITY_FIELDS = ['surname', 'givenNames', 'birthDate', 'caseNumber'] as const satisfies readonly (keyof Presented)[];

const NORMALIZERS: Readonly<Record<keyof Presented, (text: string) => string>> = {
  surname: normalizeIdentityField,
  givenNames: normalizeIdentityField,
  birthDate: normalizeBirthDate,
  caseNumber: normalizeCaseNumber,
};

/**
 * Names of the fields in which two identities differ, after the normalisation under which an identity is committed to:
 * white space and the punctuation of case numbers don't count, every letter does.
 * @throws AppointmentError `check-in.malformed` with the field, when what was typed can't stand in any identity
 */
export function listDifferences(presented: Presented, committed: Presented): (keyof Presented)[] {
  return IDENTITY_FIELDS.filter((field) => read(field, presented[field]) !== NORMALIZERS[field](committed[field]));
}

function read(field: keyof Presented, text: string): string {
  try {
    return NORMALIZERS[field](text);
  } catch (error) {
    if (error instanceof CoreError) throw new AppointmentError('check-in.malformed', { field, cause: error });
    throw error;
  }
}
