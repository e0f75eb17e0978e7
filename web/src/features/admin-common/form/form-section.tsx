import type { ReactNode } from 'react';
import './form.css';

interface FormSectionProps {
  title: string;
  text?: ReactNode;
  /** Below the text, e.g. a button that acts on the whole section. */
  aside?: ReactNode;
  id?: string;
  children: ReactNode;
}

/** A heading with its fields beside it. */
export function FormSection({ title, text, aside, id, children }: FormSectionProps) {
  return (
    <section className="fs" id={id} aria-label={title}>
      <div className="fs-head">
        <h2>{title}</h2>
        {text && <p>{text}</p>}
        {aside}
      </div>
      <div className="fs-body">{children}</div>
    </section>
  );
}
