import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { h } from 'preact';
import type { Page } from '../../../../platform/html';
import { AnswersService } from '../../../appointments';
import {
  type ActNote,
  Callers,
  LONGEST_OBJECTION,
  OwnDetailsService,
  OwnRegistrationService,
  type ProvenKey,
} from '../../../registrations';
import type { StaffMember } from '../../../staff';
import { CatalogueService } from '../../../windows';
import { OwnAppointments } from '../../own/own-appointments.service';
import { Journeys } from '../../register/journey.service';
import { withUnshown } from '../../register/unshown-wishes';
import { refusalText } from '../refusal';
import { callerKeyOf, contactIn, readWishes } from './assist-fields';
import type { CallerActForm, CallerForm } from './assist.dto';
import { CallerConcerns } from './caller-concerns.service';
import { CallerView, type CallerProps } from './caller-view';

/** What came of an act: what to say above the page. */
type Outcome = CallerProps['message'];

/** What the person could do on their own page. */
type OwnAct = Exclude<CallerActForm['act'], 'link' | 'answer'>;

/** Helping somebody who is registered already. */
@Injectable()
export class CallerDesk {
  constructor(
    private readonly dataSource: DataSource,
    private readonly callers: Callers,
    private readonly details: OwnDetailsService,
    private readonly own: OwnRegistrationService,
    private readonly appointments: OwnAppointments,
    private readonly answers: AnswersService,
    private readonly catalogue: CatalogueService,
    private readonly journeys: Journeys,
    private readonly concerns: CallerConcerns,
  ) {}

  /** @returns the page of the registration @throws DomainError `registration.not-found` */
  async find(page: Page, member: StaffMember, form: CallerForm): Promise<string> {
    const [first] = await this.callers.find(member, callerKeyOf(form));
    return this.show(page, member, first!, form);
  }

  async act(page: Page, member: StaffMember, form: CallerActForm): Promise<string> {
    const { registration, caseNumber, birthDate, act } = form;
    const caller = { caseNumber, birthDate };
    if (act === 'link') {
      await this.callers.sendLink(member, registration, callerKeyOf(caller));
      return this.show(page, member, registration, caller, { tone: 'success', text: page.t('staff-counter:assist.done.link') });
    }
    const key = await this.callers.prove(member, registration, callerKeyOf(caller));
    const note = this.callers.noteOf(member, registration, act);
    return this.show(page, member, registration, caller, await this.outcomeOf(page, member, key, form, note));
  }

  private async outcomeOf(page: Page, member: StaffMember, key: ProvenKey, form: CallerActForm, note: ActNote): Promise<Outcome> {
    const act = form.act as OwnAct | 'answer';
    if (act === 'withdraw' && form.asked === undefined) return { tone: 'warning', text: page.t('staff-counter:assist.not-asked') };
    try {
      if (act === 'answer') return await this.takeAnswer(page, member, key, form, note);
      if (act === 'wishes') return await this.changeWishes(page, key, form, note);
      await this.carryOut(key, form, act, note);
      return { tone: 'success', text: page.t(`staff-counter:assist.done.${act}`) };
    } catch (error) {
      return { tone: 'warning', text: refusalText(page, error, 'counter') };
    }
  }

  private async takeAnswer(page: Page, member: StaffMember, key: ProvenKey, form: CallerActForm, note: ActNote): Promise<Outcome> {
    const { about, registration } = form;
    const [text, via] = about === undefined ? ['', undefined] : [form[`text-${about}`]?.trim() ?? '', form[`via-${about}`]];
    if (about === undefined || via === undefined || text === '' || text.length > LONGEST_OBJECTION)
      return { tone: 'warning', text: page.t('staff-counter:assist.concern.missing') };
    await this.concerns.take(member, key, registration, { about, text, via }, note);
    return { tone: 'success', text: page.t('staff-counter:assist.done.answer') };
  }

  /** What the form has no field for stays as it is: wishes behind those that it shows, while these are the same, and pots while no window is open. */
  private async changeWishes(page: Page, key: ProvenKey, form: CallerActForm, note: ActNote): Promise<Outcome> {
    const details = await this.details.get(key);
    const journey = await this.journeyOf(details.service);
    const reading = readWishes(form, journey);
    if ('error' in reading) return { tone: 'warning', text: page.t(`register:error.${reading.error}`) };
    const { wishes, widenIfRare, size, waivedPots = [] } = reading.answers;
    const named = wishes === undefined || wishes === 'any' ? {} : { wishes: withUnshown(wishes, details.wishes), widenIfRare };
    const waived = journey.specialPots.length === 0 ? details.waivedPots : waivedPots;
    await this.own.changeWishes({ ...key, ...named, size, waivedPots: [...waived] }, note);
    return { tone: 'success', text: page.t('staff-counter:assist.done.wishes') };
  }

  private async carryOut(key: ProvenKey, form: CallerActForm, act: Exclude<OwnAct, 'wishes'>, note: ActNote): Promise<void> {
    const shown = { ...key, appointment: form.appointment, asShown: true } as const;
    switch (act) {
      case 'contact': {
        const contact = contactIn(form.contact ?? '');
        await this.own.changeContact({ ...key, contact: { kind: contact.kind, value: contact.mail ?? contact.phone } }, note);
        return;
      }
      case 'withdraw':
        await this.own.withdraw(key, note);
        return;
      case 'accept':
        await this.answers.accept(shown, note);
        return;
      case 'decline':
        await this.answers.decline(shown, 'other', note);
        return;
      case 'give-back':
        await this.answers.giveBack(shown, note);
    }
  }

  /** A page that can be read out, which is written down. */
  private async show(page: Page, member: StaffMember, registration: string, caller: CallerForm, message?: Outcome): Promise<string> {
    const key = await this.callers.open(member, registration, callerKeyOf(caller));
    const details = await this.details.get(key);
    const appointment = await this.appointments.findNewest(key);
    const journey = await this.journeyOf(details.service);
    const concerns = await this.concerns.list(key, details);
    const { caseNumber, birthDate } = caller;
    return page.render({
      title: page.t('staff-counter:assist.caller'),
      status: message?.tone === 'warning' ? 409 : 200,
      body: h(CallerView, { member, details, appointment, journey, concerns, caller: { caseNumber, birthDate }, message }),
    });
  }

  private async journeyOf(service: string) {
    return this.journeys.get((await this.catalogue.getService(this.dataSource.manager, service)).id);
  }
}
