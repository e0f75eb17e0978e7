import { createContext, use, useState, type ReactNode } from 'react';
import type { TranscriptItem } from '../model/items';
import { picturesOf } from '../model/pictures';
import { Viewer } from './viewer';

const OpenPicture = createContext<(id: string) => void>(() => undefined);

/** Opens a picture of this transcript in the viewer. */
export const useOpenPicture = (): ((id: string) => void) => use(OpenPicture);

/** Gives the pictures inside a viewer that goes from one to the next. */
export function Pictures({ items, children }: { items: readonly TranscriptItem[]; children: ReactNode }) {
  const [open, setOpen] = useState<string>();
  return (
    <OpenPicture value={setOpen}>
      {children}
      {open !== undefined && <Viewer pictures={picturesOf(items)} shown={open} onShow={setOpen} onClose={() => setOpen(undefined)} />}
    </OpenPicture>
  );
}
