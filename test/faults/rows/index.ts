import type { Row } from './row';
import { row01 } from './row-01-killed';
import { row02 } from './row-02-worker';
import { row03 } from './row-03-deploy';
import { row04 } from './row-04-redis';
import { row05 } from './row-05-old-queue';
import { row06 } from './row-06-database';
import { row08 } from './row-08-duplicates';
import { row09 } from './row-09-order';
import { row11 } from './row-11-graph';
import { row12 } from './row-12-rate';
import { row13 } from './row-13-refused';
import { row14 } from './row-14-disk';
import { row15 } from './row-15-poison';
import { row16 } from './row-16-hung';
import { row17 } from './row-17-burst';
import { row19 } from './row-19-restore';

/** In the order of the table of faults. Those that are missing here are told by other tests. */
export const rows: readonly Row[] = [
  ...[row01, row02, row03, row04, row05, row06],
  ...[row08, row09, row11, row12, row13, row14, row15, row16, row17, row19],
];
