import type common from '../../texts/de/common.json';
import type errors from '../../texts/de/errors.json';
import type home from '../../texts/de/home.json';

/** The German texts by file: what a key must be among. A new file is added here and in every language's folder. */
export interface Resources {
  common: typeof common;
  errors: typeof errors;
  home: typeof home;
}

export type Namespace = keyof Resources;

declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'common';
    resources: Resources;
    returnNull: false;
  }
}
