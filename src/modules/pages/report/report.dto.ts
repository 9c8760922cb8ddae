import { IsOptional, IsString, MaxLength } from 'class-validator';

/** A report as posted. Whatever does not fit comes back with a word about it; here only what is no form at all is refused. */
export class ReportDto {
  @IsOptional()
  @IsString()
  @MaxLength(100)
  place?: string;

  @IsOptional()
  @IsString()
  @MaxLength(20_000)
  text?: string;

  @IsOptional()
  @IsString()
  @MaxLength(5_000)
  link?: string;

  @IsOptional()
  @IsString()
  @MaxLength(5_000)
  contact?: string;
}
