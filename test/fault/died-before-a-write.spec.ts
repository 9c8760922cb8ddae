import { describeDeathAtEveryWrite } from './every-write';

describeDeathAtEveryWrite('before', 'before it is committed');
