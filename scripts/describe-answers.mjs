// Part of the build: dist/answers.json, what the API's description says about answers. It is read off the types that the
// compiler holds the handlers to, so that there is no second account of them to keep true.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { ROOT } from './prepare.mjs';

/** What every refusal looks like: answered by a filter, so no handler returns it. */
const REFUSAL = { file: 'src/platform/http/problem.ts', name: 'Problem' };

const { options } = ts.parseJsonConfigFileContent(
  ts.readConfigFile(join(ROOT, 'tsconfig.build.json'), ts.sys.readFile).config,
  ts.sys,
  ROOT,
);
const files = ts.sys.readDirectory(join(ROOT, 'src'), ['.ts']).filter((file) => readFileSync(file, 'utf8').includes('@Controller('));
const program = ts.createProgram([...files, join(ROOT, REFUSAL.file)], options);
const checker = program.getTypeChecker();

const schemas = {};
const named = new Map();
const operations = Object.fromEntries(files.flatMap((file) => describeFile(program.getSourceFile(file))));
describeRefusal();
writeFileSync(join(ROOT, 'dist', 'answers.json'), JSON.stringify({ operations, schemas }));

function describeFile(source) {
  const controllers = source.statements.filter(
    (one) => ts.isClassDeclaration(one) && argumentsOf(one, 'Controller') && !argumentsOf(one, 'ApiExcludeController'),
  );
  return controllers.flatMap((controller) =>
    controller.members
      .filter((member) => ts.isMethodDeclaration(member) && (argumentsOf(member, 'Get') ?? argumentsOf(member, 'Post')))
      .map((handler) => [`${controller.name.text}_${handler.name.text}`, describeHandler(controller, handler)]),
  );
}

/** @returns a schema by media type: none for answers that are no data, `{}` for those that have no body */
function describeHandler(controller, handler) {
  const place = `${controller.name.text}.${handler.name.text}`;
  const media = argumentsOf(handler, 'ApiProduces');
  if (media) return Object.fromEntries(media.map((one) => [one, {}]));
  const returned = checker.getAwaitedType(checker.getReturnTypeOfSignature(checker.getSignatureFromDeclaration(handler)));
  if (returned.flags & ts.TypeFlags.Void) return {};
  return { 'application/json': { schema: schemaOf(returned, place) } };
}

/** Texts and numbers that a decorator of this name was given, or undefined where there is none. */
function argumentsOf(node, decorator) {
  for (const { expression } of ts.getDecorators(node) ?? []) {
    if (ts.isCallExpression(expression) && expression.expression.getText() === decorator)
      return expression.arguments.map(({ text }) => text);
  }
  return undefined;
}

function describeRefusal() {
  const source = program.getSourceFile(join(ROOT, REFUSAL.file));
  const symbol = checker.getExportsOfModule(checker.getSymbolAtLocation(source)).find(({ name }) => name === REFUSAL.name);
  schemaOf(checker.getDeclaredTypeOfSymbol(symbol), REFUSAL.name);
}

/** The schema (JSON Schema, as OpenAPI 3.1 takes it) of what JSON makes of a value of this type. Fails where a type says less than that. */
function schemaOf(type, place) {
  const { flags } = type;
  if (flags & ts.TypeFlags.Unknown) return {};
  if (flags & ts.TypeFlags.Null) return { type: 'null' };
  if (flags & (ts.TypeFlags.StringLiteral | ts.TypeFlags.NumberLiteral)) return { const: type.value };
  if (flags & ts.TypeFlags.BooleanLiteral) return { const: type.intrinsicName === 'true' };
  if (flags & ts.TypeFlags.StringLike) return { type: 'string' };
  if (flags & ts.TypeFlags.Number) return { type: 'number' };
  if (flags & ts.TypeFlags.Boolean) return { type: 'boolean' };
  if (type.isUnion()) return nameOf(type) ? byName(type, place) : unionOf(type, place);
  if (flags & (ts.TypeFlags.Object | ts.TypeFlags.Intersection)) return nameOf(type) ? byName(type, place) : objectOf(type, place);
  throw new Error(`${place} is answered as ${checker.typeToString(type)}, which describes nothing`);
}

