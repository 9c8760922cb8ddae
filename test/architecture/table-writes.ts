import * as ts from 'typescript';
import { nodesOf } from './source-files';

/** What an entity manager or a repository of TypeORM writes with. */
const WRITERS = [
  ...['save', 'insert', 'update', 'upsert', 'delete', 'remove', 'softDelete', 'softRemove', 'restore', 'recover'],
  ...['increment', 'decrement', 'clear', 'updateAll', 'deleteAll'],
];
const WRITING_WORD = /\b(INSERT|UPDATE|DELETE|TRUNCATE|MERGE|CREATE|ALTER|DROP|GRANT|CALL|COPY|SAVEPOINT)\b/i;
/** What takes a lock and changes no row. */
const LOCKING = /\bFOR (NO KEY )?UPDATE\b/gi;
const READING = /^\s*(SELECT|WITH)\b/i;

/** The name of what a call calls: `save` of `em.save(row)`. */
export const calledName = ({ expression }: ts.CallExpression): string =>
  ts.isPropertyAccessExpression(expression) ? expression.name.text : ts.isIdentifier(expression) ? expression.text : '';

/** Whether a call on an entity manager, a repository or a data source writes, or may: SQL that can't be read here may. */
export function mayWrite(call: ts.CallExpression): boolean {
  const name = calledName(call);
  if (WRITERS.includes(name)) return true;
  return name === 'query' && sqlMayWrite(call.arguments[0]);
}

/** Whether a builder made here goes on to write: `.insert()`, `.update(Row)`, `.delete()` somewhere in its chain, or nobody knows. */
export function builderMayWrite(call: ts.CallExpression): boolean {
  let at: ts.Node = call;
  while (at.parent && ts.isPropertyAccessExpression(at.parent) && ts.isCallExpression(at.parent.parent)) {
    if (['insert', 'update', 'delete', 'softDelete', 'restore'].includes(at.parent.name.text)) return true;
    at = at.parent.parent;
  }
  return false;
}

/** @param argument what `query` is given */
export function sqlMayWrite(argument: ts.Expression | undefined): boolean {
  const sql = argument && sqlOf(argument);
  if (sql === undefined || !READING.test(sql)) return true;
  return WRITING_WORD.test(sql.replaceAll(LOCKING, ''));
}

/** The statement as far as it stands in this file, with the constants that are put into it. */
function sqlOf(argument: ts.Expression): string | undefined {
  if (ts.isStringLiteralLike(argument)) return argument.text;
  if (ts.isIdentifier(argument)) {
    const written = constantOf(argument);
    return written && sqlOf(written);
  }
  if (!ts.isTemplateExpression(argument)) return undefined;
  const parts = argument.templateSpans.map(({ expression, literal }) => {
    const constant = ts.isIdentifier(expression) ? constantOf(expression) : undefined;
    return `${(constant && sqlOf(constant)) ?? ''}${literal.text}`;
  });
  return [argument.head.text, ...parts].join('');
}

function constantOf(name: ts.Identifier): ts.Expression | undefined {
  for (const each of nodesOf(name.getSourceFile())) {
    if (ts.isVariableDeclaration(each) && each.name.getText() === name.text) return each.initializer;
  }
  return undefined;
}
