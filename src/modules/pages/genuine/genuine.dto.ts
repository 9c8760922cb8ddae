import { IsOptional, IsString, MaxLength } from 'class-validator';

/** What somebody typed from a piece of paper. In the body: addresses are written down in too many places. */
export class GenuineDto {
  @IsOptional()
  @IsString()
  @MaxLength(100)
  number?: string;

  @IsOptional()
  @IsString()
  @MaxLength(100)
  code?: string;
}
