import { Injectable } from '@nestjs/common';
import { Clock } from '../../../platform/clock';
import { Envelope } from '../../../platform/crypto';
import { Statements } from '../statements';
import { ReviewStatementRow } from './review-statement.entity';

/** What people say to notices. */
@Injectable()
export class ReviewStatements extends Statements<ReviewStatementRow> {
  constructor(envelope: Envelope, clock: Clock) {
    super(ReviewStatementRow, 'review_notices.objection', envelope, clock);
  }
}
