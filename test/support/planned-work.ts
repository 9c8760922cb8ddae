import type { WindowAnswers } from '../../src/modules/windows';

/** Every page of the wizard, answered. */
export const ANSWERED = {
  basics: { name: 'may', title: 'May' },
  times: {
    opensAt: '2026-05-04T08:00:00Z',
    closesAt: '2026-05-08T08:00:00Z',
    drawAt: '2026-05-09T08:00:00Z',
    freezeHours: 4,
    revealHours: 2,
  },
  refills: { everyDays: null, lastAt: null },
  groups: { groups: ['am'] },
  policy: { rule: 'uniform', leadDays: 14, cap: 1, maxLosses: 4, guaranteeAfter: 8 },
  pots: { hardship: false, guarantee: false, guaranteeMost: null, lapsed: false, contributors: ['office'] },
  repeat: { everyDays: null, announceDaysBefore: 7 },
} as const satisfies WindowAnswers;

/** A shift of a capacity pattern. */
export const MORNINGS = {
  id: 'mornings',
  weekdays: [1, 2],
  from: '08:00',
  until: '09:00',
  slotMinutes: 20,
  counters: ['1'],
  group: 'am',
  label: 'general',
  place: 'Room 1',
};
