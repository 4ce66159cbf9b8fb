import { demoPassword } from "@mechanicbuddy/standalone/demo/people";

/** Signs a demo person in at the API, vouched for as the site vouches: what journeys prepare goes through this. */
export async function tokenOf(system: { apiPort: number; consumerSecret: string }, tenant: string, username: string) {
  const response = await fetch(`http://127.0.0.1:${system.apiPort}/api/session`, {
    method: "POST",
    headers: {
      "content-type": "application/json",
      "x-consumer-secret": system.consumerSecret,
      "x-tenant-id": tenant,
    },
    body: JSON.stringify({ name: username, password: demoPassword }),
  });
  if (!response.ok) throw new Error(`${username} of ${tenant} cannot sign in: ${response.status}`);
  const { token } = (await response.json()) as { token: string };
  return token;
}
