import type { DynamicModule } from '@nestjs/common';
import { formatTime } from '../../src/core';
import { AppModule } from '../../src/app.module';
import { CloseOutService, ExpiryService, OfferingService } from '../../src/modules/appointments';
import { Sequencer } from '../../src/modules/audit-log';
import { DrawsService } from '../../src/modules/draws';
import { DrawSchedule } from '../../src/modules/draws/draw-schedule.service';
import type { StepOutcome } from '../../src/modules/draws/step-outcome';
import { type StepName, StepsService } from '../../src/modules/draws/steps.service';
import { CaseImportService } from '../../src/modules/identity';
import { SlotImportService } from '../../src/modules/slots';
import { CatalogueService, PlanningService, type WindowPlan } from '../../src/modules/windows';
import { exchange, type Exchanges } from './draw-world-exchange';
import { caseFileOf, enrol, type Person, type PersonSpec } from './draw-world-people';
import { ANSWER_WITHIN, CONFIRM_WITHIN, HOUR, MINUTE, planOfWorld, TIMES } from './draw-world-times';
import { WorldView } from './draw-world-view';
import { startTestApp, type TestApp, type TestAppOptions } from './test-app';
import { createTestClock } from './test-clock';

export * from './draw-world-times';
export type { Person, PersonSpec } from './draw-world-people';
export type { Answer } from './draw-world-view';

export interface WorldOptions extends Omit<TestAppOptions, 'module' | 'clock'> {
  readonly exchanges?: Exchanges;
  readonly plan?: Partial<WindowPlan>;
  readonly refills?: number;
  /** A second application beside an open world: same clock, and nothing is created. */
  readonly beside?: DrawWorld;
  /** Modules beside the application's own, as a demo brings its login. */
  readonly imports?: NonNullable<DynamicModule['imports']>;
}

export interface SlotSpec {
  readonly id: string;
  readonly group?: string;
  readonly label?: string;
  readonly counter?: string;
  /** Unix seconds; default: one after the other from {@link TIMES.appointments}. */
  readonly startsAt?: number;
}

/** Times that a step may be taken again before the world gives up: no draw needs so many. */
const MOST_TURNS = 50;

/**
 * The whole service with one service, one office and one announced window, on a clock that only the test moves: days of a
 * window's life pass in a second, and the practice beacon follows the clock.
 */
export class DrawWorld extends WorldView {
  static readonly authority = 'stadt.example';
  static readonly service = 'stadt.example/permit';
  static readonly path = 'stadt.example/permit/w10';

  serviceId = '';
  readonly people: Person[] = [];

  private constructor(
    test: TestApp,
    readonly clock: ReturnType<typeof createTestClock>,
  ) {
    super(test, DrawWorld.path);
  }

  /** @param options.roles default: everything in one process, but nothing happens in the background */
  static async open({
    exchanges = { quietSweeps: true },
    plan,
    refills = 2,
    beside,
    imports = [],
    ...options
  }: WorldOptions = {}): Promise<DrawWorld> {
    const clock = beside?.clock ?? createTestClock(formatTime(TIMES.planned));
    const roles = options.roles ?? { web: true, worker: true };
    const shared = beside && { database: beside.test.database, environment: { ...beside.sharedFiles(), ...options.environment } };
    const module: TestAppOptions['module'] = (runtime) => {
      const app = exchange(AppModule.forRole(roles, runtime), exchanges);
      return { ...app, imports: [...imports, ...(app.imports ?? [])] };
    };
    const world = new DrawWorld(await startTestApp({ ...options, ...shared, clock, module }), clock);
    if (beside) Object.assign(world, { windowId: beside.windowId, serviceId: beside.serviceId, people: beside.people });
    else await world.announce(planOfWorld(refills, plan));
    return world;
  }

  /** Adds people whose cases the register knows, each with a registration of the kind that they ask for. */
  async enrol(...specs: readonly PersonSpec[]): Promise<Person[]> {
    const numbered = specs.map((spec, i) => ({ n: this.people.length + i + 1, spec }));
    await this.get(CaseImportService).import(DrawWorld.authority, caseFileOf(numbered), false);
    const place = { authority: DrawWorld.authority, serviceId: this.serviceId, path: DrawWorld.service };
    const added = await this.transaction(async (em) => {
      const people: Person[] = [];
      for (const { n, spec } of numbered) people.push(await enrol(em, this, place, n, spec, TIMES.opens + HOUR));
      return people;
    });
    this.people.push(...added);
    return added;
  }

  /** The register learns another critical date of somebody. */
  async reviseRegister({ n }: Person, critical: string): Promise<void> {
    await this.get(CaseImportService).import(DrawWorld.authority, caseFileOf([{ n, spec: { critical } }]), false);
  }

