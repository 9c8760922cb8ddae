import { H2, Link, Section, Summary, useFormats, useLocal, usePage } from '../../../platform/html';
import type { OwnDetails } from '../../registrations';

/** What was registered, and the ways to change it. */
export function OwnSettings({ details, own, canChange }: { details: OwnDetails; own: string; canChange: boolean }) {
  const { t } = usePage();
  const local = useLocal();
  const formats = useFormats();
  const { wishes, groupTitles } = { wishes: details.wishes, groupTitles: details.groups };
  const titleOf = (name: string): string => groupTitles.find((group) => group.name === name)?.title ?? name;
  return (
    <Section labelledBy="settings">
      <H2 id="settings">{t('own:settings.title')}</H2>
      <Summary
        id="settings-wishes"
        title={t('own:settings.wishes')}
        changeHref={canChange ? local(`${own}/wishes`) : undefined}
        facts={[
          [
            t('own:settings.groups'),
            wishes === null ? (
              t('own:settings.any')
            ) : (
              <ol class="fs-plain" lang="de">
                {wishes.map((wish) => (
                  <li key={wish}>{titleOf(wish)}</li>
                ))}
              </ol>
            ),
          ],
          ...(wishes !== null && details.widenIfRare ? [[t('own:settings.rare'), t('own:settings.widened')] as const] : []),
          ...(details.waivedPots.length > 0 ? [[t('register:check.pots'), t('register:pots.no')] as const] : []),
          [t('own:settings.size'), t('answer:people', { count: details.size })],
        ]}
      />
      <Summary
        id="settings-contact"
        title={t('own:settings.contact')}
        changeHref={canChange ? local(`${own}/contact`) : undefined}
        facts={[[t(`own:settings.kind.${details.contactKind}`), <bdi dir="ltr">{details.maskedContact ?? t('common:none')}</bdi>]]}
      />
      <ul class="fs-plain fs-no-print">
        <li>
          <Link href={local(`${own}/receipt`)}>{t('own:settings.receipt')}</Link>
        </li>
        {canChange && (
          <li>
            <Link href={local(`${own}/withdraw`)}>{t('own:settings.withdraw')}</Link>
          </li>
        )}
      </ul>
      <p class="kern-body kern-body--muted">
        {t('own:settings.received')} {formats.day(details.receivedAt)}
        {details.confirmedAt !== null && (
          <>
            <br />
            {t('own:settings.confirmed')} {formats.moment(details.confirmedAt)}
          </>
        )}
      </p>
    </Section>
  );
}
