// The one seed of all random tests: `SEED=7 npx vitest run` tries another. fast-check prints it with every failure.

/** Given to `fc.assert(..., { seed })`. */
export const seed = Number(process.env.SEED ?? 20261121);
