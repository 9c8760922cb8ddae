import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { DocumentBuilder, SwaggerModule } from '@nestjs/swagger';
import { DESCRIPTION_PAGE_POLICY } from './security-headers';

const PAGE = 'api/docs';

/** Serves the OpenAPI description: for people at `/api/docs`, for machines at `/api/openapi.json`. */
export function serveApiDescription(app: NestFastifyApplication, publicUrl: string): void {
  const description = new DocumentBuilder()
    .setTitle('Fairslot')
    .setDescription('Verifiable weighted allocation of scarce appointments. Errors are RFC 9457 problem documents with a stable `code`.')
    .setVersion('1')
    .addServer(publicUrl)
    .addBearerAuth()
    .build();
  SwaggerModule.setup(PAGE, app, () => SwaggerModule.createDocument(app, description), {
    jsonDocumentUrl: 'api/openapi.json',
    raw: ['json'],
  });
  const fastify = app.getHttpAdapter().getInstance();
  fastify.addHook('onRequest', (request, reply, done) => {
    if (request.url.startsWith(`/${PAGE}`)) void reply.header('content-security-policy', DESCRIPTION_PAGE_POLICY);
    done();
  });
}
