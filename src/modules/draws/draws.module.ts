import { Module, type Provider } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { Clock } from '../../platform/clock';
import { CONFIG, type Config, KEYS, type Keys } from '../../platform/config';
import { AppLogger } from '../../platform/logging';
import { registerQueue } from '../../platform/queue';
import { oncePerRole } from '../../platform/role';
import { ApprovalsModule } from '../approvals';
import { AuditLogModule } from '../audit-log';
import { RegistrationsModule } from '../registrations';
import { SlotsModule } from '../slots';
import { WindowsModule } from '../windows';
import { BeaconRounds } from './beacon/beacon-rounds.service';
import { BeaconSources } from './beacon/beacon-sources';
import { practiceSecretOf } from './beacon/practice-secret';
import { ContributionsService } from './contributions.service';
import { DrawEntryMergeRow } from './draw-entry-merge.entity';
import { DrawStepFailureRow } from './draw-step-failure.entity';
import { DrawContributionRow, DrawEntryRow, DrawFileRow, DrawResultRow, DrawRow, DrawSlotRow } from './draw.entities';
import { DrawFairnessService } from './fairness/draw-fairness.service';
import { DrawFiguresRepository } from './fairness/draw-figures.repository';
import { DrawDirectory } from './draw-directory.service';
import { DrawRecordsService } from './draw-records.service';
import { DrawSchedule } from './draw-schedule.service';
import { DrawStoriesService } from './draw-stories.service';
import { DrawWatch } from './draw-watch';
import { DrawService } from './draw.service';
import { DrawsController } from './draws.controller';
import { DrawsProcessor } from './draws.processor';
import { DrawsRepository } from './draws.repository';
import { DRAWS_QUEUE, DrawsScheduler } from './draws.scheduler';
import { DrawsService } from './draws.service';
import { FreezeService } from './freeze.service';
import { PolicyPreview } from './policy-preview.service';
import { ProvenClock } from './proven-clock';
import { PublishService } from './publish.service';
import { RevealService } from './reveal.service';
import { SmallClassesService } from './small-classes.service';
import { StaffDrawsController } from './staff-draws.controller';
import { StepFailures } from './step-failures.service';
import { StepsService } from './steps.service';
import { VoidingService } from './voiding.service';

const ROWS = [DrawRow, DrawFileRow, DrawContributionRow, DrawEntryRow, DrawEntryMergeRow, DrawSlotRow, DrawResultRow, DrawStepFailureRow];
const READING = [
  DrawsRepository,
  DrawDirectory,
  DrawRecordsService,
  DrawStoriesService,
  DrawsService,
  ContributionsService,
  ProvenClock,
  BeaconRounds,
  VoidingService,
  DrawFiguresRepository,
  DrawFairnessService,
  SmallClassesService,
  PolicyPreview,
];
const STEPS = [DrawSchedule, FreezeService, RevealService, DrawService, PublishService, StepFailures, StepsService];

const BEACONS: Provider = {
  provide: BeaconSources,
  inject: [CONFIG, KEYS, Clock, AppLogger],
  useFactory: (config: Config, keys: Keys, clock: Clock, logger: AppLogger) =>
    new BeaconSources({ relays: config.beacon.relays, practiceSecret: practiceSecretOf(keys) }, clock, logger),
};

const WATCH: Provider = {
  provide: DrawWatch,
  inject: [DrawDirectory, AppLogger],
  useFactory: (directory: DrawDirectory, logger: AppLogger) => new DrawWatch(directory, logger),
};

/** The draws: scheduling, the steps, the record. Steps are taken by workers only; the web side reads, and takes contributions. */
@Module({})
export class DrawsModule {
  static readonly forRole = oncePerRole((role) => ({
    module: DrawsModule,
    imports: [
      TypeOrmModule.forFeature(ROWS),
      registerQueue(DRAWS_QUEUE),
      AuditLogModule.forRole(role),
      ApprovalsModule.forRole(role),
      WindowsModule.forRole(role),
      RegistrationsModule.forRole(role),
      SlotsModule.forRole(role),
    ],
    controllers: role.web ? [DrawsController, StaffDrawsController] : [],
    providers: [...READING, BEACONS, ...(role.web ? [WATCH] : []), ...(role.worker ? [...STEPS, DrawsScheduler, DrawsProcessor] : [])],
    exports: [
      BeaconRounds,
      VoidingService,
      DrawsService,
      DrawStoriesService,
      DrawRecordsService,
      DrawDirectory,
      DrawFairnessService,
      SmallClassesService,
      PolicyPreview,
    ],
  }));
}
