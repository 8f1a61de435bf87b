import type { BalanceEvent } from "@/lib/schemas/storefront/events";
import { ApiFailure } from "./request";

/** Longer than this without a sign of life (the server gives one every 20 s), a stream is dead or kept back by a proxy. */
const silenceMilliseconds = 50_000;
/** The first event is sent at once; when it does not come, something on the way gathers before it passes on. */
const firstMilliseconds = 8000;

export type Connect = (signal: AbortSignal) => Promise<ReadableStream<Uint8Array<ArrayBuffer>> | null>;

/**
 * Follows the stream until it ends, falls silent, fails or `leave` is called for; then tells after how many seconds to
 * come back at the earliest, or null for never: a guest, or a server without streams.
 */
export async function followEvents(
  connect: Connect,
  leave: AbortController,
  onBalance: (points: BalanceEvent) => void,
): Promise<number | null> {
  let alarm = 0;
  const expect = (milliseconds: number) => {
    clearTimeout(alarm);
    alarm = window.setTimeout(() => leave.abort(), milliseconds);
  };
  try {
    expect(firstMilliseconds);
    const reader = (await connect(leave.signal))?.pipeThrough(new TextDecoderStream()).getReader();
    if (!reader) return null;
    let text = "";
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return 0;
      const blocks = (text + value).split("\n\n");
      text = blocks.pop() ?? "";
      for (const block of blocks) {
        expect(silenceMilliseconds);
        const data = /^event: balance\ndata: (.*)/.exec(block);
        if (data?.[1]) onBalance(JSON.parse(data[1]));
      }
    }
  } catch (error) {
    if (!(error instanceof ApiFailure)) return 0;
    return error.status === 404 || error.status === 405 ? null : error.retryAfterSeconds;
  } finally {
    clearTimeout(alarm);
  }
}
