import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { DocumentBuilder, type OpenAPIObject, SwaggerModule } from '@nestjs/swagger';
import type { Config } from '../config';
import { DUTY_EXTENSION } from './access';
import { CSV } from './csv-body';
import { DESCRIPTION_PAGE_POLICY } from './security-headers';
import { MOST_UPLOADED } from './upload-admission';

const PAGE = 'api/docs';
/**
 * What the build has read off the sources: docstrings and rules of bodies (nest-cli.json), types of answers (scripts/describe-answers.mjs). Sources that
 * run as they are (tests) have neither.
 */
const BUILT = join(__dirname, '..', '..');

type Gathered = Parameters<typeof SwaggerModule.loadPluginMetadata>[0];
type Schemas = NonNullable<NonNullable<OpenAPIObject['components']>['schemas']>;
type Operation = NonNullable<OpenAPIObject['paths'][string]['get']> & { [DUTY_EXTENSION]?: string };
type Responses = Operation['responses'];
type Content = Exclude<NonNullable<Operation['requestBody']>, { $ref: string }>['content'];
interface Answers {
  /** By the operation's id. */
  readonly operations: Readonly<Record<string, Content>>;
  readonly schemas: Schemas;
}

/** Serves the OpenAPI description: for people at `/api/docs`, for machines at `/api/openapi.json`. */
export async function serveApiDescription(app: NestFastifyApplication, { publicUrl, bodyLimit }: Config['http']): Promise<void> {
  const gathered = load<{ default: Gathered }>('metadata.js');
  if (gathered) await SwaggerModule.loadPluginMetadata(gathered.default);
  const description = new DocumentBuilder()
    .setOpenAPIVersion('3.1.0')
    .setTitle('Fairslot')
    .setDescription('Verifiable weighted allocation of scarce appointments. Errors are RFC 9457 problem documents with a stable `code`.')
    .setVersion('1')
    .addServer(publicUrl)
    .addBearerAuth()
    .build();
  const answers = load<Answers>('answers.json');
  SwaggerModule.setup(PAGE, app, () => complete(SwaggerModule.createDocument(app, description), bodyLimit, answers), {
    jsonDocumentUrl: 'api/openapi.json',
    raw: ['json'],
  });
  const fastify = app.getHttpAdapter().getInstance();
  fastify.addHook('onRequest', (request, reply, done) => {
    if (request.url.startsWith(`/${PAGE}`)) void reply.header('content-security-policy', DESCRIPTION_PAGE_POLICY);
    done();
  });
}

function load<T>(name: string): T | null {
  const file = join(BUILT, name);
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- it is there after a build only
  return existsSync(file) ? (require(file) as T) : null;
}

const RETRY_AFTER = { 'retry-after': { description: 'Seconds; with 429 and 503.', schema: { type: 'string' as const } } };
/** How any route refuses, by status; the first two only those that take a duty. */
const REFUSALS = {
  401: refusal('Nobody is signed in.', { 'www-authenticate': { schema: { type: 'string' as const } } }),
  403: refusal('Whoever is signed in does not have this duty, or not for this office.'),
  '4XX': refusal('Refused; `code` says why.', RETRY_AFTER),
  '5XX': refusal('Failed on our side.', RETRY_AFTER),
};

function refusal(description: string, headers = {}) {
  return { description, headers, content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } } };
}

/** Adds what decorators don't say: duties in words, answers and refusals, what a body may be, and the parts of a path that a handler reads by itself. */
function complete(document: OpenAPIObject, bodyLimit: number, answers: Answers | null): OpenAPIObject {
  for (const [path, { get, post }] of Object.entries(document.paths)) {
    for (const operation of [get, post] as (Operation | undefined)[]) {
      if (!operation) continue;
      const duty = operation[DUTY_EXTENSION];
      if (duty !== undefined) operation.description = `Takes the duty \`${duty}\`.`;
      operation.parameters = describeAllParts(path, operation.parameters ?? []);
      describeBody(operation.requestBody, bodyLimit);
      if (answers) operation.responses = describeAnswers(operation, answers.operations[operation.operationId!]);
    }
  }
  if (!answers) return document;
  const components = { ...document.components, responses: REFUSALS, schemas: { ...document.components?.schemas, ...answers.schemas } };
  return { ...document, components };
}

function describeAnswers({ responses, ...operation }: Operation, content: Content | undefined): Responses {
  const status = Object.keys(responses).find((each) => each.startsWith('2')) ?? '200';
  const hasContent = content !== undefined && Object.keys(content).length > 0;
  const reasons = Object.keys(REFUSALS).filter((each) => /XX$/.test(each) || operation[DUTY_EXTENSION] !== undefined);
  return {
    [status]: { description: hasContent ? 'Done.' : 'Done; there is no more to say.', ...(hasContent && { content }) },
    ...Object.fromEntries(reasons.map((each) => [each, { $ref: `#/components/responses/${each}` }])),
  };
}

function describeBody(body: Operation['requestBody'], bodyLimit: number): void {
  if (!body || '$ref' in body) return;
  body.description = `At most ${bodyLimit} bytes.`;
  if (!(CSV in body.content)) return;
  body.content[CSV] = { schema: { type: 'string' } };
  body.description += ` As ${CSV}, which is UTF-8: at most ${MOST_UPLOADED} bytes.`;
}

function describeAllParts(path: string, known: NonNullable<Operation['parameters']>): NonNullable<Operation['parameters']> {
  const parts = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name!);
  const kept = known.filter((one) => !('in' in one) || one.in !== 'path' || parts.includes(one.name));
  const missing = parts.filter((name) => !kept.some((one) => 'in' in one && one.in === 'path' && one.name === name));
  return [...missing.map((name) => ({ name, in: 'path' as const, required: true, schema: { type: 'string' as const } })), ...kept];
}
