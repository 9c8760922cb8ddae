import { spawnSync } from 'node:child_process';
import { join, resolve } from 'node:path';
import { type AnySchema, type ErrorObject, Ajv2020, type ValidateFunction } from 'ajv/dist/2020';
import addFormats from 'ajv-formats';
import type { AppModule } from '../../src/app.module';
import type { createHttpApp } from '../../src/platform/http';
import type { TestApp } from './test-app';

const ROOT = resolve(__dirname, '../..');
const BUILT = join(ROOT, 'dist');

export interface DescribedAnswer {
  readonly $ref?: string;
  readonly content?: Readonly<Record<string, { readonly schema?: AnySchema }>>;
}
export interface Operation {
  readonly 'x-duty'?: string;
  readonly summary?: string;
  readonly requestBody?: { readonly description?: string; readonly content: Readonly<Record<string, { readonly schema: object }>> };
  readonly responses: Readonly<Record<string, DescribedAnswer>>;
}
export interface Description {
  readonly openapi: string;
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: {
    readonly schemas: Readonly<Record<string, object>>;
    readonly responses: Readonly<Record<string, DescribedAnswer>>;
  };
}

/** An answer as it was sent. */
export interface SentAnswer {
  readonly statusCode: number;
  readonly headers: Readonly<Record<string, unknown>> & { readonly 'content-type'?: string };
  readonly payload: string;
}

/** @throws Error when `dist` was made from other sources than these: what is in it says nothing about them */
export function requireBuild(): void {
  const question = `import { isBuilt } from './scripts/prepare.mjs'; process.exitCode = isBuilt() ? 0 : 1;`;
  const { status } = spawnSync(process.execPath, ['--input-type=module', '-e', question], { cwd: ROOT });
  if (status !== 0) throw new Error('dist is not the build of these sources: node scripts/build.mjs');
}

/** The description as the built service serves it. @param runtime of an application whose database it may use */
export async function fetchDescription({ runtime, log }: TestApp): Promise<Description> {
  requireBuild();
  const { AppModule: Built } = (await import(join(BUILT, 'app.module.js'))) as { AppModule: typeof AppModule };
  const { createHttpApp: create } = (await import(join(BUILT, 'platform/http/index.js'))) as { createHttpApp: typeof createHttpApp };
  const app = await create(Built.forRole({ web: true, worker: false }, runtime), runtime.config.http, log.logger);
  try {
    await app.init();
    await app.getHttpAdapter().getInstance().ready();
    return (await app.inject('/api/openapi.json')).json<Description>();
  } finally {
    await app.close();
  }
}

/** Holds answers against the description. */
export class DescribedAnswers {
  /** Operations that have answered as described, and with which statuses: `POST /api/registrations 201`. */
  readonly held = new Set<string>();
  private readonly ajv = addFormats(new Ajv2020({ allErrors: true, allowUnionTypes: true, keywords: ['components'] }));
  private readonly validators = new Map<AnySchema, ValidateFunction>();

  constructor(private readonly description: Description) {}

  /** @returns what in the answer is not as described; empty: nothing */
  hold(method: string, url: string, { statusCode, headers, payload }: SentAnswer): string[] {
    const path = this.find(method, url.replace(/\?.*$/, ''));
    if (path === undefined) return [`${method} ${url} is not described`];
    const { responses } = this.description.paths[path]![method.toLowerCase()]!;
    const answer = responses[statusCode] ?? responses[`${Math.floor(statusCode / 100)}XX`];
    const what = `${method} ${path} ${statusCode}`;
    if (!answer) return [`${what} is not described`];
    const referred = answer.$ref === undefined ? answer : this.description.components.responses[answer.$ref.replace(/^.*\//, '')]!;
    const mistakes = this.compare(referred, (headers['content-type'] ?? '').replace(/;.*$/, ''), payload);
    if (mistakes.length === 0) this.held.add(what);
    return mistakes.map((mistake) => `${what}: ${mistake}`);
  }

  private compare({ content = {} }: DescribedAnswer, media: string, payload: string): string[] {
    if (Object.keys(content).length === 0) return payload === '' ? [] : ['has a body'];
    const described = content[media];
    if (!described) return [`is ${media}, not ${Object.keys(content).join(' or ')}`];
    if (!described.schema) return [];
    const validate = this.validatorOf(described.schema);
    return validate(JSON.parse(payload)) ? [] : validate.errors!.map(sentenceOf);
  }

  /** The path of the description that an address belongs to: the one with the fewest variable parts. */
  private find(method: string, url: string): string | undefined {
    const parts = (path: string): number => path.split('{').length;
    return Object.entries(this.description.paths)
      .filter(([path, methods]) => method.toLowerCase() in methods && patternOf(path).test(url))
      .map(([path]) => path)
      .sort((a, b) => parts(a) - parts(b))[0];
  }

  private validatorOf(schema: AnySchema): ValidateFunction {
    const known = this.validators.get(schema) ?? this.ajv.compile({ ...(schema as object), components: this.description.components });
    this.validators.set(schema, known);
    return known;
  }
}

function patternOf(path: string): RegExp {
  const pattern = path
    .replaceAll(/[.+^$()|[\]\\]/g, String.raw`\$&`)
    .replace(/\{path\}$/, '.+')
    .replaceAll(/\{\w+\}/g, '[^/]+')
    .replace(/\*$/, '.+');
  return new RegExp(`^${pattern}$`);
}

function sentenceOf({ instancePath, message, params }: ErrorObject): string {
  return `${instancePath || '/'} ${message} ${JSON.stringify(params)}`;
}
