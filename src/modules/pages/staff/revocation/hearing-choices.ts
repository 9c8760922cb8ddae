/** What the forms of a hearing offer, for the views: they show, and ask nothing of a module. */
export { DROP_REASONS, HEARING_REASONS } from '../../../appointments';
export { TAKEN_WAYS } from '../../../registrations';
