/** What an element may be told. Texts are only ever set as text. */
interface Attributes {
  readonly [name: string]: string | boolean | undefined | ((event: Event) => void);
}

export type Child = Node | string | null | false;

/** Makes an element with attributes, listeners (`onclick`) and children. */
export function el<Name extends keyof HTMLElementTagNameMap>(
  name: Name,
  attributes: Attributes = {},
  ...children: readonly Child[]
): HTMLElementTagNameMap[Name] {
  return fill(document.createElement(name), attributes, children);
}

/** The same for pictures. Colours come from classes: an inline style would break the page's policy. */
export function svg(name: string, attributes: Attributes = {}, ...children: readonly Child[]): SVGElement {
  return fill(document.createElementNS('http://www.w3.org/2000/svg', name), attributes, children);
}

/** Replaces what is in an element. */
export function show(parent: Element, ...children: readonly Child[]): void {
  parent.replaceChildren(...children.filter((child): child is Node | string => child !== null && child !== false));
}

function fill<T extends Element>(element: T, attributes: Attributes, children: readonly Child[]): T {
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === 'function') element.addEventListener(name.replace(/^on/, ''), value);
    else if (value === true) element.setAttribute(name, '');
    else if (typeof value === 'string') element.setAttribute(name, value);
  }
  show(element, ...children);
  return element;
}

/** A box that is closed until somebody opens it. */
export function details(summary: string, ...children: readonly Child[]): HTMLDetailsElement {
  return el(
    'details',
    { class: 'kern-accordion' },
    el('summary', { class: 'kern-accordion__header' }, el('span', { class: 'kern-title' }, summary)),
    el('div', { class: 'kern-accordion__body fs-flow' }, ...children),
  );
}

export function paragraph(text: string, muted = false): HTMLParagraphElement {
  return el('p', { class: muted ? 'kern-body kern-body--muted' : 'kern-body' }, text);
}

/** Something that is compared digit by digit. */
export function code(text: string): HTMLElement {
  return el('code', { class: 'fs-code' }, text);
}

export function button(label: string, onclick: () => void): HTMLButtonElement {
  return el('button', { class: 'kern-btn kern-btn--secondary', type: 'button', onclick }, el('span', { class: 'kern-label' }, label));
}

/** Facts as key and value, as on every other page. */
export function facts(...pairs: readonly (readonly [key: string, value: Child])[]): HTMLElement {
  return el(
    'dl',
    { class: 'kern-description-list' },
    ...pairs.map(([key, value]) =>
      el(
        'div',
        { class: 'kern-description-list-item' },
        el('dt', { class: 'kern-description-list-item__key' }, key),
        el('dd', { class: 'kern-description-list-item__value' }, value),
      ),
    ),
  );
}
