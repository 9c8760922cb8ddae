import { type DynamicModule, Global, Module, type Provider } from '@nestjs/common';
import { ScheduleModule } from '@nestjs/schedule';
import { DataSource } from 'typeorm';
import type { BeaconChain } from '../../src/core';
import { DeploymentModule, logIdentityOf } from '../../src/deployment.module';
import { LOG_IDENTITY } from '../../src/modules/audit-log';
import { BEACON_CHAIN } from '../../src/modules/windows';
import { CONFIG, KEYS } from '../../src/platform/config';
import { UnitOfWork } from '../../src/platform/database';
import { Sweeps, SweepsModule } from '../../src/platform/schedule';

/** What a test may put in place of a part of the application. Everything else is what `start` runs. */
export interface Exchanges {
  /** The door of all durable writes (docs/adr/0006). */
  readonly unitOfWork?: (dataSource: DataSource) => UnitOfWork;
  /** Nothing is looked for in the background; the test looks itself. */
  readonly quietSweeps?: boolean;
  /** The announced beacon, where a test has a relay of its own. */
  readonly chain?: BeaconChain;
}

/**
 * The same module tree with some parts exchanged. Nest tells dynamic modules apart by identity, so whatever holds nothing to exchange
 * stays the object that it is; what does is copied, because other applications may share it.
 */
export function exchange(module: DynamicModule, exchanges: Exchanges): DynamicModule {
  const { unitOfWork } = exchanges;
  const imports = module.imports?.map((part): Imported => {
    if (part === SweepsModule && exchanges.quietSweeps) return QuietSweepsModule;
    if (part === DeploymentModule && exchanges.chain) return deploymentOn(exchanges.chain);
    return isDynamic(part) ? exchange(part, exchanges) : part;
  });
  const providers = module.providers?.map((provider): Provider =>
    provider === UnitOfWork && unitOfWork ? { provide: UnitOfWork, useFactory: unitOfWork, inject: [DataSource] } : provider,
  );
  const isSame = (old: readonly unknown[] = [], now: readonly unknown[] = []): boolean => old.every((part, i) => part === now[i]);
  if (isSame(module.imports, imports) && isSame(module.providers, providers)) return module;
  return { ...module, ...(imports && { imports }), ...(providers && { providers }) };
}

type Imported = NonNullable<DynamicModule['imports']>[number];

function isDynamic(part: unknown): part is DynamicModule {
  return typeof part === 'object' && part !== null && 'module' in part;
}

/** Sweeps that never start by themselves. A turn that is asked for is a real one, lock and all. */
class QuietSweeps extends Sweeps {
  override start(): void {}
}

@Global()
@Module({ imports: [ScheduleModule.forRoot()], providers: [{ provide: Sweeps, useClass: QuietSweeps }], exports: [Sweeps] })
class QuietSweepsModule {}

class OtherDeployment {}

function deploymentOn(chain: BeaconChain): DynamicModule {
  const providers = [
    { provide: LOG_IDENTITY, useFactory: logIdentityOf, inject: [CONFIG, KEYS] },
    { provide: BEACON_CHAIN, useValue: chain },
  ];
  return { module: OtherDeployment, global: true, providers, exports: [LOG_IDENTITY, BEACON_CHAIN] };
}
