import type { CDPSession, Page } from 'playwright-core';

/**
 * A world of its own in a page: the same document, but none of the page's script, and its content security policy does not hold
 * there. Works also where the page may run no script.
 */
export class PageWorld {
  private constructor(
    private readonly session: CDPSession,
    private readonly script: boolean,
  ) {}

  /**
   * @param script false switches the page's script off. Playwright's own switch could not be lifted for the moment in which axe runs
   * (promises need script); this one can, and nothing of the page runs in that moment, because nothing of it was started.
   */
  static async open(page: Page, script: boolean): Promise<PageWorld> {
    const session = await page.context().newCDPSession(page);
    if (!script) await session.send('Emulation.setScriptExecutionDisabled', { value: true });
    return new PageWorld(session, script);
  }

  /** What Chromium's "issues" panel would show: violated policies, broken forms, deprecated features. */
  async watchIssues(report: (issue: string) => void): Promise<void> {
    this.session.on('Audits.issueAdded', ({ issue }) => report(`${issue.code} ${JSON.stringify(issue.details)}`));
    await this.session.send('Audits.enable');
  }

  /**
   * Runs expressions in a fresh world, one after the other. Where script is switched off it is on meanwhile: promises need it. Don't change the
   * page with it: what is laid out in that moment has no `noscript`.
   * @returns the last one's value, awaited
   */
  async evaluate<T>(...expressions: readonly string[]): Promise<T> {
    const contextId = await this.enter();
    if (!this.script) await this.session.send('Emulation.setScriptExecutionDisabled', { value: false });
    try {
      let value: unknown;
      for (const expression of expressions) value = await this.run(contextId, expression);
      return value as T;
    } finally {
      if (!this.script) await this.session.send('Emulation.setScriptExecutionDisabled', { value: true });
    }
  }

  /** As {@link evaluate}, for one expression without promises, and with the page's script as it is: for what changes the page. */
  async change<T>(expression: string): Promise<T> {
    return (await this.run(await this.enter(), expression)) as T;
  }

  private async enter(): Promise<number> {
    const { frameTree } = await this.session.send('Page.getFrameTree');
    const world = await this.session.send('Page.createIsolatedWorld', { frameId: frameTree.frame.id, worldName: 'checks' });
    return world.executionContextId;
  }

  private async run(contextId: number, expression: string): Promise<unknown> {
    const { result, exceptionDetails: failure } = await this.session.send('Runtime.evaluate', {
      expression,
      contextId,
      awaitPromise: true,
      returnByValue: true,
    });
    if (failure) throw new Error(failure.exception?.description ?? failure.text);
    return result.value;
  }
}
