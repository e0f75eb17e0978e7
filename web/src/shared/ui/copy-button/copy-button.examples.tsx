import type { Examples } from '../examples';
import { CopyButton } from './copy-button';

/** Copies a text. */
export const examples: Examples = { title: 'Copy button', states: { idle: () => <CopyButton text="https://example.net/clientweb/fb/webhook/104552" what="Callback URL" /> } };
