export { DrawsModule } from './draws.module';
export { DrawsService, type UnofferedDraw, type Winner } from './draws.service';
export { DrawRecordsService, type DrawSummary } from './draw-records.service';
export { DrawRow, type DrawState } from './draw.entities';
export { practiceSecretOf } from './beacon/practice-secret';
export { DrandHttpBeacon } from './beacon/drand-http.beacon';
export type { ClassResult, DrawLoad, Fairness, TicketsResult, TimeResult, WaitResult } from './fairness/draw-fairness';
export { DrawFairnessService, MOST_DRAWS } from './fairness/draw-fairness.service';
export { LEAST_PEOPLE } from './fairness/small-classes';
