import { Icon } from '@/shared/ui/icon/icon';
import { attempt } from '../api/act';
import { api } from '../api/client';
import type { Json, Message } from '../api/types';

interface TemplateProps {
  payload: Json;
  message: Message;
  psid: string;
}

const isObject = (value: Json | undefined): value is { [key: string]: Json } => typeof value === 'object' && value !== null && !Array.isArray(value);

const text = (value: Json | undefined, key: string): string => {
  const found = isObject(value) ? value[key] : undefined;
  return typeof found === 'string' ? found : '';
};

const list = (value: Json | undefined, key: string): Json[] => {
  const found = isObject(value) ? value[key] : undefined;
  return Array.isArray(found) ? found : [];
};

/** A template, drawn simply: its words and its buttons. Pictures from elsewhere are not loaded. */
export function Template({ payload, message, psid }: TemplateProps) {
  const kind = text(payload, 'template_type');
  const parts = kind === 'button' ? [payload] : list(payload, 'elements');
  if (parts.length === 0) return <p className="mut">Template “{kind}”</p>;
  return (
    <div className="tpl">
      {parts.map((part, at) => (
        <Element key={at} part={part} message={message} psid={psid} />
      ))}
    </div>
  );
}

function Element({ part, message, psid }: { part: Json; message: Message; psid: string }) {
  const [title, subtitle] = [text(part, 'title') || text(part, 'text'), text(part, 'subtitle')];
  const pictured = text(part, 'image_url') !== '' || text(part, 'media_type') !== '';
  return (
    <div className="tpl-part">
      {pictured && (
        <p className="crd">
          <Icon name={text(part, 'media_type') === 'video' ? 'video' : 'image'} />
          <span className="crd-sub">{text(part, 'image_url') || text(part, 'url') || 'Saved attachment'}</span>
        </p>
      )}
      {title && <p className="b">{title}</p>}
      {subtitle && <p>{subtitle}</p>}
      {list(part, 'buttons').map((button, at) => (
        <TemplateButton key={at} button={button} message={message} psid={psid} />
      ))}
    </div>
  );
}

function TemplateButton({ button, message, psid }: { button: Json; message: Message; psid: string }) {
  const [kind, title, payload] = [text(button, 'type'), text(button, 'title'), text(button, 'payload')];
  if (kind === 'postback') {
    return (
      <button type="button" className="opt" onClick={() => void attempt(() => api.post(`/chats/${psid}/taps`, { mid: message.mid, payload, button: true }))}>
        {title}
      </button>
    );
  }
  return (
    <span className="opt opt-over" title={text(button, 'url') || payload}>
      <Icon name={kind === 'web_url' ? 'external' : 'link'} size="xs" />
      {title || kind}
    </span>
  );
}
