import { useState } from 'react';
import { aChannel, aService } from '@/shared/desk/fixtures/build';
import type { Examples } from '@/shared/ui/examples';
import { EMPTY_DRAFT, type Draft } from '../../model/draft';
import { Composer } from './composer';
import type { PendingFile } from './use-files';

const file = (over: Partial<PendingFile>): PendingFile => ({ id: crypto.randomUUID(), name: 'Label.pdf', size: 182_000, preview: undefined, state: 'done', progress: 1, problem: undefined, ...over });

function Trying({ draft: begun = {}, files = [], closed }: { draft?: Partial<Draft>; files?: PendingFile[]; closed?: string }) {
  const [draft, setDraft] = useState<Draft>({ ...EMPTY_DRAFT, ...begun });
  return (
    <Composer
      customer="Marta Olsen"
      draft={draft}
      files={files}
      canned={aService().canned_texts}
      service="Returns"
      capabilities={aChannel().capabilities}
      replyClosed={closed}
      onDraft={setDraft}
      onFiles={() => undefined}
      onRemoveFile={() => undefined}
      onSend={() => setDraft(EMPTY_DRAFT)}
      fill={(text) => text.text}
      onUp={() => undefined}
    />
  );
}

/** The composer in its states. */
export const examples: Examples = {
  title: 'Composer',
  states: {
    empty: () => <Trying />,
    text: () => <Trying draft={{ reply: 'And please keep the broken pole,\nyou can recycle it.' }} />,
    'canned texts': () => <Trying draft={{ reply: '/ret' }} />,
    'no canned text fits': () => <Trying draft={{ reply: '/zzz' }} />,
    'too long': () => <Trying draft={{ reply: 'A long story. '.repeat(300) }} />,
    note: () => <Trying draft={{ mode: 'note', note: 'Warehouse has 14 sets.' }} />,
    files: () => <Trying files={[file({}), file({ state: 'uploading', progress: 0.4 }), file({ name: 'Film.mov', state: 'failed', problem: 'Larger than 25 MB, which this channel takes at most.' })]} />,
    'window closed': () => <Trying closed="Messenger closed the reply window at 10:58. It opens again when Marta Olsen writes. Notes are possible." />,
  },
};
