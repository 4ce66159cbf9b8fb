import { expect, test } from "vitest";
import { clientAddress, clientProtocol, isNearby, parseProxies } from "./address.ts";

const proxies = parseProxies("loopback, private");

test("behind a proxy that sends only Host and X-Real-IP, the browser's address is known and https is taken", () => {
  const headers = { host: "sadama.example", "x-real-ip": "203.0.113.9" };
  expect(clientAddress(headers, "127.0.0.1", proxies)).toBe("203.0.113.9");
  expect(clientProtocol(headers, "127.0.0.1", proxies)).toBe("https");
});

test.each(["localhost:3025", "brightside.localhost", "192.168.1.20:3000", "[::1]:3000", "10.0.0.5"])(
  "on %s plain http is taken",
  (host) => {
    expect(clientProtocol({ host }, "127.0.0.1", proxies)).toBe("http");
  },
);

test("a proxy's word on the scheme counts, a stranger's does not", () => {
  const headers = { host: "localhost", "x-forwarded-proto": "https" };
  expect(clientProtocol(headers, "::ffff:127.0.0.1", proxies)).toBe("https");
  expect(clientProtocol(headers, "203.0.113.9", proxies)).toBe("http");
});

test("nobody can claim another address", () => {
  const forged = { "x-forwarded-for": "198.51.100.1", "x-real-ip": "198.51.100.1" };
  expect(clientAddress(forged, "203.0.113.9", proxies)).toBe("203.0.113.9");
  const throughProxy = { "x-forwarded-for": "198.51.100.1, 203.0.113.9, 10.0.0.2" };
  expect(clientAddress(throughProxy, "10.0.0.1", proxies)).toBe("203.0.113.9");
  expect(clientAddress({ "x-forwarded-for": "nonsense" }, "10.0.0.1", proxies)).toBe("10.0.0.1");
});

test("a wrong list of proxies is refused by its place", () => {
  expect(() => parseProxies("loopback, 300.1.2.3")).toThrow("part 2");
  expect(() => parseProxies("10.0.0.0/40")).toThrow("part 1");
});

test("a public name is never nearby", () => {
  for (const host of ["localhost.evil.example", "sadama.example", "8.8.8.8", ""]) expect(isNearby(host)).toBe(false);
});
