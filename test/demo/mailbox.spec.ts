import { join } from 'node:path';
import { readLetters } from '../../src/demo/mailbox';
import { FolderMailer } from '../../src/platform/mail';
import { createTemporaryFolder, removeFolder } from '../support';

const folder = createTemporaryFolder('mailbox');
afterAll(() => removeFolder(folder));

const TEXT =
  'Guten Tag,\n\nIhr Code: 123456\n\nبريد = gleich & größer als fünfundsiebzig Zeichen, damit eine Zeile umbrochen werden muss\n';

test('the demo reads the text of our letters, whatever is beside it, in the order they were written', async () => {
  const mailer = new FolderMailer(join(folder, 'mail'), 'amt@example.org');
  const letter = { to: 'a@example.org', subject: 'Ein Termin für Sie – موعد', text: TEXT };
  const attachment = { filename: 'a.ics', contentType: 'text/calendar', content: 'BEGIN:VCALENDAR' };
  await mailer.send({ ...letter, id: '10-b' });
  await mailer.send({ ...letter, id: '9-a', html: '<p>Code 999999</p>' });
  await mailer.send({ ...letter, id: '11-c', html: '<p>Code 999999</p>', attachments: [attachment] });
  const read = await readLetters(join(folder, 'mail'), new Set());
  expect(read.map(({ file }) => file)).toEqual(['9-a.eml', '10-b.eml', '11-c.eml']);
  for (const { to, subject, text } of read)
    expect({ to, subject, text: text.replaceAll('\r\n', '\n').trim() }).toEqual({ ...letter, text: TEXT.trim() });
});
