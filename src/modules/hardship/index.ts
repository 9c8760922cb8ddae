export { HardshipDesk, type HardshipShare } from './hardship-desk.service';
export { HardshipGrantRow } from './hardship-grant.entity';
export { HARDSHIP_PROOFS, type HardshipProof } from './hardship.dto';
export { HardshipModule } from './hardship.module';
export { HardshipService } from './hardship.service';
