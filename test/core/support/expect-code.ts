import { CoreError, type CoreErrorCode } from '../../../src/core';

/** Runs `act` and returns the CoreError that it has to throw under this code. */
export function expectCode(code: CoreErrorCode, act: () => unknown): CoreError {
  let thrown: unknown = null;
  try {
    act();
  } catch (error) {
    thrown = error;
  }
  expect(thrown).toBeInstanceOf(CoreError);
  expect((thrown as CoreError).code).toBe(code);
  return thrown as CoreError;
}
