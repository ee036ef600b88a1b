import { assist, warmed } from "../assist/assist.ts";
import type { AssistDeps } from "../assist/deps.ts";
import type { AssistEvent } from "../assist/events.ts";
import { preview } from "../assist/preview.ts";
import type { AssistRequest } from "../assist/request.ts";
import { type ContextItem, type ItemKind, itemId } from "../context/item.ts";
import { estimateTokens } from "../context/tokens.ts";
import type { PackSummary } from "../context/pack.ts";
import type { CollectedContext } from "../ports.ts";
import type { LayerWeighing, RouteDecision } from "../router/decision.ts";
import { weighCondensing, weighPlanning } from "../router/layers.ts";
import { DEFAULT_POLICY, type RoutePolicy } from "../router/policy.ts";
import { guessKind } from "../task/guessKind.ts";
import { EDIT_TASKS, type TaskKind } from "../task/kinds.ts";
import { condense, digestOf, withDigests } from "./condenseFlow.ts";
import { type Material, materialOf } from "./condensable.ts";
import type { FlowScene } from "./flowPart.ts";
import { type Planning, planAndWrite } from "./planAndWriteFlow.ts";

/** Less is read by any model for less than a second request costs in waiting, tokens. */
const LEAST_LONG = 3_000;
/** Less is written by any model for less than a plan costs, tokens. */
const LEAST_WRITTEN = 400;
/** A digest that says what matters is expected to take so much of its piece, and never more than `MOST_DIGEST` tokens. */
const DIGEST_SHARE = 0.15;
const MOST_DIGEST = 1_000;

/** Kinds of work that a digest can be enough for, and edits, whose own code stays as it is. */
const CONDENSABLE: ReadonlySet<TaskKind> = new Set(["explain", "chat", ...EDIT_TASKS]);
/** Edits that say what they want: to find a cause is no writing out. */
const PLANNABLE: ReadonlySet<TaskKind> = new Set(["refactor", "edit"]);
/** What the user pointed at; where nothing was, a question is about its files. */
const NAMED: ReadonlySet<ItemKind> = new Set(["selection", "excerpt", "terminal", "change"]);

/**
 * A request as the router's estimate has it best: asked at once, after a small model has condensed what is long, or planned
 * by a strong one and written out by a small one. Where the user picked a tier, or a rule of theirs names one, it is asked
 * at once. Like `assist()` it never throws, and its last event is the closing one, once.
 */
export async function* layered(
  request: AssistRequest,
  whole: AssistDeps,
  signal: AbortSignal,
): AsyncGenerator<AssistEvent, void> {
  const deps = { ...whole, context: { collect: once(() => whole.context.collect(request, signal)) } };
  // The models that are warmed are the ones to ask: others would have to read their keys anew.
  const warm = { ...deps, seats: once(() => warmed(whole.seats())) };
  const scene = { request, deps, signal };
  const found = await longContext({ ...scene, deps: warm });
  const material = found && materialOf(found, { mayEdit: mayEdit(request), maxTokens: deps.maxTokens() });
  const { condensing, planning } = found ? await weighed(scene, found, material) : {};
  if (found && material && condensing) yield* condense(scene, found, material, condensing);
  else if (found && planning) yield* planAndWrite(scene, found, planning);
  else yield* assist(request, warm, signal);
}

/** What a second layer could pay for; undefined for everything else, which is then not looked at twice. */
async function longContext({ request, deps, signal }: FlowScene): Promise<CollectedContext | undefined> {
  const { tier, task = "chat", proof } = request;
  if (tier !== "auto" || proof || !CONDENSABLE.has(task)) return undefined;
  deps.seats();
  // `assist()` meets the same fault, and tells it.
  const found = await deps.context.collect(request, signal).catch(() => undefined);
  const least = PLANNABLE.has(task) ? LEAST_WRITTEN : LEAST_LONG;
  return found && tokensOf(found.items) >= least ? found : undefined;
}

interface Weighed {
  readonly condensing?: LayerWeighing | undefined;
  readonly planning?: Planning | undefined;
}

async function weighed(scene: FlowScene, found: CollectedContext, material: Material | undefined): Promise<Weighed> {
  const { request, deps, signal } = scene;
  const policy = deps.policy?.() ?? DEFAULT_POLICY;
  const plain = await preview(request, deps, signal);
  if (plain.type === "blocked" && plain.failure.code !== "context-too-long") return {};
  const ready = plain.type === "ready" ? plain : undefined;
  if (material && material.tokens >= LEAST_LONG) {
    const seen = ready ? seenOf(ready.pack, found.items) : 0;
    const condensing = await condensingOf(scene, { found, material, plain: ready?.decision, seen }, policy);
    if (condensing) return { condensing };
  }
  return ready ? { planning: planningOf(request, ready.decision, policy) } : {};
}

interface Condensable {
  readonly found: CollectedContext;
  readonly material: Material;
  readonly plain: RouteDecision | undefined;
  readonly seen: number;
}

/** Routes the request as it would be asked then, with stand-ins of the length that digests are expected to have. */
async function condensingOf(
  { request, deps, signal }: FlowScene,
  { found, material: { long, pieces, tokens, room }, plain, seen }: Condensable,
  policy: RoutePolicy,
): Promise<LayerWeighing | undefined> {
  const standIns = pieces.map((piece) => digestOf(piece, standIn(piece), room));
  const collected = withDigests(found, long, standIns);
  const context = { collect: () => Promise.resolve(collected) };
  const short = await preview(request, { ...deps, context }, signal);
  if (short.type === "blocked") return undefined;
  const reading = { tokens, pieces: pieces.length, digestTokens: tokensOf(standIns) };
  return weighCondensing({ plain, seen, short: short.decision, reading }, policy);
}

function standIn({ text }: ContextItem): string {
  const tokens = Math.min(MOST_DIGEST, Math.round(estimateTokens(text) * DIGEST_SHARE));
  return "note ".repeat(Math.ceil((tokens * 3.5) / 5));
}

function planningOf({ task }: AssistRequest, decision: RouteDecision, policy: RoutePolicy): Planning | undefined {
  const { codeTokens = 0 } = decision.signals;
  const tier = decision.plan.order[0]?.tier;
  if (task === undefined || !PLANNABLE.has(task) || codeTokens < LEAST_WRITTEN || tier === undefined) return undefined;
  const layer = weighPlanning(decision, policy);
  return layer && { tier, task, weighed: layer };
}

/** Also a free question may ask for a change, by its words. */
function mayEdit({ task, instruction, history }: AssistRequest): boolean {
  const kind = task ?? guessKind(instruction, history)?.kind ?? "chat";
  return kind !== "chat" && kind !== "explain";
}

/** Share of what a question is about that goes along: the selection and what was added, else the files. */
function seenOf({ parts }: PackSummary, items: readonly ContextItem[]): number {
  const named = items.filter(({ kind }) => NAMED.has(kind));
  const about = named.length > 0 ? named : items.filter(({ kind }) => kind === "file");
  const kept = new Map(parts.map(({ id, tokens }) => [id, tokens]));
  const sent = about.reduce((sum, item) => sum + (kept.get(itemId(item)) ?? 0), 0);
  return Math.min(1, sent / Math.max(1, tokensOf(about)));
}

function tokensOf(items: readonly ContextItem[]): number {
  return items.reduce((sum, { text }) => sum + estimateTokens(text), 0);
}

/** Made once for all that look at it. */
function once<T>(make: () => T): () => T {
  let made: { readonly it: T } | undefined;
  return () => (made ??= { it: make() }).it;
}
