import { useId, useImperativeHandle, useLayoutEffect, useRef, useState, type ClipboardEvent, type DragEvent, type KeyboardEvent, type ReactNode, type Ref, type RefObject } from 'react';
import type { CannedTextView, ChannelCapabilities, QuotedMessage } from '@/shared/api/schema';
import { useInsertion } from '@/shared/desk/insertion';
import { useT } from '@/shared/i18n/t';
import { Button, IconButton } from '@/shared/ui/button/button';
import { Icon } from '@/shared/ui/icon/icon';
import { Kbd } from '@/shared/ui/kbd/kbd';
import { cannedQuery, findPrepared, type Prepared, type PreparedTemplate } from '../../model/canned';
import type { Draft } from '../../model/draft';
import { acceptOf } from '../../model/files';
import { messageCount, type TextUnit } from '../../model/split';
import type { Answering } from '../../model/answering';
import { AnsweringStrip } from './answering-strip';
import { CannedList } from './canned-list';
import './composer.css';
import { EmojiPicker } from './emoji-picker';
import { FileChips } from './file-chips';
import { Quoted } from './quoted';
import type { PendingFile } from './use-files';

/** What the composer can be asked from outside. */
export interface ComposerHandle {
  focus: () => void;
  toggleNote: () => void;
  /** Between a public and a private reply, where there is a comment to answer. */
  togglePublic: () => void;
  attach: () => void;
  /** Writes a text anew that was taken back, before what has been begun since. */
  restore: (text: string) => void;
  /** Nothing is written in it. */
  isEmpty: () => boolean;
}

export interface ComposerProps {
  /** Replies are not for this person: only notes can be written. */
  notesOnly?: boolean;
  customer: string;
  draft: Draft;
  files: readonly PendingFile[];
  canned: readonly CannedTextView[];
  /** Message templates, offered beside prepared texts. */
  templates?: readonly PreparedTemplate[];
  onTemplate?: ((id: string) => void) | undefined;
  service: string;
  capabilities: ChannelCapabilities | undefined;
  /** Why replies are not possible now (the window is closed); notes still are. */
  replyClosed: ReactNode;
  /** What is to be said about the time to answer, beside the tabs. */
  notice?: ReactNode;
  /** The message that the reply quotes. */
  quoted?: QuotedMessage | undefined;
  onUnquote?: () => void;
  onDraft: (draft: Draft) => void;
  onFiles: (files: readonly File[]) => void;
  onRemoveFile: (id: string) => void;
  onSend: () => void;
  /** Fills placeholders of a prepared text. */
  fill: (text: CannedTextView) => string;
  /** ↑ in an empty field: to the last own message. */
  onUp: () => void;
  /** More ways to answer: buttons in the bar of a reply. */
  extras?: ReactNode;
  /** A comment is to be answered: publicly, or privately. */
  answering?: Answering | undefined;
  handle?: Ref<ComposerHandle>;
}

const NONE: readonly never[] = [];

const unitOf = (capabilities: ChannelCapabilities | undefined): TextUnit => (capabilities?.text_unit === 'bytes' ? 'bytes' : 'utf16');

