import { Icon } from '@/shared/ui/icon/icon';
import type { Attachment, Message } from '../api/types';
import { Template } from './rich/template';

interface CarriedProps {
  attachment: Attachment;
  message: Message;
  psid: string;
}

const size = (bytes: number): string => (bytes < 1024 * 1024 ? `${Math.max(1, Math.round(bytes / 1024))} KB` : `${(bytes / 1024 / 1024).toFixed(1)} MB`);

/** What a message carries beside text. */
export function Carried({ attachment, message, psid }: CarriedProps) {
  switch (attachment.kind) {
    case 'sticker':
      return <img className="stk" src={attachment.url} alt={`Sticker: ${attachment.label}`} width={92} height={92} />;
    case 'location':
      return (
        <p className="crd">
          <Icon name="pin" />
          <span>
            {attachment.title}
            <span className="crd-sub num">
              {attachment.lat}, {attachment.long}
            </span>
          </span>
        </p>
      );
    case 'link':
      return (
        <p className="crd">
          <Icon name="link" />
          <span>
            {attachment.title}
            <span className="crd-sub">{attachment.url}</span>
          </span>
        </p>
      );
    case 'story':
      return (
        <figure className="sto">
          <img src={attachment.url} alt={attachment.mention ? 'Your story' : 'Their story'} />
          <figcaption className="meta">{attachment.mention ? 'You mentioned them in your story' : 'You replied to their story'}</figcaption>
        </figure>
      );
    case 'template':
      return <Template payload={attachment.payload} message={message} psid={psid} />;
    case 'file':
      return <SentFile file={attachment} />;
  }
}

function SentFile({ file }: { file: Extract<Attachment, { kind: 'file' }> }) {
  switch (file.media) {
    case 'image':
      return (
        <a href={file.url} target="_blank" rel="noreferrer" className="pic">
          <img src={file.url} alt={`Picture ${file.name}`} />
        </a>
      );
    case 'audio':
      return <audio className="snd" controls src={file.url} aria-label={`Audio ${file.name}`} />;
    case 'video':
      return <video className="pic" controls src={file.url} aria-label={`Video ${file.name}`} />;
    case 'file':
      return (
        <a className="crd" href={file.url} download={file.name}>
          <Icon name="file" />
          <span>
            {file.name}
            <span className="crd-sub num">{size(file.size)}</span>
          </span>
        </a>
      );
  }
}
