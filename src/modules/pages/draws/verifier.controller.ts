import { Controller, Get, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { Assets } from '../../../platform/html';
import { Public } from '../../staff';

/** The checking page as one file. Always as a download: it is meant to be kept, compared and opened elsewhere. */
@ApiExcludeController()
@Controller('verify')
export class VerifierController {
  private readonly file = new Assets().read('verify.html');

  @Public()
  @Get('fairslot-verify.html')
  async download(@Res() reply: FastifyReply): Promise<void> {
    await reply
      .header('content-type', 'text/html; charset=utf-8')
      .header('content-disposition', 'attachment; filename="fairslot-verify.html"')
      .header('cache-control', 'no-cache')
      .send(this.file);
  }
}
