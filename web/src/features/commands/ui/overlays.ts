/** What opens over the desk by a key: one chunk, loaded when the first screen stands. */
export { CommandBar } from './command-bar';
export { KeysDialog } from './keys-dialog';
