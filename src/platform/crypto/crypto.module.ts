import { Global, Module } from '@nestjs/common';
import { KEYS, type Keys } from '../config';
import { Envelope } from './envelope';
import { KeyedHash } from './keyed-hash';

@Global()
@Module({
  providers: [
    { provide: Envelope, useFactory: (keys: Keys) => new Envelope(keys.dataKeys), inject: [KEYS] },
    { provide: KeyedHash, useFactory: (keys: Keys) => new KeyedHash(keys.hashPepper), inject: [KEYS] },
  ],
  exports: [Envelope, KeyedHash],
})
export class CryptoModule {}
