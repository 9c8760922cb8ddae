import type { Browser, BrowserContext, Locator, Page, Response } from 'playwright-core';
import { Texts, type Translate } from '../../../src/platform/i18n';
import { findBarriers } from './barriers';
import { FIND_MISFITS, READ_PAPER } from './in-page';
import { chooseByKeyboard, tabTo } from './keyboard';
import { findMarkupErrors } from './markup';
import { PageWorld } from './page-world';
import { nameOf, type Setting } from './setting';

const HEIGHT = 800;
/** A4 at 96 pixels an inch, without the margins that browsers leave. */
const SHEET = { width: 718, height: 1047 };
/** After which a step of a broken test fails, on a busy machine. */
const LONGEST_MS = 20_000;
const texts = new Texts();

/** A document that was loaded: by a link, a form or an address. */
interface Loaded {
  readonly url: string;
  readonly status: number;
  readonly html: Promise<string>;
}

/**
 * Somebody at a browser, who has seen nothing yet. Whatever they do that loads a page, the page is checked: its markup, its
 * accessibility (with everything folded up opened, too), that it fits the width, that all it asked for came and came from us, and that
 * the console and Chromium's issues stay empty. Anything found fails the step, with all that was found.
 */
export class Visitor {
  private readonly complaints: string[] = [];
  private readonly loaded: Loaded[] = [];
  private isAway = false;

  private constructor(
    readonly context: BrowserContext,
    readonly page: Page,
    private readonly world: PageWorld,
    readonly origin: string,
    readonly setting: Setting,
  ) {}

  /** @param origin where the service is, for example http://127.0.0.1:8080 */
  static async come(browser: Browser, origin: string, setting: Setting): Promise<Visitor> {
    const context = await browser.newContext({
      viewport: { width: setting.width, height: HEIGHT },
      locale: setting.language === 'de-simple' ? 'de' : setting.language,
      reducedMotion: 'reduce',
    });
    context.setDefaultTimeout(LONGEST_MS);
    const page = await context.newPage();
    const visitor = new Visitor(context, page, await PageWorld.open(page, setting.script), origin, setting);
    await visitor.watch();
    return visitor;
  }

  /** The texts of their language, as pages say them. */
  get t(): Translate {
    return texts.in(this.setting.language);
  }

  /** Opens an address: a path behind the language ("/draws"), or a whole one on this service. */
  async open(address: string, { status = 200 } = {}): Promise<void> {
    const url = address.startsWith('http') ? address : `${this.origin}/${this.setting.language}${address === '/' ? '' : address}`;
    await this.loading(() => this.page.goto(url), status);
  }

  /** Follows a link. @param name what it says, or a locator */
  async follow(name: string | Locator, { status = 200 } = {}): Promise<void> {
    const link = typeof name === 'string' ? this.page.getByRole('link', { name, exact: true }).first() : name;
    await this.loading(() => this.activate(link), status);
  }

  /** Presses a button that sends a form. */
  async press(name: string | Locator, { status = 200 } = {}): Promise<void> {
    const button = typeof name === 'string' ? this.page.getByRole('button', { name, exact: true }).first() : name;
    await this.loading(() => this.activate(button), status);
  }

  /** The browser's own way back. */
  async back({ status = 200 } = {}): Promise<void> {
    await this.loading(() => this.page.goBack(), status);
  }

  async reload({ status = 200 } = {}): Promise<void> {
    await this.loading(() => this.page.reload(), status);
  }

  /** Follows a link or presses a button that loads no page. What is folded up above it is opened first. */
  async activate(target: Locator): Promise<void> {
    const fold = target.locator('xpath=self::*[not(self::summary)]/ancestor::details[not(@open)]/summary').first();
    if ((await fold.count()) > 0 && (await fold.isVisible())) await this.activate(fold);
    if (this.setting.pointer) return target.click();
    await tabTo(this.page, target);
    await this.page.keyboard.press('Enter');
  }

