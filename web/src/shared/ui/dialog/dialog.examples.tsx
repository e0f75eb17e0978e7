import { Button } from '../button/button';
import type { Examples } from '../examples';
import { Confirm } from './confirm';
import { Dialog } from './dialog';

const nothing = () => undefined;

/** Dialogs; each fills the window. */
export const examples: Examples = {
  title: 'Dialog',
  layout: 'screen',
  states: {
    loss: () => <Confirm title="End the chat with Marta Olsen?" text="1 message was not sent and will be lost. After-call work starts." keep="Keep chatting" go="End chat" danger onClose={nothing} onGo={nothing} />,
    form: () => (
      <Dialog title="Create integration account" onClose={nothing} actions={<Button variant="primary">OK</Button>}>
        <p className="mut">Choose the type of the account.</p>
      </Dialog>
    ),
  },
};
