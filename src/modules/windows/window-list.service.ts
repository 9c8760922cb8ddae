import { Injectable } from '@nestjs/common';
import { Not } from 'typeorm';
import { Clock } from '../../platform/clock';
import { UnitOfWork } from '../../platform/database';
import { keepOwn } from '../staff';
import { type WindowView, viewWindow } from './window-view';
import { WindowRow, type WindowState } from './window.entities';
import { windowUnknown } from './window.errors';

/** Public reading. Drafts don't exist here: a window is nobody's business before its rules are fixed. */
@Injectable()
export class WindowListService {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
  ) {}

  /** Every announced window there ever was, the latest opening first. */
  async list(): Promise<WindowView[]> {
    const rows = await this.unitOfWork.run(async (em) => {
      const all = await em.find(WindowRow, { where: { state: Not<WindowState>('planned') }, order: { opensAt: 'DESC', path: 'ASC' } });
      return keepOwn(em, 'window', all, ({ id }) => id);
    });
    return rows.map((row) => viewWindow(row, this.clock.seconds()));
  }

  /** @throws DomainError `window.unknown` */
  async get(path: string): Promise<WindowView> {
    return viewWindow(await this.getRow(path), this.clock.seconds());
  }

  /** The exact bytes of announcement.json. @throws DomainError `window.unknown` */
  async getAnnouncement(path: string): Promise<Buffer> {
    return (await this.getRow(path)).announcement!;
  }

  /** For operators: drafts as well. */
  async listAll(): Promise<{ id: string; window: string; title: string; state: WindowRow['state']; plan: WindowRow['plan'] }[]> {
    const rows = await this.unitOfWork.run(async (em) => {
      const all = await em.find(WindowRow, { order: { opensAt: 'DESC', path: 'ASC' } });
      return keepOwn(em, 'window', all, ({ id }) => id);
    });
    return rows.map(({ id, path, title, state, plan }) => ({ id, window: path, title, state, plan }));
  }

  private async getRow(path: string): Promise<WindowRow> {
    const row = await this.unitOfWork.run((em) => em.findOneBy(WindowRow, { path, state: Not<WindowState>('planned') }));
    if (row === null) throw windowUnknown();
    return row;
  }
}
