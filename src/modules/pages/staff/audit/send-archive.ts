import type { FastifyReply } from 'fastify';
import type { ExportedArchive } from '../../../audits';

/** Hands out an archive to be saved, and kept by nobody on the way. */
export async function sendArchive(reply: FastifyReply, { zip, name }: ExportedArchive): Promise<void> {
  await reply
    .status(200)
    .header('content-type', 'application/zip')
    .header('content-disposition', `attachment; filename="${name}"`)
    .header('cache-control', 'no-store')
    .send(zip);
}
