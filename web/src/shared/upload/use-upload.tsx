import { useRef, useState, type ReactNode } from 'react';
import { errorWords } from '../api/error-words';
import type { AttachmentView } from '../api/schema';
import { uploadFile } from '../api/upload';
import { useT } from '../i18n/t';

interface Choice {
  /** Types that can be chosen, as an input's `accept`. */
  accept: string;
  /** What is chosen, for screen readers. */
  label: string;
  to?: '/api/v1/attachments' | '/api/v1/pictures';
  onFile: (file: AttachmentView) => void;
}

interface Upload {
  /** Opens the system's choice of files. */
  open: () => void;
  /** Name of the file that was chosen last and not refused. */
  name: string;
  busy: boolean;
  /** Why the last file was not taken. */
  refused: string | undefined;
  forget: () => void;
  /** The hidden input; it must stand somewhere. */
  input: ReactNode;
}

/** Chooses one file and uploads it at once. */
export const useUpload = ({ accept, label, to, onFile }: Choice): Upload => {
  const t = useT();
  const chooser = useRef<HTMLInputElement>(null);
  const [name, setName] = useState('');
  const [busy, setBusy] = useState(false);
  const [refused, setRefused] = useState<string>();
  const upload = async (file: File) => {
    setName(file.name);
    setBusy(true);
    setRefused(undefined);
    try {
      onFile(await uploadFile(file, () => undefined, new AbortController().signal, to));
    } catch (failure) {
      setName('');
      setRefused(errorWords(failure, t));
    } finally {
      setBusy(false);
    }
  };
  const input = (
    <input
      ref={chooser}
      type="file"
      hidden
      accept={accept}
      aria-label={label}
      onChange={(event) => {
        const chosen = event.target.files?.[0];
        if (chosen) void upload(chosen);
        event.target.value = '';
      }}
    />
  );
  return { open: () => chooser.current?.click(), name, busy, refused, forget: () => setRefused(undefined), input };
};
