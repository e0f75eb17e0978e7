import { Button } from '../button/button';
import type { Examples } from '../examples';
import { Banner } from './banner';

/** Banners by tone. */
export const examples: Examples = {
  title: 'Banner',
  states: {
    info: () => <Banner>Services were changed at 10:30.</Banner>,
    ok: () => <Banner tone="ok">Connected again. 2 messages went out.</Banner>,
    warn: () => (
      <Banner tone="warn" icon="plug" action={<Button size="s">Try now</Button>}>
        <b>No connection since 10:41.</b> Write on: your messages go out when it is back.
      </Banner>
    ),
    danger: () => (
      <Banner tone="danger" action={<Button size="s">Enter a new token</Button>}>
        <b>Alder &amp; Pine España cannot send answers.</b> The page token expired today at 08:51.
      </Banner>
    ),
  },
};
