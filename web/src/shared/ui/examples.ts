import type { ReactNode } from 'react';

/** Named states of a component, for the gallery and the browser tests. A file `X.examples.tsx` exports one as `examples`. */
export interface Examples {
  /** Stands above them. */
  title: string;
  /** `screen`: each example fills the window, as a page does. */
  layout?: 'parts' | 'screen';
  states: Record<string, () => ReactNode>;
}
