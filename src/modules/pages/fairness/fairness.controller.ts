import { Controller, Get, Param, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { h } from 'preact';
import { ChartDrawing } from '../../../platform/charts';
import { OpenPage, Page } from '../../../platform/html';
import { DomainError } from '../../../platform/http';
import { Public } from '../../staff';
import { DrawPageParams } from '../windows/windows.dto';
import type { ShownChart } from './chart-figure';
import { CHARTS, type ChartName, chartOf, type FairnessSubject } from './fairness-charts';
import { wordingOf } from './fairness-figures';
import { FairnessPages } from './fairness-pages.service';
import { FairnessView, type FairnessViewProps, NoFairnessView } from './fairness-view';
import { DrawChartParams, readChartFile, ServiceChartParams, ServicePageParams } from './fairness.dto';

/** Whether draws did what their rules promise, for everybody: one draw, and a service's draws together. */
@ApiExcludeController()
@Controller(':language')
export class FairnessController {
  constructor(
    private readonly fairness: FairnessPages,
    private readonly drawing: ChartDrawing,
  ) {}

  @Public()
  @Get('windows/:authority/:service/:window/draws/:number/fairness')
  async draw(@Param() { authority, service, window, number }: DrawPageParams, @OpenPage() page: Page): Promise<string> {
    const path = `${authority}/${service}/${window}`;
    const subject = await this.fairness.ofDraw(path, number);
    const base = `/windows/${path}/draws/${number}/fairness`;
    const draw = { number: Number(number), window: path };
    return this.render(page, 'fairness:draw.title', { subject, base, draw, title: subject.fairness.draws[0]!.title });
  }

  @Public()
  @Get('windows/:authority/:service/:window/draws/:number/fairness/:chart')
  async drawChart(
    @Param() { authority, service, window, number, chart }: DrawChartParams,
    @Res({ passthrough: true }) reply: FastifyReply,
    @OpenPage() page: Page,
  ): Promise<string> {
    return this.send(page, reply, await this.fairness.ofDraw(`${authority}/${service}/${window}`, number), chart);
  }

  @Public()
  @Get('services/:authority/:service/fairness')
  async service(@Param() { authority, service }: ServicePageParams, @OpenPage() page: Page): Promise<string> {
    const { title, subject } = await this.fairness.ofService(`${authority}/${service}`);
    const base = `/services/${authority}/${service}/fairness`;
    if (subject !== null) return this.render(page, 'fairness:service.title', { subject, base, draw: null, title });
    return page.render({ title: page.t('fairness:service.title'), body: h(NoFairnessView, { title, base }) });
  }

  @Public()
  @Get('services/:authority/:service/fairness/:chart')
  async serviceChart(
    @Param() { authority, service, chart }: ServiceChartParams,
    @Res({ passthrough: true }) reply: FastifyReply,
    @OpenPage() page: Page,
  ): Promise<string> {
    const { subject } = await this.fairness.ofService(`${authority}/${service}`);
    return this.send(page, reply, subject, chart);
  }

  private render(page: Page, title: 'fairness:draw.title' | 'fairness:service.title', props: Omit<FairnessViewProps, 'charts'>): string {
    const wording = wordingOf(page.t, page.language);
    const shown = (name: ChartName): ShownChart | null => {
      const wide = chartOf(name, props.subject, wording, false);
      return wide && { wide, narrow: chartOf(name, props.subject, wording, true)! };
    };
    const charts = Object.fromEntries(CHARTS.map((name) => [name, shown(name)])) as FairnessViewProps['charts'];
    return page.render({ title: `${page.t(title)} ${props.title}`, wide: true, body: h(FairnessView, { ...props, charts }) });
  }

  private async send(page: Page, reply: FastifyReply, subject: FairnessSubject | null, file: string): Promise<string> {
    const { name, isNarrow } = readChartFile(file);
    const chart = subject && chartOf(name, subject, wordingOf(page.t, page.language), isNarrow);
    if (chart === null) throw new DomainError('not-found', 'page.not-found', 'There is no such page.');
    const svg = await this.drawing.draw(chart.spec);
    // What is drawn never changes; what becomes of its slots does.
    void reply.header('content-type', 'image/svg+xml; charset=utf-8').header('cache-control', 'public, max-age=300');
    return svg;
  }
}
