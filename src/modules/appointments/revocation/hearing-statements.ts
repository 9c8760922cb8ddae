import { Injectable } from '@nestjs/common';
import { Clock } from '../../../platform/clock';
import { Envelope } from '../../../platform/crypto';
import { Statements, type Telling } from '../../registrations';
import { HearingStatementRow } from './hearing-statement.entity';
import type { RevocationHearingRow } from './revocation-hearing.entity';

/** What holders say in hearings. */
@Injectable()
export class HearingStatements extends Statements<HearingStatementRow> {
  constructor(envelope: Envelope, clock: Clock) {
    super(HearingStatementRow, 'revocation_hearings.answer', envelope, clock);
  }
}

export function tellingOf({ openedBy, openedPerson, answerBy }: RevocationHearingRow): Telling {
  return { by: openedBy, person: openedPerson, until: answerBy };
}
