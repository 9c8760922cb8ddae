import { ICalCalendar, ICalCalendarMethod, ICalEventStatus } from 'ical-generator';
import type { AppointmentView } from './appointment-views.service';

/** What a calendar says about an appointment. No name: calendars are shared. */
interface CalendarTexts {
  readonly summary: string;
  readonly description: string;
}

/**
 * An appointment as a calendar file (RFC 5545). Times are UTC, so that no calendar's idea of our zone can shift them. An accepted
 * appointment is published; any other end takes the same entry out of the calendar again (same UID, higher SEQUENCE).
 * @param host makes the entry's UID unique in the world
 * @param now when the file is made
 */
export function composeCalendarFile(appointment: AppointmentView, texts: CalendarTexts, host: string, now: Date): string {
  const { slots, state } = appointment;
  const isKept = state === 'accepted' || state === 'attended' || state === 'missed';
  const calendar = new ICalCalendar({
    prodId: { company: 'Fairslot', product: 'Appointments', language: 'DE' },
    method: isKept ? ICalCalendarMethod.PUBLISH : ICalCalendarMethod.CANCEL,
  });
  calendar.createEvent({
    id: `${appointment.appointment}@${host}`,
    sequence: isKept ? 0 : 1,
    status: isKept ? ICalEventStatus.CONFIRMED : ICalEventStatus.CANCELLED,
    stamp: now,
    start: new Date(slots[0]!.startsAt),
    end: new Date(slots.at(-1)!.endsAt),
    summary: texts.summary,
    description: texts.description,
    location: slots[0]!.place,
  });
  return calendar.toString();
}
