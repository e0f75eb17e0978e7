import type { Examples } from '../examples';
import { Checkbox, Radio, Switch } from './check';
import { SelectField, TextArea, TextField } from './field';
import { SearchField } from './search-field';
import { SecretField } from './secret-field';

const nothing = () => undefined;

/** Inputs and their states. */
export const examples: Examples = {
  title: 'Field',
  states: {
    text: () => (
      <div className="ex-grid">
        <TextField label="Name" placeholder="For example, Main page" />
        <TextField label="Name" hint="Shown in the list of accounts." defaultValue="Main page" />
        <TextField label="Page ID" error="Only digits. Remove the “-”." defaultValue="10455-27" />
        <TextField label="Read only" readOnly defaultValue="Saved 3 Nov 2026" />
        <TextField label="Changed" changed hint="Changed, not applied" defaultValue="Main page 2" />
      </div>
    ),
    secret: () => (
      <div className="ex-grid">
        <SecretField label="Token" defaultValue="EAAG0000" />
        <SecretField label="Token" error="This is not a token of a page." defaultValue="x" />
      </div>
    ),
    'area, select, search': () => (
      <div className="ex-grid">
        <TextArea label="Note" hint="Only colleagues see it." defaultValue="New pole set to the Bilbao address." />
        <SelectField label="Density" defaultValue="b">
          <option value="a">Comfortable</option>
          <option value="b">Compact</option>
        </SelectField>
        <SearchField label="Find" placeholder="Find an agent or a service" />
      </div>
    ),
    choices: () => (
      <div className="ex-grid">
        <Checkbox label="Agent" hint="Handles interactions" checked onChange={nothing} />
        <Checkbox label="Supervisor" checked={false} onChange={nothing} />
        <Radio label="Final" checked onChange={nothing} />
        <Switch label="Sounds on" checked onChange={nothing} />
        <Switch label="Accept unsigned events" checked={false} onChange={nothing} />
        <Switch label="Cannot be changed" checked disabled onChange={nothing} />
      </div>
    ),
  },
};
