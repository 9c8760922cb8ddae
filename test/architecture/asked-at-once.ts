import * as ts from 'typescript';

/** What begins several things before it waits. */
const COMBINATORS = ['all', 'allSettled', 'race', 'any'];
/** A transaction, by the name that it has everywhere in src. */
const TRANSACTION = 'em';

/** Places in a source that ask a transaction more than one thing at a time, as they stand there. */
export function askedAtOnce(text: string): string[] {
  if (!text.includes('Promise')) return [];
  const file = ts.createSourceFile('source.tsx', text, ts.ScriptTarget.Latest, true);
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    if (isCombinator(node) && node.arguments.some((argument) => asksMore(argument, node))) found.push(node.getText());
    ts.forEachChild(node, visit);
  };
  visit(file);
  return found;
}

function isCombinator(node: ts.Node): node is ts.CallExpression {
  if (!ts.isCallExpression(node) || !ts.isPropertyAccessExpression(node.expression)) return false;
  return node.expression.expression.getText() === 'Promise' && COMBINATORS.includes(node.expression.name.text);
}

/** Whether a list of promises holds more than one that asks the transaction around it, or may do so. */
function asksMore(list: ts.Expression, call: ts.CallExpression): boolean {
  if (ts.isIdentifier(list)) return asksMoreByName(list.text, call);
  if (!ts.isArrayLiteralExpression(list)) return asks(list);
  if (list.elements.some((element) => (ts.isSpreadElement(element) || ts.isFunctionLike(element)) && asks(element))) return true;
  return list.elements.filter(asks).length > 1;
}

/** A list that was made before: what it began with, and what was put into it. */
function asksMoreByName(name: string, call: ts.CallExpression): boolean {
  let around: ts.Node = call;
  while (around.parent && !ts.isFunctionLike(around)) around = around.parent;
  let found = false;
  const visit = (node: ts.Node): void => {
    if (ts.isVariableDeclaration(node) && node.name.getText() === name && node.initializer) found ||= asksMore(node.initializer, call);
    if (ts.isCallExpression(node) && node.expression.getText() === `${name}.push`) found ||= node.arguments.some(asks);
    ts.forEachChild(node, visit);
  };
  visit(around);
  return found;
}

/** Whether something asks a transaction that was there before: one that begins inside is another one, which has nothing else to do. */
function asks(node: ts.Node): boolean {
  if (ts.isIdentifier(node) && node.text === TRANSACTION) return true;
  if (ts.isFunctionLike(node) && node.parameters.some(({ name }) => name.getText() === TRANSACTION)) return false;
  return ts.forEachChild(node, (child) => asks(child) || undefined) ?? false;
}
