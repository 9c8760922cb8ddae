export { type Config, ConfigError, LOG_LEVELS, parseConfig } from './config';
export { isLoopback } from './environment-reader';
export { type Keys, openKeys, parseKeys } from './keys';
export { CONFIG, ConfigModule, KEYS } from './config.module';
