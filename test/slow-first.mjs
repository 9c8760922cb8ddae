import Sequencer from '@jest/test-sequencer';

/** Folders whose files take a minute each. One that began last would run alone, beside a processor without work. */
const SLOW = [/\/test\/fault\//, /\/test\/e2e\//, /\/test\/verifier\//, /\/own-servers\./];

/** Runs what takes long before what is over soon; within both, as jest would. */
export default class SlowFirst extends Sequencer {
  sort(tests) {
    return super.sort(tests).sort((one, other) => placeOf(one) - placeOf(other));
  }
}

function placeOf({ path }) {
  const place = SLOW.findIndex((folder) => folder.test(path));
  return place === -1 ? SLOW.length : place;
}