/** Reply or note: text, emoji, prepared texts, files. Enter sends, Shift+Enter makes a line. */
export function Composer(props: ComposerProps) {
  const { draft, files, canned, templates = NONE, capabilities, replyClosed, onDraft } = props;
  const t = useT();
  const id = useId();
  const field = useRef<HTMLTextAreaElement>(null);
  const chooser = useRef<HTMLInputElement>(null);
  const [chosen, setChosen] = useState(0);
  const [dismissed, setDismissed] = useState<string>();
  const [emoji, setEmoji] = useState(false);
  const [dragging, setDragging] = useState(false);
  const note = draft.mode === 'note';
  const { answering } = props;
  const canPublic = answering?.comment !== undefined && capabilities?.public_reply_limit != null;
  const isPublic = draft.mode === 'public' && canPublic;
  const alone = !note && (isPublic || (answering?.viaComment ?? false));
  const most = isPublic ? (capabilities.public_reply_limit ?? Infinity) : (capabilities?.text_limit ?? Infinity);
  const text = note ? draft.note : draft.reply;
  const closed = !note && !isPublic && Boolean(replyClosed);
  const [caret, setCaret] = useState(text.length);
  const before = text.slice(0, caret);
  const asked = note || dismissed === text ? undefined : cannedQuery(before);
  const query = asked?.query;
  // A template is a message of its own: it is offered where nothing else is written.
  const found = asked === undefined ? [] : findPrepared(canned, closed || asked.from > 0 || caret < text.length ? NONE : templates, asked.query);
  const at = Math.min(chosen, Math.max(0, found.length - 1));
  const count = note ? 1 : messageCount(text, most, unitOf(capabilities));
  const tooLong = alone && count > 1;
  // Files may still be on their way: the message waits for them, the agent does not.
  const ready = !tooLong && (text.trim() !== '' || (!note && !alone && files.some((file) => file.state !== 'failed')));

  const sendWord = note ? 'desk:composer.save' : isPublic ? 'comments:publicSend' : 'desk:composer.send';
  const setText = (next: string, caretAt = next.length) => {
    setChosen(0);
    setCaret(caretAt);
    onDraft(note ? { ...draft, note: next } : { ...draft, reply: next });
  };
  const setMode = (mode: Draft['mode']) => {
    onDraft({ ...draft, mode });
    requestAnimationFrame(() => field.current?.focus());
  };
  const insert = (piece: string) => {
    const element = field.current;
    const [from, to] = [element?.selectionStart ?? text.length, element?.selectionEnd ?? text.length];
    setText(text.slice(0, from) + piece + text.slice(to), from + piece.length);
    requestAnimationFrame(() => {
      element?.focus();
      element?.setSelectionRange(from + piece.length, from + piece.length);
    });
  };
  useInsertion(insert, !closed);
  const take = (entry: Prepared | undefined) => {
    if (!entry) return;
    if (entry.kind === 'template') {
      setText('');
      props.onTemplate?.(entry.template.id);
      return;
    }
    const filled = props.fill(entry.text);
    const end = (asked?.from ?? 0) + filled.length;
    setText(before.slice(0, asked?.from ?? 0) + filled + text.slice(caret), end);
    requestAnimationFrame(() => {
      field.current?.focus();
      field.current?.setSelectionRange(end, end);
    });
  };
  const send = () => {
    if (ready && !closed) props.onSend();
  };
  useImperativeHandle(props.handle, () => ({
    focus: () => field.current?.focus(),
    toggleNote: () => setMode(note && !props.notesOnly ? 'reply' : 'note'),
    togglePublic: () => setMode(isPublic || !canPublic ? 'reply' : 'public'),
    attach: () => chooser.current?.click(),
    restore: (taken) => {
      onDraft({ ...draft, mode: 'reply', reply: [taken, draft.reply].filter(Boolean).join('\n') });
      requestAnimationFrame(() => field.current?.focus());
    },
    isEmpty: () => text === '',
  }));
  useGrowing(field, text);
  useCaretAtEnd(field);

  const onKeyDown = (event: KeyboardEvent<HTMLTextAreaElement>) => {
    if (event.nativeEvent.isComposing) return;
    if (query !== undefined && found.length > 0 && listKey(event, { count: found.length, at, setChosen, take: () => take(found[at]) })) return;
    if (event.key === 'Escape' && query === undefined && props.quoted) {
      event.preventDefault();
      event.stopPropagation();
      props.onUnquote?.();
    } else if (event.key === 'Escape' && query !== undefined) {
      event.preventDefault();
      setDismissed(text);
    } else if (event.key === 'Enter' && !event.shiftKey && !event.ctrlKey && !event.altKey && !event.metaKey) {
      event.preventDefault();
      send();
    } else if (event.key === 'ArrowUp' && text === '' && !event.altKey) {
      event.preventDefault();
      props.onUp();
    }
  };
  const onPaste = (event: ClipboardEvent) => {
    const pasted = [...event.clipboardData.files];
    if (pasted.length === 0 || note || alone) return;
    event.preventDefault();
    props.onFiles(pasted);
  };
  const onDrop = (event: DragEvent) => {
    event.preventDefault();
    setDragging(false);
    if (!note && !alone && !closed) props.onFiles([...event.dataTransfer.files]);
  };

  return (
    <div
      className={`comp${note ? ' comp-note' : ''}${isPublic ? ' comp-public' : ''}${answering ? ' comp-comments' : ''}${dragging ? ' comp-drop' : ''}`}
      onDragOver={(event) => {
        if (!event.dataTransfer.types.includes('Files')) return;
        event.preventDefault();
        setDragging(true);
      }}
      onDragLeave={() => setDragging(false)}
      onDrop={onDrop}
    >
      {query !== undefined && <CannedList id={id} service={props.service} query={query} found={found} total={canned.length + templates.length} at={at} onTake={take} onPoint={setChosen} />}
      <div className="comp-tabs" role="radiogroup" aria-label={t('desk:composer.kind')}>
        {!props.notesOnly && (
          <button type="button" role="radio" aria-checked={!note && !isPublic} onClick={() => setMode('reply')}>
            {t(answering ? 'comments:private' : 'desk:composer.reply')}
          </button>
        )}
        {canPublic && !props.notesOnly && (
          <button type="button" role="radio" aria-checked={isPublic} onClick={() => setMode('public')}>
            {t('comments:public')}
          </button>
        )}
        <button type="button" role="radio" aria-checked={note} onClick={() => setMode('note')}>
          {t('desk:composer.note')}
        </button>
        {count > 1 && (
          <span className="comp-notice" role="status">
            {tooLong ? t('comments:tooLong', { most }) : t('desk:composer.split', { count })}
          </span>
        )}
        {note ? <span className="comp-notice">{t('desk:composer.noteHint')}</span> : count <= 1 && !closed && props.notice}
      </div>
      {answering && !note && !closed && <AnsweringStrip answering={answering} isPublic={isPublic} customer={props.customer} />}
      {!alone && !note && !closed && props.quoted && <Quoted quoted={props.quoted} customer={props.customer} onUnquote={props.onUnquote} />}
      {closed ? (
        <div className="comp-closed">{replyClosed}</div>
      ) : (
        <textarea
          ref={field}
          className="comp-text"
          dir="auto"
          rows={1}
          value={text}
          aria-label={t(note ? 'desk:composer.noteLabel' : isPublic ? 'comments:publicLabel' : answering ? 'comments:privateLabel' : 'desk:composer.replyLabel', { name: props.customer })}
          placeholder={t(note ? 'desk:composer.notePlaceholder' : isPublic ? 'comments:publicPlaceholder' : answering ? 'comments:privatePlaceholder' : 'desk:composer.replyPlaceholder', { name: firstWord(props.customer) })}
          {...(query === undefined
            ? {}
            : {
                'aria-controls': `${id}-list`,
                'aria-autocomplete': 'list' as const,
                'aria-activedescendant': found.length > 0 ? `${id}-${at}` : undefined,
              })}
          onChange={(event) => setText(event.target.value, event.target.selectionStart)}
          onSelect={(event) => setCaret(event.currentTarget.selectionStart)}
          onKeyDown={onKeyDown}
          onPaste={onPaste}
        />
      )}
      {!note && !alone && files.length > 0 && <FileChips files={files} onRemove={props.onRemoveFile} />}
      {!closed && (
        <div className="comp-bar">
          {!note && !alone && (
            <>
              <IconButton icon="attach" label={t('desk:composer.attach')} onClick={() => chooser.current?.click()} />
              <input
                ref={chooser}
                type="file"
                multiple
                hidden
                accept={acceptOf(capabilities?.attachments ?? [])}
                onChange={(event) => {
                  props.onFiles([...(event.target.files ?? [])]);
                  event.target.value = '';
                }}
              />
            </>
          )}
          <EmojiPicker open={emoji} onOpen={setEmoji} onPick={insert} />
          {!note && canned.length + templates.length > 0 && (
            <IconButton
              icon="canned"
              label={t('desk:composer.canned')}
              shortcut="/"
              onClick={() => {
                setDismissed(undefined);
                insert(before === '' || /\s$/u.test(before) ? '/' : ' /');
              }}
            />
          )}
          {!note && !alone && props.extras}
          <span className="comp-send">
            <span className="meta comp-hint">
              <Kbd>Shift</Kbd> <Kbd>Enter</Kbd> {t('desk:composer.newLine')}
            </span>
            <Button variant="primary" shortcut="↵" className="comp-go" aria-disabled={!ready} aria-label={t(sendWord)} onClick={send}>
              <span className="comp-word">{t(sendWord)}</span>
              <Icon name="arrow-up" size="l" className="comp-arrow" />
            </Button>
          </span>
        </div>
      )}
    </div>
  );
}

