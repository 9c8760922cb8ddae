import { SetMetadata } from '@nestjs/common';

/** Metadata key under which a handler says who may call it. A handler without it is refused. */
export const ACCESS = 'fairslot:access';

/** Everybody may call this handler, without signing in. */
export const Public = () => SetMetadata(ACCESS, 'public');

/** Extension of a described operation (OpenAPI): the duty that it takes. */
export const DUTY_EXTENSION = 'x-duty';
