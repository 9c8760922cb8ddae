export type { Authority } from './authority';
export { ConfigError, parseConfig } from './config';
export { type Config, LOG_LEVELS, type OidcConfig } from './config-shape';
export { RETENTION_CLASSES, type Retention, type RetentionClass } from './retention';
export { isLoopback } from './environment-reader';
export { type Keys, openKeys, parseKeys, readKeys } from './keys';
export { CONFIG, ConfigModule, KEYS } from './config.module';
