import type answer from '../../texts/de/answer.json';
import type check from '../../texts/de/check.json';
import type common from '../../texts/de/common.json';
import type draws from '../../texts/de/draws.json';
import type errors from '../../texts/de/errors.json';
import type fairness from '../../texts/de/fairness.json';
import type genuine from '../../texts/de/genuine.json';
import type legal from '../../texts/de/legal.json';
import type report from '../../texts/de/report.json';
import type home from '../../texts/de/home.json';
import type letters from '../../texts/de/letters.json';
import type staff from '../../texts/de/staff.json';
import type staffPlan from '../../texts/de/staff-plan.json';
import type staffCounter from '../../texts/de/staff-counter.json';
import type staffReview from '../../texts/de/staff-review.json';
import type staffActs from '../../texts/de/staff-acts.json';
import type staffAudit from '../../texts/de/staff-audit.json';
import type windows from '../../texts/de/windows.json';
import type receipt from '../../texts/de/receipt.json';
import type register from '../../texts/de/register.json';
import type start from '../../texts/de/start.json';
import type own from '../../texts/de/own.json';
import type sheet from '../../texts/de/sheet.json';

/** The German texts by file: what a key must be among. A new file is added here and in every language's folder. */
export interface Resources {
  answer: typeof answer;
  check: typeof check;
  common: typeof common;
  draws: typeof draws;
  errors: typeof errors;
  fairness: typeof fairness;
  genuine: typeof genuine;
  legal: typeof legal;
  report: typeof report;
  home: typeof home;
  letters: typeof letters;
  staff: typeof staff;
  'staff-plan': typeof staffPlan;
  'staff-counter': typeof staffCounter;
  'staff-review': typeof staffReview;
  'staff-acts': typeof staffActs;
  'staff-audit': typeof staffAudit;
  windows: typeof windows;
  receipt: typeof receipt;
  register: typeof register;
  start: typeof start;
  own: typeof own;
  sheet: typeof sheet;
}

export type Namespace = keyof Resources;

declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'common';
    resources: Resources;
    returnNull: false;
  }
}
