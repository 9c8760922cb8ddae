import { Injectable } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { addressKeyOf, SharedLimits } from '../../../platform/limits';
import { ProofOfWork } from '../../../platform/proof-of-work';
import { REGISTRATIONS_OF_ADDRESS } from '../../registrations';

/** Forms begun from one address in an hour: a shelter and a mobile network share one. */
const FORMS_OF_ADDRESS = { name: 'forms', most: 1000, seconds: 3600 };
/** Above what anybody answers and corrects. */
const ANSWERS_OF_FORM = { name: 'answers', most: 300, seconds: 3600 };
const SENDINGS_OF_FORM = { name: 'sendings', most: 30, seconds: 3600 };
/** From here on an address is busy: browsers that can are asked for a moment's work, where the office wants it. */
const BUSY_ADDRESS = { name: 'busy', most: 60, seconds: 3600 };

/** Keeps forms from being filled in by the thousand, without keeping out those who share an address. */
@Injectable()
export class SendingLimits {
  constructor(
    private readonly limits: SharedLimits,
    private readonly proofOfWork: ProofOfWork,
  ) {}

  /** @throws DomainError `request.too-many` */
  async begin(request: FastifyRequest): Promise<void> {
    const address = addressKeyOf(request.ip);
    if (address !== null) await this.limits.require(FORMS_OF_ADDRESS, address);
  }

  /** @throws DomainError `request.too-many` */
  async answer(formId: string): Promise<void> {
    await this.limits.require(ANSWERS_OF_FORM, formId);
  }

  /** What the browser is asked to compute, as JSON; null where nothing is asked. */
  async challenge(request: FastifyRequest, formId: string): Promise<string | null> {
    const address = addressKeyOf(request.ip);
    if (!this.proofOfWork.isOn || address === null) return null;
    return (await this.limits.isReached(BUSY_ADDRESS, address)) ? this.proofOfWork.challenge(formId) : null;
  }

  /**
   * Work that was done spares a busy address its limit; without it (no script) the limit is as wide as for programs.
   * @throws DomainError `request.too-many`
   */
  async send(request: FastifyRequest, formId: string, proof: string | undefined): Promise<void> {
    await this.limits.require(SENDINGS_OF_FORM, formId);
    const address = addressKeyOf(request.ip);
    if (address === null || (await this.limits.take(BUSY_ADDRESS, address))) return;
    if (this.proofOfWork.isOn && (await this.proofOfWork.use(formId, proof))) return;
    await this.limits.require(REGISTRATIONS_OF_ADDRESS, address);
  }
}
