import { toDate, type Moment as Instant } from '../../i18n';
import { useFormats } from '../page-context';

/** Day and time in the page's language, and in German beside it where that is another. Always Berlin's clock. */
export function Moment({ at }: { at: Instant }) {
  const formats = useFormats();
  const german = formats.germanMoment(at);
  return (
    <>
      <time dateTime={toDate(at).toISOString()}>{formats.moment(at)}</time>
      {german && (
        <span class="fs-german" lang="de" dir="ltr">
          {german}
        </span>
      )}
    </>
  );
}
