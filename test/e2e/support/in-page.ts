import { readFileSync } from 'node:fs';

// Source text that runs inside a page's own world (see PageWorld): plain script of the browser, not of Node.

/** Defines `axe`. */
export const AXE = `${readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8')};0`;

/** WCAG 2.2 AA with everything before it, EN 301 549, and what axe advises beyond. */
const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice', 'EN-301-549'];

/** Violations of accessibility rules, as "rule: where: why". Wants {@link AXE} before. */
export const FIND_BARRIERS = `axe.run(document, { runOnly: ${JSON.stringify(TAGS)}, resultTypes: ['violations'] }).then(({ violations }) =>
  violations.flatMap(({ id, help, nodes }) => nodes.map(({ html, failureSummary }) =>
    id + ': ' + help + ': ' + html.slice(0, 200) + ' ' + failureSummary.replace(/\\s+/g, ' '))))`;

/** Opens what is folded up, or folds it up again: what nobody has opened yet is checked, too. */
export const UNFOLD = `for (const one of document.querySelectorAll('details:not([open])')) { one.open = true; one.dataset.unfolded = ''; } document.body.offsetHeight`;
export const FOLD = `for (const one of document.querySelectorAll('details[data-unfolded]')) { one.open = false; delete one.dataset.unfolded; } document.body.offsetHeight`;

/**
 * What does not fit the width: a page that scrolls sideways, and text that lies outside (where nobody can scroll to it in the
 * direction against reading). Text in a box that scrolls by itself may be wider; text for screen readers alone lies anywhere.
 */
const FIND_OVERFLOW = `(() => {
  const root = document.documentElement;
  const found = root.scrollWidth > root.clientWidth ? ['the page is ' + root.scrollWidth + ' px wide on ' + root.clientWidth] : [];
  const excused = (element) => {
    for (let one = element; one && one !== root; one = one.parentElement) {
      const { overflowX, position, clipPath, clip, visibility, display } = getComputedStyle(one);
      if (overflowX === 'auto' || overflowX === 'scroll') return true;
      if (display === 'none' || visibility === 'hidden' || clipPath !== 'none') return true;
      if (position === 'absolute' && (clip !== 'auto' || one.offsetLeft < -999 || one.offsetLeft > 9000)) return true;
    }
    return false;
  };
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const range = document.createRange();
  for (let text = texts.nextNode(); text; text = texts.nextNode()) {
    if (text.data.trim() === '') continue;
    range.selectNodeContents(text);
    const box = range.getBoundingClientRect();
    if (box.width === 0 || (box.left >= -1 && box.right <= root.clientWidth + 1) || excused(text.parentElement)) continue;
    found.push('text lies from ' + Math.round(box.left) + ' to ' + Math.round(box.right) + ' px: ' + text.data.trim().slice(0, 60));
  }
  return found;
})()`;

/** Links to places on this page that are not there. */
const FIND_DEAD_ANCHORS = `[...document.querySelectorAll('a[href*="#"]')]
  .filter(({ origin, pathname }) => origin === location.origin && pathname === location.pathname)
  .map(({ hash }) => decodeURIComponent(hash.slice(1)))
  .filter((id) => id !== '' && !document.getElementById(id))
  .map((id) => 'a link leads to #' + id + ', which is not there')`;

/** What stands wrong in a page as it is, and with all that is folded up opened. @returns that, and the page as its document now stands */
export const FIND_MISFITS = `(() => {
  const found = [...${FIND_OVERFLOW}, ...${FIND_DEAD_ANCHORS}];
  ${UNFOLD};
  found.push(...${FIND_OVERFLOW});
  ${FOLD};
  return { found, html: document.documentElement.outerHTML };
})()`;

/** On paper there is nothing to press and nothing to unfold: the text that is shown with everything folded up, and what is wrong. */
export const READ_PAPER = `(() => {
  const open = [...document.querySelectorAll('details[open]')];
  for (const one of open) one.open = false;
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const shown = [];
  for (let text = texts.nextNode(); text; text = texts.nextNode()) if (text.parentElement.checkVisibility()) shown.push(text.data);
  const idle = [...document.querySelectorAll('button, nav')].filter((one) => one.checkVisibility());
  const wrong = [...${FIND_OVERFLOW}, ...idle.map(({ outerHTML }) => outerHTML.slice(0, 100))];
  for (const one of open) one.open = true;
  return { text: shown.join(' ').replace(/\\s+/g, ' '), wrong };
})()`;
