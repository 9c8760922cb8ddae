import { ValidationPipe } from '@nestjs/common';
import { Transform, Type } from 'class-transformer';
import { IsDefined, IsOptional, IsString, Length, MaxLength, ValidateNested } from 'class-validator';
import fc from 'fast-check';
import { RegisterByStaffDto, RegisterDto } from '../../src/modules/registrations/registration.dto';
import { AcceptQuickly, createValidationPipe, findQuickAcceptance } from '../../src/platform/http';

const METADATA = { type: 'body', metatype: RegisterDto } as const;
const pipe = createValidationPipe();

/** What class-validator alone says, by the pipe's ordinary way. */
async function ordinary(body: unknown): Promise<object | null> {
  return (ValidationPipe.prototype.transform.call(pipe, body, METADATA) as Promise<object>).catch(() => null);
}

/** Mostly what is right, else at its edges, else anything that JSON can say. */
function field(right: fc.Arbitrary<unknown>, ...edges: unknown[]): fc.Arbitrary<unknown> {
  const odd = fc.constantFrom<unknown>(null, '', [], {}, 0, 1, -1, true, 'x', ['x'], [[]], [{}], [null], 'ü'.repeat(300), ...edges);
  return fc.oneof({ weight: 60, arbitrary: right }, { weight: 3, arbitrary: odd }, { weight: 1, arbitrary: fc.jsonValue() });
}

/** An object of these fields, from which a rare one is missing and to which a rare one is added. */
function body(fields: Record<string, fc.Arbitrary<unknown>>, needed: string[]): fc.Arbitrary<unknown> {
  const record = fc.record(fields, { requiredKeys: needed });
  const dropped = fc.tuple(record, fc.constantFrom(...needed)).map(([whole, gone]) => {
    return Object.fromEntries(Object.entries(whole).filter(([name]) => name !== gone));
  });
  const added = fc.tuple(record, fc.constantFrom('channel', 'extra', ''), fc.jsonValue()).map(([whole, unknown, value]) => {
    return { ...whole, [unknown]: value };
  });
  return fc.oneof({ weight: 40, arbitrary: record }, { weight: 1, arbitrary: dropped }, { weight: 1, arbitrary: added });
}

const text = (maxLength: number) => fc.string({ unit: 'grapheme', maxLength });
const name = fc.stringMatching(/^[a-z0-9][a-z0-9._-]{0,39}$/);
const names = fc.uniqueArray(name, { minLength: 1, maxLength: 6 });
const date = fc.constantFrom('1990-05-17', '0000-00-00', '2027-02-30');
const bodies = body(
  {
    service: field(fc.constant('berlin.example/permits'), 'a/b', 'A/b', 'a/b/c', '/'),
    person: field(
      body(
        { surname: field(text(200)), givenNames: field(text(20), 'x'.repeat(201)), birthDate: field(date, '1990-5-17', '1990-05-17\n') },
        ['surname', 'givenNames', 'birthDate'],
      ),
    ),
    caseNumber: field(fc.string({ minLength: 1, maxLength: 60 }), 'x'.repeat(60), 'x'.repeat(61), '😀'.repeat(60)),
    criticalDate: field(date, '20270501'),
    criticalDateSource: field(fc.constantFrom('card', 'register'), 'Card'),
    hardshipReason: field(fc.constantFrom('job-loss', 'medical'), 'none'),
    contact: field(body({ kind: field(fc.constantFrom('mail', 'phone', 'none')), value: field(text(254)) }, ['kind'])),
    representative: field(body({ name: field(fc.string({ minLength: 1, maxLength: 200 })), contact: field(text(20)) }, ['name'])),
    wishes: field(
      names,
      ['a', 'a'],
      ['A'],
      ['a', 1],
      Array.from({ length: 65 }, (_, n) => `g${n}`),
    ),
    size: field(fc.integer({ min: 1, max: 9 }), 10, 1.5, '3'),
    waivedPots: field(names, ['a', 'a']),
    locale: field(fc.constantFrom('de', 'ar'), 'xx'),
  },
  ['service', 'person', 'caseNumber', 'contact'],
);

describe('bodies that are accepted quickly', () => {
  it('are those that class-validator accepts, and become the same', async () => {
    const quick = findQuickAcceptance(RegisterDto)!;
    const seen = { accepted: 0, refused: 0 };
    await fc.assert(
      fc.asyncProperty(bodies, async (given) => {
        const asSent = JSON.stringify(given);
        const accepted = quick(JSON.parse(asSent)) ?? null;
        expect(accepted).toStrictEqual(await ordinary(JSON.parse(asSent)));
        seen[accepted ? 'accepted' : 'refused'] += 1;
      }),
      { numRuns: 4000 },
    );
    // A comparison in which everything is refused would compare nothing.
    expect(Math.min(seen.accepted, seen.refused)).toBeGreaterThan(400);
  });

  it.each([undefined, null, 'text', 7, [], [{}], Object.create({ service: 'a/b' }), new Date(), Buffer.from('{}')])(
    'are never anything but an object as JSON makes it (%p)',
    (given) => expect(findQuickAcceptance(RegisterDto)!(given)).toBeUndefined(),
  );

  it.each(['__proto__', 'constructor', 'prototype', 'toString'])('keep the ordinary way of dealing with fields named %s', async (field) => {
    const good = {
      service: 'a/b',
      person: { surname: 'A', givenNames: '', birthDate: '1990-05-17' },
      caseNumber: '1',
      contact: { kind: 'none' },
    };
    const sent = `${JSON.stringify(good).slice(0, -1)},"${field}":{"admin":true}}`;
    const accepted = await pipe.transform(JSON.parse(sent), METADATA);
    expect(accepted).toStrictEqual(await ordinary(JSON.parse(sent)));
    expect(accepted).not.toHaveProperty('admin');
  });

  it('are only those of DTOs that were chosen, not of what is made from them', () => {
    expect(findQuickAcceptance(RegisterByStaffDto)).toBeUndefined();
    expect(findQuickAcceptance(undefined)).toBeUndefined();
  });

  it('are refused in the ordinary words when they are not in order', async () => {
    const answer = pipe.transform({ service: 'a/b', extra: 1 }, METADATA);
    await expect(answer).rejects.toMatchObject({
      code: 'request.invalid',
      errors: expect.arrayContaining([expect.objectContaining({ field: 'extra' })]),
    });
  });
});

describe('a DTO that asks for more than the quick way does', () => {
  class Inner {
    @IsString()
    text: string;
  }

  @AcceptQuickly()
  class WithDefault {
    @IsString()
    text = 'default';
  }

  @AcceptQuickly()
  class WithConversion {
    @Transform(({ value }) => String(value).trim())
    @Length(1, 3)
    text: string;
  }

  @AcceptQuickly()
  class WithGroups {
    @MaxLength(3, { groups: ['strict'] })
    text: string;
  }

  @AcceptQuickly()
  class WithList {
    @Type(() => Inner)
    @ValidateNested({ each: true })
    inner: Inner[];
  }

  @AcceptQuickly()
  class WithoutType {
    @IsDefined()
    @ValidateNested()
    inner: object;
  }

  @AcceptQuickly()
  class WithCondition {
    @IsOptional()
    @IsString({ validateIf: () => false })
    text?: string;
  }

  it.each([WithDefault, WithConversion, WithGroups, WithList, WithoutType, WithCondition])('is not given it (%p)', (dto) => {
    expect(() => findQuickAcceptance(dto)).toThrow(`${dto.name} can't be accepted quickly`);
  });
});
