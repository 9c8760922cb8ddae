import { Matches, MaxLength } from 'class-validator';
import { OwnKeyDto } from '../registrations';

const HEX_32_BYTES = /^[0-9a-f]{64}$/;
const DRAW_ID = /^[a-z0-9][a-z0-9.-]*(\/[a-z0-9][a-z0-9.-]*){2}\/(0|[1-9][0-9]{0,3})$/;

export class CommitDto {
  /** `<authority>/<service>/<window>/<number>` */
  @MaxLength(120)
  @Matches(DRAW_ID, { message: 'must be a draw id' })
  drawId: string;

  /** 64 hex: H("fairslot/v1/contribution", drawId, contributor, secret) */
  @Matches(HEX_32_BYTES, { message: 'must be 64 lower-case hex digits' })
  commitment: string;
}

export class RevealDto {
  /** `<authority>/<service>/<window>/<number>` */
  @MaxLength(120)
  @Matches(DRAW_ID, { message: 'must be a draw id' })
  drawId: string;

  /** 64 hex */
  @Matches(HEX_32_BYTES, { message: 'must be 64 lower-case hex digits' })
  secret: string;
}

export class VoidDrawDto {
  /** `<authority>/<service>/<window>/<number>` */
  @MaxLength(120)
  @Matches(DRAW_ID, { message: 'must be a draw id' })
  drawId: string;

  /** Code of the reason; the closed list is in docs/spec/log.md. */
  @Matches(/^[a-z-]{1,40}$/)
  reason: string;
}

export class OwnDrawsDto extends OwnKeyDto {}
