import { useEffect, useId, useRef, type ReactNode } from 'react';
import './dialog.css';

interface DialogProps {
  /** A question, or the name of a short form. */
  title: string;
  onClose: () => void;
  children?: ReactNode;
  /** Buttons, the safe one first. */
  actions?: ReactNode;
  /** m 440 px, l 600 px, xl 920 px: a form with a preview beside it. */
  size?: 'm' | 'l' | 'xl';
}

/** A modal dialog. Focus goes in and returns; Esc is the safe answer. Mounted means open. */
export function Dialog({ title, onClose, children, actions, size = 'm' }: DialogProps) {
  const ref = useRef<HTMLDialogElement>(null);
  const id = useId();
  useEffect(() => {
    const dialog = ref.current;
    const before = document.activeElement;
    dialog?.showModal();
    dialog?.querySelector<HTMLElement>('[data-autofocus]')?.focus();
    return () => {
      dialog?.close();
      if (before instanceof HTMLElement && before.isConnected) before.focus();
    };
  }, []);
  return (
    <dialog
      ref={ref}
      className={`dialog dialog-${size}`}
      aria-labelledby={id}
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
      onMouseDown={(event) => {
        if (event.target === ref.current) onClose();
      }}
    >
      <div className="dialog-in">
        <h2 className="dialog-title" id={id}>
          {title}
        </h2>
        {children}
        {actions && <div className="dialog-acts">{actions}</div>}
      </div>
    </dialog>
  );
}
