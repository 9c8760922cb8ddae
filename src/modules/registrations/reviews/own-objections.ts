import { Body, Controller, HttpCode, Injectable, Post, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { UnitOfWork } from '../../../platform/database';
import { addressKeyOf, SharedLimits } from '../../../platform/limits';
import { Public } from '../../staff';
import { CONFIRMATIONS_OF_ADDRESS } from '../address-limits';
import { type OwnKey, RegistrationAccess } from '../registration-access.service';
import { ReviewNotices } from './review-notices.service';
import { OwnObjectionDto } from './reviews.dto';

/** What people say when they have been told that their registration may be excluded. */
@Injectable()
export class OwnObjections {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly access: RegistrationAccess,
    private readonly notices: ReviewNotices,
  ) {}

  /** @throws RegistrationError `registration.not-found`, `registration.too-many-tries`, `review.no-notice`; DomainError `request.too-many` */
  async object(key: OwnKey, text: string): Promise<{ objectedAt: string | null }> {
    return this.unitOfWork.run(async (em) => {
      const row = await this.access.lock(em, key);
      const { objectedAt } = await this.notices.object(em, row.id, text);
      return { objectedAt };
    });
  }
}

@Controller('api/registrations')
export class OwnObjectionsController {
  constructor(
    private readonly objections: OwnObjections,
    private readonly limits: SharedLimits,
  ) {}

  /** Answers a notice. */
  @Public()
  @Post('objection')
  @HttpCode(200)
  async object(@Body() { text, ...key }: OwnObjectionDto, @Req() { ip }: FastifyRequest): Promise<{ objectedAt: string | null }> {
    const address = addressKeyOf(ip);
    if (address !== null) await this.limits.require(CONFIRMATIONS_OF_ADDRESS, address);
    return this.objections.object(key, text);
  }
}
