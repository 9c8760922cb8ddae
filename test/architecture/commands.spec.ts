import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { COMMANDS } from '../../src/commands';

const ROOT = join(__dirname, '..', '..');
const roleOf = (name: string): string => readFileSync(join(ROOT, 'src', 'roles', `${name}.ts`), 'utf8');
const names = Object.keys(COMMANDS) as (keyof typeof COMMANDS)[];

test('every command stands in src/commands.ts, and every line there is one', () => {
  const files = readdirSync(join(ROOT, 'src', 'roles')).map((file) => file.replace(/\.ts$/, ''));
  const runnable = files.filter((name) => /^export (async )?function run\(/m.test(roleOf(name)));
  expect(runnable.sort()).toEqual([...names].sort());
});

test('a command signs in at the database as the table says, and only commands that take arguments read any', () => {
  for (const name of names) {
    const text = roleOf(name);
    // The demo makes its own service, below its own folder.
    const migrates = /migrate: true/.test(text) || name === 'demo';
    const opens = migrates || /serve\(|openRuntime\(/.test(text);
    expect({ name, database: migrates ? 'owner' : opens ? 'service' : 'none' }).toEqual({ name, database: COMMANDS[name].database });
    expect({ name, takes: /function run\(args/.test(text) }).toEqual({ name, takes: 'takesArguments' in COMMANDS[name] });
  }
});

test('no command is for an act of a member of staff: those who run the service hold no duty', () => {
  const acts = names.filter((name) => /approv|grant|correct|exclu|merge|void|redraw|rerun|reset|decide|import/.test(name));
  expect(acts).toEqual([]);
  const reaching = names.filter((name) => name !== 'demo' && /from '\.\.\/modules\//.test(roleOf(name)));
  expect(reaching).toEqual([]);
});

test('docs/operations says of each who runs it and what it may do in the database', () => {
  const docs = readFileSync(join(ROOT, 'docs', 'operations', 'README.md'), 'utf8');
  for (const name of names) {
    const { who, database } = COMMANDS[name];
    expect(docs.replaceAll(/ +/g, ' ')).toContain(
      `| \`${name}\` | ${who} | ${{ owner: 'owner, then service', service: 'service', none: 'none' }[database]} |`,
    );
  }
});
