export { HardshipGrantRow } from './hardship-grant.entity';
export { HardshipModule } from './hardship.module';
export { type HardshipGrantView, HardshipService } from './hardship.service';
