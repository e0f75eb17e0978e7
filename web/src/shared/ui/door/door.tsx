import type { ReactNode } from 'react';
import { LanguageSwitch } from '../language-switch/language-switch';
import { Icon } from '../icon/icon';
import './door.css';

interface DoorProps {
  title: string;
  /** One line below the title. */
  text?: string;
  children: ReactNode;
}

/** The page in front of the app: a card in the middle of the window, with the mark. */
export function Door({ title, text, children }: DoorProps) {
  return (
    <main className="door">
      <div className="door-card">
        <Mark />
        <h1>{title}</h1>
        {text && <p className="mut">{text}</p>}
        {children}
      </div>
      <p className="meta door-foot">
        <LanguageSwitch /> <span aria-hidden="true">·</span> Parlance
      </p>
    </main>
  );
}

/** Parlance's sign. */
export function Mark({ small = false }: { small?: boolean }) {
  return (
    <span className={small ? 'mark mark-small' : 'mark'} aria-hidden="true">
      <Icon name="mark" />
    </span>
  );
}
