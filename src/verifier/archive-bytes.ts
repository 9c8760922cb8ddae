import { unreadable } from './record-files';

/** Whole numbers and names at places of an archive; whatever lies outside it is refused. */
export class ArchiveBytes {
  readonly length: number;
  private readonly view: DataView;

  constructor(private readonly bytes: Uint8Array) {
    this.length = bytes.length;
    this.view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  uint16(at: number): number {
    this.assertInside(at, 2);
    return this.view.getUint16(at, true);
  }

  uint32(at: number): number {
    this.assertInside(at, 4);
    return this.view.getUint32(at, true);
  }

  slice(at: number, length: number): Uint8Array {
    this.assertInside(at, length);
    return this.bytes.subarray(at, at + length);
  }

  /** One character a byte, so that equal texts are equal bytes. */
  text(at: number, length: number): string {
    return String.fromCharCode(...this.slice(at, length));
  }

  private assertInside(at: number, length: number): void {
    if (at < 0 || at + length > this.length) throw unreadable('a whole zip archive', 'one that ends too soon');
  }
}

const CHECKSUM_TABLE = Uint32Array.from({ length: 256 }, (_, byte) => {
  let remainder = byte;
  for (let bit = 0; bit < 8; bit++) remainder = (remainder >>> 1) ^ (remainder & 1 ? 0xedb88320 : 0);
  return remainder;
});

/** CRC-32 as zip has it. */
export function checksumOf(bytes: Uint8Array): number {
  let remainder = 0xffffffff;
  for (let i = 0; i < bytes.length; i++) remainder = (remainder >>> 8) ^ CHECKSUM_TABLE[(remainder ^ bytes[i]!) & 255]!;
  return ~remainder >>> 0;
}
