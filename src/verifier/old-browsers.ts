/**
 * What the verifier uses and browsers of 2021 do not have yet. Only the browser's bundle contains it, and on newer
 * browsers it does nothing.
 */
function add(owner: object, name: string, value: unknown): void {
  if (!(name in owner)) Object.defineProperty(owner, name, { value, writable: true, configurable: true });
}

add(Object, 'hasOwn', (object: object, key: PropertyKey): boolean => Object.prototype.hasOwnProperty.call(object, key));

add(Array.prototype, 'at', function at(this: unknown[], index: number): unknown {
  return this[index < 0 ? this.length + index : index];
});

export {};
