import { Body, Controller, Get, HttpCode, Post, Req } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { h } from 'preact';
import { type FieldErrors, OpenPage, Page } from '../../../platform/html';
import { type SenderLimits, SharedLimits } from '../../../platform/limits';
import { AppointmentCodes } from '../../appointments';
import { Public } from '../../staff';
import { GenuineView, VerdictView } from './genuine-view';
import { GenuineDto } from './genuine.dto';

/** A person compares one paper, a counselling office a few; with this many guesses a code of 35 bits takes a hundred years. */
const LIMITS: SenderLimits = {
  perSender: { name: 'genuine', most: 30, seconds: 600 },
  overall: { name: 'genuine-overall', most: 600, seconds: 600 },
};

/** "Is this appointment genuine": for whoever holds a paper, whether it is theirs or was sold to them. Stores nothing of what was asked. */
@ApiExcludeController()
@Controller(':language/genuine')
export class GenuineController {
  constructor(
    private readonly codes: AppointmentCodes,
    private readonly limits: SharedLimits,
  ) {}

  @Public()
  @Get()
  show(@OpenPage() page: Page): string {
    return page.render({ title: page.t('genuine:title'), body: h(GenuineView, { typed: {}, errors: {} }) });
  }

  /** Answers at this address: there is nothing that a reload could do twice, and the codes stay out of the address. */
  @Public()
  @Post()
  @HttpCode(200)
  async check(@Body() typed: GenuineDto, @Req() request: FastifyRequest, @OpenPage() page: Page): Promise<string> {
    const { number = '', code = '' } = typed;
    const back = (errors: FieldErrors): string =>
      page.render({ title: page.t('genuine:title'), status: 400, hasErrors: true, body: h(GenuineView, { typed, errors }) });
    const missing = {
      ...(number.trim() === '' ? { number: page.t('genuine:error.number') } : {}),
      ...(code.trim() === '' ? { code: page.t('genuine:error.code') } : {}),
    };
    if (Object.keys(missing).length > 0) return back(missing);
    await this.limits.requireOfSender(LIMITS, request.ip);
    const verdict = await this.codes.check(number, code);
    if (verdict === 'mistyped') return back({ code: page.t('genuine:error.mistyped') });
    return page.render({ title: page.t(`genuine:verdict.${verdict}.title`), body: h(VerdictView, { verdict }) });
  }
}
