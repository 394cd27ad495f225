import { ApiError } from "../http/errors";

/** Some errors of proxy records have a body with only `detail`. */
export class ProxyError extends ApiError {
  constructor(status: 400 | 429 | 500, detail: string) {
    super(status, status === 400 ? "validation_error" : "server_error", "error", detail);
  }

  override get body() {
    return { detail: this.detail };
  }
}
