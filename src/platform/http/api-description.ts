import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { DocumentBuilder, type OpenAPIObject, SwaggerModule } from '@nestjs/swagger';
import { DUTY_EXTENSION } from './access';
import { DESCRIPTION_PAGE_POLICY } from './security-headers';

const PAGE = 'api/docs';
/** What docstrings and rules of the interface's classes say, gathered by the build (nest-cli.json). Sources that run as they are (tests) have none. */
const GATHERED = join(__dirname, '..', '..', 'metadata.js');

type Gathered = Parameters<typeof SwaggerModule.loadPluginMetadata>[0];
type Operation = NonNullable<OpenAPIObject['paths'][string]['get']> & { [DUTY_EXTENSION]?: string };

/** Serves the OpenAPI description: for people at `/api/docs`, for machines at `/api/openapi.json`. */
export async function serveApiDescription(app: NestFastifyApplication, publicUrl: string): Promise<void> {
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- it is there after a build only
  if (existsSync(GATHERED)) await SwaggerModule.loadPluginMetadata((require(GATHERED) as { default: Gathered }).default);
  const description = new DocumentBuilder()
    .setTitle('Fairslot')
    .setDescription('Verifiable weighted allocation of scarce appointments. Errors are RFC 9457 problem documents with a stable `code`.')
    .setVersion('1')
    .addServer(publicUrl)
    .addBearerAuth()
    .build();
  SwaggerModule.setup(PAGE, app, () => complete(SwaggerModule.createDocument(app, description)), {
    jsonDocumentUrl: 'api/openapi.json',
    raw: ['json'],
  });
  const fastify = app.getHttpAdapter().getInstance();
  fastify.addHook('onRequest', (request, reply, done) => {
    if (request.url.startsWith(`/${PAGE}`)) void reply.header('content-security-policy', DESCRIPTION_PAGE_POLICY);
    done();
  });
}

/** Adds what decorators don't say: duties in words, and the parts of a path that a handler reads by itself. */
function complete(document: OpenAPIObject): OpenAPIObject {
  for (const [path, { get, post }] of Object.entries(document.paths)) {
    for (const operation of [get, post] as (Operation | undefined)[]) {
      if (!operation) continue;
      const duty = operation[DUTY_EXTENSION];
      if (duty !== undefined) operation.description = `Takes the duty \`${duty}\`.`;
      operation.parameters = describeAllParts(path, operation.parameters ?? []);
    }
  }
  return document;
}

function describeAllParts(path: string, known: NonNullable<Operation['parameters']>): NonNullable<Operation['parameters']> {
  const parts = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name!);
  const kept = known.filter((one) => !('in' in one) || one.in !== 'path' || parts.includes(one.name));
  const missing = parts.filter((name) => !kept.some((one) => 'in' in one && one.in === 'path' && one.name === name));
  return [...missing.map((name) => ({ name, in: 'path' as const, required: true, schema: { type: 'string' as const } })), ...kept];
}
