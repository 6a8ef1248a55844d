// The nets VGG16 and VGG19 as equations. K. Simonyan, A. Zisserman, Very deep convolutional networks for large-scale image recognition, 2014.

const FILTERS = [64, 128, 256, 512, 512];

interface Part {
  readonly lines: readonly string[];
  /** Name of what the part gives, and its channels. */
  readonly out: string;
  readonly channels: number;
}

/** 3 × 3 convolutions of one block, and the pooling behind them. */
function block({ lines, out, channels }: Part, name: string, filters: number, count: number): Part {
  const layers = Array.from({ length: count }, (_, index) => {
    const [id, input] = [`${name}c${index + 1}`, index === 0 ? out : `${name}c${index}`];
    return [
      `K_${id} = parameter(${filters}, ${index === 0 ? channels : filters}, 3, 3)`,
      `b_${id} = parameter(${filters})`,
      `${id} = relu(conv2d(${input}, K_${id}, b_${id}, padding="same"))`,
    ];
  });
  return { lines: [...lines, ...layers.flat(), `${name} = maxPool(${name}c${count}, 2)`], out: name, channels: filters };
}

const dense = (id: string, input: string, units: number, features: number): string[] => [
  `W_${id} = parameter(${units}, ${features})`,
  `b_${id} = parameter(${units})`,
  `${id} = W_${id} * ${input} + b_${id}`,
];

/** @param counts convolutions in each of the five blocks */
export function vgg(counts: readonly number[]): string {
  const image: Part = { lines: ["image = input(3, 224, 224)"], out: "image", channels: 3 };
  const { lines, out } = counts.reduce((part, count, index) => block(part, `block${index + 1}`, FILTERS[index]!, count), image);
  return [
    ...lines,
    `flat = flatten(${out})`,
    ...dense("fc1", "flat", 4096, 512 * 7 * 7),
    ...dense("fc2", "relu(fc1)", 4096, 4096),
    ...dense("classes", "relu(fc2)", 1000, 4096),
  ].join("\n");
}