  /** Imports slots as an operator would, at a moment when that is still allowed. */
  async addSlots(slots: readonly SlotSpec[], windowId = this.windowId): Promise<void> {
    const rows = slots.map(({ id, group = 'am', label = 'general', counter = 'c1', startsAt }, i) => {
      const start = startsAt ?? TIMES.appointments + i * 20 * MINUTE;
      return [id, group, counter, formatTime(start), formatTime(start + 20 * MINUTE), label, 'Room 3'].join(',');
    });
    const csv = ['slot_id,group,counter,starts_at,ends_at,label,place', ...rows, ''].join('\n');
    await this.at(TIMES.planned, () => this.get(SlotImportService).import(windowId, csv, false));
  }

  /** A further window of the same service. @returns its id */
  async announceWindow(name: string, plan: WindowPlan): Promise<string> {
    const planning = this.get(PlanningService);
    return this.at(TIMES.planned, async () => {
      const { id } = await planning.plan({ service: DrawWorld.service, name, plan });
      await planning.announce(id);
      // As the sweep does every second.
      await this.get(Sequencer).sequence();
      return id;
    });
  }

  /** Moves the clock to a moment (unix seconds) and lets everything happen that is due by then. */
  async liveUntil(moment: number): Promise<void> {
    this.clock.set(moment);
    await this.settle();
  }

  /** The whole of draw `number`, from where the world stands to its offers. */
  async liveThroughDraw(number: number): Promise<void> {
    const moments =
      number === 0
        ? [TIMES.closes, TIMES.freeze, TIMES.reveal, TIMES.draw]
        : [TIMES.refillFreeze(number), TIMES.refillReveal(number), TIMES.refill(number)];
    for (const moment of moments) await this.liveUntil(moment);
  }

  /**
   * Takes whatever is due until nothing is left, by the same questions as the sweeps ask and the same calls as the jobs make,
   * without a queue in between.
   */
  async settle(): Promise<void> {
    for (let turn = 0; turn < MOST_TURNS; turn++) {
      await this.get(DrawSchedule).scheduleMissing();
      const drew = await this.takeSteps();
      const offered = await this.mindAppointments();
      if (!drew && !offered) return void (await this.get(Sequencer).sequence());
    }
    throw new Error('the world does not come to rest');
  }

  /** Takes one step of a draw, whatever the sweeps would say. */
  async take(step: StepName, number: number): Promise<StepOutcome> {
    return this.get(StepsService).take(step, (await this.drawOf(number)).id);
  }

  private async takeSteps(): Promise<boolean> {
    const steps = this.get(StepsService);
    let done = false;
    for (const step of await steps.listNext()) {
      if (step.dueAt > this.clock.seconds()) continue;
      if ((await steps.take(step.name, step.drawUuid)).kind === 'done') done = true;
    }
    return done;
  }

  private async mindAppointments(): Promise<boolean> {
    const [expiry, closing] = [this.get(ExpiryService), this.get(CloseOutService)];
    const unoffered = await this.get(DrawsService).listUnofferedDraws();
    for (const drawUuid of unoffered) await this.get(OfferingService).offer(drawUuid);
    let changed = unoffered.length;
    for (const { drawUuid } of await expiry.listDeadlines()) changed += await expiry.expireOverdue(drawUuid);
    changed += await expiry.markNotCome();
    for (const id of await closing.listDue()) if ((await closing.closeOut(id)).outcome === 'closed-out') changed++;
    return changed > 0;
  }

  private async at<T>(moment: number, work: () => Promise<T>): Promise<T> {
    const now = this.clock.seconds();
    this.clock.set(moment);
    try {
      return await work();
    } finally {
      this.clock.set(now);
    }
  }

  private async announce(plan: WindowPlan): Promise<void> {
    const catalogue = this.get(CatalogueService);
    const service = { authority: DrawWorld.authority, slug: 'permit', title: 'Permit', legalEffect: 'none' as const };
    ({ id: this.serviceId } = await catalogue.createService({
      ...service,
      confirmWithinSeconds: CONFIRM_WITHIN,
      answerWithinSeconds: ANSWER_WITHIN,
    }));
    await catalogue.createOffice({ authority: DrawWorld.authority, slug: 'amt', name: 'Amt', address: 'Hauptstraße 1' });
    for (const name of plan.groups) await catalogue.createGroup({ service: DrawWorld.service, office: 'amt', name, title: name });
    this.windowId = await this.announceWindow('w10', plan);
  }

  /** Files that processes of one installation share. */
  private sharedFiles(): Record<string, string> {
    const { keysFile, staffFile } = this.test.runtime.config;
    return { FAIRSLOT_KEYS_FILE: keysFile, FAIRSLOT_STAFF_FILE: staffFile };
  }
}
