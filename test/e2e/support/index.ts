export { openBrowser } from './browser';
export { crawl, type Crawled } from './crawl';
export { findMarkupErrors } from './markup';
export { tabTo } from './keyboard';
export { linksIn, startWebService, type WebService } from './service';
export { EVERY_WAY, MATRIX, nameOf, POINTED, type Setting } from './setting';
export { Visitor } from './visitor';
