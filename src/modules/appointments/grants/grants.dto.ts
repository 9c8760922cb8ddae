import { IsIn, IsString, IsUUID, Matches, MaxLength } from 'class-validator';
import { APPROVAL_KINDS } from '../../approvals';

export class GrantSlotDto {
  /** The registration's id. */
  @IsUUID()
  registration: string;

  @IsIn(APPROVAL_KINDS['slot.grant'].reasons)
  reason: string;

  /** `<authority>/<service>/<window>` */
  @IsString()
  @MaxLength(120)
  window: string;

  /** Id of the first slot; as many after it are taken as the registration needs. */
  @Matches(/^[a-z0-9][a-z0-9._-]{0,39}$/)
  slot: string;
}
