import type { ReactNode } from 'react';
import './card.css';

/** A surface with an edge, on the page's ground. */
export function Card({ children, className = '', as: Tag = 'div' }: { children: ReactNode; className?: string; as?: 'div' | 'li' }) {
  return <Tag className={`card ${className}`}>{children}</Tag>;
}
