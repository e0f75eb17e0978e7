import { useState } from 'react';
import { errorWords } from '@/shared/api/error-words';
import { useT } from '@/shared/i18n/t';
import { Banner } from '@/shared/ui/banner/banner';
import { Button } from '@/shared/ui/button/button';
import { Dialog } from '@/shared/ui/dialog/dialog';

interface ConfirmLossProps {
  /** A question. */
  title: string;
  /** What is lost, and what is not. */
  text: string;
  keep: string;
  go: string;
  onClose: () => void;
  onGo: () => Promise<void>;
}

/** Asks before something is lost for good; stays open and says why when it could not be done. */
export function ConfirmLoss({ title, text, keep, go, onClose, onGo }: ConfirmLossProps) {
  const t = useT();
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<unknown>();
  const run = async () => {
    setBusy(true);
    setFailure(undefined);
    try {
      await onGo();
      onClose();
    } catch (error) {
      setFailure(error);
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
          <Button variant="danger-fill" busy={busy} onClick={() => void run()}>
            {go}
          </Button>
        </>
      }
    >
      <p className="mut">{text}</p>
      {failure !== undefined && (
        <Banner tone="danger" role="alert">
          {errorWords(failure, t)}
        </Banner>
      )}
    </Dialog>
  );
}
