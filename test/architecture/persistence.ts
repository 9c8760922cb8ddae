import * as ts from 'typescript';
import { nodesOf, parseSource, quote } from './source-files';
import { calledName, sqlMayWrite } from './table-writes';

/** How a service talks to the transaction that it is given: the handle, the door to reading outside of one, and conditions. */
const FOR_SERVICES = [
  ...['EntityManager', 'DataSource', 'FindOptionsWhere', 'SelectQueryBuilder', 'ObjectLiteral'],
  ...['In', 'Not', 'IsNull', 'LessThan', 'LessThanOrEqual', 'MoreThan', 'MoreThanOrEqual', 'Between'],
];

/** What a source takes from TypeORM beyond what a service may. */
export function beyondHandle(text: string): string[] {
  if (!text.includes("'typeorm'")) return [];
  return [...nodesOf(parseSource(text))].filter(ts.isImportDeclaration).flatMap(({ moduleSpecifier, importClause }) => {
    if ((moduleSpecifier as ts.StringLiteral).text !== 'typeorm') return [];
    const bindings = importClause?.namedBindings;
    if (!bindings || !ts.isNamedImports(bindings)) return ['all of typeorm'];
    return bindings.elements.map(({ name, propertyName }) => (propertyName ?? name).text).filter((name) => !FOR_SERVICES.includes(name));
  });
}

/** SQL in a source that writes, or may: a statement that stands elsewhere can't be read here. */
export function rawWrites(text: string): string[] {
  if (!text.includes('.query')) return [];
  return [...nodesOf(parseSource(text))]
    .filter((node): node is ts.CallExpression => ts.isCallExpression(node) && ts.isPropertyAccessExpression(node.expression))
    .filter((call) => calledName(call) === 'query')
    .filter(({ arguments: [sql] }) => sqlMayWrite(sql))
    .map(quote);
}

/** Classes of a source with more than so many constructor parameters, as `name: number`. */
export function classesNeeding(more: number, text: string): string[] {
  if (!text.includes('constructor')) return [];
  return [...nodesOf(parseSource(text))].filter(ts.isClassLike).flatMap(({ name, members }) => {
    const parameters = members.find(ts.isConstructorDeclaration)?.parameters.length ?? 0;
    return parameters > more ? [`${name?.text}: ${parameters}`] : [];
  });
}
