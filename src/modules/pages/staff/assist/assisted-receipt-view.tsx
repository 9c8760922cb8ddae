import type { ComponentProps } from 'preact';
import { ReceiptView } from '../../receipt/receipt-view';

interface Props extends ComponentProps<typeof ReceiptView> {
  /** The way on for staff, in their language. */
  readonly back: { readonly href: string; readonly text: string; readonly language: string };
}

/** The receipt as the person gets it on paper; only the way back to the desk is for staff, and is not printed. */
export function AssistedReceiptView({ back, ...receipt }: Props) {
  return (
    <>
      <p class="fs-no-print">
        <a class="kern-link" href={back.href} lang={back.language} dir="ltr">
          {back.text}
        </a>
      </p>
      <ReceiptView {...receipt} />
    </>
  );
}
