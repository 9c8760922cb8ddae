export { RetentionModule } from './retention.module';
export { type Erased, RetentionService } from './retention.service';
