/**
 * Does the same to one item after the other, and waits for each. A transaction has one connection, which answers one question at a time:
 * asked several at once it queues them, and when one fails the others run on behind the rollback.
 * @returns the results, in the order of the items
 */
export async function inTurn<T, R>(items: readonly T[], work: (item: T) => Promise<R>): Promise<R[]> {
  const results: R[] = [];
  for (const item of items) results.push(await work(item));
  return results;
}
