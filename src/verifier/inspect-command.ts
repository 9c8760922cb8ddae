import { CoreError, type Pass, parseAnnouncement, parseFreeze } from '../core';
import { type Output, runOrExplain } from './output';
import { readRecord } from './read-record';
import { visible } from './visible';

/**
 * `fairslot inspect RECORD`: the record's main figures. Checks nothing.
 *
 * @returns the exit code: 0, or 2 for unusable input
 */
export function runInspect(record: string, output: Output): number {
  return runOrExplain(() => {
    const files = readRecord(record);
    const { title, timetable, beacon, tickets, passes } = parseAnnouncement(requireFile(files, 'announcement.json'));
    const { drawId, frozenAt, entries, slots, round, commitments } = parseFreeze(requireFile(files, 'freeze.json'));
    const lines = [
      drawId,
      visible(title),
      '',
      `registration   ${timetable.opensAt} to ${timetable.closesAt}`,
      `frozen         ${frozenAt}: ${entries.count} entries, ${entries.tickets} tickets, ${slots.count} slots`,
      `beacon         round ${round} of the ${beacon.kind} chain ${beacon.chainHash}`,
      `tickets        rule ${tickets.rule}, allowed ${tickets.allowed.join(' ')}`,
      `passes         ${passes.map(describePass).join('; ')}`,
      `contributors   ${commitments.map(({ contributor }) => contributor).join(', ') || 'none'}`,
      `files          ${[...files.keys()].join(' ')}`,
      '',
      'Nothing was checked. For that: fairslot verify',
    ];
    output.out(`${lines.join('\n')}\n`);
  }, output);
}

function describePass({ pot, from, max }: Pass): string {
  return `${pot} from ${from.join('+')}${max === undefined ? '' : `, at most ${max}`}`;
}

function requireFile(files: ReadonlyMap<string, Uint8Array>, name: string): Uint8Array {
  const content = files.get(name);
  if (content === undefined) throw new CoreError('record.missing-file', { expected: name, actual: 'nothing' });
  return content;
}
