import { Controller, Param, Post, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { EvidenceExport } from '../../../audits';
import { CurrentStaff, Requires, type StaffMember } from '../../../staff';
import { sendArchive } from '../audit/send-archive';
import { AppointmentParams } from './revocation.dto';

/** The file of a hearing for a court: for both people who have to do with a revocation, and for auditors. */
@ApiExcludeController()
@Controller(':language/staff')
export class RevocationEvidenceController {
  constructor(private readonly exports: EvidenceExport) {}

  @Requires('export-revocations')
  @Post('revocation/:appointment/evidence')
  async download(
    @Param() { appointment }: AppointmentParams,
    @CurrentStaff() member: StaffMember,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    await sendArchive(reply, await this.exports.exportRevocation(member, appointment));
  }

  @Requires('export-evidence')
  @Post('audit/revocations/:appointment')
  async audit(@Param() { appointment }: AppointmentParams, @CurrentStaff() member: StaffMember, @Res() reply: FastifyReply): Promise<void> {
    await sendArchive(reply, await this.exports.exportRevocation(member, appointment));
  }
}
