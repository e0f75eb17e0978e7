import type { Part } from '../../api/schema';
import { asRich } from '../../approved/model/places';
import { PhoneCard } from '../../rich/ui/phone-card';
import { AppointmentPart } from './appointment-part';
import { CommentPart, CommentReplyPart } from './comment-part';
import { FormPart } from './form-part';
import { MediaView } from './media-parts';
import { LikePart, LinkPart, LocationPart, TemplatePart, UnsupportedPart } from './other-parts';
import { SharedPart } from './shared-part';
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
    case 'like':
      return <LikePart />;
    case 'shared':
      return <SharedPart part={part} />;
    case 'appointment':
      return <AppointmentPart part={part} />;
    case 'form':
      return <FormPart part={part} />;
    case 'comment':
      return <CommentPart part={part} />;
    case 'comment_reply':
      return <CommentReplyPart part={part} />;
    case 'location':
      return <LocationPart part={part} />;
    case 'link':
      return <LinkPart part={part} />;
    case 'postback':
      return <TextPart text={part.title} />;
    case 'template':
      return <TemplatePart part={part} />;
    case 'rich':
      return <PhoneCard rich={part} />;
    case 'approved':
      return <PhoneCard rich={asRich(part)} />;
    case 'unsupported':
      return <UnsupportedPart part={part} />;
    case 'quick_reply':
    case 'command':
    case 'system':
      // Said in the message's foot, and by system lines.
      return null;
  }
}
