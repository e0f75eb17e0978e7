import type { ReactNode } from 'react';
import { can, useMe } from '@/shared/api/me';
import type { Right } from '@/shared/api/schema';
import { NoRight } from './no-right';

/** A page for those who have a right; others are told so. */
export function WithRight({ right, children }: { right: Right; children: ReactNode }) {
  return can(useMe(), right) ? children : <NoRight />;
}
