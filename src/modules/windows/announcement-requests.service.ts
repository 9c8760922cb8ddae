import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { type ApprovalEffect, type ApprovalRequest, Approvals, type ApprovalView } from '../approvals';
import { AuditLogService } from '../audit-log';
import type { StaffMember } from '../staff';
import { PlanningService } from './planning.service';
import { TemplatesService } from './templates.service';

/**
 * Announcing takes two people, because what is announced can't be taken back: one asks for a drafted window or for a template to run, another
 * agrees. A template that two people have started announces its windows by itself, always with the plan they saw; the log says who let it run.
 */
@Injectable()
export class AnnouncementRequests implements OnModuleInit {
  constructor(
    private readonly approvals: Approvals,
    private readonly planning: PlanningService,
    private readonly templates: TemplatesService,
    private readonly log: AuditLogService,
  ) {}

  onModuleInit(): void {
    this.approvals.register('window.announce', this.announcing);
    this.approvals.register('template.start', this.starting);
  }

  /** @throws DomainError `window.unknown`, `window.announced-already`, `window.opening-too-near`; ApprovalError */
  async askToAnnounce(member: StaffMember, windowId: string): Promise<ApprovalView> {
    const { path } = await this.planning.get(windowId);
    return this.approvals.request(member, { kind: 'window.announce', subject: windowId, reason: 'as-planned', details: { path } });
  }

  /** @throws DomainError `template.unknown`; ApprovalError */
  async askToStart(member: StaffMember, templateId: string): Promise<ApprovalView> {
    const path = await this.templates.pathOf(templateId);
    return this.approvals.request(member, { kind: 'template.start', subject: templateId, reason: 'as-planned', details: { path } });
  }

  private readonly announcing: ApprovalEffect = {
    assertPossible: async (em: EntityManager, { subject }: ApprovalRequest) => this.planning.assertAnnounceable(em, subject),
    carryOut: async (em: EntityManager, { subject }: ApprovalRequest) => void (await this.planning.announceIn(em, subject)),
  };

  private readonly starting: ApprovalEffect = {
    assertPossible: async (em: EntityManager, { subject }: ApprovalRequest) => this.templates.assertExists(em, subject),
    carryOut: async (em: EntityManager, { subject }: ApprovalRequest, officers: [string, string]) => {
      await this.templates.setPaused(em, subject, false);
      await this.log.append(em, { type: 'template.started', template: await this.templates.pathIn(em, subject), officers });
    },
  };
}