const firstWord = (name: string): string => name.trim().split(/\s/u)[0] ?? name;

interface ListKeys {
  count: number;
  at: number;
  setChosen: (at: number) => void;
  take: () => void;
}

/** Arrows choose in the list of prepared texts, Enter and Tab take. */
const listKey = (event: KeyboardEvent, { count, at, setChosen, take }: ListKeys): boolean => {
  if (event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return false;
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (step !== undefined) setChosen((at + step + count) % count);
  else if (event.key === 'Enter' || event.key === 'Tab') take();
  else return false;
  event.preventDefault();
  return true;
};

/** A draft that was kept is written on, not in front of. */
const useCaretAtEnd = (ref: RefObject<HTMLTextAreaElement | null>): void => {
  useLayoutEffect(() => {
    const element = ref.current;
    element?.setSelectionRange(element.value.length, element.value.length);
  }, [ref]);
};

const LINE_PX = 20;
const PADDING_PX = 12;

/** Grows with its text up to eight lines. */
const useGrowing = (ref: RefObject<HTMLTextAreaElement | null>, text: string): void => {
  useLayoutEffect(() => {
    const element = ref.current;
    if (!element) return;
    element.style.height = 'auto';
    element.style.height = `${Math.min(element.scrollHeight, 8 * LINE_PX + PADDING_PX)}px`;
  }, [ref, text]);
};
