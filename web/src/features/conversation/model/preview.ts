import type { MessageView } from '@/shared/api/schema';

const MOST = 160;

/** A message in one line, as the server would quote it: its first words, or what it is in brackets. */
export const previewOf = (message: Pick<MessageView, 'parts'>): string => {
  for (const part of message.parts) {
    if (part.type === 'text') return part.text.slice(0, MOST);
    if (part.type === 'postback') return part.title;
    if (part.type === 'file') return part.name ?? '[file]';
    if (part.type === 'comment' || part.type === 'comment_reply') continue;
    if (part.type !== 'quick_reply' && part.type !== 'system') return `[${part.type}]`;
  }
  return '';
};
