import { playDemo } from '../demo/demo';
import { startDemoService } from '../demo/demo-service';
import { AppLogger } from '../platform/logging';
import { untilAskedToStop } from './until-asked-to-stop';

/**
 * Plays a whole round with made-up people and goes on serving. With `--once` it ends after the round.
 * @returns exit status: 1 unless every promise was kept
 */
export async function run(args: string[]): Promise<number> {
  const unknown = args.filter((argument) => argument !== '--once');
  if (unknown.length > 0) {
    process.stderr.write(`demo knows --once only, not ${unknown.join(' ')}\n`);
    return 2;
  }
  const stop = untilAskedToStop(AppLogger.create('error'));
  const service = await startDemoService(process.env);
  try {
    const played = playDemo(service);
    // Whoever presses Ctrl-C in the middle gets an orderly end, not an error.
    const status = await Promise.race([played, stop.asked.then(() => null)]);
    if (status === null) return 130;
    if (args.includes('--once') || status !== 0) return status;
    process.stdout.write('\nThe service goes on. Ctrl-C ends it.\n');
    await stop.asked;
    return 0;
  } finally {
    await service.stop();
  }
}
