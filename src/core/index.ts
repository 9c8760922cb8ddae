/**
 * The functional core of Fairslot: the draw protocol of docs/spec as pure, synchronous functions. Nothing in here knows
 * a clock, a random number, a file or a network; whoever calls brings them. Everything outside the core imports from
 * this file only.
 *
 * Pages named in comments without a folder, such as draw.md, are those of docs/spec. Times are Unix seconds where they
 * are numbers; hex is lower case.
 */
export * from './errors';
export * from './encoding';
export * from './identity';
export * from './merkle';
export * from './note';
export * from './beacon';
export * from './draw';
export * from './policy';
export * from './record';
