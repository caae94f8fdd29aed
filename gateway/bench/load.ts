import { Pool } from "undici";
import { cpuMs } from "./processes";

export interface Load {
  /** Address of the server under load, on this machine. */
  readonly url: string;
  /** The request of the n-th call. */
  readonly request: (n: number) => {
    path: string;
    method: "GET" | "POST";
    body?: string;
    headers?: Readonly<Record<string, string>>;
  };
  /** Rejects an answer that is not what was asked for, so that no error is measured as speed. */
  readonly check: (body: string) => void;
  /** Processes whose CPU time is counted, with all their children. */
  readonly pids: readonly number[];
  readonly operations: number;
  readonly connections: number;
}

export interface Figures {
  /** CPU milliseconds of all counted processes, an operation. */
  readonly cpuMs: number;
  /** Median time of one operation as the client sees it, in milliseconds. */
  readonly medianMs: number;
  readonly p99Ms: number;
  readonly perSecond: number;
}

/** Sends a bounded number of operations and measures what they cost. */
export async function measure(load: Load): Promise<Figures> {
  const pool = new Pool(load.url, { connections: load.connections, pipelining: 1 });
  try {
    await send(pool, load, Math.ceil(load.operations / 4));
    const cpuBefore = cpuMs(load.pids);
    const started = performance.now();
    const times = await send(pool, load, load.operations);
    const elapsedMs = performance.now() - started;
    const cpu = cpuMs(load.pids) - cpuBefore;
    times.sort((a, b) => a - b);
    return {
      cpuMs: cpu / load.operations,
      medianMs: times[Math.floor(times.length / 2)]!,
      p99Ms: times[Math.floor(times.length * 0.99)]!,
      perSecond: (load.operations / elapsedMs) * 1000,
    };
  } finally {
    await pool.close();
  }
}

async function send(pool: Pool, load: Load, operations: number): Promise<number[]> {
  const times: number[] = [];
  let next = 0;
  async function worker(): Promise<void> {
    while (next < operations) {
      const { path, method, body, headers } = load.request(next++);
      const started = performance.now();
      const response = await pool.request({
        path,
        method,
        headers: { "content-type": "application/json", accept: "application/json", ...headers },
        ...(body !== undefined && { body }),
      });
      const text = await response.body.text();
      times.push(performance.now() - started);
      load.check(text);
    }
  }
  await Promise.all(Array.from({ length: load.connections }, worker));
  return times;
}

/** The middle of several rounds, which a busy machine disturbs least. */
export function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)]!;
}
