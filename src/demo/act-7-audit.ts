import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { unzipSync } from 'fflate';
import { inParallel, type Story, until, WINDOW } from './story';

interface Sample {
  id: string;
  drawId: string;
  round: number;
  roundAt: string;
  drawnAt: string | null;
  entries: { ticketId: string }[];
}

/** Real rounds come when they come. Seconds. */
const PATIENCE = 360;

/** An auditor has a later public round pick entries of the main draw. Announced now, so that nobody knows which. */
export async function announceSample(story: Story): Promise<Sample> {
  const sample = await story.staff.as('auditor').post<Sample>('/api/staff/audit/samples', { drawId: `${WINDOW}/0` });
  story.narrator.say(`an auditor has announced a sample of the main draw: round ${sample.round} will pick it, at ${sample.roundAt}`);
  return sample;
}

/** The auditor opens every picked entry on its page and records what they found, then takes the court bundle. */
export async function audit(story: Story, { id, drawId }: Sample): Promise<void> {
  const { narrator, service } = story;
  const auditor = story.staff.as('auditor');
  narrator.chapter('The auditor');
  const { entries } = await until('the round of the sample', PATIENCE, async () => {
    const now = await auditor.get<Sample>(`/api/staff/audit/samples/${id}`);
    return now.drawnAt === null ? null : now;
  });
  let confirmed = 0;
  await inParallel(entries, 4, async ({ ticketId }) => {
    const page = Buffer.from(await auditor.submit(`/en/staff/audit/samples/${id}/${ticketId}/open`)).toString('utf8');
    if (page.includes('kern-badge--danger')) return;
    await auditor.submit(`/en/staff/audit/samples/${id}/${ticketId}`, { outcome: 'confirmed' });
    confirmed++;
  });
  narrator.say(`${entries.length} entries picked by the round and opened one by one; ${confirmed} confirmed, each in the log`);
  narrator.say('(sixty of them find a list in which one entry of twenty is invented with 95 percent)');
  const bundle = await auditor.submit(`/de/staff/audit/draws/${drawId}/bundle`);
  const file = join(service.folder, 'records', 'court-bundle-0.zip');
  mkdirSync(join(service.folder, 'records'), { recursive: true });
  writeFileSync(file, bundle);
  const names = Object.keys(unzipSync(bundle));
  narrator.say(`court bundle of the main draw: ${file}, ${names.length} files, ${Math.round(bundle.length / 1024)} kB`);
  const stands = confirmed > 0 && confirmed === entries.length && names.length > 10;
  story.promises.judge('sample', stands, `${confirmed} of ${entries.length} entries`);
}
