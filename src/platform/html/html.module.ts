import { Global, Module } from '@nestjs/common';
import { ErrorPages } from '../http';
import { HtmlErrorPages } from './error-pages';
import { Pages } from './pages';

/** Pages for people, and what letters share with them. The addresses below /authority are served by whoever serves pages. */
@Global()
@Module({ providers: [Pages, { provide: ErrorPages, useClass: HtmlErrorPages }], exports: [Pages, ErrorPages] })
export class HtmlModule {}
