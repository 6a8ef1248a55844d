// The one notice about storage that fails.

import { Icon } from "../frame/icons.tsx";
import { dismissTrouble, saidOf, useTrouble } from "./trouble.ts";
import "./notice.css";

export function StorageNotice() {
  const problem = useTrouble(saidOf);
  const shown = useTrouble((trouble) => trouble.shown);
  return (
    <div role="status" className="notice-place">
      {problem && shown && (
        <p className="notice" data-testid="storage-notice">
          <Icon name="warning" />
          <span>
            {problem.message}: {problem.remedy}.
          </span>
          <button type="button" className="button" onClick={dismissTrouble}>
            Understood
          </button>
        </p>
      )}
    </div>
  );
}