  /** Types into a field in place of what stands there. @param name of the field as posted, or a locator */
  async type(name: string | Locator, text: string): Promise<void> {
    const field = typeof name === 'string' ? this.page.locator(`input[name="${name}"], textarea[name="${name}"]`) : name;
    if (this.setting.pointer) return field.fill(text);
    await tabTo(this.page, field);
    await this.page.keyboard.press('ControlOrMeta+A');
    await (text === '' ? this.page.keyboard.press('Delete') : this.page.keyboard.insertText(text));
  }

  /** Chooses one of several. @param name of the field as posted, with its value; or a locator */
  async choose(name: string | Locator, value?: string): Promise<void> {
    const radio = typeof name === 'string' ? this.page.locator(`input[type=radio][name="${name}"][value="${value}"]`) : name;
    if (this.setting.pointer) await radio.check();
    else await chooseByKeyboard(this.page, radio);
  }

  /** Ticks a box, or takes the tick away. @param value of one of several boxes under one name */
  async tick(name: string | Locator, { value = 'yes', ticked = true } = {}): Promise<void> {
    const box = typeof name === 'string' ? this.page.locator(`input[type=checkbox][name="${name}"][value="${value}"]`) : name;
    if ((await box.isChecked()) === ticked) return;
    if (this.setting.pointer) return box.setChecked(ticked);
    await tabTo(this.page, box);
    await this.page.keyboard.press('Space');
  }

  /** Chooses from a list. @param name of the field as posted, or a locator; @param value the option's */
  async select(name: string | Locator, value: string): Promise<void> {
    const list = typeof name === 'string' ? this.page.locator(`select[name="${name}"]`) : name;
    if (this.setting.pointer) return void (await list.selectOption(value));
    await tabTo(this.page, list);
    const options = await list.locator('option').evaluateAll((all) => all.map((one) => (one as unknown as { value: string }).value));
    const way = options.indexOf(value) - options.indexOf(await list.inputValue());
    for (let step = 0; step < Math.abs(way); step++) await this.page.keyboard.press(way > 0 ? 'ArrowDown' : 'ArrowUp');
    if ((await list.inputValue()) !== value) throw new Error(`the keyboard can't choose ${value}`);
  }

  /** What somebody reads on the page: all that is shown in its main part, spaces made one. */
  async read(): Promise<string> {
    return (await this.page.locator('main').innerText()).replaceAll(/\s+/g, ' ');
  }

  /**
   * What the page says on paper, spaces made one.
   * @throws Error if something is wider than the sheet, or is there to be pressed
   */
  async print(): Promise<string> {
    await this.page.emulateMedia({ media: 'print' });
    await this.page.setViewportSize(SHEET);
    const { text, wrong } = await this.world.change<{ text: string; wrong: string[] }>(READ_PAPER);
    await this.page.setViewportSize({ width: this.setting.width, height: HEIGHT });
    await this.page.emulateMedia({ media: null });
    if (wrong.length > 0) throw new Error(`${this.page.url()} on paper:\n  ${wrong.join('\n  ')}`);
    return text;
  }

  /** The path they are at, without the language. */
  get path(): string {
    return new URL(this.page.url()).pathname.replace(/^\/[a-z-]+/, '') || '/';
  }

  /** Evaluates an expression where the page's own script and policy don't reach. */
  look<T>(expression: string): Promise<T> {
    return this.world.evaluate<T>(expression);
  }

