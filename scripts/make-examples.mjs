// Writes examples/case-register.csv and examples/slots.csv: 2,000 invented cases and a week of invented appointments.
// Deterministic, so that the files can be compared with what this script writes. All dates are counted from one reference Monday; the demo
// moves them to the present. Nobody in these files exists.
import { writeFileSync } from 'node:fs';

export const REFERENCE_MONDAY = '2027-01-04';
const CASES = 2000;

const SURNAMES = [
  'Yıldız',
  'Nguyễn',
  'Kovač',
  'Petrenko',
  'García',
  'Al-Hassan',
  'Müller',
  'Şahin',
  'Ołów',
  'Bašić',
  'Tran',
  'Öztürk',
  'Ferreira',
  'Ivanova',
  'Haddad',
  'Lindström',
  'Okafor',
  'Rahimi',
  'Đorđević',
  'Castaño',
  'Szabó',
  'Žukauskas',
  'Mensah',
  'Karimova',
  'Botha',
  'Novák',
  'Æbelø',
  'Quispe',
  'Tadesse',
  'Popescu',
  'Hoxha',
  'Demir',
  'Sørensen',
  'Ramírez',
  'Chaudhry',
  'Łukaszewicz',
  'Ghebremedhin',
  'Ünlü',
  'Marković',
  'Soto',
];
const GIVEN = [
  'Ayşe',
  'Minh Anh',
  'Luka',
  'Oksana',
  'José',
  'Fatima',
  'Änne',
  'Mehmet',
  'Zofia',
  'Emina',
  'Thị Hoa',
  'Gökhan',
  'João',
  'Svetlana',
  'Omar',
  'Björn',
  'Chidi',
  'Zahra',
  'Đorđe',
  'Begoña',
  'Ágnes',
  'Jūratė',
  'Kwame',
  'Dilnoza',
  'Pieter',
  'Jiří',
  'Søren',
  'Rosa',
  'Selam',
  'Ioana',
  'Arben',
  'Elif',
  'Ines',
  'Ahmad',
  'Łucja',
  'Yonas',
  'Ülkü',
  'Marija',
  'Noor',
  'Sofía',
];
const SOURCES = ['register', 'register', 'register', 'card', 'fiction-certificate'];

/** mulberry32: small, seeded, good enough for inventing people; nothing here is drawn by lot. */
function makeRandom(seed) {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return Math.floor((((t ^ (t >>> 14)) >>> 0) / 4294967296) * below);
  };
}

function dateAfterReference(days) {
  return new Date(Date.parse(`${REFERENCE_MONDAY}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);
}

function makeCases() {
  const random = makeRandom(20270104);
  const rows = ['case_number,surname,given_names,birth_date,critical_date,critical_date_source,application_on_record'];
  for (let i = 0; i < CASES; i++) {
    const year = 1950 + random(56);
    // Many people's papers know the year only, or the first of January.
    const birth = random(20) === 0 ? `${year}-00-00` : `${year}-${two(1 + random(12))}-${two(1 + random(28))}`;
    const days = random(10) === 0 ? -random(30) : random(75);
    rows.push(
      [
        `ABH-2027-${String(100000 + i * 37).padStart(6, '0')}`,
        SURNAMES[random(SURNAMES.length)],
        GIVEN[random(GIVEN.length)],
        birth,
        dateAfterReference(days),
        SOURCES[random(SOURCES.length)],
        random(3) > 0 ? 'yes' : 'no',
      ].join(','),
    );
  }
  return rows.join('\n') + '\n';
}

/** Two offices, five days, five counters, half-hour slots; some of them labelled for hardship or for lapsed permits. */
function makeSlots() {
  const rows = ['slot_id,group,counter,starts_at,ends_at,label,place'];
  let number = 0;
  for (let day = 0; day < 5; day++) {
    for (const [office, counters] of [
      ['north', 3],
      ['south', 2],
    ]) {
      for (let counter = 1; counter <= counters; counter++) {
        for (let half = 0; half < 10; half++) {
          const morning = half < 6;
          const minute = (morning ? 8 * 60 : 13 * 60) + (morning ? half : half - 6) * 30;
          const label = half === 5 ? 'hardship' : half === 9 ? 'lapsed' : 'general';
          // Counted in UTC from 07:00, which is 08:00 in Berlin in winter.
          const at = (minutes) => `${dateAfterReference(14 + day)}T${two(Math.floor(minutes / 60) - 1)}:${two(minutes % 60)}:00Z`;
          rows.push(
            [
              `s${String(number++).padStart(4, '0')}`,
              `${office}-${morning ? 'am' : 'pm'}`,
              `${office}-${counter}`,
              at(minute),
              at(minute + 30),
              label,
              `"Office ${office === 'north' ? 'North' : 'South'}, counter ${counter}"`,
            ].join(','),
          );
        }
      }
    }
  }
  return rows.join('\n') + '\n';
}

function two(number) {
  return String(number).padStart(2, '0');
}

writeFileSync(new URL('../examples/case-register.csv', import.meta.url), makeCases());
writeFileSync(new URL('../examples/slots.csv', import.meta.url), makeSlots());
