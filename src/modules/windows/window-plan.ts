/**
 * What an operator decides about a window: the announcement without the parts that the deployment itself adds (path,
 * beacon, log, witnesses). Times are `YYYY-MM-DDTHH:MM:SSZ`; meanings and bounds are those of docs/spec: record.
 */
export interface WindowPlan {
  readonly title: string;
  readonly timetable: {
    readonly opensAt: string;
    readonly closesAt: string;
    readonly freezeAt: string;
    readonly revealBy: string;
    readonly drawAt: string;
    readonly refill: {
      readonly firstAt: string;
      readonly everySeconds: number;
      readonly lastAt: string;
      readonly freezeSecondsBefore: number;
      readonly revealSecondsBefore: number;
    };
  };
  readonly tickets: {
    readonly allowed: readonly number[];
    readonly rule: 'uniform' | 'rising' | 'savable';
    readonly parameters: {
      readonly leadDays: number;
      readonly cap: number;
      readonly maxLosses: number;
      readonly guaranteeAfter: number;
    };
  };
  readonly passes: readonly { readonly pot: string; readonly from: readonly string[]; readonly max?: number }[];
  readonly groups: readonly string[];
  readonly contributors: readonly string[];
}

/** Labels that slots of this window may carry: those that some pass gives from (docs/spec: record). */
export function labelsOf(plan: Pick<WindowPlan, 'passes'>): string[] {
  return [...new Set(plan.passes.flatMap((pass) => pass.from))];
}
