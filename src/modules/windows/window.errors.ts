import { mapConstraints } from '../../platform/database';
import { DomainError } from '../../platform/http';

type WindowErrorCode =
  | 'service.unknown'
  | 'service.exists'
  | 'office.unknown'
  | 'office.exists'
  | 'group.unknown'
  | 'group.exists'
  | 'window.unknown'
  | 'window.exists'
  | 'window.not-announced'
  | 'window.announced-already'
  | 'window.plan-refused'
  | 'window.opening-too-near'
  | 'template.unknown'
  | 'template.exists';

const refuse = (kind: ConstructorParameters<typeof DomainError>[0], code: WindowErrorCode, message: string, field?: string) =>
  new DomainError<WindowErrorCode>(kind, code, message, field === undefined ? {} : { field });

export const serviceUnknown = () => refuse('not-found', 'service.unknown', 'There is no such service.', 'service');
export const officeUnknown = () => refuse('not-found', 'office.unknown', 'The authority has no such office.', 'office');
export const windowUnknown = () => refuse('not-found', 'window.unknown', 'There is no such window.');
export const windowNotAnnounced = () => refuse('conflict', 'window.not-announced', 'The window has not been announced yet.');
export const windowAnnounced = () => refuse('conflict', 'window.announced-already', 'The window has been announced already.');
export const templateUnknown = () => refuse('not-found', 'template.unknown', 'There is no such template.');

/** `groups` of a plan names one that the service does not have. */
export const groupUnknown = (name: string) =>
  new DomainError<WindowErrorCode>('invalid', 'group.unknown', 'The service has no such group.', {
    field: 'plan.groups',
    details: { group: name },
  });

/** The core refuses the announcement that this plan would make: its code, what it expected and what it found. */
export const planRefused = (reason: { code: string; expected?: string | undefined; actual?: string | undefined }) =>
  new DomainError<WindowErrorCode>('invalid', 'window.plan-refused', 'This plan does not make an announcement.', {
    field: 'plan',
    details: { reason: reason.code, expected: reason.expected ?? '', actual: reason.actual ?? '' },
    cause: reason,
  });

/** Rules that become public after the window has opened bind nobody, so there is no late announcement (docs/spec: log). */
export const openingTooNear = () =>
  refuse(
    'too-late',
    'window.opening-too-near',
    'The announcement must be in the signed log before the window opens.',
    'plan.timetable.opensAt',
  );

mapConstraints({
  uq_services_one_slug_per_authority: () => refuse('conflict', 'service.exists', 'The authority has a service of that name.', 'slug'),
  uq_offices_one_slug_per_authority: () => refuse('conflict', 'office.exists', 'The authority has an office of that name.', 'slug'),
  uq_slot_groups_one_name_per_service: () => refuse('conflict', 'group.exists', 'The service has a group of that name.', 'name'),
  uq_windows_one_path: () => refuse('conflict', 'window.exists', 'The service has a window of that name.', 'window'),
  uq_windows_one_opening_per_template: () => refuse('conflict', 'window.exists', 'The template has a window with that opening.'),
  uq_window_templates_one_name_per_service: () => refuse('conflict', 'template.exists', 'The service has a template of that name.', 'name'),
});
