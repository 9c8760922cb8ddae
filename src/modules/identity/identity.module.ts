import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { oncePerRole } from '../../platform/role';
import { CaseImportService } from './case-import.service';
import { CaseImportRow } from './case-import.entity';
import { CaseRecordRow } from './case-record.entity';
import { CaseRecordsRepository } from './case-records.repository';
import { CaseRegister } from './case-register';
import { IdentityController } from './identity.controller';
import { IdentityKeys } from './identity-keys';
import { PostgresCaseRegister } from './postgres-case-register';

/** One person, one registration: whose case is it, and does the office know it? */
@Module({})
export class IdentityModule {
  static readonly forRole = oncePerRole((role) => ({
    module: IdentityModule,
    imports: [TypeOrmModule.forFeature([CaseRecordRow, CaseImportRow])],
    controllers: role.web ? [IdentityController] : [],
    providers: [IdentityKeys, CaseRecordsRepository, CaseImportService, { provide: CaseRegister, useClass: PostgresCaseRegister }],
    exports: [IdentityKeys, CaseRegister, CaseImportService],
  }));
}
