import type { Part } from '../../api/schema';
import type { KeptMessage } from '../../desk/state';
import { useT } from '../../i18n/t';
import { Icon } from '../../ui/icon/icon';
import { PartView } from './part';

const KINDS = ['image', 'audio', 'video'] as const;

const partsOf = (kept: KeptMessage): Part[] => [
  ...(kept.answers ? [{ type: 'comment_reply' as const, public: kept.answers.public }] : []),
  ...(kept.text ? [{ type: 'text' as const, text: kept.text }] : []),
  ...kept.attachments.map((file): Part => ({
    type: KINDS.find((kind) => kind === file.kind) ?? 'file',
    state: 'stored',
    attachment_id: file.id,
    name: file.name,
    mime: file.mime,
    size_bytes: file.size_bytes,
    ...(file.picture && { picture: file.picture }),
  })),
];

/** The parts of a message that only this window knows so far. */
export function UnconfirmedParts({ kept }: { kept: KeptMessage }) {
  return (
    <>
      {partsOf(kept).map((part, at) => (
        <PartView key={at} part={part} />
      ))}
      {kept.uploads?.map((name, at) => (
        <FileUnderway key={at} name={name} uploading={kept.state === 'uploading'} />
      ))}
    </>
  );
}

/** A file that the server does not have yet. */
function FileUnderway({ name, uploading }: { name: string; uploading: boolean }) {
  const t = useT();
  return (
    <div className="bub media-absent">
      <Icon name={uploading ? 'file' : 'alert'} />
      <span>
        <bdi className="m">{name}</bdi>
        <span className="meta media-line">{t(uploading ? 'desk:file.underway' : 'desk:file.notStored')}</span>
      </span>
    </div>
  );
}
