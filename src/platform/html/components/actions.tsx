import type { ComponentChildren } from 'preact';
import { usePage } from '../page-context';

type Weight = 'primary' | 'secondary' | 'tertiary';

const BUTTON: Readonly<Record<Weight, string>> = {
  primary: 'kern-btn kern-btn--primary',
  secondary: 'kern-btn kern-btn--secondary',
  tertiary: 'kern-btn kern-btn--tertiary',
};

/** Sends the form it stands in. `name` and `value` tell several buttons of one form apart. */
export function Button(props: { children: ComponentChildren; weight?: Weight; name?: string; value?: string }) {
  return (
    <button class={BUTTON[props.weight ?? 'primary']} type="submit" name={props.name} value={props.value}>
      <span class="kern-label">{props.children}</span>
    </button>
  );
}

/** A link that looks like a button: leads somewhere, changes nothing. */
export function ButtonLink({ href, children, weight = 'primary' }: { href: string; children: ComponentChildren; weight?: Weight }) {
  return (
    <a class={BUTTON[weight]} href={href}>
      <span class="kern-label">{children}</span>
    </a>
  );
}

export function Link({
  href,
  children,
  download,
  language,
}: {
  href: string;
  children: ComponentChildren;
  download?: boolean;
  language?: string;
}) {
  return (
    <a class="kern-link" href={href} download={download} hreflang={language}>
      {children}
    </a>
  );
}

/** Buttons side by side, below each other on a phone. */
export function Actions({ children }: { children: ComponentChildren }) {
  return <div class="fs-actions">{children}</div>;
}

/** Where the question before this one is. First in the page, as people look for it there. */
export function BackLink({ href, children }: { href: string; children?: ComponentChildren }) {
  const { t } = usePage();
  return (
    <p class="fs-back">
      <a class="kern-link" href={href}>
        <span class="kern-icon kern-icon--arrow-back kern-icon--small" aria-hidden="true"></span>
        {children ?? t('action.back')}
      </a>
    </p>
  );
}

/** How far somebody has come on a path of several pages. */
export function Steps({ current, total, title }: { current: number; total: number; title: string }) {
  const { t } = usePage();
  return (
    <div class="kern-progress fs-steps">
      <label class="kern-label kern-label--small" for="steps">
        {t('steps', { current, total, title })}
      </label>
      <progress id="steps" value={current} max={total}></progress>
    </div>
  );
}
