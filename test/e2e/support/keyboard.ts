import type { ElementHandle, Locator, Page } from 'playwright-core';
import { waitFor } from '../../support/wait-for';

/** Stops of the Tab key that a page may have; a walk that long goes in circles. */
const MOST_STOPS = 400;
/** Time for a picture to be made on a busy machine. */
const LONGEST_MS = 5000;

/**
 * Walks by Tab to an element, as somebody without a pointer does. Every stop on the way has to show that it has the focus.
 * @throws Error if Tab never comes there, or a stop can't be seen
 */
export async function tabTo(page: Page, target: Locator): Promise<void> {
  const wanted = await target.elementHandle();
  if (!wanted) throw new Error(`there is no ${String(target)}`);
  if (await wanted.evaluate((element) => element === element.ownerDocument.activeElement)) return;
  for (let stop = 0; stop < MOST_STOPS; stop++) {
    await page.keyboard.press('Tab');
    // The browser scrolls to what has the focus with its next picture.
    let focus = await lookAtFocus(wanted);
    await waitFor(
      async () => focus.unseen === null || (focus = await lookAtFocus(wanted)).unseen === null,
      'a focus to be seen',
      LONGEST_MS,
    ).catch(() => {
      throw new Error(`the focus can't be seen on ${focus.unseen}`);
    });
    if (focus.isThere) return;
  }
  throw new Error(`Tab never comes to ${String(target)}`);
}

/** Goes to one of several radio buttons: Tab to the group, arrows within it. */
export async function chooseByKeyboard(page: Page, radio: Locator): Promise<void> {
  const name = await radio.getAttribute('name');
  const group = page.locator(`input[type=radio][name=${JSON.stringify(name)}]`);
  const checked = page.locator(`input[type=radio][name=${JSON.stringify(name)}]:checked`);
  await tabTo(page, (await checked.count()) > 0 ? checked : group.first());
  for (let step = await group.count(); step >= 0; step--) {
    if (await radio.evaluate((element) => element === element.ownerDocument.activeElement)) break;
    await page.keyboard.press('ArrowDown');
  }
  if (!(await radio.isChecked())) await page.keyboard.press('Space');
  if (!(await radio.isChecked())) throw new Error(`the keyboard can't choose ${String(radio)}`);
}

interface Focus {
  /** What has the focus without showing it. */
  readonly unseen: string | null;
  readonly isThere: boolean;
}

/** Where the focus is: at the element or elsewhere, and whether it can be seen. */
function lookAtFocus(wanted: ElementHandle): Promise<Focus> {
  return wanted.evaluate((target) => {
    interface Styles {
      outlineStyle: string;
      outlineWidth: string;
      boxShadow: string;
    }
    interface Box {
      top: number;
      bottom: number;
      left: number;
      right: number;
    }
    interface Shown {
      outerHTML: string;
      labels?: ArrayLike<Shown>;
      getBoundingClientRect(): Box;
    }
    const view = globalThis as unknown as {
      document: { activeElement: Shown; body: Shown };
      innerWidth: number;
      innerHeight: number;
      getComputedStyle(element: Shown, part?: string): Styles;
    };
    const element = view.document.activeElement;
    const isThere = (target as unknown as Shown) === element;
    if (element === view.document.body) return { unseen: null, isThere };
    const shows = (one: Shown): boolean =>
      [undefined, '::before', '::after'].some((part) => {
        const { outlineStyle, outlineWidth, boxShadow } = view.getComputedStyle(one, part);
        return (outlineStyle !== 'none' && parseFloat(outlineWidth) >= 1) || boxShadow !== 'none';
      });
    const box = element.getBoundingClientRect();
    const inView = box.bottom > 0 && box.top < view.innerHeight && box.right > 0 && box.left < view.innerWidth;
    const seen = inView && (shows(element) || Array.from(element.labels ?? []).some(shows));
    return { unseen: seen ? null : element.outerHTML.slice(0, 200), isThere };
  });
}
