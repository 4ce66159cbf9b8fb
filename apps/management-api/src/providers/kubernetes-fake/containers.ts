import type { IncomingMessage, ServerResponse } from "node:http";
import { type Duplex, PassThrough, type Readable } from "node:stream";
import { at, type KubeObject, treesAt } from "./object.ts";
import { badRequest } from "./refusal.ts";
import type { Store } from "./store.ts";
import { acceptChannels, channels } from "./websocket.ts";
import type { Asked } from "./writes.ts";

/** A container somebody looks into. */
export interface Place {
  namespace: string;
  pod: string;
  container: string;
  labels: Record<string, string>;
}

export interface CommandResult {
  stdout?: string;
  stderr?: string;
  exitCode: number;
}

/** What stands behind the containers, as far as a test has something there. */
export interface Inside {
  /** Runs a command; nothing can be run without it. */
  run?: (place: Place, command: string[], stdin: Readable) => Promise<CommandResult>;
  /** Lines of a log. */
  logOf?: (place: Place) => string[];
}

function placeIn(pod: KubeObject, query: URLSearchParams): Place {
  const { name, namespace = "", labels = {}, annotations } = pod.metadata;
  const names = [...treesAt(pod, "spec", "containers"), ...treesAt(pod, "spec", "initContainers")].map((one) =>
    String(one.name),
  );
  const container =
    query.get("container") || annotations?.["kubectl.kubernetes.io/default-container"] || names[0] || "";
  if (!names.includes(container)) throw badRequest(`container ${container} is not valid for pod ${name}`);
  return { namespace, pod: name, container, labels };
}

/** `kubectl logs`; with `follow` it stays open as long as the pod runs. */
export function sendLog(
  store: Store,
  { kind, namespace, name, query }: Asked,
  { logOf }: Inside,
  response: ServerResponse,
): void {
  const pod = store.get(kind, namespace, name);
  const place = placeIn(pod, query);
  if (at(pod, "status", "phase") === "Pending")
    throw badRequest(`container "${place.container}" in pod "${name}" is waiting to start: ContainerCreating`);
  const all = logOf?.(place) ?? [`${place.container} of ${name} started`];
  const tail = query.get("tailLines");
  const lines = tail === null ? all : all.slice(-Number(tail));
  response.writeHead(200, { "content-type": "text/plain" });
  response.write(lines.map((line) => `${line}\n`).join(""));
  const isRunning = () => at(store.find(kind, namespace, name), "status", "phase") === "Running";
  if (query.get("follow") !== "true" || !isRunning()) {
    response.end();
    return;
  }
  const stop = store.listen(() => {
    if (!isRunning()) response.end();
  });
  response.on("close", stop);
}

/** `kubectl exec`: the command's output on channels, then how it ended. */
export async function execute(
  store: Store,
  asked: Asked,
  { run }: Inside,
  request: IncomingMessage,
  socket: Duplex,
): Promise<void> {
  const { kind, namespace, name, query } = asked;
  const place = placeIn(store.get(kind, namespace, name), query);
  const command = query.getAll("command");
  const stdin = new PassThrough();
  const client = acceptChannels(request, socket, (channel, bytes) => {
    if (channel === channels.stdin) stdin.write(bytes);
    if (channel === channels.close && bytes[0] === channels.stdin) stdin.end();
  });
  if (client === undefined) return;
  if (query.get("stdin") !== "true") stdin.end();
  const missing: CommandResult = {
    exitCode: 127,
    stderr: `exec: "${command[0]}": executable file not found in $PATH\n`,
  };
  const { stdout, stderr, exitCode } = (await run?.(place, command, stdin)) ?? missing;
  if (stdout) client.send(channels.stdout, stdout);
  if (stderr) client.send(channels.stderr, stderr);
  client.send(channels.error, JSON.stringify(endOf(exitCode)));
  client.end();
}

function endOf(exitCode: number): object {
  if (exitCode === 0) return { metadata: {}, status: "Success" };
  const message = `command terminated with exit code ${exitCode}`;
  const details = { causes: [{ reason: "ExitCode", message: String(exitCode) }] };
  return { metadata: {}, status: "Failure", message, reason: "NonZeroExitCode", details };
}
