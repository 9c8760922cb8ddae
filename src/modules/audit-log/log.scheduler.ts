import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { Sweeps } from '../../platform/schedule';
import { Sequencer } from './sequencer.service';

/** Time between an entry's commit and its signed place in the tree, at the most, in milliseconds. */
const SEQUENCE_EVERY = 1000;

/** Runs the sequencer. */
@Injectable()
export class LogScheduler implements OnApplicationBootstrap {
  constructor(
    private readonly sweeps: Sweeps,
    private readonly sequencer: Sequencer,
  ) {}

  onApplicationBootstrap(): void {
    this.sweeps.start('log', SEQUENCE_EVERY, () => this.sequencer.sequence());
  }
}
