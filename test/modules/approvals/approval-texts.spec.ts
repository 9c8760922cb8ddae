import { APPROVAL_KINDS, type ApprovalKind } from '../../../src/modules/approvals';
import { DUTIES } from '../../../src/modules/staff';
import { Texts } from '../../../src/platform/i18n';

const texts = new Texts();
const KINDS = Object.keys(APPROVAL_KINDS) as ApprovalKind[];

it.each(['de', 'en'] as const)('every kind says in words what it is, why, and what happens then (%s)', (language) => {
  const wanted = KINDS.flatMap((kind) => [
    `staff:approvals.kind.${kind}`,
    `staff:approvals.after.${kind}`,
    ...APPROVAL_KINDS[kind].reasons.map((reason) => `staff:approvals.reasons.${kind}.${reason}`),
  ]);
  expect(wanted.filter((key) => texts.find(language, key) === null)).toEqual([]);
});

it.each(KINDS)('%s: one half of a pair asks, the other decides', (kind) => {
  const { ask, decide } = APPROVAL_KINDS[kind];
  const [asking, deciding] = [DUTIES[ask], DUTIES[decide]] as { pair?: string }[];
  expect(asking!.pair).toBeDefined();
  expect(deciding!.pair).toBe(asking!.pair);
});
