/** Identifiers and private links: what differs between two people's pages and is no matter of the page. */
const IDENTIFIERS = /[0-9a-f]{8}-[0-9a-f-]{27}|[\w.-]{22,}/g;

/** A page's text as it is for everybody: the same page, shown to somebody else, has been looked at already. */
export function withoutIdentifiers(html: string): string {
  return html.replaceAll(IDENTIFIERS, '#');
}
