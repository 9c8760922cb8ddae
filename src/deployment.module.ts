import { Global, Module } from '@nestjs/common';
import { type BeaconChain, deriveVerifierKey, derivePracticeChain, formatVerifierKey, NOTE_SIGNATURE, QUICKNET } from './core';
import { LOG_IDENTITY, type LogIdentity } from './modules/audit-log';
import { BEACON_CHAIN } from './modules/windows';
import { CONFIG, type Config, KEYS, type Keys } from './platform/config';
import { practiceSecretOf } from './modules/draws';

/** 2026-01-01T00:00:00Z. Fixed, so that every practice draw of one installation is on one chain. */
const PRACTICE_GENESIS = 1767225600;
const PRACTICE_PERIOD_SECONDS = 3;

/** What this installation announces itself as: its log and the beacon that its draws wait for. */
@Global()
@Module({
  providers: [
    { provide: LOG_IDENTITY, useFactory: logIdentityOf, inject: [CONFIG, KEYS] },
    { provide: BEACON_CHAIN, useFactory: announcedChainOf, inject: [CONFIG, KEYS] },
  ],
  exports: [LOG_IDENTITY, BEACON_CHAIN],
})
export class DeploymentModule {}

/** The log's name and key, as they stand in every announcement. */
export function logIdentityOf(config: Config, keys: Keys): LogIdentity {
  const signer = { name: config.logOrigin, seed: keys.logSigningSeed };
  return { origin: config.logOrigin, verifierKey: formatVerifierKey(deriveVerifierKey(signer, NOTE_SIGNATURE)), seed: keys.logSigningSeed };
}

/** drand quicknet, or a chain of our own that says so. Windows announced earlier keep theirs. */
function announcedChainOf(config: Config, keys: Keys): BeaconChain {
  if (config.beacon.kind === 'drand') return QUICKNET;
  return derivePracticeChain(practiceSecretOf(keys), PRACTICE_GENESIS, PRACTICE_PERIOD_SECONDS);
}
