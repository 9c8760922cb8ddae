export { openBrowser } from './browser';
export { tabTo } from './keyboard';
export { linksIn, startWebService, type WebService } from './service';
export { EVERY_WAY, MATRIX, nameOf, POINTED, type Setting } from './setting';
export { Visitor } from './visitor';
