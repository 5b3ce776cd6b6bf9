import type { Figure } from '../figure.ts';
import { appends } from './appends.ts';

/** Every figure, in the order of the table. */
export const figures: readonly Figure[] = [appends];
