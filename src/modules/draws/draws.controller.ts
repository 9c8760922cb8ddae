import { Body, Controller, Get, HttpCode, Param, Post, Res } from '@nestjs/common';
import { ApiProduces } from '@nestjs/swagger';
import type { OutgoingHttpHeaders } from 'node:http';
import type { FastifyReply } from 'fastify';
import type { ApprovalView } from '../approvals';
import { CurrentStaff, Public, Requires, type StaffMember } from '../staff';
import { WindowPathParams } from '../windows';
import { ContributionsService } from './contributions.service';
import { mediaTypeOf } from './draw-files';
import { DrawRecordsService, type DrawSummary } from './draw-records.service';
import { DrawWatch } from './draw-watch';
import { DrawStoriesService, type SheetStory } from './draw-stories.service';
import { CommitDto, OwnDrawsDto, RevealDto, VoidDrawDto } from './draws.dto';
import { VoidingService } from './voiding.service';

/** Draws, for everybody: what happened, and every byte of the record. */
@Controller('api')
export class DrawsController {
  constructor(
    private readonly records: DrawRecordsService,
    private readonly stories: DrawStoriesService,
    private readonly contributions: ContributionsService,
    private readonly watching: DrawWatch,
    private readonly voiding: VoidingService,
  ) {}

  /** All draws of a window, the main draw first. */
  @Public()
  @Get('windows/:authority/:service/:window/draws')
  async list(@Param() { authority, service, window }: WindowPathParams): Promise<{ draws: DrawSummary[] }> {
    return { draws: await this.records.list(`${authority}/${service}/${window}`) };
  }

  /** One draw: its step, its numbers, its files. */
  @Public()
  @Get('windows/:authority/:service/:window/draws/:number')
  async get(@Param() path: Record<string, string>): Promise<DrawSummary> {
    return this.records.get(drawIdOf(path));
  }

  /** Where the draw stands, as server-sent events (`step`, then `end`): at once, at every change, until it is over. */
  @Public()
  @Get('windows/:authority/:service/:window/draws/:number/events')
  @ApiProduces('text/event-stream')
  async events(@Param() path: Record<string, string>, @Res() reply: FastifyReply): Promise<void> {
    const drawId = drawIdOf(path);
    await this.watching.admit(drawId);
    void reply.header('content-type', 'text/event-stream').header('cache-control', 'no-store').header('x-accel-buffering', 'no');
    reply.hijack();
    reply.raw.writeHead(200, reply.getHeaders() as OutgoingHttpHeaders);
    this.watching.watch(drawId, reply.raw);
  }

  /** The whole record, as the verifiers take it. */
  @Public()
  @Get('windows/:authority/:service/:window/draws/:number/record.zip')
  @ApiProduces('application/zip')
  async zip(@Param() path: Record<string, string>, @Res() reply: FastifyReply): Promise<void> {
    const zip = await this.records.getZip(drawIdOf(path));
    await reply.header('content-type', 'application/zip').header('content-disposition', 'attachment; filename="record.zip"').send(zip);
  }

  /** One file of the record, exact bytes (`entries.txt`, `log/frozen.json`, …). */
  @Public()
  @Get('windows/:authority/:service/:window/draws/:number/files/*')
  @ApiProduces('text/plain', 'application/json')
  async file(@Param() path: Record<string, string>, @Res() reply: FastifyReply): Promise<void> {
    const name = path['*'] ?? '';
    const content = await this.records.getFile(drawIdOf(path), name);
    await reply.header('content-type', mediaTypeOf(name)).send(content);
  }

  /** A person's own draws: tickets and why, chance before, place after, and what would have had to be different. */
  @Public()
  @Post('registrations/draws')
  @HttpCode(200)
  async own(@Body() body: OwnDrawsDto): Promise<{ draws: SheetStory[] }> {
    return { draws: await this.stories.listSheets(body) };
  }

  /** Asks for a draw to be voided; takes effect when a second person agrees, and only before the draw's round. */
  @Requires('ask-for-voiding')
  @Post('staff/draws/void')
  @HttpCode(200)
  async askForVoiding(@CurrentStaff() member: StaffMember, @Body() { drawId, reason }: VoidDrawDto): Promise<ApprovalView> {
    return this.voiding.ask(member, drawId, reason);
  }

  /** Commits to a secret of a contributor, before the freeze. */
  @Requires('contribute')
  @Post('contributions/commitments')
  @HttpCode(204)
  async commit(@CurrentStaff() member: StaffMember, @Body() { drawId, commitment }: CommitDto): Promise<void> {
    await this.contributions.commit(contributorOf(member), drawId, commitment);
  }

  /** Shows the secret, after the freeze and before the announced end of the reveal. */
  @Requires('contribute')
  @Post('contributions/secrets')
  @HttpCode(204)
  async reveal(@CurrentStaff() member: StaffMember, @Body() { drawId, secret }: RevealDto): Promise<void> {
    await this.contributions.reveal(contributorOf(member), drawId, secret);
  }
}

function drawIdOf({ authority, service, window, number }: Record<string, string>): string {
  return `${authority}/${service}/${window}/${number}`;
}

/** A contributor's announced name. Whoever has the role but no such name is not announced anywhere. */
function contributorOf(member: StaffMember): string {
  return member.contributor ?? '';
}
