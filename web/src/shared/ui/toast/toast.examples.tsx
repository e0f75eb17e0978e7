import type { Examples } from '../examples';
import { ToastView } from './toast-region';

/** Notices at the bottom. */
export const examples: Examples = {
  title: 'Toast',
  states: {
    plain: () => <ToastView toast={{ id: 1, icon: 'tick', text: 'Chat transferred to Jonas Weber', until: performance.now() + 5000 }} />,
    undo: () => <ToastView toast={{ id: 2, icon: 'tick', text: 'Skill “Spanish” disabled', action: { label: 'Undo', run: () => undefined }, until: performance.now() + 5000 }} />,
  },
};
