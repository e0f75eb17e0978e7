import { useId, useRef, type ReactNode } from 'react';
import { errorWords } from '@/shared/api/error-words';
import { useT } from '@/shared/i18n/t';
import { Banner } from '@/shared/ui/banner/banner';
import { Button } from '@/shared/ui/button/button';
import { Dialog } from '@/shared/ui/dialog/dialog';
import './form.css';

interface SmallFormProps {
  title: string;
  /** The verb of the button. */
  submitLabel: string;
  form: { busy: boolean; failure: unknown; submit: () => Promise<void> };
  onClose: () => void;
  children: ReactNode;
}

/** A short form in a dialog. Enter sends it. */
export function SmallForm({ title, submitLabel, form, onClose, children }: SmallFormProps) {
  const t = useT();
  const id = useId();
  const root = useRef<HTMLFormElement>(null);
  return (
    <Dialog
      title={title}
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>{t('form.cancel')}</Button>
          <Button variant="primary" type="submit" form={id} busy={form.busy}>
            {submitLabel}
          </Button>
        </>
      }
    >
      <form
        id={id}
        ref={root}
        className="dialog-form"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          void form.submit().then(() => root.current?.querySelector<HTMLElement>('[aria-invalid=true]')?.focus());
        }}
      >
        {form.failure !== undefined && (
          <Banner tone="danger" role="alert">
            {errorWords(form.failure, t)}
          </Banner>
        )}
        {children}
      </form>
    </Dialog>
  );
}
