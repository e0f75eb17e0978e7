import { useCallback, useEffect, useRef, useState } from 'react';
import type { AttachmentRule } from '@/shared/api/schema';
import { errorWords } from '@/shared/api/error-words';
import { useLanguage, useT, type Translate } from '@/shared/i18n/t';
import { fileSize } from '@/shared/lib/sizes';
import { newUuid } from '@/shared/lib/uuid';
import { uploadFile } from '@/shared/api/upload';
import type { SentFile } from '@/shared/desk/uploads';
import { fileProblem, MAX_FILES, type FileProblem } from '../../model/files';

/** A file on its way into a message. */
export interface PendingFile {
  id: string;
  name: string;
  size: number;
  /** Address of a preview inside this window, for pictures. */
  preview: string | undefined;
  state: 'uploading' | 'done' | 'failed';
  /** 0–1 */
  progress: number;
  problem: string | undefined;
}

const problemWords = (problem: FileProblem, t: Translate, language: string): string => {
  switch (problem.kind) {
    case 'too-many':
      return t('desk:file.tooMany', { max: problem.max });
    case 'too-large':
      return t('desk:file.tooLarge', { max: fileSize(problem.maxBytes, language) });
    case 'type':
      return t('desk:file.type');
    case 'empty':
      return t('desk:file.empty');
  }
};

/** A file with its way to the server. */
interface Upload extends SentFile {
  readonly abort: AbortController;
}

/** The files of one interaction's message: checked, uploaded at once, with progress; given up when removed, not when sent. */
export const useFiles = (rules: readonly AttachmentRule[]) => {
  const t = useT();
  const language = useLanguage();
  const [files, setFiles] = useState<readonly PendingFile[]>([]);
  const uploads = useRef(new Map<string, Upload>());

  const change = useCallback((id: string, part: Partial<PendingFile>) => {
    setFiles((before) => before.map((file) => (file.id === id ? { ...file, ...part } : file)));
  }, []);

  const upload = async (id: string, file: File, name: string) => {
    const abort = new AbortController();
    const stored = uploadFile(file, (progress) => change(id, { progress }), abort.signal);
    uploads.current.set(id, { name, stored, abort, again: () => uploadFile(file, () => undefined, new AbortController().signal) });
    try {
      await stored;
      change(id, { state: 'done', progress: 1 });
    } catch (error) {
      if (!abort.signal.aborted) change(id, { state: 'failed', problem: errorWords(error, t) });
    }
  };

  const pendingOf = (file: File, at: number): PendingFile => {
    const problem = fileProblem(file, files.length + at, rules);
    return {
      id: newUuid(),
      name: file.name || t('desk:part.file'),
      size: file.size,
      preview: file.type.startsWith('image/') ? URL.createObjectURL(file) : undefined,
      state: problem ? 'failed' : 'uploading',
      progress: 0,
      problem: problem && problemWords(problem, t, language),
    };
  };

  const add = (chosen: readonly File[]) => {
    const added = chosen.slice(0, MAX_FILES + 1).map((file, at) => ({ file, pending: pendingOf(file, at) }));
    setFiles((before) => [...before, ...added.map((each) => each.pending)]);
    for (const { file, pending } of added) if (pending.state === 'uploading') void upload(pending.id, file, pending.name);
  };

  const remove = (id: string) => {
    uploads.current.get(id)?.abort.abort();
    uploads.current.delete(id);
    const gone = files.find((file) => file.id === id);
    if (gone?.preview) URL.revokeObjectURL(gone.preview);
    setFiles((before) => before.filter((file) => file.id !== id));
  };

  /** Takes what is uploaded or on its way out of the composer; it belongs to a message now. */
  const take = (): SentFile[] => {
    const taken = files.filter((file) => file.state !== 'failed');
    setFiles((before) => before.filter((file) => file.state === 'failed'));
    return taken.flatMap(({ id }) => {
      const upload = uploads.current.get(id);
      uploads.current.delete(id);
      return upload ?? [];
    });
  };

  useEffect(() => {
    const begun = uploads.current;
    return () => begun.forEach(({ abort }) => abort.abort());
  }, []);

  return { files, add, remove, take };
};
