// node writer.cjs <compiled sources> <data folder> [first number]
// Starts (or attaches to) the embedded database and inserts numbers one after the other. "ack <n>" means that the commit of
// number n was acknowledged: it may not be missing after any crash.
const { join } = require('node:path');
const [compiled, dataFolder, first = '1'] = process.argv.slice(2);
const { Pool } = require(join(compiled, '../node_modules/pg'));
const { startEmbeddedPostgres } = require(join(compiled, 'platform/embedded'));

async function main() {
  const log = (level, message) => process.stderr.write(`${level} ${message}\n`);
  const server = await startEmbeddedPostgres({ dataFolder, log });
  const pool = new Pool({ ...server.connections.owner, max: 1 });
  pool.on('error', () => undefined);
  await pool.query('CREATE TABLE IF NOT EXISTS numbers (n integer PRIMARY KEY)').catch((error) => {
    if (!['23505', '42P07'].includes(error.code)) throw error;
  });
  process.stdout.write(`${server.owner ? 'owner' : 'attached'}\n`);
  process.once('SIGTERM', () => (stopping = true));
  let stopping = false;
  for (let n = Number(first); !stopping; n++) {
    try {
      await pool.query('INSERT INTO numbers VALUES ($1)', [n]);
      process.stdout.write(`ack ${n}\n`);
    } catch (error) {
      // The server is gone for a moment; this number was not acknowledged.
      process.stderr.write(`${error.message}\n`);
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }
  await pool.end();
  await server.stop();
  process.stdout.write('stopped\n');
}

main().catch((error) => {
  process.stderr.write(`${error.stack}\n`);
  process.exit(1);
});
