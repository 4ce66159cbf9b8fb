/** What an engine is built from, and what it is asked. */

import type { EngineContext, Host } from "../host.ts";
import type { Allowance, AllowanceUse } from "../ledger/allowance.ts";
import type { Price } from "../ledger/prices.ts";
import type { Prepared } from "../prepared.ts";
import type { Provider, ProviderName } from "../providers/provider.ts";
import type { SmallModel } from "../providers/small.ts";
import type { Attachment, Question, Register } from "../question.ts";
import type { AnswerMode } from "./event.ts";
import type { Material } from "./material.ts";

/** Carries news between replicas, such as `LISTEN` and `NOTIFY`. Without one, replicas look a few times a second. */
export interface Notifier<Ctx> {
  publish(ctx: Ctx, answerId: string): Promise<void>;
  /** Calls `heard` with every news about an answer; the result ends that. */
  subscribe(answerId: string, heard: () => void): () => void;
}

export interface Limits {
  /** Characters of a question. */
  text: number;
  /** Answers that are written for one person at a time. */
  runningPerUser: number;
  /** A process that does not move its lease for so long counts as dead. */
  leaseMs: number;
  /** How often a running answer that writes nothing looks whether another replica was asked to stop it. */
  pulseMs: number;
  /** How often a reader on another replica looks for news. */
  pollMs: number;
  /** Earlier questions that are read. */
  turns: number;
}

export const usualLimits: Limits = {
  text: 5000,
  runningPerUser: 2,
  leaseMs: 15_000,
  pulseMs: 700,
  pollMs: 200,
  turns: 30,
};

/** One answer as it ended, for metrics. */
export interface Outcome {
  mode: AnswerMode;
  provider: ProviderName | null;
  model: string | null;
  state: "done" | "cancelled" | "interrupted" | "failed";
  firstBlockMs: number | null;
  durationMs: number;
  costMicros: number;
  /** What the guard took out, by rule. */
  removed: Record<string, number>;
  /** It says that something is not known. */
  abstained: boolean;
}

export interface EngineOptions<Ctx extends EngineContext> {
  host: Host<Ctx>;
  /** In the order they are asked; the tables stand last. */
  providers: readonly Provider[];
  /** Finds what code knows before anybody writes; ours unless another one is given. */
  prepare?: (question: Question, material: Material) => Prepared;
  /** False turns models off at once, for everybody or for one tenant. */
  switches: { models(ctx: Ctx): boolean | Promise<boolean> };
  prices: readonly Price[];
  now: () => Date;
  newId: () => string;
  notify?: Notifier<Ctx>;
  limits?: Partial<Limits>;
  /** Told once when four fifths of an allowance are used. */
  nearlyUsedUp?: (ctx: Ctx, use: AllowanceUse) => Promise<void>;
  observe?: (outcome: Outcome) => void;
  /** Names a conversation after the first answer that a model wrote in it; both are needed. */
  small?: SmallModel;
  titled?: (ctx: Ctx, conversationId: string, title: string) => Promise<void>;
}

export interface Ask<Ctx> {
  /** An id, or what opens a conversation in the same transaction when the message is a new one. */
  conversationId: string | ((ctx: Ctx) => Promise<string>);
  /** Chosen by the client: the same id gives the same answer back. */
  clientMessageId: string;
  text: string;
  register: Register;
  locale: Question["locale"];
  vehicleId: string | null;
  /** Read by the host, in the caller's rights. */
  attachments: readonly Attachment[];
  mode: "auto" | "reference";
  /** What a model may spend; every one of them must hold a call. */
  allowances: readonly Allowance[];
  /** False where the caller's plan includes no model. */
  mayUseModel: boolean;
}

export interface Accepted {
  answerId: string;
  conversationId: string;
  mode: AnswerMode;
}
