import { Controller, Get, Param } from '@nestjs/common';
import { Public } from '../staff';
import { WindowPathParams } from '../windows';
import { LedgerService, type LedgerView } from './ledger.service';

/** The public account of a window. */
@Controller('api/windows')
export class LedgerController {
  constructor(private readonly ledger: LedgerService) {}

  /** How every slot of the window has ended, and how many are still open. */
  @Public()
  @Get(':authority/:service/:window/ledger')
  async get(@Param() { authority, service, window }: WindowPathParams): Promise<LedgerView> {
    return this.ledger.get(`${authority}/${service}/${window}`);
  }
}
