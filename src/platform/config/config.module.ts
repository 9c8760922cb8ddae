import { type DynamicModule, Global, Module } from '@nestjs/common';
import type { Config } from './config-shape';
import type { Keys } from './keys';

/** Injection token of the `Config`. */
export const CONFIG = Symbol('CONFIG');
/** Injection token of the `Keys`. Ask for `Envelope` or `KeyedHash` instead wherever they do. */
export const KEYS = Symbol('KEYS');

@Global()
@Module({})
export class ConfigModule {
  static forRoot(config: Config, keys: Keys): DynamicModule {
    const providers = [
      { provide: CONFIG, useValue: config },
      { provide: KEYS, useValue: keys },
    ];
    return { module: ConfigModule, providers, exports: providers };
  }
}
