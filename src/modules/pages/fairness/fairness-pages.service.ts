import { Injectable } from '@nestjs/common';
import { UnitOfWork } from '../../../platform/database';
import { SlotAccounts } from '../../appointments';
import { DrawFairnessService } from '../../draws';
import { WindowsService } from '../../windows';
import type { FairnessSubject } from './fairness-charts';

/** Puts together what the pages about fairness show. */
@Injectable()
export class FairnessPages {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly windows: WindowsService,
    private readonly fairness: DrawFairnessService,
    private readonly accounts: SlotAccounts,
  ) {}

  /** @param window `<authority>/<service>/<window>`  @throws DomainError `draw.unknown` while it is not drawn */
  async ofDraw(window: string, number: string): Promise<FairnessSubject> {
    const fairness = await this.fairness.ofDraw(`${window}/${number}`);
    return { fairness, account: await this.accounts.ofWindow(window) };
  }

  /** @param path `<authority>/<slug>`  @returns the subject null while nothing has been drawn  @throws DomainError `service.unknown` */
  async ofService(path: string): Promise<{ title: string; subject: FairnessSubject | null }> {
    const { title } = await this.unitOfWork.run((em) => this.windows.getService(em, path));
    const fairness = await this.fairness.ofService(path);
    return { title, subject: fairness && { fairness, account: await this.accounts.ofService(path) } };
  }
}
