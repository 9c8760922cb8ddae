import fastifyCookie from '@fastify/cookie';
import fastifyStatic from '@fastify/static';
import { Injectable, type OnModuleInit } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import type { FastifyAdapter } from '@nestjs/platform-fastify';
import { Assets } from './assets';

/** Milliseconds. Names carry a hash of the content, so a file under a name never changes. */
const FOR_EVER = 365 * 24 * 3600 * 1000;

/** What browsers need besides pages: style sheets, fonts and scripts below /assets, packed at build time; and cookies. */
@Injectable()
export class WebDoor implements OnModuleInit {
  constructor(private readonly host: HttpAdapterHost<FastifyAdapter>) {}

  onModuleInit(): void {
    const fastify = this.host.httpAdapter.getInstance();
    // Not awaited: Fastify would begin to start at once, and the routes that Nest adds later would get no error handler for what fails before
    // them (a refused upload was a 500). Both are loaded with everything else, before the first request.
    void fastify.register(fastifyCookie);
    void fastify.register(fastifyStatic, {
      root: new Assets().folder,
      prefix: '/assets/',
      index: false,
      // The API's description page decorates the reply already.
      decorateReply: false,
      preCompressed: true,
      immutable: true,
      maxAge: FOR_EVER,
    });
  }
}
