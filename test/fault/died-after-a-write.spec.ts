import { describeDeathAtEveryWrite } from './every-write';

describeDeathAtEveryWrite('after', 'when it is committed and nobody has been told');
