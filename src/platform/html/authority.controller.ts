import { readFileSync } from 'node:fs';
import { Controller, Get, Header, Inject, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { CONFIG, type Config } from '../config';
import { DomainError, Public } from '../http';

/** The authority's logo and colour, from its profile (FAIRSLOT_AUTHORITY_FILE). */
@ApiExcludeController()
@Controller('authority')
export class AuthorityController {
  constructor(@Inject(CONFIG) private readonly config: Config) {}

  @Public()
  @Get('theme.css')
  @Header('content-type', 'text/css; charset=utf-8')
  @Header('cache-control', 'public, max-age=3600')
  theme(): string {
    const { colour } = this.config.authority;
    return colour === null ? '' : `[data-kern-theme]{--kern-color-action-default:${colour}}\n`;
  }

  @Public()
  @Get('logo')
  logo(@Res({ passthrough: true }) reply: FastifyReply): Buffer {
    const { logoFile } = this.config.authority;
    if (logoFile === null) throw new DomainError('not-found', 'page.not-found', 'There is no logo.');
    void reply
      .header('content-type', logoFile.endsWith('.svg') ? 'image/svg+xml' : 'image/png')
      .header('cache-control', 'public, max-age=3600');
    return readFileSync(logoFile);
  }
}
