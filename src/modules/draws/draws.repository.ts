import { Injectable } from '@nestjs/common';
import { createHash } from 'node:crypto';
import type { EntityManager } from 'typeorm';
import { DrawContributionRow, DrawRow } from './draw.entities';

type DrawFiles = Map<string, Uint8Array>;

/** Rows of draws and their files. Every lock is taken here, always the draw's row first. */
@Injectable()
export class DrawsRepository {
  /** The draw's row, locked until the transaction ends: all steps of one draw take turns here. */
  async lock(em: EntityManager, id: string): Promise<DrawRow> {
    return em.getRepository(DrawRow).findOneOrFail({ where: { id }, lock: { mode: 'pessimistic_write' } });
  }

  async find(em: EntityManager, id: string): Promise<DrawRow | null> {
    return em.getRepository(DrawRow).findOneBy({ id });
  }

  async findByDrawId(em: EntityManager, drawId: string): Promise<DrawRow | null> {
    return em.getRepository(DrawRow).findOneBy({ drawId });
  }

  async listOfWindow(em: EntityManager, windowId: string): Promise<DrawRow[]> {
    return em.getRepository(DrawRow).find({ where: { windowId }, order: { number: 'ASC' } });
  }

  /** Draws with a step still to come, the most urgent first. */
  async listUnfinished(em: EntityManager): Promise<DrawRow[]> {
    return em
      .getRepository(DrawRow)
      .createQueryBuilder('draw')
      .where(`draw.state IN ('scheduled', 'frozen', 'revealed') OR (draw.state = 'drawn' AND draw.published_at IS NULL)`)
      .orderBy('draw.freeze_at')
      .getMany();
  }

  async listUnoffered(em: EntityManager): Promise<DrawRow[]> {
    return em
      .getRepository(DrawRow)
      .createQueryBuilder('draw')
      .where(`draw.state = 'drawn' AND draw.offered_at IS NULL`)
      .orderBy('draw.drawn_at')
      .getMany();
  }

  /** Inserts a draw unless it is there, or waits for whoever is inserting it. @returns whether this call did it */
  async insertOnce(em: EntityManager, row: DrawRow): Promise<boolean> {
    const result = await em.createQueryBuilder().insert().into(DrawRow).values(row).orIgnore().returning('id').execute();
    return (result.raw as unknown[]).length === 1;
  }

  async update(em: EntityManager, id: string, change: Partial<DrawRow>): Promise<void> {
    await em.getRepository(DrawRow).update({ id }, change);
  }

  /** Adds a file to the record. @returns its SHA-256 as hex */
  async addFile(em: EntityManager, drawUuid: string, name: string, content: Uint8Array): Promise<string> {
    const sha256 = createHash('sha256').update(content).digest('hex');
    await em.query(`INSERT INTO draw_files (draw_uuid, name, content, sha256) VALUES ($1, $2, $3, $4)`, [
      drawUuid,
      name,
      Buffer.from(content.buffer, content.byteOffset, content.byteLength),
      sha256,
    ]);
    return sha256;
  }

  async getFiles(em: EntityManager, drawUuid: string): Promise<DrawFiles> {
    const rows: { name: string; content: Buffer }[] = await em.query(
      `SELECT name, content FROM draw_files WHERE draw_uuid = $1 ORDER BY name`,
      [drawUuid],
    );
    return new Map(rows.map((row) => [row.name, new Uint8Array(row.content.buffer, row.content.byteOffset, row.content.byteLength)]));
  }

  async findFile(em: EntityManager, drawUuid: string, name: string): Promise<Buffer | null> {
    const [row]: { content: Buffer }[] = await em.query(`SELECT content FROM draw_files WHERE draw_uuid = $1 AND name = $2`, [
      drawUuid,
      name,
    ]);
    return row?.content ?? null;
  }

  async listFiles(em: EntityManager, drawUuid: string): Promise<{ name: string; bytes: number; sha256: string }[]> {
    return em.query(`SELECT name, octet_length(content) AS bytes, sha256 FROM draw_files WHERE draw_uuid = $1 ORDER BY name`, [drawUuid]);
  }

  async getContributions(em: EntityManager, drawUuid: string): Promise<DrawContributionRow[]> {
    return em.getRepository(DrawContributionRow).findBy({ drawUuid });
  }

  /** Registrations in entries of draws that are frozen but not drawn: they can't stand in two draws at once. */
  async listPendingRegistrations(em: EntityManager, serviceId: string): Promise<string[]> {
    const rows: { registration_id: string }[] = await em.query(
      `SELECT entry.registration_id FROM draw_entries entry
       JOIN draws ON draws.id = entry.draw_uuid AND draws.state IN ('frozen', 'revealed')
       JOIN windows ON windows.id = draws.window_id WHERE windows.service_id = $1`,
      [serviceId],
    );
    return rows.map((row) => row.registration_id);
  }
}
