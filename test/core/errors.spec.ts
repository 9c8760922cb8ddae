import { CORE_ERROR_CODES, CoreError } from '../../src/core';
import { underLine } from '../../src/core/encoding/lines';
import { underCode } from '../../src/core/errors';
import { expectCode } from './support/expect-code';

describe('a core error', () => {
  it('says what was wanted and what was found, in which line', () => {
    const error = new CoreError('entries.order', { expected: 'b', actual: 'a', line: 3 });
    expect(error).toMatchObject({ name: 'CoreError', code: 'entries.order', expected: 'b', actual: 'a', line: 3 });
    expect(error.message).toBe('entries.order in line 3, expected b, got a');
    expect(new CoreError('merkle.range').message).toBe('merkle.range');
  });

  it('does not repeat a whole hostile file', () => {
    const error = new CoreError('encoding.hex', { actual: 'x'.repeat(1_000_000) });
    expect(error.message.length).toBeLessThan(400);
    expect(error.actual!.startsWith('xxx')).toBe(true);
  });

  it('has a code of a list without repeats', () => {
    expect(new Set(CORE_ERROR_CODES).size).toBe(CORE_ERROR_CODES.length);
  });

  it('comes out under the code of the file it happened in, with its line', () => {
    const inner = (): never => {
      throw new CoreError('encoding.hex', { expected: 'e', actual: 'a' });
    };
    expect(expectCode('beacon.malformed', () => underCode('beacon.malformed', inner))).toMatchObject({ expected: 'e', actual: 'a' });
    expect(expectCode('slots.malformed', () => underLine('slots.malformed', 7, inner))).toMatchObject({
      expected: 'e',
      actual: 'a',
      line: 7,
    });
  });

  it('is not made of what is no CoreError: that is a fault of the program', () => {
    const fault = new TypeError('a fault');
    const inner = (): never => {
      throw fault;
    };
    expect(() => underCode('beacon.malformed', inner)).toThrow(fault);
    expect(() => underLine('slots.malformed', 7, inner)).toThrow(fault);
  });
});
