import { Controller, Get, Header, Param, Res } from '@nestjs/common';
import { ApiProduces } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { DomainError } from '../../platform/http';
import { Public } from '../staff';
import { parseTilePath } from './tile-path';
import { TilesService } from './tiles.service';

/** The transparency log for everybody (C2SP tlog-tiles). `/log` is the prefix that monitors are given. */
@Controller('log')
export class LogController {
  constructor(private readonly tiles: TilesService) {}

  /** The newest signed checkpoint. Changes with every entry, so it must not be cached. */
  @Public()
  @Get('checkpoint')
  @ApiProduces('text/plain')
  @Header('content-type', 'text/plain; charset=utf-8')
  @Header('cache-control', 'no-store')
  async checkpoint(): Promise<string> {
    const note = await this.tiles.findCheckpoint();
    if (note === null) throw new DomainError('not-found', 'log.empty', 'The log has no entry yet.');
    return note;
  }

  /** A tile of tree hashes, or a bundle of entries. Tiles never change. */
  @Public()
  @Get('tile/*')
  @ApiProduces('application/octet-stream')
  async tile(@Param('*') path: string, @Res() reply: FastifyReply): Promise<void> {
    const parsed = parseTilePath(path);
    const bytes = parsed && (await this.tiles.findTile(parsed));
    if (!bytes) throw new DomainError('not-found', 'log.no-such-tile', 'There is no such tile, or not yet.');
    await reply
      .header('content-type', 'application/octet-stream')
      .header('cache-control', 'public, max-age=31536000, immutable')
      .send(bytes);
  }
}
