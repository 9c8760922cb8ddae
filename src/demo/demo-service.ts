import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { AppModule } from '../app.module';
import { QUICKNET } from '../core';
import { DrandHttpBeacon } from '../modules/draws';
import { VerifierPublication } from '../modules/pages';
import { hashToken } from '../modules/staff';
import { parseConfig } from '../platform/config';
import { randomToken } from '../platform/crypto';
import { createHttpApp } from '../platform/http';
import { AppLogger } from '../platform/logging';
import { openRuntime, type Runtime } from '../platform/runtime';
import { TravellingClock } from './travelling-clock';
import { DemoModule } from './demo.module';
import { takeFolder, takePort, type TakenPort } from './demo-place';
import { DemoStaff } from './demo-staff';
import { type DemoIdentityProvider, startDemoIdentityProvider } from './identity-provider';
import { STAFF_ACCOUNTS } from './staff-accounts';

/** Time that a relay has to answer before the demo makes do with a practice chain, in milliseconds. */
const RELAY_PATIENCE = 5000;

/** The service, running for real on a fresh folder, and what the demo needs to play everybody around it. */
export interface DemoService {
  /** Where it listens, for example http://127.0.0.1:8080. */
  address: string;
  folder: string;
  beacon: 'drand' | 'practice';
  clock: TravellingClock;
  staff: DemoStaff;
  stop(): Promise<void>;
}

/**
 * Starts the same application as `npm start`, in one process, on a fresh folder below the data folder. Where nobody has asked for a port and
 * the usual one is taken, it takes another.
 * @throws Error if the data folder or the port can't be used
 */
export async function startDemoService(environment: NodeJS.ProcessEnv): Promise<DemoService> {
  const { http, dataFolder, beacon: given } = parseConfig(environment);
  const place = await takePort(http.host, http.port, Boolean(environment.PORT));
  const here = { ...environment, PORT: String(place.port) };
  const beacon = (await canReachDrand(given.relays)) ? 'drand' : 'practice';
  const folder = takeFolder(dataFolder);
  const provider = await startDemoIdentityProvider(parseConfig(here).http.publicUrl, STAFF_ACCOUNTS);
  try {
    return await startAround(provider, beacon, folder, here, place);
  } catch (error) {
    await place.release();
    await provider.stop();
    throw error;
  }
}

async function startAround(
  provider: DemoIdentityProvider,
  beacon: DemoService['beacon'],
  folder: string,
  environment: NodeJS.ProcessEnv,
  place: TakenPort,
): Promise<DemoService> {
  const outsideToken = randomToken(32);
  const config = parseConfig({
    ...environment,
    FAIRSLOT_DATA: folder,
    FAIRSLOT_AUTHORITY_FILE: environment.FAIRSLOT_AUTHORITY_FILE ?? join(__dirname, '..', '..', 'examples', 'authority.json'),
    FAIRSLOT_STAFF_FILE: writeStaffFile(folder, outsideToken),
    BEACON: beacon,
    OIDC_ISSUER: provider.issuer,
    OIDC_CLIENT_ID: provider.clientId,
    OIDC_CLIENT_SECRET: provider.clientSecret,
    OIDC_PERSON_CLAIM: 'employee_number',
    SWEEP_SECONDS: '1',
    LOG_LEVEL: environment.LOG_LEVEL ?? 'error',
    // Letters go to a folder and onto a page, whatever is configured: nobody in the demo exists.
    // So do registrations: none of them may get into an office's database or queue.
    DATABASE_URL: undefined,
    DATABASE_URL_FILE: undefined,
    MIGRATION_DATABASE_URL: undefined,
    MIGRATION_DATABASE_URL_FILE: undefined,
    REDIS_URL: undefined,
    REDIS_URL_FILE: undefined,
    FAIRSLOT_KEYS_FILE: undefined,
    SMTP_URL: undefined,
    SMS_GATEWAY_URL: undefined,
    SMS_GATEWAY_TOKEN: undefined,
  });
  const clock = new TravellingClock();
  const logger = AppLogger.create(config.logLevel);
  const runtime = await openRuntime(config, { migrate: true, clock, logger });
  const app = await open(runtime, logger, folder, place);
  const address = await app.getUrl();
  return {
    address,
    folder,
    beacon,
    clock,
    staff: new DemoStaff(address, outsideToken),
    stop: async () => {
      await app.close();
      await runtime.close();
      await provider.stop();
    },
  };
}

async function open(runtime: Runtime, logger: AppLogger, folder: string, place: TakenPort): Promise<NestFastifyApplication> {
  const { http } = runtime.config;
  const everything = { web: true, worker: true };
  let app: NestFastifyApplication | null = null;
  try {
    app = await createHttpApp(DemoModule.around(AppModule.forRole(everything, runtime), folder), http, logger);
    await app.init();
    await app.get(VerifierPublication, { strict: false }).publish();
    await place.release();
    await app.listen({ host: http.host, port: http.port });
    return app;
  } catch (error) {
    await app?.close();
    await runtime.close();
    throw error;
  }
}

/** Members of the office sign in; a file has only who is outside of it. @returns its path */
function writeStaffFile(folder: string, outsideToken: string): string {
  const file = join(folder, 'staff.json');
  const ombudsperson = { name: 'ombudsperson', roles: ['contributor'], contributor: 'ombudsperson', tokenSha256: hashToken(outsideToken) };
  mkdirSync(folder, { recursive: true });
  writeFileSync(file, JSON.stringify({ version: 1, members: [ombudsperson] }), { mode: 0o600 });
  return file;
}

async function canReachDrand(relays: readonly string[]): Promise<boolean> {
  const silent = { warn: () => undefined };
  const beacon = new DrandHttpBeacon(QUICKNET, relays, silent, RELAY_PATIENCE);
  const tooLate = new Promise<null>((resolve) => setTimeout(resolve, RELAY_PATIENCE, null).unref());
  return (await Promise.race([beacon.findProvenTime(), tooLate])) !== null;
}
