import type { Input, Reply, Route } from "@mechanicbuddy/contract/route";
import { testPlatform } from "@mechanicbuddy/platform/testing/platform";

/** Name of the instance that `npm start` runs. */
export const instance = "free-tier";

/** Calls an internal route as the platform does, which signs for this instance and this action. */
export async function asPlatform<R extends Route>(
  route: R,
  { params = {}, body }: { params?: Record<string, string>; body?: Input<R>["body"] },
): Promise<Reply<R>> {
  const path = route.path.replace(/:([A-Za-z]+)/g, (_, name: string) => params[name] ?? "");
  const call = await testPlatform.signCall(`${route.method} ${path}`, { now: new Date(), instance });
  const response = await fetch(`http://127.0.0.1:${process.env.API_PORT}${path}`, {
    method: route.method,
    headers: {
      authorization: `Bearer ${call}`,
      ...(body === undefined ? {} : { "content-type": "application/json" }),
    },
    body: body === undefined ? undefined : JSON.stringify(body),
  });
  const text = await response.text();
  if (!response.ok) throw new Error(`${route.method} ${path} was refused: ${response.status} ${text}`);
  return (text === "" ? null : JSON.parse(text)) as Reply<R>;
}
