// Prints the rate of a plain matrix product in Node: product-steps.ts MILLISECONDS

import { productRate } from "./page/product-rate.ts";

process.stdout.write(`${JSON.stringify(productRate(Number(process.argv[2])))}\n`);
