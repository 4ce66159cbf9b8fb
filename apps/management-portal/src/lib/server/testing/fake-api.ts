import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { managementRoutes } from "@mechanicbuddy/contract/management/everything";
import type { ProblemCode } from "@mechanicbuddy/contract/problem";
import { problemCodes } from "@mechanicbuddy/contract/problem";
import { exampleOf } from "./example.ts";

/** A call the portal made. */
export interface Call {
  method: string;
  path: string;
  token: string | undefined;
  body: unknown;
}

interface Refused {
  refuse: ProblemCode;
  detail?: string;
}
type Answer = object | Refused;

export interface FakeApi {
  url: string;
  calls: Call[];
  /** Answers one route, by its method and path as the contract has them, with this instead of an example. */
  answer(route: { method: string; path: string }, with_: Answer | ((call: Call) => Answer)): void;
  stop(): Promise<void>;
}

/** A server that answers every route of the platform's contract with an example of its own reply. */
export async function startFakeApi(port = 0): Promise<FakeApi> {
  const calls: Call[] = [];
  const answers = new Map<string, Answer | ((call: Call) => Answer)>();
  const server = createServer(async (request, response) => {
    const { pathname } = new URL(request.url ?? "/", "http://here");
    const route = managementRoutes.find((one) => one.method === request.method && matches(one.path, pathname));
    const call: Call = {
      method: request.method ?? "",
      path: pathname,
      token: /^Bearer (\S+)$/.exec(request.headers.authorization ?? "")?.[1],
      body: await bodyOf(request),
    };
    calls.push(call);
    const given = route && answers.get(`${route.method} ${route.path}`);
    const answer = typeof given === "function" ? given(call) : given;
    const refused = route === undefined ? { refuse: "not_found" as const } : answer;
    if (isRefused(refused)) {
      const { status, title } = problemCodes[refused.refuse];
      response.writeHead(status, { "content-type": "application/problem+json" });
      const detail = refused.detail ?? title;
      response.end(
        JSON.stringify({ type: "about:blank", title, status, code: refused.refuse, detail, requestId: "1" }),
      );
      return;
    }
    const [status, schema] = Object.entries(route?.reply ?? {})[0] ?? ["204", undefined];
    response.writeHead(Number(status), { "content-type": "application/json" });
    response.end(status === "204" ? undefined : JSON.stringify(answer ?? exampleOf(schema)));
  });
  await new Promise<void>((resolve) => server.listen(port, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    calls,
    answer: (route, with_) => answers.set(`${route.method} ${route.path}`, with_),
    stop: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}

function isRefused(answer: Answer | undefined): answer is Refused {
  return answer !== undefined && "refuse" in answer;
}

function matches(path: string, pathname: string): boolean {
  return new RegExp(`^${path.replace(/:[A-Za-z]+/g, "[^/]+")}$`).test(pathname);
}

async function bodyOf(request: IncomingMessage): Promise<unknown> {
  let text = "";
  for await (const chunk of request) text += chunk;
  return text === "" ? undefined : JSON.parse(text);
}
