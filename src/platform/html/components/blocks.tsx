import type { ComponentChildren } from 'preact';
import { usePage } from '../page-context';

type Children = { children: ComponentChildren };
export type Tone = 'info' | 'success' | 'warning' | 'danger';

/** Classes are written whole: the build keeps of the style sheet what it finds in the sources. */
const ALERT: Readonly<Record<Tone, string>> = {
  info: 'kern-alert kern-alert--info',
  success: 'kern-alert kern-alert--success',
  warning: 'kern-alert kern-alert--warning',
  danger: 'kern-alert kern-alert--danger',
};
const BADGE: Readonly<Record<Tone, string>> = {
  info: 'kern-badge kern-badge--info',
  success: 'kern-badge kern-badge--success',
  warning: 'kern-badge kern-badge--warning',
  danger: 'kern-badge kern-badge--danger',
};
const TONE_ICON: Readonly<Record<Tone, string>> = {
  info: 'kern-icon kern-icon--info',
  success: 'kern-icon kern-icon--success',
  warning: 'kern-icon kern-icon--warning',
  danger: 'kern-icon kern-icon--danger',
};

/** The page's heading, one a page. */
export function H1({ children, preline }: Children & { preline?: string }) {
  return (
    <header class="fs-title">
      {preline && <p class="kern-body kern-body--muted">{preline}</p>}
      <h1 class="kern-heading-large">{children}</h1>
    </header>
  );
}

export function H2({ children, id }: Children & { id?: string }) {
  return (
    <h2 class="kern-heading-medium" id={id}>
      {children}
    </h2>
  );
}

export function H3({ children, id }: Children & { id?: string }) {
  return (
    <h3 class="kern-heading-small" id={id}>
      {children}
    </h3>
  );
}

/** A paragraph, as wide as is good to read. */
export function P({ children, muted, large }: Children & { muted?: boolean; large?: boolean }) {
  return <p class={muted ? 'kern-body kern-body--muted' : large ? 'kern-body kern-body--large' : 'kern-body'}>{children}</p>;
}

export function List({ items, numbered }: { items: readonly ComponentChildren[]; numbered?: boolean }) {
  const entries = items.map((item, index) => <li key={index}>{item}</li>);
  return numbered ? <ol class="kern-list kern-list--number">{entries}</ol> : <ul class="kern-list kern-list--bullet">{entries}</ul>;
}

/** A box that stands out. Announced by screen readers as part of the page, not as an interruption. */
export function Alert({ tone, title, children, id }: { tone: Tone; title: ComponentChildren; children?: ComponentChildren; id?: string }) {
  return (
    <div class={ALERT[tone]} id={id}>
      <div class="kern-alert__header">
        <span class={TONE_ICON[tone]} aria-hidden="true"></span>
        <p class="kern-title">{title}</p>
      </div>
      {children && <div class="kern-alert__body">{children}</div>}
    </div>
  );
}

export function Badge({ tone, children }: Children & { tone: Tone }) {
  return (
    <span class={BADGE[tone]}>
      <span class={TONE_ICON[tone]} aria-hidden="true"></span>
      <span class="kern-label kern-label--small">{children}</span>
    </span>
  );
}

/** A box on its own surface. */
export function Card({ children, title, level = 2 }: Children & { title?: ComponentChildren; level?: 2 | 3 }) {
  const Heading = level === 2 ? 'h2' : 'h3';
  return (
    <div class="kern-card">
      <div class="kern-card__container">
        {title && (
          <div class="kern-card__header">
            <Heading class="kern-title">{title}</Heading>
          </div>
        )}
        <div class="kern-card__body fs-flow">{children}</div>
      </div>
    </div>
  );
}

/** Something that most people need not read, closed until somebody opens it. Works without script. */
export function Details({ summary, children, open }: Children & { summary: ComponentChildren; open?: boolean }) {
  return (
    <details class="kern-accordion" open={open}>
      <summary class="kern-accordion__header">
        <span class="kern-title">{summary}</span>
      </summary>
      <div class="kern-accordion__body fs-flow">{children}</div>
    </details>
  );
}

/** Facts as key and value. */
export function Facts({ facts }: { facts: readonly (readonly [key: ComponentChildren, value: ComponentChildren] | null)[] }) {
  return (
    <dl class="kern-description-list">
      {facts.map(
        (fact, index) =>
          fact && (
            <div class="kern-description-list-item" key={index}>
              <dt class="kern-description-list-item__key">{fact[0]}</dt>
              <dd class="kern-description-list-item__value">{fact[1]}</dd>
            </div>
          ),
      )}
    </dl>
  );
}

/** One group of answers on a "check your answers" page, with a link to change them. */
export function Summary({
  title,
  facts,
  changeHref,
  id,
}: {
  title: string;
  id: string;
  changeHref?: string;
  facts: Parameters<typeof Facts>[0]['facts'];
}) {
  const { t } = usePage();
  return (
    <div class="kern-summary">
      <div class="kern-summary__header">
        <h2 class="kern-title kern-title--small" id={id}>
          {title}
        </h2>
      </div>
      <div class="kern-summary__body">
        <Facts facts={facts} />
        {changeHref && (
          <div class="kern-summary__actions">
            <a class="kern-link" href={changeHref} aria-describedby={id}>
              <span class="kern-icon kern-icon--edit kern-icon--small" aria-hidden="true"></span>
              {t('action.change')}
            </a>
          </div>
        )}
      </div>
    </div>
  );
}

/** A text that somebody else has written, a name above all: it brings its own direction and can't turn ours around. */
export function Foreign({ text }: { text: string }) {
  return <bdi dir="auto">{text}</bdi>;
}

/** Groups blocks that belong together, with one distance between them. */
export function Section({ children, labelledBy }: Children & { labelledBy?: string }) {
  return (
    <section class="fs-flow" aria-labelledby={labelledBy}>
      {children}
    </section>
  );
}
