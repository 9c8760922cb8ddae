import { Controller, Get } from '@nestjs/common';
import { Requires } from '../staff';
import { OfferReports, type OfferReportView } from './offer-reports.service';

/** Reports of offers to sell a place, for staff. */
@Controller('api/staff/offer-reports')
export class OfferReportsController {
  constructor(private readonly reports: OfferReports) {}

  /** The newest first. What stands in them was written by strangers: show it as text, open no link without thought. */
  @Requires('see-offer-reports')
  @Get()
  async list(): Promise<OfferReportView[]> {
    return this.reports.list();
  }
}
