import { useState } from 'react';
import { errorWords } from '@/shared/api/error-words';
import { useT } from '@/shared/i18n/t';
import { Button } from '@/shared/ui/button/button';
import { TextArea } from '@/shared/ui/field/field';

interface NotesFormProps {
  notes: string;
  onSave: (notes: string) => Promise<void>;
  onClose: () => void;
}

/** Edits the notes about a customer. */
export function NotesForm({ notes, onSave, onClose }: NotesFormProps) {
  const t = useT();
  const [text, setText] = useState(notes);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<string>();
  const save = async () => {
    setBusy(true);
    try {
      if (text.trim() !== notes) await onSave(text.trim());
      onClose();
    } catch (caught) {
      setError(errorWords(caught, t));
      setBusy(false);
    }
  };
  return (
    <div className="panel-form">
      <TextArea
        label={t('desk:customer.notesLabel')}
        hint={t('desk:customer.notesHint')}
        rows={4}
        maxLength={4000}
        autoFocus
        value={text}
        error={error}
        onChange={(event) => setText(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === 'Escape') onClose();
          if (event.key === 'Enter' && event.ctrlKey) void save();
        }}
      />
      <div className="panel-acts">
        <Button size="s" onClick={onClose}>
          {t('form.cancel')}
        </Button>
        <Button size="s" variant="primary" busy={busy} onClick={() => void save()}>
          {t('form.save')}
        </Button>
      </div>
    </div>
  );
}
