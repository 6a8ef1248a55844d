// Whether a version of Node lies in a range as package.json writes it: alternatives of ^1.2.3, >=1.2 and *.

const numbersOf = (version) => version.split(".").map(Number);

function isAtLeast(version, least) {
  for (let index = 0; index < 3; index++) {
    const [own, other] = [version[index] ?? 0, least[index] ?? 0];
    if (own !== other) return own > other;
  }
  return true;
}

function fitsOne(version, alternative) {
  const [, sign, text = ""] = /^(\^|>=)?\s*([\d.]+)$/.exec(alternative) ?? [];
  if (alternative === "*") return true;
  if (!text) throw new Error(`a range that is not understood: ${alternative}`);
  const least = numbersOf(text);
  return isAtLeast(version, least) && (sign === ">=" || version[0] === least[0]);
}

/**
 * @param {string} version `20.19.0`
 * @param {string} range `^20.19.0 || >=22.12.0`
 * @returns {boolean}
 */
export const isNodeFit = (version, range) => range.split("||").some((alternative) => fitsOne(numbersOf(version), alternative.trim()));
