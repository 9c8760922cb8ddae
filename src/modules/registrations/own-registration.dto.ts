import { Type } from 'class-transformer';
import { IsDefined, IsObject, IsString, Length, Matches, MaxLength, ValidateIf, ValidateNested } from 'class-validator';
import { ContactDto, WishesDto } from './registration.dto';

/** Either the private link with the code from the letter, or the token of the letter's link alone. */
export class ConfirmDto {
  @ValidateIf((body: ConfirmDto) => body.token === undefined)
  @IsString()
  @MaxLength(100)
  link?: string;

  @ValidateIf((body: ConfirmDto) => body.token === undefined)
  @Matches(/^\d{6}$/)
  code?: string;

  // Without a condition an absent token would be an error; with IsOptional a null would pass.
  @ValidateIf((body: ConfirmDto) => body.token !== undefined)
  @IsString()
  @MaxLength(100)
  token?: string;
}

/** What opens one's own registration, here and in every module: in the body, because addresses are written down in too many places. */
export class OwnKeyDto {
  /** The private link's token, `<id>.<mac>`. */
  @IsString()
  @MaxLength(100)
  link: string;

  @Length(1, 60)
  caseNumber: string;
}

export class ChangeWishesDto extends WishesDto {
  @IsString()
  @MaxLength(100)
  link: string;

  @Length(1, 60)
  caseNumber: string;
}

export class ChangeContactDto extends OwnKeyDto {
  @IsDefined()
  @IsObject()
  @ValidateNested()
  @Type(() => ContactDto)
  contact: ContactDto;
}
