/** `pg_type.oid` of bytea: fixed for all servers. */
const BYTEA = 17;

/**
 * A `bytea[]` parameter in PostgreSQL's binary form (`array_recv`). Given an array of buffers, pg writes every byte as two
 * hex digits and quotes each element, and the server undoes it all: for the rows of a deadline day that is a fifth of what
 * inserting them takes.
 */
export function byteaArray(values: readonly (Uint8Array | null)[]): Buffer {
  const header = [1, values.includes(null) ? 1 : 0, BYTEA, values.length, 1];
  const size = values.reduce((sum, value) => sum + 4 + (value?.length ?? 0), header.length * 4);
  const array = Buffer.allocUnsafe(size);
  // Dimensions, whether there are nulls, the elements' type, their number, the first one's index.
  let at = header.reduce((place, number) => array.writeInt32BE(number, place), 0);
  for (const value of values) {
    at = array.writeInt32BE(value?.length ?? -1, at);
    if (value === null) continue;
    array.set(value, at);
    at += value.length;
  }
  return array;
}
