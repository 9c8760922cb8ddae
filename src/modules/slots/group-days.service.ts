import { Injectable } from '@nestjs/common';
import { UnitOfWork } from '../../platform/database';

/** On which of the office's days a group has slots. */
interface GroupDays {
  readonly group: string;
  /** `YYYY-MM-DD`, ascending, each once. */
  readonly days: readonly string[];
}

/** Tells those who choose between groups on which days these are. Days only: no time, no number of slots, no counter. */
@Injectable()
export class GroupDaysService {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  /** The groups of a window that have slots so far. @param window its path, `<authority>/<service>/<window>` */
  async list(window: string): Promise<GroupDays[]> {
    return this.unitOfWork.run((em) =>
      em.query(
        `SELECT group_name AS "group", array_agg(day ORDER BY day) AS days FROM (
           SELECT DISTINCT slots.group_name, (slots.starts_at AT TIME ZONE 'Europe/Berlin')::date::text AS day
           FROM slots JOIN windows ON windows.id = slots.window_id WHERE windows.path = $1) AS group_days
         GROUP BY group_name ORDER BY group_name`,
        [window],
      ),
    );
  }
}
