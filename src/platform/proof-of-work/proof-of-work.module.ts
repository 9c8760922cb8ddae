import { Global, Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { ProofOfWork } from './proof-of-work';
import { UsedProofRow } from './used-proof.entity';

@Global()
@Module({ imports: [TypeOrmModule.forFeature([UsedProofRow])], providers: [ProofOfWork], exports: [ProofOfWork] })
export class ProofOfWorkModule {}
