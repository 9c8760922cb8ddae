import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { oncePerRole } from '../../platform/role';
import { OfferReportRow } from './offer-report.entity';
import { OfferReportsController } from './offer-reports.controller';
import { OfferReports } from './offer-reports.service';

/** Reports of offers to sell a place. */
@Module({})
export class OfferReportsModule {
  static readonly forRole = oncePerRole((role) => ({
    module: OfferReportsModule,
    imports: [TypeOrmModule.forFeature([OfferReportRow])],
    controllers: role.web ? [OfferReportsController] : [],
    providers: [OfferReports],
    exports: [OfferReports],
  }));
}
