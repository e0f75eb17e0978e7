import { useState } from 'react';
import { timeOfDay } from '@/shared/lib/times';
import { Avatar } from '@/shared/ui/avatar/avatar';
import { Button, IconButton } from '@/shared/ui/button/button';
import { attempt } from '../api/act';
import { api } from '../api/client';
import { usePosts } from '../api/queries';
import type { Page, Person, Post, PostComment } from '../api/types';
import './posts.css';

/** The page's posts on the phone: what stands under them, and room for a comment. */
export function Posts({ page, person }: { page: Page; person: Person }) {
  const posts = usePosts(page.id).data;
  const [text, setText] = useState('');
  const publish = async () => {
    if (await attempt(() => api.post(`/pages/${page.id}/posts`, { text }))) setText('');
  };
  return (
    <div className="ph-scroll ph-posts" tabIndex={0} role="region" aria-label="Posts">
      {posts?.map((post) => <PostCard key={post.id} post={post} page={page} person={person} />)}
      <form
        className="post-new"
        onSubmit={(event) => {
          event.preventDefault();
          void publish();
        }}
      >
        <p className="meta">{posts?.length === 0 ? `${page.name} has posted nothing yet.` : 'As the page:'}</p>
        <textarea className="ph-text" aria-label="New post of the page" placeholder={`What is new at ${page.name}?`} rows={2} value={text} onChange={(event) => setText(event.target.value)} />
        <Button size="s" type="submit" disabled={text.trim() === ''}>
          Publish as the page
        </Button>
      </form>
    </div>
  );
}

function PostCard({ post, page, person }: { post: Post; page: Page; person: Person }) {
  const [answered, setAnswered] = useState<PostComment>();
  return (
    <article className="post" aria-label={`Post: ${post.text.slice(0, 60)}`}>
      <header>
        <Avatar name={page.name} size="s" />
        <b>{page.name}</b>
        <time className="meta" dateTime={new Date(post.at_ms).toISOString()}>
          {timeOfDay(post.at_ms, 'en')}
        </time>
      </header>
      <p dir="auto">{post.text}</p>
      <ul>
        {post.comments.filter(seenBy(person)).map((comment) => (
          <Comment key={comment.id} comment={comment} post={post} page={page} person={person} onAnswer={() => setAnswered(comment)} />
        ))}
      </ul>
      <Write post={post} person={person} answered={answered} onDone={() => setAnswered(undefined)} />
    </article>
  );
}

/** What the page has hidden, its author alone still sees. */
const seenBy =
  (person: Person) =>
  (comment: PostComment): boolean =>
    !comment.hidden || comment.person_id === person.id;

interface CommentProps {
  comment: PostComment;
  post: Post;
  page: Page;
  person: Person;
  onAnswer: () => void;
}

function Comment({ comment, post, page, person, onAnswer }: CommentProps) {
  const [edited, setEdited] = useState<string>();
  const path = `/posts/${post.id}/comments/${comment.id}`;
  const own = comment.person_id === person.id;
  return (
    <li className={`comment${comment.parent ? ' comment-answer' : ''}${comment.person_id === null ? ' comment-page' : ''}`}>
      <b>{comment.by}</b>
      {edited === undefined ? (
        <span dir="auto">{comment.text}</span>
      ) : (
        <form
          onSubmit={(event) => {
            event.preventDefault();
            void attempt(() => api.patch(path, { text: edited })).then((done) => done && setEdited(undefined));
          }}
        >
          <input className="ph-text" aria-label="The comment" value={edited} autoFocus onChange={(event) => setEdited(event.target.value)} />
        </form>
      )}
      <span className="comment-foot meta">
        {timeOfDay(comment.at_ms, 'en')}
        {comment.edited && <span>edited</span>}
        {comment.hidden && <span>hidden by the page</span>}
        {comment.answered_privately && own && <span>answered privately: look into the chat</span>}
        <button type="button" onClick={onAnswer}>
          Answer
        </button>
        {own && (
          <>
            {!page.instagram_of && (
              <button type="button" onClick={() => setEdited(comment.text)}>
                Edit
              </button>
            )}
            <button type="button" onClick={() => void attempt(() => api.delete(path))}>
              Remove
            </button>
          </>
        )}
        {comment.person_id !== null && (
          <button type="button" onClick={() => void attempt(() => api.put(`${path}/hidden`, { hidden: !comment.hidden }))}>
            {comment.hidden ? 'Page: show' : 'Page: hide'}
          </button>
        )}
      </span>
    </li>
  );
}

interface WriteProps {
  post: Post;
  person: Person;
  /** The comment that is answered. */
  answered: PostComment | undefined;
  onDone: () => void;
}

function Write({ post, person, answered, onDone }: WriteProps) {
  const [text, setText] = useState('');
  const send = async () => {
    const comment = { person_id: person.id, text, ...(answered && { parent: answered.id }) };
    if (!(await attempt(() => api.post(`/posts/${post.id}/comments`, comment)))) return;
    setText('');
    onDone();
  };
  return (
    <form
      className="comment-new"
      onSubmit={(event) => {
        event.preventDefault();
        void send();
      }}
    >
      <input
        className="ph-text"
        aria-label="Comment"
        placeholder={answered ? `Answer ${answered.by}` : `Comment as ${person.name}`}
        value={text}
        onChange={(event) => setText(event.target.value)}
      />
      <IconButton icon="arrow-up" label="Post the comment" type="submit" variant="primary" offReason={text.trim() === '' ? 'Write a comment first' : undefined} />
    </form>
  );
}
