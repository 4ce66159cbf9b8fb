import { once } from "node:events";
import { createServer } from "node:http";
import { metricsText } from "../metrics.ts";

export interface MetricsListener {
  stop(): Promise<void>;
}

/**
 * Answers `GET /metrics` and nothing else on a port of its own, which no proxy publishes: `METRICS_PORT`.
 * @throws when the port is taken
 */
export async function listenForMetrics({ host, port }: { host: string; port: number }): Promise<MetricsListener> {
  const server = createServer((request, response) => {
    if (request.method !== "GET" || request.url !== "/metrics") {
      response.writeHead(404).end();
      return;
    }
    metricsText().then(
      (text) => response.writeHead(200, { "content-type": "text/plain; version=0.0.4" }).end(text),
      () => response.writeHead(500).end(),
    );
  });
  server.listen(port, host);
  await once(server, "listening");
  return {
    stop: async () => {
      server.close();
      server.closeAllConnections();
      await once(server, "close");
    },
  };
}
