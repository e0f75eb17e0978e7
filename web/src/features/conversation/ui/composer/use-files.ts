import { useCallback, useEffect, useRef, useState } from 'react';
import type { AttachmentRule, AttachmentView } from '@/shared/api/schema';
import { errorWords } from '@/shared/api/error-words';
import { useLanguage, useT, type Translate } from '@/shared/i18n/t';
import { fileSize } from '@/shared/lib/sizes';
import { newUuid } from '@/shared/lib/uuid';
import { uploadFile } from '@/shared/api/upload';
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
  stored: AttachmentView | undefined;
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

/** The files of one interaction's message: checked, uploaded at once, with progress; given up when removed. */
export const useFiles = (rules: readonly AttachmentRule[]) => {
  const t = useT();
  const language = useLanguage();
  const [files, setFiles] = useState<readonly PendingFile[]>([]);
  const running = useRef(new Map<string, AbortController>());

  const change = useCallback((id: string, part: Partial<PendingFile>) => {
    setFiles((before) => before.map((file) => (file.id === id ? { ...file, ...part } : file)));
  }, []);

  const upload = async (id: string, file: File) => {
    const abort = new AbortController();
    running.current.set(id, abort);
    try {
      const stored = await uploadFile(file, (progress) => change(id, { progress }), abort.signal);
      change(id, { state: 'done', progress: 1, stored });
    } catch (error) {
      if (!abort.signal.aborted) change(id, { state: 'failed', problem: errorWords(error, t) });
    } finally {
      running.current.delete(id);
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
      stored: undefined,
      problem: problem && problemWords(problem, t, language),
    };
  };

  const add = (chosen: readonly File[]) => {
    const added = chosen.slice(0, MAX_FILES + 1).map((file, at) => ({ file, pending: pendingOf(file, at) }));
    setFiles((before) => [...before, ...added.map((each) => each.pending)]);
    for (const { file, pending } of added) if (pending.state === 'uploading') void upload(pending.id, file);
  };

  const remove = (id: string) => {
    running.current.get(id)?.abort();
    const gone = files.find((file) => file.id === id);
    if (gone?.preview) URL.revokeObjectURL(gone.preview);
    setFiles((before) => before.filter((file) => file.id !== id));
  };

  /** Takes what is uploaded out of the composer. */
  const takeDone = (): AttachmentView[] => {
    const done = files.flatMap((file) => (file.stored ? [file.stored] : []));
    setFiles((before) => before.filter((file) => !file.stored));
    return done;
  };

  useEffect(() => {
    const uploads = running.current;
    return () => uploads.forEach((abort) => abort.abort());
  }, []);

  return { files, add, remove, takeDone };
};
