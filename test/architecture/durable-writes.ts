import * as ts from 'typescript';
import { nodesOf, parseSource, quote } from './source-files';
import { builderMayWrite, calledName, mayWrite } from './table-writes';

/** The data source's name everywhere in src: another one would hide it from this. */
const SOURCE = 'dataSource';
/** Who is called like this only reads; {@link writingReaders} holds them to it. */
const READER = /^((find|get|list)(?!\w*Or(Add|Make|Create))[A-Z]\w*|ownedBy|withNodes|prove|ledger)$/;
/** Sessions and transactions beside the one door. */
const OPENING = ['transaction', 'createQueryRunner', 'runMigrations', 'synchronize', 'dropDatabase'];

/**
 * Places in a source where something can be written to the database, and `UnitOfWork.run` and with it the fault injector (docs/adr/0006) does not see it.
 * An entity manager comes from nowhere but a unit of work, a data source, or the caller, so it is enough to look at every use of a data source and at
 * every session that is opened without one.
 */
export function unseenWrites(text: string): string[] {
  if (!/\bDataSource\b|dataSource|QueryRunner|Repository\b|BaseEntity|InjectEntityManager|from 'pg'/.test(text)) return [];
  const found: string[] = [];
  for (const node of nodesOf(parseSource(text))) {
    if (isUnseen(node)) found.push(quote(node));
  }
  return found;
}

function isUnseen(node: ts.Node): boolean {
  if (ts.isIdentifier(node) && node.text === 'DataSource') return isOtherUseOfType(node);
  if (ts.isNewExpression(node)) return ['Client', 'Pool', 'DataSource'].includes(node.expression.getText());
  if (ts.isTypeReferenceNode(node)) return ['Repository', 'TreeRepository', 'MongoRepository'].includes(node.typeName.getText());
  if (ts.isDecorator(node)) return /^@Inject(Repository|EntityManager|DataSource)\b/.test(node.getText());
  if (ts.isHeritageClause(node)) return node.types.some(({ expression }) => expression.getText() === 'BaseEntity');
  if (ts.isParameter(node) && ts.isConstructorDeclaration(node.parent)) return node.type?.getText() === 'EntityManager';
  return isDataSource(node) && !isHarmless(node);
}

/** `dataSource`, `this.dataSource`: where it is used, not where it is declared. */
function isDataSource(node: ts.Node): node is ts.Expression {
  if (ts.isPropertyAccessExpression(node)) return node.name.text === SOURCE;
  if (!ts.isIdentifier(node) || node.text !== SOURCE) return false;
  const { parent } = node;
  const isDeclared = ts.isParameter(parent) || ts.isVariableDeclaration(parent) || ts.isPropertyDeclaration(parent);
  return !((isDeclared || ts.isPropertyAccessExpression(parent)) && parent.name === node);
}

/** The type names a parameter called `dataSource`, is imported, or is made anew (which is found as such). Whatever else gets at one unseen. */
function isOtherUseOfType(node: ts.Identifier): boolean {
  const { parent } = node;
  if (ts.isImportSpecifier(parent) || ts.isNewExpression(parent)) return false;
  if (!ts.isTypeReferenceNode(parent)) return true;
  const { parent: declared } = parent;
  return !((ts.isParameter(declared) || ts.isPropertyDeclaration(declared)) && declared.name.getText() === SOURCE);
}

function isHarmless(source: ts.Expression): boolean {
  const { parent } = source;
  // Handed to somebody, renamed, taken apart.
  if (!ts.isPropertyAccessExpression(parent) || parent.expression !== source) return false;
  const { text: name } = parent.name;
  if (name === 'manager') return isReadManager(parent);
  if (['initialize', 'destroy', 'isInitialized', 'options'].includes(name)) return true;
  const call = parent.parent;
  if (OPENING.includes(name) || !ts.isCallExpression(call) || call.expression !== parent) return false;
  if (name === 'createQueryBuilder') return !builderMayWrite(call);
  return name === 'query' && !mayWrite(call);
}

/** What becomes of an entity manager that is in no transaction. */
function isReadManager(manager: ts.Expression): boolean {
  const { parent } = manager;
  if (ts.isPropertyAccessExpression(parent)) return isReadingCall(parent);
  if (ts.isCallExpression(parent)) return READER.test(calledName(parent));
  const isNamed = (ts.isVariableDeclaration(parent) && ts.isIdentifier(parent.name)) || ts.isParameter(parent);
  return isNamed && usesOf(parent).every((use) => isReadManager(use));
}

function isReadingCall(access: ts.PropertyAccessExpression): boolean {
  const call = access.parent;
  if (!ts.isCallExpression(call) || call.expression !== access) return false;
  if (['transaction', 'getRepository', 'withRepository'].includes(access.name.text)) return false;
  if (access.name.text === 'createQueryBuilder') return !builderMayWrite(call);
  return !mayWrite(call);
}

/** Where else a variable or parameter stands in the function that has it. */
function usesOf({ name, parent }: ts.VariableDeclaration | ts.ParameterDeclaration): ts.Identifier[] {
  let around: ts.Node = parent;
  while (!ts.isFunctionLike(around) && around.parent) around = around.parent;
  return [...nodesOf(around)].filter(
    (node): node is ts.Identifier => ts.isIdentifier(node) && node !== name && node.text === name.getText(),
  );
}

/** Functions in a source that by their name only read, and write all the same, through whatever entity manager. */
export function writingReaders(text: string): string[] {
  if (!/\bem\b/.test(text)) return [];
  const found: string[] = [];
  for (const node of nodesOf(parseSource(text))) {
    const isReader = (ts.isMethodDeclaration(node) || ts.isFunctionDeclaration(node)) && READER.test(node.name?.getText() ?? '');
    if (isReader && takesManager(node) && [...nodesOf(node)].some(writesByManager)) found.push(node.name!.getText());
  }
  return found;
}

const takesManager = ({ parameters }: ts.SignatureDeclaration): boolean => parameters.some(({ name }) => name.getText() === 'em');

function writesByManager(node: ts.Node): boolean {
  if (!ts.isCallExpression(node) || !ts.isPropertyAccessExpression(node.expression)) return false;
  if (node.expression.expression.getText() !== 'em') return false;
  return calledName(node) === 'createQueryBuilder' ? builderMayWrite(node) : mayWrite(node);
}
