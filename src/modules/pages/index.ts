export { PagesModule } from './pages.module';
export { StaffPagesModule } from './staff/staff-pages.module';
