import { Body, Controller, Get, Post } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { type FunctionComponent, h } from 'preact';
import type { FieldErrors, Page } from '../../../platform/html';
import { DomainError } from '../../../platform/http';
import { type OwnDetails, OwnDetailsService, OwnRegistrationService, type ProvenKey } from '../../registrations';
import { Public } from '../../staff';
import { MOST_WISHES } from '../register/questions';
import { withUnshown } from '../register/unshown-wishes';
import { type Arrival, Arriving } from './arrival';
import { ContactView, type WishesShown, WishesView, WithdrawView } from './changes-views';
import { OwnDoor } from './own-door';
import { CaseNumberForm, ContactForm, WishesForm } from './own.dto';

/** Changes of one's own registration: wishes, contact, withdrawal. Each has a page that asks and a form that does it. */
@ApiExcludeController()
@Controller(':language/registration/:link')
export class OwnChangesController {
  constructor(
    private readonly door: OwnDoor,
    private readonly details: OwnDetailsService,
    private readonly own: OwnRegistrationService,
  ) {}

  @Public()
  @Get('wishes')
  async askWishes(@Arriving() arrival: Arrival): Promise<string> {
    return this.ask(arrival, 'wishes', (page, key) => this.showWishes(page, key));
  }

  @Public()
  @Post('wishes')
  async changeWishes(@Body() form: WishesForm, @Arriving() arrival: Arrival): Promise<string | void> {
    return this.take(arrival, form, async (page, key) => {
      const shown = readWishes(form);
      const errors = findMistakes(page, shown);
      if (Object.keys(errors).length > 0) return this.showWishes(page, key, shown, errors);
      const { waivedPots, specialPots, wishes: before } = await this.details.get(key);
      const chosen = shown.wishes.filter((wish) => wish !== '');
      const wishes = shown.any ? undefined : withUnshown(chosen, before);
      // Where the page had nothing to ask about pots, what was said of them stays.
      const waived = { yes: [], no: specialPots, unasked: waivedPots }[shown.special ?? 'unasked'];
      await this.own.changeWishes({ ...key, wishes, size: Number(shown.size), waivedPots: [...waived], widenIfRare: shown.widen });
      return null;
    });
  }

  @Public()
  @Get('contact')
  async askContact(@Arriving() arrival: Arrival): Promise<string> {
    return this.ask(arrival, 'contact', (page, key) => this.show(page, key, 'own:contact.title', ContactView, {}));
  }

  @Public()
  @Post('contact')
  async changeContact(@Body() form: ContactForm, @Arriving() arrival: Arrival): Promise<string | void> {
    return this.take(arrival, form, async (page, key) => {
      const value = form.contact?.trim() ?? '';
      const kind = value.includes('@') ? 'mail' : 'phone';
      try {
        await this.own.changeContact({ ...key, contact: { kind, value } });
      } catch (error) {
        if (!(error instanceof DomainError) || error.kind !== 'invalid') throw error;
        const errors = { contact: page.context.texts.find(page.language, `errors:${error.code}`) ?? page.t('errors:unknown') };
        return this.show(page, key, 'own:contact.title', ContactView, { value, errors });
      }
      return null;
    });
  }

  @Public()
  @Get('withdraw')
  async askWithdraw(@Arriving() arrival: Arrival): Promise<string> {
    return this.ask(arrival, 'withdraw', (page, key) => this.show(page, key, 'own:withdraw.title', WithdrawView, {}));
  }

  @Public()
  @Post('withdraw')
  async withdraw(@Body() form: CaseNumberForm, @Arriving() arrival: Arrival): Promise<string | void> {
    return this.take(arrival, form, async (_page, key) => {
      await this.own.withdraw(key);
      return null;
    });
  }

  private async ask(arrival: Arrival, to: string, show: (page: Page, key: ProvenKey) => Promise<string>): Promise<string> {
    const { key, gate } = this.door.enter(arrival, to);
    return key ? show(arrival.page, key) : gate;
  }

  /** @param work answers with a page to show again, or null when the change was made */
  private async take(
    arrival: Arrival,
    form: CaseNumberForm,
    work: (page: Page, key: ProvenKey) => Promise<string | null>,
  ): Promise<string | void> {
    const { key, gate } = await this.door.take(arrival, form);
    if (!key) return gate;
    const again = await work(arrival.page, key);
    if (again !== null) return again;
    arrival.page.redirect(`/registration/${arrival.link}`);
  }

  private async showWishes(page: Page, key: ProvenKey, posted?: WishesShown, errors?: FieldErrors): Promise<string> {
    const { wishes, size, widenIfRare, waivedPots } = await this.details.get(key);
    const shown = posted ?? {
      any: wishes === null,
      wishes: wishes ?? [],
      size: String(size),
      widen: widenIfRare,
      special: waivedPots.length > 0 ? 'no' : 'yes',
    };
    return this.show(page, key, 'own:wishes.title', WishesView, { shown, errors });
  }

  private async show<P extends { errors?: FieldErrors }>(
    page: Page,
    key: ProvenKey,
    title: 'own:wishes.title' | 'own:contact.title' | 'own:withdraw.title',
    view: FunctionComponent<P & { own: string; details: OwnDetails }>,
    props: P,
  ): Promise<string> {
    const details = await this.details.get(key);
    const hasErrors = Object.keys(props.errors ?? {}).length > 0;
    const body = h(view, { own: `/registration/${key.link}`, details, ...props });
    return page.render({ title: page.t(title), status: hasErrors ? 400 : 200, hasErrors, body });
  }
}

function readWishes(form: WishesForm): WishesShown {
  const wishes = Array.from({ length: MOST_WISHES }, (_, index) => form[`wish-${index + 1}` as keyof WishesForm] ?? '');
  return { any: form.any === 'yes', wishes, size: form.size ?? '1', widen: form.widen === 'yes', special: form.special ?? null };
}

/** Each wish once, and at least one, unless any will do. */
function findMistakes(page: Page, { any, wishes }: WishesShown): FieldErrors {
  if (any) return {};
  if (wishes.every((wish) => wish === '')) return { 'wish-1': page.t('own:wishes.missing') };
  const twice = wishes.findIndex((wish, index) => wish !== '' && wishes.indexOf(wish) !== index);
  return twice < 0 ? {} : { [`wish-${twice + 1}`]: page.t('own:wishes.twice') };
}