  /** Sends the page's form number `form` with every field left empty, past what the browser would ask for. @returns the answer's status */
  async sendEmpty(form: number): Promise<number> {
    const clear = `{ const form = document.forms[${form}];
      for (const one of form.elements) if (one.type !== 'hidden') { one.value = ''; one.checked = false; if (one.tagName === 'BUTTON') one.name = ''; }
      setTimeout(() => HTMLFormElement.prototype.submit.call(form)); }`;
    await Promise.all([this.page.waitForEvent('load'), this.world.evaluate(clear)]);
    // Nobody has pressed a button, which Chromium remarks on; it is about this way of sending and not about the page.
    const remarks = this.complaints.filter((complaint) => complaint.includes('NavigationEntryMarkedSkippable'));
    for (const remark of remarks) this.complaints.splice(this.complaints.indexOf(remark), 1);
    await this.check();
    return this.loaded.at(-1)!.status;
  }

  /**
   * Checks the page as it is now; done by itself whenever one was loaded. Call it after what changes a page without loading one.
   * @throws Error with everything that was found since the last time
   */
  async check(): Promise<void> {
    const last = this.loaded.at(-1);
    const markup = last ? await findMarkupErrors(await last.html) : [];
    const { found: misfits, html } = await this.world.change<{ found: string[]; html: string }>(FIND_MISFITS);
    const found = [...markup, ...misfits, ...(await findBarriers(this.world, this.setting, html)), ...this.complaints.splice(0)];
    if (found.length > 0) throw new Error(`${this.page.url()} (${nameOf(this.setting)}):\n  ${[...new Set(found)].join('\n  ')}`);
  }

  /** Takes steps on somebody else's site that end on this one again. What loads there is not ours to check. */
  async goAway(act: () => Promise<unknown>): Promise<void> {
    this.isAway = true;
    try {
      await act();
    } finally {
      this.isAway = false;
    }
    await this.check();
  }

  /** Leaves. @throws Error if something was complained about since the last check */
  async leave(): Promise<void> {
    await this.context.close();
    if (this.complaints.length > 0) throw new Error(`after the last check (${nameOf(this.setting)}): ${this.complaints.join('\n  ')}`);
  }

  private async loading(act: () => Promise<unknown>, status: number): Promise<void> {
    const before = this.loaded.length;
    await Promise.all([this.page.waitForEvent('load'), act()]);
    const last = this.loaded.at(-1);
    if (!last || this.loaded.length === before) throw new Error(`${this.page.url()} loaded no document`);
    if (last.status !== status) {
      throw new Error(`${last.url} (${nameOf(this.setting)}) answered ${last.status}, not ${status}: ${await this.read()}`);
    }
    await this.check();
  }

  private async watch(): Promise<void> {
    const { page } = this;
    const complain = (text: string): void => void (this.isAway || this.complaints.push(text));
    page.on('response', (response) => this.receive(response));
    page.on('pageerror', (error) => complain(`error: ${error.message}`));
    page.on('console', (message) => {
      // Chromium says in the console that a document has a status of 400 or more. That it has is tested.
      const document = this.loaded.find(({ url, status }) => url === message.location().url && status >= 400);
      if (!document || !message.text().startsWith('Failed to load resource')) complain(`console: ${message.text()}`);
    });
    page.on('request', (request) => {
      const { protocol, origin } = new URL(request.url());
      if (!['data:', 'blob:'].includes(protocol) && origin !== this.origin) complain(`request to another host: ${request.url()}`);
    });
    page.on('requestfailed', (request) => {
      // A download is an aborted navigation.
      const reason = request.failure()?.errorText ?? '';
      if (reason !== 'net::ERR_ABORTED') complain(`request failed: ${request.url()} ${reason}`);
    });
    await this.world.watchIssues((issue) => complain(`issue: ${issue}`));
  }

  private receive(response: Response): void {
    const isDocument = response.request().isNavigationRequest() && response.frame() === this.page.mainFrame();
    const isPage = (response.headers()['content-type'] ?? '').startsWith('text/html');
    if (isDocument && isPage) {
      const html = response.text();
      html.catch(() => undefined);
      this.loaded.push({ url: response.url(), status: response.status(), html });
    } else if (response.status() >= 400 && !this.isAway) this.complaints.push(`${response.status()} for ${response.url()}`);
  }
}
