import type { ReactNode } from 'react';
import './kbd.css';

/** A key cap. Never mirrored. */
export function Kbd({ children }: { children: ReactNode }) {
  return (
    <kbd className="kbd" dir="ltr">
      {children}
    </kbd>
  );
}
