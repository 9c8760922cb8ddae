import { Controller, Get, Param } from '@nestjs/common';
import { Matches } from 'class-validator';
import { Public } from '../staff';
import { ReceiptSigner } from './receipt-signer';
import { type ReceiptProof, ReceiptsLog } from './receipts-log.service';

/** A receipt's hash tells nothing about a person, and nobody can guess one: it may stand in an address. */
export class ReceiptHashParams {
  @Matches(/^[0-9a-f]{64}$/)
  hash: string;
}

/** Lets whoever holds a receipt show that it is in the log. */
@Controller('api/receipts')
export class ReceiptsController {
  constructor(
    private readonly receipts: ReceiptsLog,
    private readonly signer: ReceiptSigner,
  ) {}

  /** The key that receipts are signed with, in C2SP's form. */
  @Public()
  @Get('key')
  key(): { key: string } {
    return { key: this.signer.verifierKey };
  }

  /** Inclusion of a receipt in its batch, and the place of the batch's entry in the log. */
  @Public()
  @Get(':hash/proof')
  async prove(@Param() { hash }: ReceiptHashParams): Promise<ReceiptProof> {
    return this.receipts.prove(hash);
  }
}
