import type { Media, Part } from '../../api/schema';
import type { TranscriptItem } from './items';

/** A picture of a conversation, as the viewer goes through them. */
export interface ShownPicture {
  readonly id: string;
  readonly name: string | undefined;
  readonly size: Media['picture'];
  readonly at: number;
}

const ofPart = (part: Part, at: number): ShownPicture[] =>
  part.type === 'image' && part.state === 'stored' && part.attachment_id ? [{ id: part.attachment_id, name: part.name ?? undefined, size: part.picture, at }] : [];

/** All pictures of a transcript, in its order; what was taken back is not shown. */
export const picturesOf = (items: readonly TranscriptItem[]): ShownPicture[] =>
  items.flatMap((item) => {
    if (item.kind !== 'group') return [];
    return item.entries.flatMap(({ message, kept, at }) => {
      if (message) return message.taken_back ? [] : message.parts.flatMap((part) => ofPart(part, at));
      return (kept?.attachments ?? []).flatMap((file) => (file.kind === 'image' ? [{ id: file.id, name: file.name, size: file.picture, at }] : []));
    });
  });

/** Width of the widest picture in a transcript, CSS pixels. */
const WIDEST = 264;
/** So wide that one can hit it. */
const NARROWEST = 96;

/** How wide a picture stands in the transcript, before and after it has loaded. */
export const shownWidth = (width: number): number => Math.max(NARROWEST, Math.min(WIDEST, width));

/** What a browser chooses from: the small picture, and the whole one for sharp screens. */
export const sources = (small: string, whole: string, size: Media['picture']): { src: string; srcSet?: string; sizes?: string } =>
  size?.small_width ? { src: small, srcSet: `${small} ${size.small_width}w, ${whole} ${size.width}w`, sizes: `${shownWidth(size.width)}px` } : { src: small };
