import { writeFileSync } from "node:fs";
import { createServer, request, type Server as HttpServer } from "node:http";
import { createServer as createHttpsServer } from "node:https";
import { type AddressInfo, connect, type Socket } from "node:net";
import path from "node:path";
import { generate } from "selfsigned";

/** A name that only the proxy knows: a request that goes past it finds nothing. */
export const COMPANY_HOST = "models.corp.test";

/** A company's proxy on loopback: everything for {@link COMPANY_HOST} goes to the port behind it. */
export interface CompanyProxy {
  readonly address: string;
  /** What was asked of it, such as `CONNECT models.corp.test:443`. */
  readonly asked: readonly string[];
  close(): Promise<void>;
}

export async function startProxy(port: number): Promise<CompanyProxy> {
  const asked: string[] = [];
  const sockets = new Set<Socket>();
  const server = createServer((incoming, outgoing) => {
    asked.push(`${incoming.method} ${incoming.url}`);
    const { pathname } = new URL(incoming.url ?? "", `http://${COMPANY_HOST}`);
    const { method = "GET", headers } = incoming;
    incoming.pipe(
      request({ port, host: "127.0.0.1", path: pathname, method, headers }, (answer) => {
        outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
        answer.pipe(outgoing);
      }).on("error", () => outgoing.destroy()),
    );
  });
  server.on("connect", ({ url = "" }, client: Socket, head) => {
    asked.push(`CONNECT ${url}`);
    const target = connect(port, "127.0.0.1", () => {
      client.write("HTTP/1.1 200 Connection Established\r\n\r\n");
      target.write(head);
      client.pipe(target).pipe(client);
    });
    for (const end of [client, target]) end.on("error", () => client.destroy(target.destroy().errored ?? undefined));
  });
  server.on("connection", (socket) => sockets.add(socket));
  const address = await listen(server);
  return { address, asked, close: () => closed(server, sockets) };
}

/** The endpoint behind `port` over https, with a certificate of a company's own authority. */
export interface PrivateHttps {
  readonly port: number;
  /** The authority's certificate as a file. */
  readonly authority: string;
  close(): Promise<void>;
}

export async function startPrivateHttps(port: number, folder: string): Promise<PrivateHttps> {
  const authority = await generate([{ name: "commonName", value: "Company CA" }], {
    keySize: 2048,
    extensions: [
      { name: "basicConstraints", cA: true, critical: true },
      { name: "keyUsage", keyCertSign: true, cRLSign: true, critical: true },
    ],
  });
  const own = await generate([{ name: "commonName", value: COMPANY_HOST }], {
    ca: { key: authority.private, cert: authority.cert },
    extensions: [{ name: "subjectAltName", altNames: [{ type: 2, value: COMPANY_HOST }] }],
  });
  const file = path.join(folder, "company-ca.pem");
  writeFileSync(file, authority.cert);
  const sockets = new Set<Socket>();
  const server = createHttpsServer({ key: own.private, cert: own.cert }, (incoming, outgoing) => {
    const { method = "GET", headers, url = "/" } = incoming;
    incoming.pipe(
      request({ port, host: "127.0.0.1", path: url, method, headers }, (answer) => {
        outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
        answer.pipe(outgoing);
      }).on("error", () => outgoing.destroy()),
    );
  });
  server.on("connection", (socket: Socket) => sockets.add(socket));
  const address = await listen(server);
  return { port: Number(new URL(address).port), authority: file, close: () => closed(server, sockets) };
}

async function listen(server: HttpServer): Promise<string> {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

async function closed(server: HttpServer, sockets: ReadonlySet<Socket>): Promise<void> {
  for (const socket of sockets) socket.destroy();
  await new Promise((resolve) => server.close(resolve));
}
