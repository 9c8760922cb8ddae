import type { RateLimit } from '../../platform/limits';

/** Registrations from one address in an hour: wide, because a shelter, a library or a mobile network shares one. */
export const REGISTRATIONS_OF_ADDRESS: RateLimit = { name: 'registrations', most: 600, seconds: 3600 };
/** Codes and links tried from one address in an hour. Each registration has its own, narrow limit besides. */
export const CONFIRMATIONS_OF_ADDRESS: RateLimit = { name: 'confirmations', most: 1200, seconds: 3600 };
