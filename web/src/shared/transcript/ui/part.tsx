import type { Part } from '../../api/schema';
import { MediaView } from './media-parts';
import { LinkPart, LocationPart, TemplatePart, UnsupportedPart } from './other-parts';
import { TextPart } from './text-part';

/** One part of a message, by its kind. A new kind does not compile until it is drawn here. */
export function PartView({ part, onFetch }: { part: Part; onFetch?: (() => void) | undefined }) {
  switch (part.type) {
    case 'text':
      return <TextPart text={part.text} />;
    case 'image':
    case 'audio':
    case 'video':
    case 'file':
    case 'sticker':
      return <MediaView part={part} onFetch={onFetch} />;
    case 'location':
      return <LocationPart part={part} />;
    case 'link':
      return <LinkPart part={part} />;
    case 'postback':
      return <TextPart text={part.title} />;
    case 'template':
      return <TemplatePart part={part} />;
    case 'unsupported':
      return <UnsupportedPart part={part} />;
    case 'quick_reply':
    case 'system':
      // Said in the message's foot, and by system lines.
      return null;
  }
}
