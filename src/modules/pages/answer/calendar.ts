import type { FastifyReply } from 'fastify';
import type { Page } from '../../../platform/html';
import { AppointmentError, type AppointmentView, composeCalendarFile } from '../../appointments';

/**
 * Answers with an appointment's calendar file, or with the one that takes it out of calendars again.
 * @throws AppointmentError `appointment.not-accepted` for what never was an appointment
 */
export function sendCalendar(page: Page, reply: FastifyReply, appointment: AppointmentView, serviceTitle: string, now: Date): string {
  const { state, answeredAt } = appointment;
  if (state === 'offered' || state === 'declined' || state === 'expired' || answeredAt === null)
    throw new AppointmentError('appointment.not-accepted');
  const { t, context } = page;
  const texts = {
    summary: t('answer:calendar-entry.summary', { service: serviceTitle }),
    description: t('answer:calendar-entry.description'),
  };
  void reply
    .header('content-type', `text/calendar; charset=utf-8; method=${state === 'cancelled' ? 'CANCEL' : 'PUBLISH'}`)
    .header('content-disposition', 'attachment; filename="appointment.ics"')
    .header('cache-control', 'no-store');
  return composeCalendarFile(appointment, texts, new URL(context.publicUrl).hostname, now);
}
