/** Whether the page is looked at. */
export const inFront = (): boolean => document.visibilityState === 'visible' && document.hasFocus();

const shown = new Map<string, Notification>();

interface Notice {
  /** A newer notice of the same tag replaces an older one. */
  tag: string;
  title: string;
  body: string;
  /** Stays until it is answered. */
  stays?: boolean;
  onClick: () => void;
}

/** A browser notification, only when the window is not in front and the person has allowed it. */
export const notify = ({ tag, title, body, stays = false, onClick }: Notice): void => {
  if (inFront() || !('Notification' in window) || Notification.permission !== 'granted') return;
  const notice = new Notification(title, { tag, body, requireInteraction: stays, icon: '/icon.svg', silent: true });
  shown.set(tag, notice);
  notice.onclick = () => {
    window.focus();
    onClick();
    notice.close();
  };
  notice.onclose = () => shown.delete(tag);
};

/** Takes a notification away when what it says is over. */
export const withdraw = (tag: string): void => shown.get(tag)?.close();
