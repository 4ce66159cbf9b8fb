import type { DemoRequest } from "@mechanicbuddy/contract/management/demos";
import type { Tone } from "@mechanicbuddy/ui/status";
import { m } from "#lib/paraglide/messages.js";

type State = DemoRequest["state"];

const names: Record<State, () => string> = {
  unconfirmed: m["demos.state.unconfirmed"],
  pending: m["demos.state.pending"],
  approved: m["demos.state.approved"],
  rejected: m["demos.state.rejected"],
  active: m["demos.state.active"],
  converted: m["demos.state.converted"],
  expired: m["demos.state.expired"],
};
export const demoStateName = (state: State): string => names[state]();

export const demoTones: Record<State, Tone> = {
  unconfirmed: "quiet",
  pending: "wait",
  approved: "sent",
  rejected: "quiet",
  active: "busy",
  converted: "good",
  expired: "quiet",
};
