import { ApiError } from "../http/errors";

/** The view of proxy records answers some failures itself, and then with nothing but a sentence. */
export class ProxyError extends ApiError {
  constructor(status: 400 | 429 | 500, detail: string) {
    super(status, status === 400 ? "validation_error" : "server_error", "error", detail);
  }

  override get body() {
    return { detail: this.detail };
  }
}
