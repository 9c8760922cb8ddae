import { CoreError, normalizeBirthDate, normalizeCaseNumber, normalizeIdentityField } from '../../core';
import { deriveNameForms } from '../identity';
import { AppointmentError } from './appointments.errors';

/** The four fields of an identity (docs/spec: record), as presented or as committed to. */
export interface Presented {
  readonly surname: string;
  readonly givenNames: string;
  readonly birthDate: string;
  readonly caseNumber: string;
}

const IDENTITY_FIELDS = ['surname', 'givenNames', 'birthDate', 'caseNumber'] as const satisfies readonly (keyof Presented)[];

const NORMALIZERS: Readonly<Record<keyof Presented, (text: string) => string>> = {
  surname: normalizeIdentityField,
  givenNames: normalizeIdentityField,
  birthDate: normalizeBirthDate,
  caseNumber: normalizeCaseNumber,
};

/**
 * Names of the fields in which two identities differ.
 *
 * Names are compared as papers write them: MUELLER, Müller and Muller agree, and which part is the surname does not matter; another name does not
 * agree. Birth date and case number are compared as they are committed to, digit by digit. That the stored name is the committed one is shown by
 * opening the commitment, not here.
 * @throws AppointmentError `check-in.malformed` with the field, when what was typed can't stand in any identity
 */
export function listDifferences(presented: Presented, committed: Presented): (keyof Presented)[] {
  const differing = IDENTITY_FIELDS.filter((field) => read(field, presented[field]) !== NORMALIZERS[field](committed[field]));
  return isSameName(presented, committed) ? differing.filter((field) => field !== 'surname' && field !== 'givenNames') : differing;
}

/** Whether two spellings of a name have a written form in common. A name without letters agrees with nothing. */
function isSameName(a: Presented, b: Presented): boolean {
  if (`${a.surname}${a.givenNames}`.trim() === '' || `${b.surname}${b.givenNames}`.trim() === '') return false;
  try {
    const forms = deriveNameForms(a.surname, a.givenNames).written;
    return deriveNameForms(b.surname, b.givenNames).written.some((form) => forms.includes(form));
  } catch (error) {
    if (error instanceof RangeError) return false;
    throw error;
  }
}

function read(field: keyof Presented, text: string): string {
  try {
    return NORMALIZERS[field](text);
  } catch (error) {
    if (error instanceof CoreError) throw new AppointmentError('check-in.malformed', { field, cause: error });
    throw error;
  }
}
