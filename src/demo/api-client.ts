/** An answer that was not the expected one. */
export class ApiError extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    path: string,
  ) {
    super(`${path} answered ${status} ${code}`);
    this.name = 'ApiError';
  }
}

/** How somebody shows who they are. */
export interface Credentials {
  headers(): Promise<Record<string, string>>;
  /** Called when the service no longer knows them, once a request; absent where there is nothing to renew. */
  renew?(): void;
}

/** What programs come with. */
export function bearer(token: string): Credentials {
  return { headers: async () => ({ authorization: `Bearer ${token}` }) };
}

const NOBODY: Credentials = { headers: async () => ({}) };

/** The public HTTP interface, as anybody could use it. The demo has no other way to the service. */
export class ApiClient {
  constructor(
    private readonly address: string,
    private readonly credentials: Credentials = NOBODY,
  ) {}

  async get<T>(path: string): Promise<T> {
    return (await (await this.send('GET', path)).json()) as T;
  }

  async getBytes(path: string): Promise<Uint8Array> {
    return new Uint8Array(await (await this.send('GET', path)).arrayBuffer());
  }

  async post<T>(path: string, body: unknown): Promise<T> {
    const response = await this.send('POST', path, JSON.stringify(body), 'application/json');
    return (response.status === 204 ? undefined : await response.json()) as T;
  }

  async postCsv<T>(path: string, csv: string): Promise<T> {
    return (await (await this.send('POST', path, csv, 'text/csv')).json()) as T;
  }

  /** Sends a page's form, as a browser does. @returns the page or file that comes of it */
  async submit(path: string, fields: Readonly<Record<string, string>> = {}): Promise<Uint8Array> {
    const form = new URLSearchParams(fields).toString();
    return new Uint8Array(await (await this.send('POST', path, form, 'application/x-www-form-urlencoded')).arrayBuffer());
  }

  /** @throws ApiError with the problem document's code for any status of 400 and above */
  private async send(method: string, path: string, body?: string, type?: string): Promise<Response> {
    let response = await this.ask(method, path, body, type);
    if (response.status === 401 && this.credentials.renew) {
      this.credentials.renew();
      response = await this.ask(method, path, body, type);
    }
    if (response.ok) return response;
    const problem = (await response.json().catch(() => ({}))) as { code?: string; errors?: unknown };
    throw new ApiError(
      response.status,
      `${problem.code ?? '?'} ${problem.errors ? JSON.stringify(problem.errors).slice(0, 300) : ''}`.trim(),
      path,
    );
  }

  private async ask(method: string, path: string, body?: string, type?: string): Promise<Response> {
    return fetch(this.address + path, {
      method,
      headers: { ...(type === undefined ? {} : { 'content-type': type }), ...(await this.credentials.headers()) },
      ...(body === undefined ? {} : { body }),
    });
  }
}
