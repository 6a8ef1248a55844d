// The menu of example graphs, and of the documents that were worked on before.

import { useState } from "react";
import { Button, Header, Keyboard, Menu, MenuItem, MenuSection, MenuTrigger, Popover, Text } from "react-aria-components";
import { exampleNames, openExample } from "../files/examples.ts";
import { age, openRecent, useRecent } from "../storage/recent.ts";
import { Icon } from "./icons.tsx";

const RECENT = "recent:";

function open(key: string): void {
  if (key.startsWith(RECENT)) void openRecent(key.slice(RECENT.length));
  else void openExample(key);
}

export function ExamplesMenu() {
  const [isOpen, setOpen] = useState(false);
  const recent = useRecent(isOpen);
  return (
    <MenuTrigger isOpen={isOpen} onOpenChange={setOpen}>
      <Button className="button" data-testid="examples" isDisabled={exampleNames.length === 0}>
        <Icon name="examples" /> Examples
      </Button>
      <Popover className="popover" placement="bottom end" offset={4}>
        <Menu className="menu" aria-label="Examples" onAction={(key) => open(String(key))}>
          <MenuSection aria-label="Examples">
            {exampleNames.map((name) => (
              <MenuItem key={name} id={name} className="menu-item" data-testid={`example-${name}`}>
                {name}
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
        </Menu>
      </Popover>
    </MenuTrigger>
  );
}
