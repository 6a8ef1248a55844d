// The Adam-infused cell as the contract of the notation writes it: the text that the tests parse, print, type and paste.

export const adamCell = `# the Adam-infused cell (003)
x = sequence(2)                  # 2 features at each step
y = input(3)                     # one vector per example
h0 = input(3)
W = parameter(3, 2)
U = parameter(3, 3)
mu = 0.9
S = 0.5
beta = 0.8
eps = 0.001
Wx = W * x
v = mu * v[t-1] + S * Wx
m = beta * m[t-1] + (1 - beta) * Wx .^ 2
h = sigmoid(U * h[t-1] + v ./ (sqrt(m) + eps))
h[0] = h0
m[0] = 0.01 * ones(3)
loss = halfSumOfSquares(h[T], y)
update = adam(loss, learningRate=0.01)
`;
