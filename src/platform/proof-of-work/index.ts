export { ProofOfWork } from './proof-of-work';
export { ProofOfWorkModule } from './proof-of-work.module';
export { UsedProofRow } from './used-proof.entity';
