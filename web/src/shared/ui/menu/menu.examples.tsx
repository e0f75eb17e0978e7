import { Button } from '../button/button';
import type { Examples } from '../examples';
import { StateDisc } from '../state-disc/state-disc';
import { Menu, MenuList, type MenuEntry } from './menu';

const nothing = () => undefined;
const entries: MenuEntry[] = [
  { kind: 'item', id: 'ready', label: 'Ready', lead: <StateDisc state="ready" small />, checked: true, perform: nothing },
  { kind: 'line', id: 'line' },
  { kind: 'heading', id: 'heading', label: 'Not Ready, choose a reason' },
  { kind: 'item', id: 'lunch', label: 'Lunch', lead: <StateDisc state="break" small />, end: '30 min', perform: nothing },
  { kind: 'item', id: 'edit', label: 'Edit', icon: 'pencil', shortcut: 'E', perform: nothing },
  { kind: 'item', id: 'delete', label: 'Delete', icon: 'trash', danger: true, offReason: 'It is used by two services.', perform: nothing },
];

/** Menus. */
export const examples: Examples = {
  title: 'Menu',
  states: {
    list: () => <MenuList label="State" entries={entries} onClose={nothing} />,
    button: () => <Menu label="State" entries={entries} button={(properties) => <Button {...properties}>Open</Button>} />,
  },
};
