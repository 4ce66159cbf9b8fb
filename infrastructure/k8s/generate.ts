import { writeFile } from "node:fs/promises";
import { generatedFiles } from "./generated.ts";

// Writes what is derived: schemas of the charts' values, and the base of the kustomizations. `npm run k8s:base`.
for (const [path, text] of await generatedFiles()) await writeFile(path, text);
