import { fillForm, readableText } from "../../support/form";

const MOST_REDIRECTS = 12;

/** A page as someone without JavaScript sees it. */
export interface Page {
  readonly url: string;
  readonly status: number;
  readonly html: string;
  /** Its readable text. */
  readonly text: string;
  /** Seconds that the slowest response along its redirects took. */
  readonly slowest: number;
}

interface Submission {
  /** Words on the button. */
  readonly button: string;
  /** What is typed or chosen; everything else is sent as the page has it. */
  readonly fields?: Readonly<Record<string, string>>;
  /** Aborting it closes the tab. */
  readonly signal?: AbortSignal;
}

/** What a browser keeps. */
interface Keepings {
  /** Every body that the app has sent. */
  readonly bodies: string[];
  readonly jars: Map<string, Map<string, string>>;
  /** Everyone has an IP address of their own, or the app's rate limits would count them as one person. */
  readonly address: string;
}

let people = 0;

function newKeepings(): Keepings {
  people += 1;
  return {
    bodies: [],
    jars: new Map(),
    address: `10.${people >> 16}.${(people >> 8) & 255}.${people & 255}`,
  };
}

/** A browser without JavaScript, small enough for fifty of them to click at once. */
export class Person {
  constructor(
    readonly appUrl: string,
    readonly email: string,
    private readonly kept: Keepings = newKeepings(),
    private readonly port?: number,
  ) {}

  get bodies(): readonly string[] {
    return this.kept.bodies;
  }

  /** The same browser, served by one process directly, bypassing the balancer. */
  at(port: number): Person {
    return new Person(this.appUrl, this.email, this.kept, port);
  }

  /** Another device of the same person, signed in to the app but not yet to PostHog. */
  otherDevice(): Person {
    const { host } = new URL(this.appUrl);
    const { address } = newKeepings();
    const jars = new Map([[host, new Map(this.kept.jars.get(host))]]);
    return new Person(this.appUrl, this.email, { bodies: this.kept.bodies, jars, address }, this.port);
  }

  /** Opens a URL, relative to the app's, and follows its redirects. */
  visit(url: string): Promise<Page> {
    return this.send(new URL(url, this.appUrl), {});
  }

  /** Presses a button of a form on a page. */
  submit(page: Page, { button: words, fields = {}, signal }: Submission): Promise<Page> {
    const { action, isMultipart, body } = fillForm(page.html, words, fields);
    return this.send(new URL(action || page.url, page.url), {
      method: "POST",
      body: isMultipart ? body : new URLSearchParams([...body].map(([key, value]) => [key, String(value)])),
      headers: { origin: new URL(page.url).origin },
      ...(signal ? { signal } : {}),
    });
  }

  /** Sends one request with this person's cookies, and follows no redirect. */
  async request(url: URL, init: RequestInit = {}): Promise<Response> {
    const headers = new Headers(init.headers);
    const target = new URL(url);
    const jar = this.kept.jars.get(url.host);
    if (jar?.size) headers.set("cookie", [...jar].map(([name, value]) => `${name}=${value}`).join("; "));
    if (url.origin === this.appUrl) {
      headers.set("x-forwarded-for", this.kept.address);
      headers.set("x-forwarded-host", url.host);
      // Each request is a new connection, so that the balancer chooses again.
      headers.set("connection", "close");
      if (this.port) target.port = String(this.port);
    }
    const send = () => fetch(target, { ...init, headers, redirect: "manual" });
    // Retries as browsers do: the server may close a keep-alive connection just as it is used again.
    const response = await (init.method ? send() : send().catch(send));
    for (const cookie of response.headers.getSetCookie()) this.keep(url.host, cookie);
    return response;
  }

  private async send(url: URL, init: RequestInit): Promise<Page> {
    let [target, request, slowest] = [url, init, 0];
    for (let hop = 0; hop < MOST_REDIRECTS; hop += 1) {
      const began = performance.now();
      const response = await this.request(target, request);
      const html = await response.text();
      slowest = Math.max(slowest, (performance.now() - began) / 1000);
      if (target.origin === this.appUrl) this.kept.bodies.push(html);
      const location = response.headers.get("location");
      if (location === null) {
        return { url: target.href, status: response.status, html, text: readableText(html), slowest };
      }
      [target, request] = [new URL(location, target), {}];
    }
    throw new Error(`${url.href} redirects forever.`);
  }

  private keep(host: string, cookie: string): void {
    const [, name = "", value = ""] = cookie.match(/^([^=]+)=([^;]*)/) ?? [];
    const jar = this.kept.jars.get(host) ?? new Map<string, string>();
    this.kept.jars.set(host, jar);
    const isGone = value === "" || /max-age=0|expires=Thu, 01 Jan 1970/i.test(cookie);
    if (isGone) jar.delete(name);
    else jar.set(name, value);
  }
}
