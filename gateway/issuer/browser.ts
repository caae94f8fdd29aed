/** As much of a web browser as logging in takes: cookies of one site, and redirects within it. */
export class Browser {
  readonly #cookies = new Map<string, string>();
  readonly #origin: string;

  /** @param site an address of the site that it stays on */
  constructor(site: string) {
    this.#origin = new URL(site).origin;
  }

  /**
   * Opens a page, or sends a form to it, and follows where that leads.
   *
   * @returns the page that it led to, or the first address outside of the site, which is not opened
   * @throws if a page answers with an error
   */
  async open(address: URL, form?: URLSearchParams): Promise<{ url: URL; page: string }> {
    const response = await fetch(address, {
      method: form ? "POST" : "GET",
      headers: { cookie: [...this.#cookies].map(([name, value]) => `${name}=${value}`).join("; ") },
      redirect: "manual",
      ...(form && { body: form }),
    });
    for (const cookie of response.headers.getSetCookie()) {
      const [, name = "", value = ""] = /^([^=]*)=([^;]*)/.exec(cookie) ?? [];
      this.#cookies.set(name, value);
    }
    const page = await response.text();
    const location = response.headers.get("location");
    if (location === null) {
      if (!response.ok) throw new Error(`${address.pathname} answered with HTTP status ${response.status}: ${page}`);
      return { url: address, page };
    }
    const next = new URL(location, address);
    return next.origin === this.#origin ? this.open(next) : { url: next, page };
  }
}
