import type { ReactNode } from 'react';
import './card.css';

/** A surface with an edge, on the page's ground. */
export function Card({ children, className = '' }: { children: ReactNode; className?: string }) {
  return <div className={`card ${className}`}>{children}</div>;
}