function unionOf(type, place) {
  const parts = type.types.filter(({ flags }) => !(flags & ts.TypeFlags.Undefined));
  const isBoolean = parts.filter(({ flags }) => flags & ts.TypeFlags.BooleanLiteral).length === 2;
  const schemas = parts.filter(({ flags }) => !(isBoolean && flags & ts.TypeFlags.BooleanLiteral)).map((part) => schemaOf(part, place));
  if (isBoolean) schemas.push({ type: 'boolean' });
  const isPlain = (schema) => Object.keys(schema).join() === 'type';
  const values = schemas.filter((schema) => 'const' in schema).map((schema) => schema.const);
  const types = schemas.filter(isPlain).map((schema) => schema.type);
  const choices = schemas.filter((schema) => !('const' in schema) && !isPlain(schema));
  if (types.length > 0) choices.push({ type: types.length > 1 ? types : types[0] });
  if (values.length > 0) choices.push(values.length > 1 ? { enum: values } : { const: values[0] });
  return choices.length === 1 ? choices[0] : { anyOf: choices };
}

/** A type with a name of its own is described once. Generic ones are written out where they stand. */
function nameOf(type) {
  if (type.aliasSymbol) return type.aliasTypeArguments || isForeign(type.aliasSymbol) ? undefined : type.aliasSymbol.name;
  const { symbol } = type;
  if (!symbol || !(symbol.flags & (ts.SymbolFlags.Class | ts.SymbolFlags.Interface))) return undefined;
  return checker.getTypeArguments(type).length > (type.target ? 1 : 0) || isForeign(symbol) ? undefined : symbol.name;
}

function isForeign(symbol) {
  return symbol.declarations.some(
    (one) => program.isSourceFileDefaultLibrary(one.getSourceFile()) || program.isSourceFileFromExternalLibrary(one.getSourceFile()),
  );
}

function byName(type, place) {
  const name = nameOf(type);
  const known = named.get(name);
  if (known !== undefined && known !== (type.aliasSymbol ?? type.symbol))
    throw new Error(`${place}: two types of answers are called ${name}`);
  if (known === undefined) {
    named.set(name, type.aliasSymbol ?? type.symbol);
    schemas[name] = {};
    const description = textOf(type.aliasSymbol ?? type.symbol);
    schemas[name] = { ...(type.isUnion() ? unionOf(type, name) : objectOf(type, name)), ...(description && { description }) };
  }
  return { $ref: `#/components/schemas/${name}` };
}

function objectOf(type, place) {
  if (checker.isArrayType(type)) return { type: 'array', items: schemaOf(checker.getTypeArguments(type)[0], `${place}[]`) };
  if (checker.isTupleType(type)) {
    const items = checker.getTypeArguments(type).map((item) => schemaOf(item, `${place}[]`));
    return { type: 'array', prefixItems: items, minItems: items.length, maxItems: items.length };
  }
  if (type.symbol?.name === 'Date' && isForeign(type.symbol)) return { type: 'string', format: 'date-time' };
  const [more] = checker.getIndexInfosOfType(type);
  const properties = {};
  const required = [];
  for (const symbol of checker.getPropertiesOfType(type)) {
    const field = `${place}.${symbol.name}`;
    const value = checker.getTypeOfSymbol(symbol);
    if (value.getCallSignatures().length > 0) throw new Error(`${field} is a function; ${checker.typeToString(type)} is no answer`);
    const description = textOf(symbol);
    properties[symbol.name] = { ...schemaOf(value, field), ...(description && { description }) };
    const mayMiss =
      symbol.flags & ts.SymbolFlags.Optional || (value.isUnion() && value.types.some(({ flags }) => flags & ts.TypeFlags.Undefined));
    if (!mayMiss) required.push(symbol.name);
  }
  return {
    type: 'object',
    ...(Object.keys(properties).length > 0 && { properties }),
    ...(required.length > 0 && { required }),
    additionalProperties: more ? schemaOf(more.type, `${place}.*`) : false,
  };
}

function textOf(symbol) {
  return ts.displayPartsToString(symbol.getDocumentationComment(checker)).replaceAll(/\s+/g, ' ');
}
