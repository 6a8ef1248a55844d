// The JSON Schema that others may check a Gradwire file with; scripts/write-schema.ts writes it to docs/.

import { z } from "zod";
import { formatJson } from "./json-layout.ts";
import { fileSchema } from "./schema.ts";

/** Text of docs/gradwire.schema.json. */
export function publishedSchema(): string {
  const { $schema, ...rest } = z.toJSONSchema(fileSchema);
  const head = { $schema, title: "Gradwire file", description: "A graph of a neural network, as the Gradwire editor saves it." };
  return formatJson({ ...head, ...rest });
}
