import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { RETENTION_CLASSES } from '../../../src/platform/config';
import { createTemporaryFolder, removeFolder, startTestApp } from '../../support';

test('the privacy page names the periods that are configured, and the accessibility statement the contact', async () => {
  const folder = createTemporaryFolder('authority');
  const file = join(folder, 'authority.json');
  writeFileSync(file, JSON.stringify({ name: 'Amt <b>Musterstadt</b>', contact: 'barrierefrei@amt.example', phone: '+49 30 000000' }));
  const { app, stop } = await startTestApp({
    environment: { FAIRSLOT_AUTHORITY_FILE: file, RETENTION_DAYS: 'offer-report=77,waiting=444' },
  });
  try {
    const privacy = (await app.inject('/en/privacy')).body;
    const rows = [...privacy.matchAll(/<tr class="kern-table__row"><th[^>]*>(.*?)<\/th><td[^>]*>(\d+)<\/td><\/tr>/g)].map(
      ([, what, days]) => [what, days],
    );
    expect(rows).toHaveLength(Object.keys(RETENTION_CLASSES).length);
    expect(rows).toContainEqual(['Reported offer to sell: after it arrived', '77']);
    expect(rows.map(([, days]) => days)).toContain('444');
    expect(privacy).toContain('Amt &lt;b>Musterstadt&lt;/b> is responsible');
    const statement = (await app.inject('/en/accessibility')).body;
    expect(statement).toContain('href="mailto:barrierefrei@amt.example"');
    // Honest about what no translator has read.
    for (const language of ['Українська', 'العربية', 'Türkçe', 'Einfaches Deutsch']) expect(statement).toContain(`>${language}</span>`);
  } finally {
    await stop();
    removeFolder(folder);
  }
});

test('an installation without a profile says that there is no contact yet', async () => {
  const { app, stop } = await startTestApp();
  try {
    for (const page of ['privacy', 'accessibility'])
      expect((await app.inject(`/de/${page}`)).body).toContain('noch keinen Kontakt eingetragen');
  } finally {
    await stop();
  }
});
