/** Fewer people than this in one class are never shown by themselves: somebody could be picked out. */
export const LEAST_PEOPLE = 5;

/**
 * Puts neighbouring classes of an ordered list together until each has enough people. What is left over at the end joins the last one.
 * @param classes numbers that stand for classes, ascending
 * @param peopleOf how many people are in one
 * @param mayCut whether a group may end with this class
 * @returns the classes in order, as groups; none at all where all of them together are too few
 */
export function mergeNeighbours(
  classes: readonly number[],
  peopleOf: (each: number) => number,
  mayCut: (each: number) => boolean = () => true,
): number[][] {
  const groups: number[][] = [];
  let group: number[] = [];
  let people = 0;
  for (const each of classes) {
    group.push(each);
    people += peopleOf(each);
    if (people < LEAST_PEOPLE || !mayCut(each)) continue;
    groups.push(group);
    [group, people] = [[], 0];
  }
  if (people >= LEAST_PEOPLE) groups.push(group);
  else if (group.length > 0) groups.at(-1)?.push(...group);
  return groups;
}

/**
 * Groups for several lists added up, so that each is a union of groups that each list shows by itself: otherwise somebody could take one
 * list from the sum and find the small classes of another.
 * @param lists each list's own groups
 */
export function mergeShown(lists: readonly (readonly (readonly number[])[])[], peopleOf: (each: number) => number): number[][] {
  const classes = [...new Set(lists.flat(2))].sort((a, b) => a - b);
  const isInside = (group: readonly number[], each: number): boolean => group[0]! <= each && each < group.at(-1)!;
  return mergeNeighbours(classes, peopleOf, (each) => !lists.some((groups) => groups.some((group) => isInside(group, each))));
}

/**
 * For classes without an order (reasons): the small ones go together into a rest, and where the rest itself is small the smallest of the
 * others joins it, so that nobody finds it by subtraction.
 * @returns the classes that can be shown, the most people first, and how many people the rest has; 0 where there is none, null where even
 *   everybody together is too few to be counted
 */
export function foldSmall<T>(classes: readonly T[], peopleOf: (each: T) => number): { shown: T[]; rest: number | null } {
  const sorted = classes.filter((each) => peopleOf(each) > 0).sort((a, b) => peopleOf(b) - peopleOf(a));
  const shown = sorted.filter((each) => peopleOf(each) >= LEAST_PEOPLE);
  let rest = sorted.slice(shown.length).reduce((sum, each) => sum + peopleOf(each), 0);
  if (rest > 0 && rest < LEAST_PEOPLE) {
    const folded = shown.pop();
    if (folded === undefined) return { shown: [], rest: null };
    rest += peopleOf(folded);
  }
  return { shown, rest };
}
