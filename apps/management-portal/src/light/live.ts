import { answeredPage } from "@mechanicbuddy/ui/answered-page";
import { showMoments } from "./moments.ts";

/** The part of the page that changes by itself; there is at most one. */
const part = () => document.querySelector<HTMLElement>("[data-live]");

let isFetching = false;
let isLate = false;

/** Fetches the live part anew whenever its events tell of a change, until it names no events any more. */
export function watchLive(): void {
  const address = part()?.dataset.live;
  if (!address) return;
  const source = new EventSource(address);
  source.addEventListener("job", () => void refresh(source));
  // The browser comes back by itself; what changed meanwhile is fetched then.
  source.addEventListener("open", () => void refresh(source));
  source.addEventListener("error", () => void refresh(source));
}

/** One fetch at a time; what is told meanwhile makes one more. */
async function refresh(source: EventSource): Promise<void> {
  if (isFetching) {
    isLate = true;
    return;
  }
  isFetching = true;
  const next = (await answeredPage(new URL(location.href)))?.querySelector<HTMLElement>("[data-live]");
  isFetching = false;
  const shown = part();
  if (next && shown && !shown.contains(document.activeElement?.closest("input, textarea, select") ?? null)) {
    const adopted = document.adoptNode(next);
    showMoments(adopted);
    shown.replaceWith(adopted);
    if (adopted.dataset.live === "") {
      source.close();
      return;
    }
  }
  if (!isLate) return;
  isLate = false;
  await refresh(source);
}
