import type { ApiClient } from './api-client';
import type { DemoService } from './demo-service';
import type { DemoStaff } from './demo-staff';
import type { Examples } from './examples';
import type { Narrator } from './narrator';
import type { Applicant } from './people';
import type { Promises } from './promises';

export const AUTHORITY = 'musterstadt.example';
export const SERVICE = `${AUTHORITY}/renew-permit`;
export const WINDOW = `${SERVICE}/demo`;

/** An applicant after registering: what they hold in their hands. */
export interface Registered extends Applicant {
  registration: string;
  /** Token of the private link. */
  link: string;
  /** The signed receipt, as text. */
  receipt: string;
  /** From the receipt; finds the own ticket in every draw. */
  receiptSecret: string;
  /** From the receipt, too. */
  receivedAt: string;
}

/** What the acts share. */
export interface Story {
  service: DemoService;
  everybody: ApiClient;
  staff: DemoStaff;
  examples: Examples;
  narrator: Narrator;
  windowId: string;
  registered: Registered[];
  promises: Promises;
}

/** Runs `work` over all items, so many at a time, in order of starting. */
export async function inParallel<T>(items: readonly T[], atOnce: number, work: (item: T, index: number) => Promise<void>): Promise<void> {
  let next = 0;
  const one = async (): Promise<void> => {
    while (next < items.length) {
      const index = next++;
      await work(items[index]!, index);
    }
  };
  await Promise.all(Array.from({ length: Math.min(atOnce, items.length) }, one));
}

/** Asks until the answer is there. @throws Error with `what` when it takes longer than `seconds` */
export async function until<T>(what: string, seconds: number, ask: () => Promise<T | null | false>): Promise<T> {
  const end = Date.now() + seconds * 1000;
  while (Date.now() < end) {
    const answer = await ask();
    if (answer) return answer;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  throw new Error(`waited ${seconds} s in vain for ${what}`);
}
