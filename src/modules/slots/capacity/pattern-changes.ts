import type { CapacityPattern, Closure, Shift } from './capacity-pattern';

/** What somebody has done to a pattern, part by part. */
export interface PatternChanges {
  readonly added: readonly Shift[];
  readonly removed: readonly Shift[];
  readonly changed: readonly { readonly before: Shift; readonly after: Shift }[];
  readonly closuresAdded: readonly Closure[];
  readonly closuresRemoved: readonly Closure[];
  /** Whether other holidays count now. */
  readonly land: boolean;
}

/** Compares two versions of a pattern. */
export function changesBetween(before: CapacityPattern, after: CapacityPattern): PatternChanges {
  const idIn = (shifts: readonly Shift[], id: string): Shift | undefined => shifts.find((shift) => shift.id === id);
  const isIn = (closures: readonly Closure[], one: Closure): boolean => closures.some((each) => same(each, one));
  return {
    added: after.shifts.filter(({ id }) => !idIn(before.shifts, id)),
    removed: before.shifts.filter(({ id }) => !idIn(after.shifts, id)),
    changed: after.shifts.flatMap((shift) => {
      const old = idIn(before.shifts, shift.id);
      return old && !same(old, shift) ? [{ before: old, after: shift }] : [];
    }),
    closuresAdded: after.closures.filter((closure) => !isIn(before.closures, closure)),
    closuresRemoved: before.closures.filter((closure) => !isIn(after.closures, closure)),
    land: before.land !== after.land,
  };
}

/** Equal in every field; the database does not keep their order. */
function same(a: Shift | Closure, b: Shift | Closure): boolean {
  const text = (one: object): string => JSON.stringify(Object.entries(one).sort(([x], [y]) => (x < y ? -1 : 1)));
  return text(a) === text(b);
}
