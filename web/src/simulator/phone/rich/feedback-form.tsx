import { useState } from 'react';
import { Button } from '@/shared/ui/button/button';
import { TextArea } from '@/shared/ui/field/field';
import { attempt } from '../../api/act';
import { api } from '../../api/client';
import type { Json, Message } from '../../api/types';
import { list, at, text } from './read';
import './forms.css';

const SCALES: Record<string, readonly number[]> = {
  csat: [1, 2, 3, 4, 5],
  ces: [1, 2, 3, 4, 5, 6, 7],
  nps: [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10],
};

interface FormProps {
  payload: Json;
  message: Message;
  psid: string;
}

/** How it went: stars or numbers to tap, words where they are asked for. It is sent back once. */
export function FeedbackForm({ payload, message, psid }: FormProps) {
  const question = list(list(payload, 'feedback_screens')[0], 'questions')[0];
  const scale = text(question, 'type');
  const [score, setScore] = useState<number>();
  const [words, setWords] = useState('');
  const free = !(scale in SCALES);
  const send = () =>
    attempt(() => api.post(`/chats/${psid}/forms`, { mid: message.mid, score: free ? words : String(score), comment: !free && words.trim() ? words : null }));
  if (message.tapped !== null) return <p className="meta">Answered: {message.tapped}</p>;
  return (
    <form
      className="ph-form"
      aria-label={text(question, 'title') || text(payload, 'title')}
      onSubmit={(event) => {
        event.preventDefault();
        void send();
      }}
    >
      {!free && (
        <div className="ph-scale" role="radiogroup" aria-label="Score">
          {(SCALES[scale] ?? []).map((each) => (
            <button key={each} type="button" role="radio" aria-checked={score === each} aria-label={scale === 'csat' ? `${each} of 5 stars` : String(each)} onClick={() => setScore(each)}>
              {scale === 'csat' ? (score !== undefined && each <= score ? '★' : '☆') : each}
            </button>
          ))}
        </div>
      )}
      {(free || at(question, 'follow_up') !== undefined) && <TextArea label="Comment" value={words} rows={2} onChange={(event) => setWords(event.target.value)} />}
      <Button type="submit" size="s" offReason={free ? (words.trim() ? undefined : 'Write something first') : score === undefined ? 'Choose a score first' : undefined}>
        Send feedback
      </Button>
    </form>
  );
}
