// node times.cjs: prints what pages show of moments, and the moments that typed times mean, in the zone of its environment, as JSON.
const { join } = require('node:path');
const root = join(__dirname, '..', '..', '..');
require(join(root, 'scripts', 'register-typescript.cjs'));
require('reflect-metadata');
const { h } = require('preact');
const { Moment, renderFragment } = require(join(root, 'src/platform/html'));
const { Texts } = require(join(root, 'src/platform/i18n'));
const { AppointmentFacts } = require(join(root, 'src/modules/pages/answer/appointment-parts'));
const { officeClock, officeDate, officeDay, officeMoment } = require(join(root, 'src/modules/windows/office-calendar'));

const texts = new Texts();
const page = { language: 'de', texts, t: texts.in('de'), path: '/', authority: {}, assets: {}, publicUrl: '' };
const words = (body) =>
  renderFragment(page, body)
    .replaceAll(/<[^>]*>/g, ' ')
    .replaceAll(/\s+/g, ' ')
    .trim();
const hour = (moment) => new Date(moment * 1000).toISOString();

const days = ['2026-03-29', '2026-10-25'].map((day) => {
  const { from, until } = officeDay(day);
  const moments = Array.from({ length: (until - from) / 3600 }, (_, n) => hour(from + n * 3600));
  const slots = [{ startsAt: hour(officeMoment(day, '01:50')), endsAt: hour(officeMoment(day, '03:10')), place: 'Zimmer 3' }];
  return {
    shown: moments.map((at) => words(h(Moment, { at }))),
    appointment: words(h(AppointmentFacts, { appointment: { slots }, serviceTitle: 'Aufenthalt' })),
    typed: ['00:30', '02:30', '03:00', '23:30'].map((clock) => hour(officeMoment(day, clock))),
    kept: moments.map((at) => `${officeDate(Date.parse(at) / 1000)} ${officeClock(Date.parse(at) / 1000)}`),
  };
});
process.stdout.write(JSON.stringify({ offset: new Date(0).getTimezoneOffset(), days }));
