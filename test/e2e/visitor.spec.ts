import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Browser } from 'playwright-core';
import { openBrowser, tabTo, Visitor } from './support';

// The visitor complains about what is wrong: without this, a visitor that sees nothing would pass every other test.

const POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:";
const GOOD = '<p>All is well. <a href="/fine">Onward</a></p>';

const BAD: Readonly<Record<string, readonly [body: string, complaint: RegExp]>> = {
  'an element where it must not stand': ['<p>One</p><ul><p>Two</p></ul>', /element-permitted-content/],
  'a field without a label': ['<p><input name="a" type="text"></p>', /label: Form elements must have labels/],
  'what is wrong in something folded up': [
    '<details><summary>More</summary><p><input name="a" type="text"></p></details>',
    /label: Form elements must have labels/,
  ],
  'a page wider than the screen': ['<p id="wide">Donaudampfschifffahrtsgesellschaft</p>', /the page is \d+ px wide on 320/],
  'text that lies outside where nobody can scroll': ['<p id="before">Hidden away</p>', /text lies from -\d+/],
  'a style that the policy forbids': ['<p style="color: red">Red</p>', /ContentSecurityPolicyIssue/],
  'an image of another host': ['<p><img src="http://elsewhere.example/a.png" alt="A"></p>', /request to another host/],
  'an image that is not there': ['<p><img src="/missing.png" alt="A"></p>', /404 for .*missing\.png/],
  'a link to a place that is not there': ['<p><a href="#nowhere">There</a></p>', /#nowhere, which is not there/],
};

const BAD_SCRIPTS: Readonly<Record<string, readonly [script: string, complaint: RegExp]>> = {
  'a message in the console': ['console.log("hello")', /console: hello/],
  'an error in a script': ['nothing.at.all()', /nothing is not defined/],
  'a request that a script sends elsewhere': ['fetch("http://elsewhere.example/").catch(() => {})', /elsewhere\.example/],
};

const SHEET =
  '#wide { width: 900px } #before { position: relative; inset-inline-start: -200px; width: 150px } .dark:focus { outline: none }';

let server: Server;
let browser: Browser;
let origin: string;
/** What the page /shown says. */
let shown = '';
beforeAll(async () => {
  server = createServer((request, response) => {
    const path = decodeURIComponent(request.url!.slice(1));
    if (path === 'sheet.css') return void response.setHeader('content-type', 'text/css').end(SHEET);
    if (path.startsWith('script/')) {
      return void response.setHeader('content-type', 'text/javascript').end(BAD_SCRIPTS[path.slice('script/'.length)]![0]);
    }
    const body =
      path === 'refused' || path === 'fine'
        ? GOOD
        : path === 'shown'
          ? shown
          : path === 'unseen'
            ? '<p><a class="dark" href="/fine">Dark</a></p>'
            : BAD[path]?.[0];
    const script = path in BAD_SCRIPTS ? `<script src="/script/${encodeURIComponent(path)}" defer></script>` : '';
    response.statusCode = path === 'refused' ? 400 : body === undefined && script === '' ? 404 : 200;
    response.setHeader('content-type', 'text/html; charset=utf-8').setHeader('content-security-policy', POLICY);
    response.end(`<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Test</title>
<link rel="icon" href="data:,"><link rel="stylesheet" href="/sheet.css">${script}</head>
<body><main><h1>Test</h1>${body ?? GOOD}</main></body></html>
`);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  browser = await openBrowser();
});
afterAll(async () => {
  await browser?.close();
  server?.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

it.each([true, false])(
  'a visitor has nothing to say about a good page, nor about a refusal that is expected (script: %p)',
  async (script) => {
    const visitor = await Visitor.come(browser, origin, { language: 'de', width: 320, script });
    await visitor.open(`${origin}/fine`);
    await visitor.follow('Onward');
    await visitor.open(`${origin}/refused`, { status: 400 });
    await visitor.leave();
  },
);

describe('what was found well once', () => {
  const id = (n: number): string => `0000000${n}-0000-4000-8000-000000000000`;
  const field = (n: number, label: number): string =>
    `<p><label for="${id(label)}">Name</label> <input id="${id(n)}" name="a" type="text" autocomplete="off"></p>`;
  const PAIRS: Readonly<Record<string, readonly [good: string, bad: string, complaint: RegExp]>> = {
    'a heading of another level': ['<h2>One</h2><h3>Two</h3>', '<h2>One</h2><h4>Two</h4>', /heading-(order|level)/],
    'a label of another field': [field(1, 1), field(1, 2), /label/],
    'one id twice': [field(1, 1) + field(2, 2), field(1, 1) + field(1, 1), /no-dup-id|duplicate-id/],
  };

  it.each(Object.entries(PAIRS))('does not excuse %s', async (_, [good, bad, complaint]) => {
    const visitor = await Visitor.come(browser, origin, { language: 'de', width: 320, script: false });
    for (const body of [good, good]) {
      shown = body;
      await visitor.open(`${origin}/shown`);
    }
    shown = bad;
    await expect(visitor.open(`${origin}/shown`)).rejects.toThrow(complaint);
    await visitor.context.close();
  });
});

describe('a visitor without script', () => {
  const come = () => Visitor.come(browser, origin, { language: 'de', width: 320, script: false });

  it.each(Object.entries(BAD))('complains about %s', async (path, [, complaint]) => {
    const visitor = await come();
    await expect(visitor.open(`${origin}/${encodeURIComponent(path)}`)).rejects.toThrow(complaint);
    await visitor.context.close();
  });

  it('complains about a status that was not expected', async () => {
    const visitor = await come();
    await expect(visitor.open(`${origin}/refused`)).rejects.toThrow(/answered 400, not 200/);
    await visitor.context.close();
  });

  it('complains about a focus that nobody sees', async () => {
    const visitor = await come();
    await visitor.open(`${origin}/unseen`);
    await expect(tabTo(visitor.page, visitor.page.getByRole('link'))).rejects.toThrow(/the focus can't be seen on/);
    await visitor.leave();
  });
});

it.each(Object.entries(BAD_SCRIPTS))(
  'a visitor with script complains about %s, one without has nothing to say',
  async (path, [, complaint]) => {
    const url = `${origin}/${encodeURIComponent(path)}`;
    const visitor = await Visitor.come(browser, origin, { language: 'de', width: 320, script: true });
    await expect(visitor.open(url)).rejects.toThrow(complaint);
    await visitor.context.close();
    const without = await Visitor.come(browser, origin, { language: 'de', width: 320, script: false });
    await without.open(url);
    await without.leave();
  },
);
