import https from "node:https";
import net from "node:net";
import type { Duplex } from "node:stream";

/**
 * An HTTPS agent whose connections end at a plain HTTP port on loopback. It stands in for DNS and TLS only: a client that
 * speaks to `api.bigcommerce.com` and nowhere else talks to the sandbox without a changed line or a made-up certificate.
 */
export class LoopbackAgent extends https.Agent {
  constructor(private readonly port: number) {
    super({ keepAlive: false });
  }

  override createConnection(): Duplex {
    return net.connect(this.port, "127.0.0.1");
  }
}
