import type { ReactNode } from 'react';
import { Icon } from '@/shared/ui/icon/icon';
import './page.css';

interface PageHeadProps {
  title: string;
  /** One sentence: what this page is about; or the thing's state. */
  text?: ReactNode;
  /** Where the thing belongs: a link to its list. */
  crumb?: ReactNode;
  /** The last part of the crumb. */
  crumbEnd?: string | undefined;
  actions?: ReactNode;
}

/** The title of a page with its actions. */
export function PageHead({ title, text, crumb, crumbEnd, actions }: PageHeadProps) {
  return (
    <header className="page-head">
      <div className="page-head-words">
        {crumb && (
          <nav className="crumb">
            {crumb}
            {crumbEnd && (
              <>
                <Icon name="chevron-end" size="xs" flip />
                <span>{crumbEnd}</span>
              </>
            )}
          </nav>
        )}
        <h1>{title}</h1>
        {text && <div className="page-head-text">{text}</div>}
      </div>
      {actions && <div className="page-head-acts">{actions}</div>}
    </header>
  );
}
