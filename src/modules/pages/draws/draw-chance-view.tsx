import { Details, Facts, H2, Link, P, Section, usePage } from '../../../platform/html';
import type { DrawChance } from '../../draws';

/** The chance that decided, and a line with which anybody computes one lot on their own computer. */
export function DrawChanceView({ outcome }: { outcome: DrawChance }) {
  const { t } = usePage();
  const { seed, round, randomness, chainHash, kind, best } = outcome;
  const source = `https://api.drand.sh/${chainHash}/public/${round}`;
  return (
    <Section labelledBy="chance">
      <H2 id="chance">{t('draws:chance.title')}</H2>
      {kind === 'practice' && <P>{t('draws:chance.practice')}</P>}
      <Facts
        facts={[
          [t('draws:chance.round'), <code class="fs-code">{round}</code>],
          [t('draws:chance.value'), <code class="fs-code">{randomness}</code>],
          kind === 'public' ? [t('draws:chance.source'), <Link href={source}>{source}</Link>] : null,
          [t('draws:chance.seed'), <code class="fs-code">{seed}</code>],
        ]}
      />
      {best && (
        <Details summary={t('draws:chance.lot')}>
          <P>{t('draws:chance.lot-text', { j: best.j })}</P>
          <pre class="fs-code">{`printf '%s:%s:%s' ${seed} ${best.ticketId} ${best.j} | sha256sum`}</pre>
          <P>{t('draws:chance.lot-result')}</P>
          <pre class="fs-code">{best.score}</pre>
        </Details>
      )}
    </Section>
  );
}
