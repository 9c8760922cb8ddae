/** What the forms for callers offer, for the views: they show, and ask nothing of a module. */
export { TAKEN_WAYS } from '../../../registrations';
