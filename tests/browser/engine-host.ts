// The engine's worker on another host than this browser: what it can do is found out once, so it is changed before the worker runs.

import type { Page } from "playwright";

const RELAXED_MADD = "253,133,2";

const hosts = {
  "no SIMD": "WebAssembly.validate = () => false;",
  "no relaxed SIMD": `const { validate } = WebAssembly;
    WebAssembly.validate = (bytes) => !new Uint8Array(bytes).join().includes("${RELAXED_MADD}") && validate(bytes);`,
} as const;

/** Loads the page again; from then on its engine runs there. */
export async function moveEngine(page: Page, host: keyof typeof hosts): Promise<void> {
  await page.route(/\/engine\.worker[^/]*\.js/, async (route) => {
    const response = await route.fetch();
    await route.fulfill({ response, body: `{ ${hosts[host]} }\n${await response.text()}` });
  });
  await page.reload();
}
