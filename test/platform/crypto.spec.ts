import { createHmac } from 'node:crypto';
import fc from 'fast-check';
import { Envelope, KeyedHash, equalSecrets, randomBytes, randomCode, randomToken } from '../../src/platform/crypto';

const key = (byte: number): Uint8Array => new Uint8Array(32).fill(byte);

describe('envelope', () => {
  const envelope = new Envelope([key(1)]);

  it('opens what it sealed, and never seals twice alike', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (plain) => {
        const sealed = envelope.seal(plain, 'registrations.name');
        expect(envelope.open(sealed, 'registrations.name')).toEqual(Buffer.from(plain));
        expect(envelope.seal(plain, 'registrations.name')).not.toEqual(sealed);
      }),
    );
    expect(envelope.openText(envelope.seal('Özgür Ğ 中', 'a.b'), 'a.b')).toBe('Özgür Ğ 中');
  });

  it('has the documented layout: version, key id, vector, tag, ciphertext of the same length', () => {
    const sealed = envelope.seal('twelve bytes', 'a.b');
    expect(sealed[0]).toBe(1);
    expect(sealed).toHaveLength(1 + 4 + 12 + 16 + 12);
    expect(sealed.subarray(1, 5)).toEqual(envelope.seal('other', 'a.b').subarray(1, 5));
  });

  it('notices every changed bit', () => {
    const sealed = envelope.seal('text', 'a.b');
    for (let bit = 0; bit < sealed.length * 8; bit++) {
      const changed = Buffer.from(sealed);
      changed[bit >> 3]! ^= 1 << (bit & 7);
      expect(() => envelope.open(changed, 'a.b')).toThrow(/sealed value of a\.b is (malformed|unknown-key|forged)/);
    }
    expect(() => envelope.open(sealed.subarray(0, 20), 'a.b')).toThrow('malformed');
  });

  it('does not open a value that was moved to another column', () => {
    expect(() => envelope.open(envelope.seal('text', 'people.name'), 'people.note')).toThrow('forged');
  });

  it('reads with older keys, writes with the newest', () => {
    const rotated = new Envelope([key(2), key(1)]);
    expect(rotated.openText(envelope.seal('old', 'a.b'), 'a.b')).toBe('old');
    expect(() => envelope.open(rotated.seal('new', 'a.b'), 'a.b')).toThrow('unknown-key');
  });

  it('erases by destroying a data key: what it sealed opens with nothing else', () => {
    const person = envelope.createDataKey('people.data_key');
    const sealed = person.envelope.seal('Amina', 'people.name');
    expect(envelope.openDataKey(person.wrapped, 'people.data_key').openText(sealed, 'people.name')).toBe('Amina');
    expect(() => envelope.open(sealed, 'people.name')).toThrow('unknown-key');
    expect(() => envelope.openDataKey(person.wrapped, 'people.other')).toThrow('forged');
  });

  it('refuses keys of a wrong length', () => {
    expect(() => new Envelope([new Uint8Array(16)])).toThrow('32-byte');
    expect(() => new Envelope([])).toThrow('32-byte');
  });
});

describe('keyed hash', () => {
  const hash = new KeyedHash(key(7));

  it('is the same for the same value, and another for another domain, value or pepper', () => {
    expect(hash.digest('case', 'A1')).toEqual(hash.digest('case', 'A1'));
    expect(hash.digest('case', 'A1')).toHaveLength(32);
    for (const other of [hash.digest('name', 'A1'), hash.digest('case', 'A2'), new KeyedHash(key(8)).digest('case', 'A1')]) {
      expect(other).not.toEqual(hash.digest('case', 'A1'));
    }
  });

  it('does not confuse where the domain ends', () => {
    expect(hash.digest('ab', 'c')).not.toEqual(hash.digest('a', 'bc'));
  });

  it('is HMAC-SHA-256 as anybody can compute it', () => {
    // printf '\x04caseA1' | openssl dgst -sha256 -mac HMAC -macopt hexkey:0707…07
    expect(hash.digest('case', 'A1').toString('hex')).toBe('02d664a8a4998839c119c7419ed4a8f1a808ea2915d7427d6733ad2da86f550e');
  });

  it('is what createHmac makes of pepper, domain and value, whatever they are', () => {
    const pepper = fc.uint8Array({ minLength: 32, maxLength: 32 });
    const value = fc.oneof(fc.string({ unit: 'binary', maxLength: 200 }), fc.uint8Array({ maxLength: 200 }));
    fc.assert(
      fc.property(pepper, fc.string({ maxLength: 60 }), value, (secret, domain, given) => {
        const expected = createHmac('sha256', secret).update(Buffer.of(domain.length)).update(domain).update(given).digest();
        const ours = new KeyedHash(secret);
        expect(ours.digest(domain, given)).toEqual(expected);
        // Once more, now that the domain is known.
        expect(ours.digest(domain, given)).toEqual(expected);
      }),
    );
  });
});

describe('random bytes', () => {
  it('are never handed out twice, nor left behind, whatever lengths are asked for in turn', () => {
    const bytes = Array.from({ length: 3000 }, (_, n) => randomBytes(8 + (n % 40)));
    expect(new Set(bytes.map((each) => each.subarray(0, 8).toString('hex'))).size).toBe(3000);
    expect(bytes.map((each) => each.length)).toEqual(bytes.map((_, n) => 8 + (n % 40)));
    // Each has memory of its own: writing into one changes no other.
    expect(new Set(bytes.map((each) => each.buffer)).size).toBe(3000);
    expect(randomBytes(100_000)).toHaveLength(100_000);
  });
});

describe('tokens and codes', () => {
  it('are as long as asked and differ', () => {
    expect(randomToken()).toMatch(/^[A-Za-z0-9_-]{22}$/);
    expect(randomToken()).not.toBe(randomToken());
    expect(randomCode(6)).toMatch(/^\d{6}$/);
  });

  it('compares secrets', () => {
    expect(equalSecrets('abc', 'abc')).toBe(true);
    expect(equalSecrets('abc', 'abd')).toBe(false);
    expect(equalSecrets('abc', 'abcd')).toBe(false);
    expect(equalSecrets('', '')).toBe(true);
  });
});
