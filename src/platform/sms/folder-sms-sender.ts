import { join } from 'node:path';
import { writeFileAtomically } from '../atomic-file';
import { type ShortMessage, SmsSender } from './sms-sender';

/** Writes each message as one JSON file: for trials and demonstrations. Sent again, it replaces its file. */
export class FolderSmsSender extends SmsSender {
  constructor(private readonly folder: string) {
    super();
  }

  async send(message: ShortMessage): Promise<void> {
    const name = message.id.replaceAll(/[^A-Za-z0-9._-]/g, '_');
    await writeFileAtomically(join(this.folder, `${name}.json`), `${JSON.stringify(message, null, 2)}\n`);
  }
}
