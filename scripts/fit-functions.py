# Fits the coefficients in src/engine/backend/wasm/mathematics: minimax polynomials and quotients of polynomials, rounded to f32.
# Run: /usr/bin/python3 scripts/fit-functions.py   (numpy; about half a minute)
#
# Method: weighted least squares on Chebyshev nodes, with Lawson's update of the weights until the largest error is as small as it gets.
# The denominator of a quotient is linearised by dividing by that of the round before. Coefficients are rounded to f32 one after another,
# the lowest power first, and those that are left are fitted anew each time, so that they make up for the rounding.

import numpy as np

Extended = np.longdouble


def nodes(low, high, count=1200):
    angles = np.pi * (np.arange(count, dtype=Extended) + 0.5) / count
    return (Extended(low) + high) / 2 + (Extended(high) - low) / 2 * np.cos(angles)


def minimax(variable, prefix, target, scale, degrees, fixed, rounds):
    """(largest |prefix P(v) / Q(v) - target| / scale, coefficients of P and then of Q without its leading 1)."""
    above, below = degrees
    size = np.max(np.abs(variable))
    v = variable / size
    columns = [prefix * v**k / scale for k in range(above + 1)] + [-target * v**k / scale for k in range(1, below + 1)]
    matrix = np.stack(columns, 1).astype(float)
    units = np.array([float(size) ** k for k in [*range(above + 1), *range(1, below + 1)]])
    free = [i for i in range(len(units)) if i not in fixed]
    known = np.zeros(len(units))
    for i, value in fixed.items():
        known[i] = value * units[i]
    wanted = (target / scale).astype(float)
    weights, denominator, best = np.ones(len(v)), np.ones(len(v)), (np.inf, known / units)
    for number in range(rounds):
        row = np.sqrt(weights) / np.abs(denominator)
        whole = known.copy()
        if free:
            whole[free] = np.linalg.lstsq(matrix[:, free] * row[:, None], (wanted - matrix @ known) * row, rcond=None)[0]
        powers = np.stack([v**k for k in range(1, below + 1)], 1).astype(float) if below else np.zeros((len(v), 0))
        denominator = 1 + powers @ whole[above + 1 :]
        error = np.abs((matrix[:, : above + 1] @ whole[: above + 1]) / denominator - wanted)
        if number > 3:
            weights = np.maximum(weights * error / np.max(error), 1e-14)
            weights /= np.max(weights)
        if np.max(error) < best[0]:
            best = (np.max(error), whole / units)
    return best


def fit(name, variable, prefix, target, scale, degrees, fixed=(), rounds=250):
    fixed = dict(fixed)
    above, below = degrees
    order = sorted(range(above + 1 + below), key=lambda i: i if i <= above else i - above)
    for i in [None, *order]:
        if i is not None and i not in fixed:
            fixed[i] = float(np.float32(coefficients[i]))
        error, coefficients = minimax(variable, prefix, target, scale, degrees, fixed, rounds)
        if i is None:
            print(f"{name}: {error * 2**24:.3f} / 2^24 before rounding")
    print(f"{name}: {error * 2**24:.3f} / 2^24")
    print("  ", ", ".join(f"{np.float32(c):.9g}" for c in coefficients[: above + 1]))
    if below:
        print("  ", "1, " + ", ".join(f"{np.float32(c):.9g}" for c in coefficients[above + 1 :]))


def split(name, value, bits):
    """value = high + low, where high has so many bits that a whole number below 2^(24 - bits) times it is exact."""
    step = Extended(2) ** (np.floor(np.log2(value)) + 1 - bits)
    high = np.round(value / step) * step
    print(f"{name}: {np.float64(high):.9g} + {np.float32(value - high):.9g}")


def erf(x):
    """Series with positive terms, DLMF 7.6.2."""
    term, total = x.copy(), x.copy()
    for n in range(1, 200):
        term = term * 2 * x * x / (2 * n + 1)
        total = total + term
    return 2 / np.sqrt(np.pi * Extended(1)) * np.exp(-x * x) * total


# tanh a = N / (N + D) = 1 / (1 + w) where w = D / N; an error of w counts in tanh as tanh times itself.
# Towards the end of the range w is drawn down a little, so that the quotient reaches 1 there and stays.
a = nodes(0, 8.8)
w = 2 / (np.exp(2 * a) - 1) - 1.1 * Extended(2) ** -24 * (a / 8.8) ** 8
fit("tanh a = N / (N + D), D = P(a), N = a Q(a)", a, 1 / a, w, 1 / np.tanh(a), (4, 7), {0: 1.0})

r = nodes(-0.347, 0.347)
fit("exp r", r, np.ones_like(r), np.exp(r), np.exp(r), (6, 0), {0: 1.0})
fit("exp -r for sigmoid", r, np.ones_like(r), np.exp(-r), np.exp(-r), (5, 0), {0: 1.0})

f = nodes(np.sqrt(0.5) - 1.0001, np.sqrt(2) - 0.9999)
fit("log(1 + f) = f - f²/2 + f³ P(f)", f, f**3, np.log1p(f) - f + f * f / 2, np.abs(np.log1p(f)), (7, 0))

e = nodes(0, 1)
fit("log(1 + e) = e + e² P(e) / Q(e)", e, e**2, np.log1p(e) - e, np.log1p(e), (2, 2))

u = nodes(0, 1)
x = np.sqrt(u)
fit("erf x = x P(x²)", u, np.ones_like(u), erf(x) / x, erf(x) / x, (5, 0))
a = nodes(0.99, 4)
complement = 1 - erf(a)
fit("erf a = 1 - exp(P(a))", a, np.ones_like(a), np.log(complement), erf(a) / complement, (6, 0))

split("ln 2", np.log(Extended(2)), 10)
print(f"log2 e: {np.float32(1 / np.log(Extended(2))):.9g}")
