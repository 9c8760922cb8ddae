import { WINDOW_QUESTIONS } from '../../../../windows';

/** The pages in their order, for views: these import nothing of other modules but types. */
export const QUESTIONS = WINDOW_QUESTIONS;
