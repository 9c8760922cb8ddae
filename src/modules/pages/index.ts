export { VerifierPublication } from './draws/verifier-publication';
export { PagesModule } from './pages.module';
export { StaffPagesModule } from './staff/staff-pages.module';
