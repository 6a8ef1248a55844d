// The menu of ways to begin: a new graph, the documents that were worked on before, and every graph that comes with the page.

import { useState } from "react";
import { Button, Header, Keyboard, Menu, MenuItem, MenuSection, MenuTrigger, Popover, Text } from "react-aria-components";
import { newFromEquations } from "../equations/start.ts";
import { exampleGroups, openExample } from "../files/examples.ts";
import { newDocument } from "../files/open.ts";
import { age, openRecent, useRecent } from "../storage/recent.ts";
import { Icon } from "./icons.tsx";

const RECENT = "recent:";

/** Ways to begin without an example. */
const NEW = [
  { id: "new:empty", title: "Empty graph", act: newDocument },
  { id: "new:equations", title: "From equations", act: newFromEquations },
] as const;

function open(key: string): void {
  const begin = NEW.find(({ id }) => id === key);
  if (begin) begin.act();
  else if (key.startsWith(RECENT)) void openRecent(key.slice(RECENT.length));
  else void openExample(key);
}

export function ExamplesMenu() {
  const [isOpen, setOpen] = useState(false);
  const recent = useRecent(isOpen);
  return (
    <MenuTrigger isOpen={isOpen} onOpenChange={setOpen}>
      <Button className="button" data-testid="examples">
        <Icon name="examples" /> <span className="word">Examples</span>
      </Button>
      <Popover className="popover" placement="bottom end" offset={4}>
        <Menu className="menu" aria-label="New graphs and examples" onAction={(key) => open(String(key))}>
          <MenuSection aria-label="New">
            <Header className="caption menu-header">New</Header>
            {NEW.map(({ id, title }) => (
              <MenuItem key={id} id={id} className="menu-item" data-testid={id.replace(":", "-")}>
                {title}
              </MenuItem>
            ))}
          </MenuSection>
          {recent.length > 0 && (
            <MenuSection aria-label="Worked on before">
              <Header className="caption menu-header">Worked on before</Header>
              {recent.map(({ id, title, changed }, index) => (
                <MenuItem key={id} id={RECENT + id} className="menu-item" textValue={title} data-testid={`recent-${index}`}>
                  <Text slot="label">{title}</Text>
                  <Keyboard className="menu-age">{age(changed, Date.now())}</Keyboard>
                </MenuItem>
              ))}
            </MenuSection>
          )}
          {exampleGroups.map(({ title, examples }) => (
            <MenuSection key={title} aria-label={title}>
              <Header className="caption menu-header">{title}</Header>
              {examples.map(({ name }) => (
                <MenuItem key={name} id={name} className="menu-item" data-testid={`example-${name}`}>
                  {name}
                </MenuItem>
              ))}
            </MenuSection>
          ))}
        </Menu>
      </Popover>
    </MenuTrigger>
  );
}
