export { Pdf, type PdfContent } from './pdf';
export { PdfModule } from './pdf.module';
