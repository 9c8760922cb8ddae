import { join } from 'node:path';
import { createTransport } from 'nodemailer';
import { writeFileAtomically } from '../atomic-file';
import { type Letter, Mailer } from './mailer';
import { composeLetter } from './smtp-mailer';

/**
 * Writes each letter as one `.eml` file, which every mail program opens. For trials and demonstrations, and for offices
 * that have letters fetched from a folder. The same letter sent again replaces its file.
 */
export class FolderMailer extends Mailer {
  private readonly compose = createTransport({ streamTransport: true, buffer: true, newline: 'windows' });

  constructor(
    private readonly folder: string,
    private readonly from: string,
  ) {
    super();
  }

  async send(letter: Letter): Promise<void> {
    const composed = await this.compose.sendMail(composeLetter(letter, this.from));
    const name = letter.id.replaceAll(/[^A-Za-z0-9._-]/g, '_');
    await writeFileAtomically(join(this.folder, `${name}.eml`), composed.message as Buffer);
  }
}
