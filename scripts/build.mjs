// npm run build: dist/main.js from src, dist/migrations from migrations. Type errors fail it.
import { spawnSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT, stampBuild } from './prepare.mjs';

const node = (script, ...args) => {
  const { status } = spawnSync(process.execPath, [join(ROOT, script), ...args], { cwd: ROOT, stdio: 'inherit' });
  if (status !== 0) process.exit(status ?? 1);
};

// What the API's description is made of: nest puts it between the sources, where it is compiled with them and then in the way.
const forgetMetadata = () => rmSync(join(ROOT, 'src', 'metadata.ts'), { force: true });
// Of a build that was interrupted.
forgetMetadata();
node('node_modules/@nestjs/cli/bin/nest.js', 'build');
forgetMetadata();
node('scripts/describe-answers.mjs');
node('node_modules/@swc/cli/bin/swc.js', 'migrations', '--out-dir', 'dist/migrations', '--strip-leading-paths', '--quiet');
node('scripts/build-verifier.mjs');
// After the verifier: pages load it as one of their assets.
node('scripts/build-assets.mjs');
// Last: a build that was interrupted is no build.
stampBuild();
