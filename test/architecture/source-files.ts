import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as ts from 'typescript';

const SOURCES = join(__dirname, '..', '..', 'src');

/** A TypeScript file of src. */
export interface SourceFile {
  /** From src. */
  readonly path: string;
  readonly text: string;
}

/** All TypeScript files below a folder of src. */
export function sourcesBelow(folder: string): SourceFile[] {
  return readdirSync(join(SOURCES, folder), { recursive: true, encoding: 'utf8' })
    .filter((path) => /\.tsx?$/.test(path))
    .map((path) => ({ path: join(folder, path), text: readFileSync(join(SOURCES, folder, path), 'utf8') }));
}

export const parseSource = (text: string): ts.SourceFile => ts.createSourceFile('source.tsx', text, ts.ScriptTarget.Latest, true);

/** Everything below a node, itself included, in the order in which it stands there. */
export function* nodesOf(node: ts.Node): Generator<ts.Node> {
  yield node;
  const children: ts.Node[] = [];
  ts.forEachChild(node, (child) => void children.push(child));
  for (const child of children) yield* nodesOf(child);
}

/** The beginning of what stands there, in one line. */
export const quote = (node: ts.Node): string => node.getText().replaceAll(/\s+/g, ' ').slice(0, 90);
