import { List, P, usePage } from '../../../platform/html';

/** How the authority can be reached, as far as its profile says so. */
export function ContactLine() {
  const { t, authority } = usePage();
  const { contact, phone, phoneHours, address, name } = authority;
  const items = [
    contact && (
      <a class="kern-link fs-address" href={`mailto:${contact}`} dir="ltr">
        {contact}
      </a>
    ),
    phone && (
      <>
        <a class="kern-link" href={`tel:${phone.replaceAll(/[^+\d]/g, '')}`} dir="ltr">
          {phone}
        </a>
        {phoneHours && (
          <>
            {' '}
            (<span lang="de">{phoneHours}</span>)
          </>
        )}
      </>
    ),
    address && (
      <span lang="de">
        {name}, {address}
      </span>
    ),
  ].filter(Boolean);
  return items.length === 0 ? <P>{t('legal:no-contact')}</P> : <List items={items} />;
}
