import { InFlight } from '../../src/platform/in-flight';

it('reads once for all who ask at the same moment, and anew for whoever asks later', async () => {
  const flights = new InFlight<number>();
  let reads = 0;
  let answer: (value: number) => void = () => undefined;
  const read = () => new Promise<number>((resolve) => ((reads += 1), (answer = resolve)));
  const asked = [flights.share('a', read), flights.share('a', read), flights.share('a', read)];
  expect(reads).toBe(1);
  answer(7);
  expect(await Promise.all(asked)).toEqual([7, 7, 7]);
  const later = flights.share('a', read);
  expect(reads).toBe(2);
  answer(8);
  expect(await later).toBe(8);
});

it('tells different questions apart, and forgets a failure', async () => {
  const flights = new InFlight<string>();
  expect(await Promise.all([flights.share('a', async () => 'A'), flights.share('b', async () => 'B')])).toEqual(['A', 'B']);
  const failing = () => Promise.reject(new Error('away'));
  await expect(Promise.all([flights.share('a', failing), flights.share('a', failing)])).rejects.toThrow('away');
  expect(await flights.share('a', async () => 'again')).toBe('again');
});
