/** `durable` keeps every committed row through a crash; `fast` is for tests, whose data nobody misses. */
export type Profile = "durable" | "fast";

const COMMON = {
  // Clients come by loopback only; a socket file would need a folder that both they and the server's account reach.
  unix_socket_directories: "",
  timezone: "UTC",
  log_timezone: "UTC",
  log_line_prefix: "%m [%p] %q%d ",
  max_connections: "100",
  // Nothing replicates from an embedded server, so its log carries only what a crash needs.
  wal_level: "minimal",
  max_wal_senders: "0",
  shared_buffers: "128MB",
  effective_cache_size: "512MB",
  work_mem: "8MB",
  maintenance_work_mem: "128MB",
  // A long statement, such as that of an import, ends soon after whoever asked for it was killed. Windows can't tell.
  ...(process.platform !== "win32" && { client_connection_check_interval: "1s" }),
};

/** Millions of payments are looked into at random places, and every page that is changed is logged whole once after each checkpoint. */
const DURABLE = {
  shared_buffers: "512MB",
  max_wal_size: "4GB",
};

const FAST = {
  fsync: "off",
  synchronous_commit: "off",
  full_page_writes: "off",
  autovacuum: "off",
  checkpoint_timeout: "1h",
  max_wal_size: "4GB",
  max_connections: "300",
};

/** The server's settings, small enough for a laptop that runs everything else beside it. */
export function settingsFor(profile: Profile): Record<string, string> {
  return { ...COMMON, ...(profile === "fast" ? FAST : DURABLE) };
}
