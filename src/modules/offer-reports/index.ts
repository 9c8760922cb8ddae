export { OfferReportRow } from './offer-report.entity';
export { OfferReportsModule } from './offer-reports.module';
export { OFFER_PLACES, type OfferPlace, type OfferReport, OfferReports, type OfferReportView } from './offer-reports.service';
