// What can wait until nobody needs the page.

/** Safari has no idle callbacks; there it is done a little later. */
export const whenIdle = (action: () => void) =>
  "requestIdleCallback" in window ? requestIdleCallback(action, { timeout: 3000 }) : setTimeout(action, 500);
