import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { LogTreeRepository } from './log-tree.repository';
import type { TilePath } from './tile-path';

/** Tree hashes grow by a factor of 2^8 from one tile level to the next. */
const LEVELS_PER_TILE = 8;

/** Serves the log as static-looking tiles (C2SP tlog-tiles), so that any monitor written for that format can follow it. */
@Injectable()
export class TilesService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly tree: LogTreeRepository,
  ) {}

  /** The newest signed checkpoint; null before the first. */
  async findCheckpoint(): Promise<string | null> {
    return (await this.tree.findLatestCheckpoint(this.dataSource.manager))?.note ?? null;
  }

  /** A tile's bytes; null if the log is not that long yet. */
  async findTile(path: TilePath): Promise<Buffer | null> {
    const first = path.index * 256;
    if (path.level < 0) {
      const bodies = await this.tree.getBodies(this.dataSource.manager, first, path.width);
      return bodies.length === path.width ? Buffer.concat(bodies.flatMap(bundle)) : null;
    }
    const hashes = await this.tree.getLevel(this.dataSource.manager, path.level * LEVELS_PER_TILE, first, path.width);
    return hashes.length === path.width ? Buffer.concat(hashes) : null;
  }
}

/** An entry in a bundle: its length as big-endian uint16, then its bytes. */
function bundle(body: string): Buffer[] {
  const bytes = Buffer.from(body, 'ascii');
  const length = Buffer.alloc(2);
  length.writeUInt16BE(bytes.length);
  return [length, bytes];
}
