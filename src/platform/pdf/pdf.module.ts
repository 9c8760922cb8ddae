import { Global, Module } from '@nestjs/common';
import { AppLogger } from '../logging';
import { Pdf } from './pdf';
import { TypstPdf } from './typst-pdf';

@Global()
@Module({ providers: [{ provide: Pdf, useFactory: (logger: AppLogger) => new TypstPdf(logger), inject: [AppLogger] }], exports: [Pdf] })
export class PdfModule {}
