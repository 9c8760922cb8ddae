export { openBrowser } from './browser';
export { crawl, type Crawled } from './crawl';
export { findMarkupErrors } from './markup';
export { tabTo } from './keyboard';
export { linksIn, startWebService, type WebService } from './service';
export { EVERY_WAY, nameOf, PAIRED_WAYS, type Setting, STAFF_WAYS } from './setting';
export { signIn, signOut, STAFF, type StaffLogin, startStaffService } from './staff';
export { Visitor } from './visitor';
