import type { Region } from "../core/region";
import { Result } from "../pages/result";
import { Calls, type Filter, FilterNav } from "./calls";
import type { PanelName } from "./panel";
import { Panels } from "./panels";

export interface Notice {
  isProblem: boolean;
  text: string;
  /** The panel whose form it belongs to. */
  panel: PanelName;
}

interface InspectorProps {
  region: Region;
  filter: Filter;
  open: PanelName | undefined;
  find: string;
  notice: Notice | undefined;
}

export function Inspector({ region, filter, open, find, notice }: InspectorProps) {
  return (
    <div class="inspector">
      <div class="inspector-main">
        <div class="row-between">
          <h1>Calls to PostHog {region.name}</h1>
          <div class="row-tight">
            <a class="button button-quiet button-small" href={`${region.otherOrigin}/_sandbox`}>
              Other region
            </a>
            <button
              class="button button-quiet button-small"
              type="button"
              data-pause
              aria-pressed="false"
              hidden
            >
              Pause
            </button>
          </div>
        </div>
        {notice ? <Result isProblem={notice.isProblem}>{notice.text}</Result> : null}
        <FilterNav filter={filter} />
        <noscript>
          <a href="/_sandbox">Reload</a> to see new calls.
        </noscript>
        <div class="calls-frame" role="log" aria-label="Calls" tabindex={0}>
          <div>
            <Calls region={region} filter={filter} since={0} />
            <p class="calls-hint soft">
              Every call appears here as it happens. Open one to see its headers and bodies. Of each secret,
              only the first eight characters are shown.
            </p>
          </div>
        </div>
      </div>
      <aside class="inspector-side" aria-label="Controls">
        <Panels region={region} open={open} find={find} />
        <form class="action" method="get" action="/_sandbox">
          <label class="small-field">
            <span>Search clients, people and organizations</span>
            <input class="input" type="search" name="find" value={find} />
          </label>
          <button class="button button-quiet button-small" type="submit">
            Search
          </button>
        </form>
      </aside>
    </div>
  );
}
