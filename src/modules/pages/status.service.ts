import { Injectable } from '@nestjs/common';
import { DrawRecordsService, type DrawSummary } from '../draws';
import { WindowListService, type WindowView } from '../windows';

/** Windows on the page, the latest openings. Older ones are found through the interface. */
const MOST_SHOWN = 12;

export interface StatusWindow extends WindowView {
  draws: DrawSummary[];
}

/** Reads what the status page shows. */
@Injectable()
export class StatusService {
  constructor(
    private readonly windows: WindowListService,
    private readonly records: DrawRecordsService,
  ) {}

  async listWindows(): Promise<StatusWindow[]> {
    const windows = (await this.windows.list()).slice(0, MOST_SHOWN);
    return Promise.all(windows.map(async (window) => ({ ...window, draws: await this.records.list(window.window) })));
  }
}
