import { addExpectations, type Band, bandOf, type DrawExpectations, type Members } from './chance-band';
import type { Cell, CountedDraw, ReasonCount, WaitCount } from './draw-figures.repository';
import { foldSmall, mergeNeighbours, mergeShown } from './small-classes';
import { coarsen } from './window-bins';

/** One draw, counted. Small classes stand by themselves in here: never to be shown as it is. */
export interface DrawFigures {
  readonly draw: CountedDraw;
  readonly places: number;
  readonly binSeconds: number;
  readonly cells: readonly Cell[];
  readonly waits: readonly WaitCount[];
  readonly hardship: readonly ReasonCount[];
  readonly expectations: DrawExpectations;
}

/** A class of people that is large enough to be shown, with what the rule lets expect of it. All in people. */
export interface ClassResult extends Band {
  readonly people: number;
  /** Among the first places: what `expected`, `low` and `high` are about. */
  readonly first: number;
  /** Who got slots; wishes, sizes and pots have a say in that. */
  readonly served: number;
}

export interface TicketsResult extends ClassResult {
  readonly from: number;
  readonly to: number;
}

export interface TimeResult extends ClassResult {
  /** Seconds after opening; null: before it. */
  readonly from: number | null;
  /** Exclusive; null: all of the class came before the window opened. */
  readonly to: number | null;
}

export interface WaitResult {
  readonly from: number;
  readonly to: number;
  /** This class goes on without end: "3 or more". */
  readonly isLast: boolean;
  readonly people: number;
  readonly served: number;
}

/** What is told about one draw, or several. No class has fewer people than `LEAST_PEOPLE`; an empty list: too few altogether. */
export interface Fairness {
  readonly draws: readonly DrawLoad[];
  readonly people: number;
  readonly slots: number;
  readonly served: number;
  readonly isExact: boolean;
  readonly binSeconds: number;
  readonly byTickets: readonly TicketsResult[];
  readonly byTime: readonly TimeResult[];
  readonly waits: readonly WaitResult[];
  readonly hardship: { readonly shown: readonly ReasonCount[]; readonly rest: number | null };
}

interface DrawLoad {
  readonly drawId: string;
  readonly title: string;
  readonly drawAt: number;
  readonly entries: number;
  readonly slots: number;
}

/** Adds draws up and puts small classes together; what is expected of a class is added up draw by draw. */
export function deriveFairness(draws: readonly DrawFigures[]): Fairness {
  const binSeconds = Math.max(0, ...draws.map((each) => each.binSeconds));
  return {
    draws: draws.map(({ draw: { drawId, title, drawAt, entries, slots } }) => ({ drawId, title, drawAt, entries, slots })),
    people: sum(draws, (each) => each.draw.entries),
    slots: sum(draws, (each) => each.draw.slots),
    served: sum(draws, (each) => sum(each.cells, (cell) => cell.served)),
    isExact: draws.every((each) => each.expectations.isExact),
    binSeconds,
    byTickets: classify(draws, (cell) => cell.tickets).map(({ from, to, members }) => ({ from, to, ...resultOf(members) })),
    byTime: classify(
      draws,
      (cell) => cell.bin,
      (bin, figures) => coarsen(bin, figures.binSeconds, binSeconds),
    ).map(({ from, to, members }) => ({
      from: from < 0 ? null : from * binSeconds,
      to: to < 0 ? null : (to + 1) * binSeconds,
      ...resultOf(members),
    })),
    waits: waitsOf(draws),
    hardship: addFolded(draws.map((each) => foldSmall(each.hardship, ({ people }) => people))),
  };
}

interface Part<C> {
  readonly figures: DrawFigures;
  readonly cells: readonly C[];
}

type Counted = { readonly entries: number };

/** Sorts cells into classes that may be shown. @param toShared a draw's own key on the scale that all draws share */
function group<C extends Counted>(
  parts: readonly Part<C>[],
  keyOf: (cell: C) => number,
  toShared: (key: number, figures: DrawFigures) => number,
): { from: number; to: number; members: Part<C>[] }[] {
  const own = parts.map(({ cells }) => {
    const keys = [...new Set(cells.map(keyOf))].sort((a, b) => a - b);
    return mergeNeighbours(keys, (key) =>
      sum(
        cells.filter((cell) => keyOf(cell) === key),
        (cell) => cell.entries,
      ),
    );
  });
  // A draw with too few people to be shown by itself stays out of the sum.
  const counted = parts.filter((_, index) => own[index]!.length > 0);
  const within = (keys: readonly number[]): Part<C>[] =>
    counted.map(({ figures, cells }) => ({ figures, cells: cells.filter((cell) => keys.includes(toShared(keyOf(cell), figures))) }));
  const shared = own.map((groups, index) => groups.map((keys) => keys.map((key) => toShared(key, parts[index]!.figures))));
  const peopleOf = (key: number): number => sum(within([key]), (part) => sum(part.cells, (cell) => cell.entries));
  return mergeShown(shared, peopleOf).map((keys) => ({ from: keys[0]!, to: keys.at(-1)!, members: within(keys) }));
}

function classify(
  draws: readonly DrawFigures[],
  keyOf: (cell: Cell) => number,
  toShared: (key: number, figures: DrawFigures) => number = (key) => key,
): ReturnType<typeof group<Cell>> {
  return group(
    draws.map((figures) => ({ figures, cells: figures.cells })),
    keyOf,
    toShared,
  );
}

function resultOf(members: readonly Part<Cell>[]): ClassResult {
  const cells = members.flatMap((part) => part.cells);
  const people = sum(cells, (cell) => cell.entries);
  const expectation = addExpectations(members.map((part) => part.figures.expectations.of(membersOf(part.cells))));
  const first = sum(cells, (cell) => cell.first);
  return { people, first, served: sum(cells, (cell) => cell.served), ...bandOf(expectation, people) };
}

/** Cells by tickets alone. */
export function membersOf(cells: readonly Cell[]): Members {
  const tickets = [...new Set(cells.map((cell) => cell.tickets))].sort((a, b) => a - b);
  return tickets.map((each) => ({
    tickets: each,
    entries: sum(
      cells.filter((cell) => cell.tickets === each),
      (cell) => cell.entries,
    ),
  }));
}

function waitsOf(draws: readonly DrawFigures[]): WaitResult[] {
  const groups = group(
    draws.map((figures) => ({ figures, cells: figures.waits })),
    (wait) => wait.losses,
    (losses) => losses,
  );
  return groups.map(({ from, to, members }, index) => {
    const waits = members.flatMap((part) => part.cells);
    const isLast = index === groups.length - 1 && to > from;
    return { from, to, isLast, people: sum(waits, (wait) => wait.entries), served: sum(waits, (wait) => wait.served) };
  });
}

type Folded = Fairness['hardship'];

/** Adds up what each draw shows by itself; draws that show nothing stay out. */
function addFolded(draws: readonly Folded[]): Folded {
  const told = draws.filter((each) => each.rest !== null);
  if (told.length === 0 && draws.length > 0) return { shown: [], rest: null };
  const reasons = [...new Set(told.flatMap((each) => each.shown.map(({ reason }) => reason)))];
  const shown = reasons.map((reason) => ({
    reason,
    people: sum(told, (each) => each.shown.find((other) => other.reason === reason)?.people ?? 0),
  }));
  return { shown: shown.sort((a, b) => b.people - a.people), rest: sum(told, (each) => each.rest!) };
}

function sum<T>(list: readonly T[], of: (each: T) => number): number {
  return list.reduce((total, each) => total + of(each), 0);
}
