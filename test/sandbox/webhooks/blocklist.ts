type Domain = { results: { at: number; ok: boolean }[]; blockedUntil: number };

const windowMs = 120_000;
const blockMs = 180_000;
const minimumRequests = 100;
const requiredRatio = 0.9;

/** BigCommerce's rule per domain: under 90 % successes over two minutes (once 100 requests were made) blocks it for three. */
export class Blocklist {
  private readonly domains = new Map<string, Domain>();

  isBlocked(destination: string, now: number): boolean {
    return (this.domains.get(new URL(destination).host)?.blockedUntil ?? 0) > now;
  }

  record(destination: string, ok: boolean, now: number, timeScale: number): void {
    const host = new URL(destination).host;
    const domain = this.domains.get(host) ?? { results: [], blockedUntil: 0 };
    this.domains.set(host, domain);
    domain.results = domain.results.filter((result) => result.at > now - windowMs * timeScale);
    domain.results.push({ at: now, ok });
    if (domain.results.length < minimumRequests) return;
    const successes = domain.results.filter((result) => result.ok).length;
    if (successes / domain.results.length < requiredRatio) domain.blockedUntil = now + blockMs * timeScale;
  }

  blocked(now: number): { destination: string; timeLeftMs: number }[] {
    return [...this.domains]
      .filter(([, domain]) => domain.blockedUntil > now)
      .map(([destination, domain]) => ({ destination, timeLeftMs: domain.blockedUntil - now }));
  }
}
