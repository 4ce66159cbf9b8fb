import { readFile } from "node:fs/promises";
import { guideFile } from "./charts.ts";
import { type Check, none } from "./check.ts";
import { helmLines, kustomizeLines } from "./guide-lines.ts";

/** Lines of the guide's Kubernetes part that are not run here, by how they begin, and the row that has them. */
const elsewhere: Record<string, string> = {
  "kubectl apply -f https://": "cluster-prerequisites",
  "helm upgrade --install ingress-nginx ": "cluster-prerequisites",
  "kubectl apply -n argocd -f https://": "argocd-system",
  "argocd app ": "free-tier-argocd-sync",
  "curl https://acme.": "tenant-verify",
  "docker compose ": "logs",
  "pg_dump -h localhost ": "pg-dump",
  "psql -h localhost ": "pg-dump",
};

const plain = (line: string) => line.replace(/\s*\\\n\s*/g, " ").trim();

/** Each command the guide prints is run or has a row, and nothing is run in its name that it does not print. */
async function everyLineIsClaimed(): Promise<void> {
  const text = await readFile(guideFile("kubernetes-commands.txt"), "utf8");
  const printed = text
    .replace(/\s*\\\n\s*/g, " ")
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "" && !line.startsWith("#"));
  const run = [...kustomizeLines, ...helmLines].map(({ line }) => plain(line));
  const isElsewhere = (line: string) => Object.keys(elsewhere).some((start) => line.startsWith(start));
  none([
    ...printed.filter((line) => !run.includes(line) && !isElsewhere(line)).map((line) => `nobody runs ${line}`),
    ...run.filter((line) => !printed.includes(line)).map((line) => `the guide does not print ${line}`),
  ]);
}

export const checks: Check[] = [{ row: "cluster-prerequisites", run: everyLineIsClaimed }];
