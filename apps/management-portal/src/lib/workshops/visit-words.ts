import type { Impersonation } from "@mechanicbuddy/contract/management/operations";
import type { Tone } from "@mechanicbuddy/ui/status";
import { m } from "#lib/paraglide/messages.js";

type State = Impersonation["state"];

const states: Record<State, () => string> = {
  asked: m["support.state.asked"],
  allowed: m["support.state.allowed"],
  refused: m["support.state.refused"],
  running: m["support.state.running"],
  ended: m["support.state.ended"],
};
export const visitStateName = (state: State): string => states[state]();

export const visitTones: Record<State, Tone> = {
  asked: "wait",
  allowed: "sent",
  refused: "quiet",
  running: "busy",
  ended: "quiet",
};

export const visitModeName = (mode: Impersonation["mode"]): string =>
  mode === "look" ? m["support.mode.look"]() : m["support.mode.act"]();
