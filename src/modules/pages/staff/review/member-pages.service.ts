import { Injectable } from '@nestjs/common';
import { h } from 'preact';
import type { FieldErrors, Page } from '../../../../platform/html';
import { Approvals } from '../../../approvals';
import { ClusterViewService, RegistrationError } from '../../../registrations';
import type { StaffMember } from '../../../staff';
import { takeForm } from '../refusal';
import { MemberPageView } from './member-view';
import type { MemberPageProps } from './review-choices';
import type { MemberParams } from './review.dto';

/** What a form needs to be taken, or shown again. */
interface MemberArrival {
  readonly page: Page;
  readonly params: MemberParams;
  readonly member: StaffMember;
}

/** Shows one registration of a cluster, and takes what is decided on its page. */
@Injectable()
export class MemberPages {
  constructor(
    private readonly views: ClusterViewService,
    private readonly approvals: Approvals,
  ) {}

  async show(
    { page, params, member }: MemberArrival,
    { done, errors = {}, typed = {} }: Partial<Pick<MemberPageProps, 'done' | 'errors' | 'typed'>> = {},
  ): Promise<string> {
    const { id, registration } = params;
    const cluster = await this.views.getWith(id, registration);
    const each = cluster.members.find(({ view }) => view.registration === registration);
    if (!each) throw new RegistrationError('review.not-found');
    const approvals = (await this.approvals.list()).filter(({ subject }) => subject === registration);
    const hasErrors = Object.keys(errors).length > 0;
    const body = h(MemberPageView, { member, cluster, each, approvals, done, errors, typed });
    return page.render({ title: page.t('staff-review:member.title'), status: hasErrors ? 400 : 200, hasErrors, body });
  }

  /**
   * Takes a form: a mistake or a refusal brings the page back, with a sentence at `field`.
   * @param missing mistakes that can be seen without asking anybody
   */
  async take(
    arrival: MemberArrival,
    form: { readonly typed: object; readonly missing: FieldErrors; readonly field: string; readonly done: MemberPageProps['done'] },
    work: () => Promise<unknown>,
  ): Promise<string | undefined> {
    const { page, params } = arrival;
    const { field, done, missing: errors } = form;
    const typed = form.typed as MemberPageProps['typed'];
    const next = `/staff/review/${params.id}/${params.registration}?done=${done}`;
    return takeForm(page, { area: 'review', errors, next }, work, (reason) =>
      this.show(arrival, { errors: 'errors' in reason ? reason.errors : { [field]: reason.refusal }, typed }),
    );
  }
}
