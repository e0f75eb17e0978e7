import { useState } from 'react';
import { Button } from '../button/button';
import { Dialog } from './dialog';

interface ConfirmProps {
  /** A question. */
  title: string;
  /** What is lost. */
  text?: string;
  /** The verb of the safe button. */
  keep: string;
  /** The verb of the other one. */
  go: string;
  danger?: boolean;
  onClose: () => void;
  /** May fail; the dialog closes when it succeeds. */
  onGo: () => void | Promise<void>;
}

/** Asks before something is lost for good. */
export function Confirm({ title, text, keep, go, danger = false, onClose, onGo }: ConfirmProps) {
  const [busy, setBusy] = useState(false);
  const run = async () => {
    setBusy(true);
    try {
      await onGo();
      onClose();
    } finally {
      setBusy(false);
    }
  };
  return (
    <Dialog
      title={title}
      onClose={onClose}
      actions={
        <>
          <Button data-autofocus onClick={onClose}>
            {keep}
          </Button>
          <Button variant={danger ? 'danger-fill' : 'primary'} busy={busy} onClick={() => void run()}>
            {go}
          </Button>
        </>
      }
    >
      {text && <p className="mut">{text}</p>}
    </Dialog>
  );
}
