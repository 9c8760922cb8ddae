import { Body, Controller, HttpCode, Post, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { addressKeyOf, type RateLimit, SharedLimits } from '../../platform/limits';
import { Public } from '../staff';
import { CONFIRMATIONS_OF_ADDRESS, REGISTRATIONS_OF_ADDRESS } from './address-limits';
import { type ConfirmedAnswer, ConfirmationService } from './confirmation.service';
import { ChangeContactDto, ChangeWishesDto, ConfirmDto, OwnKeyDto } from './own-registration.dto';
import { OwnRegistrationService } from './own-registration.service';
import type { OwnRegistration } from './own-registration-view';
import { RegisterDto } from './registration.dto';
import { type RegisteredAnswer, RegistrationsService } from './registrations.service';

/**
 * What applicants do. No accounts: the private link and the case number open one's own registration. Both come in the
 * body, because addresses are kept in histories, logs and proxies. No answer tells whether a case exists or is taken.
 */
@Controller('api/registrations')
export class RegistrationsController {
  constructor(
    private readonly registrations: RegistrationsService,
    private readonly confirmation: ConfirmationService,
    private readonly own: OwnRegistrationService,
    private readonly limits: SharedLimits,
  ) {}

  /** Registers interest; takes part once the contact is confirmed. The time of registering never weighs. */
  @Public()
  @Post()
  async register(@Body() body: RegisterDto, @Req() request: FastifyRequest): Promise<RegisteredAnswer> {
    const addressKey = await this.limitAddress(REGISTRATIONS_OF_ADDRESS, request);
    return this.registrations.register(body, { addressKey });
  }

  /** Confirms the contact by the code or by the link in the letter. */
  @Public()
  @Post('confirm')
  @HttpCode(200)
  async confirm(@Body() body: ConfirmDto, @Req() request: FastifyRequest): Promise<ConfirmedAnswer> {
    await this.limitAddress(CONFIRMATIONS_OF_ADDRESS, request);
    const { token, link = '', code = '' } = body;
    return this.confirmation.confirm(token === undefined ? { link, code } : { token });
  }

  /** One's own registration. */
  @Public()
  @Post('status')
  @HttpCode(200)
  async status(@Body() body: OwnKeyDto): Promise<OwnRegistration> {
    return this.own.status(body);
  }

  /** Replaces wishes, size and waived pots. Counts from the next freeze on. */
  @Public()
  @Post('wishes')
  @HttpCode(200)
  async changeWishes(@Body() body: ChangeWishesDto): Promise<OwnRegistration> {
    return this.own.changeWishes(body);
  }

  /** Replaces the contact. */
  @Public()
  @Post('contact')
  @HttpCode(200)
  async changeContact(@Body() body: ChangeContactDto): Promise<OwnRegistration> {
    return this.own.changeContact(body);
  }

  /** Takes the registration back, for good. */
  @Public()
  @Post('withdraw')
  @HttpCode(200)
  async withdraw(@Body() body: OwnKeyDto): Promise<OwnRegistration> {
    return this.own.withdraw(body);
  }

  /** @returns what the address counts as @throws DomainError `request.too-many` */
  private async limitAddress(limit: RateLimit, { ip }: FastifyRequest): Promise<string | null> {
    const addressKey = addressKeyOf(ip);
    if (addressKey !== null) await this.limits.require(limit, addressKey);
    return addressKey;
  }
}
