import { parseTime } from '../../core';
import type { AppointmentView } from '../appointments';

/** Offices and the people who go there live in this zone. */
const ZONE = 'Europe/Berlin';

/** Day and time of a moment (unix seconds, or `YYYY-MM-DDTHH:MM:SSZ`) as people write it. @param language BCP 47 */
export function formatMoment(moment: number | string, language: string): string {
  const seconds = typeof moment === 'string' ? parseTime(moment) : moment;
  const format = new Intl.DateTimeFormat(language, {
    timeZone: ZONE,
    weekday: 'long',
    day: 'numeric',
    month: 'long',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
  });
  return format.format(seconds * 1000);
}

/** Begin and place of an appointment; consecutive slots of a family are one visit. */
export function visitOf(appointment: AppointmentView | null, language: string): { begins: string; place: string; answerBy: string } {
  const first = appointment?.slots[0];
  if (!appointment || !first) throw new Error('a letter about an appointment needs one with a slot');
  return {
    begins: formatMoment(first.startsAt, language),
    place: first.place,
    answerBy: formatMoment(appointment.answerBy, language),
  };
}
