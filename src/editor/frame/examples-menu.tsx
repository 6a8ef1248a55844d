// The menu of example graphs.

import { Button, Menu, MenuItem, MenuTrigger, Popover } from "react-aria-components";
import { exampleNames, openExample } from "../files/examples.ts";
import { Icon } from "./icons.tsx";

export function ExamplesMenu() {
  return (
    <MenuTrigger>
      <Button className="button" data-testid="examples" isDisabled={exampleNames.length === 0}>
        <Icon name="examples" /> Examples
      </Button>
      <Popover className="popover" placement="bottom end" offset={4}>
        <Menu className="menu" aria-label="Examples" onAction={(name) => void openExample(String(name))}>
          {exampleNames.map((name) => (
            <MenuItem key={name} id={name} className="menu-item" data-testid={`example-${name}`}>
              {name}
            </MenuItem>
          ))}
        </Menu>
      </Popover>
    </MenuTrigger>
  );
}
