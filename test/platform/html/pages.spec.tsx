import { Foreign, P, Pages, renderFragment, Rich } from '../../../src/platform/html';
import { LANGUAGES } from '../../../src/platform/i18n';
import { startTestApp, type TestApp } from '../../support';

let test_: TestApp;
let pages: Pages;
beforeAll(async () => {
  test_ = await startTestApp();
  pages = test_.app.get(Pages, { strict: false });
});
afterAll(() => test_.stop());

const HTML = { accept: 'text/html' };

it('shows names as text, in a direction of their own', () => {
  const html = renderFragment(pages.contextOf('de'), <Foreign text={'<script>alert(1)</script>\u202Eabc'} />);
  expect(html).toBe('<bdi dir="auto">&lt;script>alert(1)&lt;/script>\u202Eabc</bdi>');
});

it('makes elements of places in a text, never of what was filled in', () => {
  const html = renderFragment(
    pages.contextOf('de'),
    <P>
      <Rich text={'See <link>the <i>rules</i></link>, <b>now</b> <img>x</img>'} parts={{ link: (text) => <a href="/x">{text}</a> }} />
    </P>,
  );
  expect(html).toBe('<p class="kern-body">See <a href="/x">the &lt;i>rules&lt;/i></a>, <strong>now</strong> &lt;img>x&lt;/img></p>');
});

it("leads from the bare address to the visitor's language", async () => {
  const answer = await test_.app.inject({ url: '/', headers: { 'accept-language': 'ar,en;q=0.5' } });
  expect([answer.statusCode, answer.headers.location]).toEqual([302, '/ar']);
});

it('writes language and direction on the document', async () => {
  expect((await test_.app.inject('/ar')).body).toMatch(/^<!DOCTYPE html>\n<html lang="ar" dir="rtl">/);
  expect((await test_.app.inject('/de-simple')).body).toMatch(/<html lang="de-simple" dir="ltr">/);
});

it('says on every page in which language no translator has read it, and leads to the German one', async () => {
  for (const language of LANGUAGES) {
    const { body } = await test_.app.inject(`/${language}`);
    const banner = /<div class="fs-unreviewed">[\s\S]*?<\/div>/.exec(body)?.[0];
    if (['de', 'en'].includes(language)) expect([language, banner]).toEqual([language, undefined]);
    else expect(banner).toContain('href="/de"');
  }
});

it('answers a browser with a page in its language when something fails, and a program with a problem document', async () => {
  const page = await test_.app.inject({ url: '/en/no/such/page', headers: HTML });
  expect([page.statusCode, page.headers['content-type']]).toEqual([404, 'text/html; charset=utf-8']);
  expect(page.body).toContain('There is no such page');
  const unknown = await test_.app.inject({ url: '/xx', headers: { ...HTML, 'accept-language': 'de' } });
  expect([unknown.statusCode, unknown.body.includes('Diese Seite gibt es nicht')]).toEqual([404, true]);
  for (const [url, headers] of [
    ['/api/no-such-thing', HTML],
    ['/en/no/such/page', {}],
  ] as const) {
    const problem = await test_.app.inject({ url, headers });
    expect([problem.statusCode, problem.headers['content-type']]).toEqual([404, 'application/problem+json; charset=utf-8']);
  }
});

it('serves packed style sheets that never change', async () => {
  const [address] = /\/assets\/site\.[0-9a-f]{12}\.css/.exec((await test_.app.inject('/de')).body)!;
  const sheet = await test_.app.inject({ url: address, headers: { 'accept-encoding': 'br' } });
  expect([sheet.statusCode, sheet.headers['content-encoding']]).toEqual([200, 'br']);
  expect(sheet.headers['cache-control']).toContain('immutable');
});
