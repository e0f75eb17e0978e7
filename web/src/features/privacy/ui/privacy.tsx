import { useState } from 'react';
import { errorWords } from '@/shared/api/error-words';
import { useT } from '@/shared/i18n/t';
import { Button } from '@/shared/ui/button/button';
import { toast } from '@/shared/ui/toast/toasts';
import { exportContact } from '../api/export-contact';
import { saveFile } from '../model/save-file';
import { EraseDialog } from './erase-dialog';
import './privacy.css';

interface PrivacyProps {
  contact: { id: string; name: string };
  /** The customer is gone: whatever shows them closes. */
  onErased?: (() => void) | undefined;
}

/** What a customer may demand: to be told what is kept, and to be forgotten. Only for those with the right. */
export function Privacy({ contact, onErased }: PrivacyProps) {
  const t = useT();
  const [exporting, setExporting] = useState(false);
  const [erasing, setErasing] = useState(false);
  const exportAll = async () => {
    setExporting(true);
    try {
      saveFile(await exportContact(contact.id), `${contact.id}.zip`);
      toast(t('privacy:exported', { name: contact.name }));
    } catch (error) {
      toast(errorWords(error, t), { icon: 'alert' });
    } finally {
      setExporting(false);
    }
  };
  return (
    <section className="sec" aria-label={t('privacy:title')}>
      <h3 className="sec-head">{t('privacy:title')}</h3>
      <div className="privacy-acts">
        <Button size="s" icon="download" busy={exporting} onClick={() => void exportAll()}>
          {t('privacy:export')}
        </Button>
        <Button size="s" variant="danger" icon="trash" onClick={() => setErasing(true)}>
          {t('privacy:erase')}
        </Button>
      </div>
      {erasing && <EraseDialog contact={contact} onClose={() => setErasing(false)} onErased={onErased} />}
    </section>
  );
}
