import { assist, warmed } from "../assist/assist.ts";
import type { AssistDeps } from "../assist/deps.ts";
import type { AssistEvent } from "../assist/events.ts";
import { type Preview, preview } from "../assist/preview.ts";
import type { AssistRequest } from "../assist/request.ts";
import { type ContextItem, type ItemKind, itemId } from "../context/item.ts";
import { estimateTokens } from "../context/tokens.ts";
import type { PackSummary } from "../context/pack.ts";
import type { CollectedContext } from "../ports.ts";
import type { Layer, LayerWeighing, RouteDecision } from "../router/decision.ts";
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
  const scene = sceneOf(request, whole, signal);
  // The models that are warmed are the ones to ask: others would have to read their keys anew.
  const warm = { ...scene.deps, seats: once(() => warmed(whole.seats())) };
  const way = await wayOf({ ...scene, deps: warm });
  if (way?.type === "condense") yield* condense(scene, way.found, way.material, way.weighed);
  else if (way) yield* planAndWrite(scene, way.found, way.planning);
  else yield* assist(request, warm, signal);
}

/** A request as it would be packed and decided at once, and as {@link layered} would have it: the same where that asks at once. */
export interface LayeredPreview {
  readonly plain: Preview;
  /** Its decision names the layers in front of it and what all of them cost. */
  readonly layered: Preview;
}

/** Never throws and sends nothing. */
export async function previewLayered(
  request: AssistRequest,
  whole: AssistDeps,
  signal: AbortSignal,
): Promise<LayeredPreview> {
  const scene = sceneOf(request, whole, signal);
  const plain = await preview(request, scene.deps, signal);
  const way = await wayOf(scene, plain);
  if (!way) return { plain, layered: plain };
  return way.type === "condense"
    ? { plain, layered: behind(way.short, { type: "condense", weighed: way.weighed }) }
    : { plain, layered: behind(plain, { type: "plan-and-write", weighed: way.planning.weighed }) };
}

/** Its context is collected once for all that look at it. */
function sceneOf(request: AssistRequest, whole: AssistDeps, signal: AbortSignal): FlowScene {
  return {
    request,
    deps: { ...whole, context: { collect: once(async () => await whole.context.collect(request, signal)) } },
    signal,
  };
}

function behind(found: Preview, layer: Layer): Preview {
  if (found.type === "blocked") return found;
  const { decision } = found;
  return { ...found, decision: { ...decision, signals: { ...decision.signals, layer } } };
}

/** What a second layer could pay for; undefined for everything else, which is then not looked at twice. */
async function longContext({ request, deps, signal }: FlowScene): Promise<CollectedContext | undefined> {
  const { tier, task = "chat", proof } = request;
  if (tier !== "auto" || proof || !CONDENSABLE.has(task)) return undefined;
  // Where a request follows, its models warm up while the context is collected.
  deps.seats();
  // `assist()` meets the same fault, and tells it.
  const found = await deps.context.collect(request, signal).catch(() => undefined);
  const least = PLANNABLE.has(task) ? LEAST_WRITTEN : LEAST_LONG;
  return found && tokensOf(found.items) >= least ? found : undefined;
}

interface Condensed {
  readonly type: "condense";
  readonly found: CollectedContext;
  readonly material: Material;
  readonly weighed: LayerWeighing;
  /** The request with stand-ins of the length that digests are expected to have. */
  readonly short: Preview;
}

interface Planned {
  readonly type: "plan";
  readonly found: CollectedContext;
  readonly planning: Planning;
}

/** Layers that pay; undefined where the request is better asked at once. `known` = how it would go then, where it is known. */
async function wayOf(scene: FlowScene, known?: Preview): Promise<Condensed | Planned | undefined> {
  const found = await longContext(scene);
  if (!found) return undefined;
  const { request, deps, signal } = scene;
  const policy = deps.policy?.() ?? DEFAULT_POLICY;
  const plain = known ?? (await preview(request, deps, signal));
  if (plain.type === "blocked" && plain.failure.code !== "context-too-long") return undefined;
  const ready = plain.type === "ready" ? plain : undefined;
  const material = materialOf(found, { mayEdit: mayEdit(request), maxTokens: deps.maxTokens() });
  if (material && material.tokens >= LEAST_LONG) {
    const seen = ready ? seenOf(ready.pack, found.items) : 0;
    const condensed = await condensedWay(scene, { found, material, plain: ready?.decision, seen }, policy);
    if (condensed) return condensed;
  }
  const planning = ready && planningOf(request, ready.decision, policy);
  return planning && { type: "plan", found, planning };
}

interface Condensable {
  readonly found: CollectedContext;
  readonly material: Material;
  readonly plain: RouteDecision | undefined;
  readonly seen: number;
}

/** Routes the request as it would be asked then. */
async function condensedWay(
  { request, deps, signal }: FlowScene,
  { found, material, plain, seen }: Condensable,
  policy: RoutePolicy,
): Promise<Condensed | undefined> {
  const { long, pieces, tokens, room } = material;
  const standIns = pieces.map((piece) => digestOf(piece, standIn(piece), room));
  const collected = withDigests(found, long, standIns);
  const context = { collect: () => Promise.resolve(collected) };
  const short = await preview(request, { ...deps, context }, signal);
  if (short.type === "blocked") return undefined;
  const reading = { tokens, pieces: pieces.length, digestTokens: tokensOf(standIns) };
  const weighed = weighCondensing({ plain, seen, short: short.decision, reading }, policy);
  return weighed && { type: "condense", found, material, weighed, short };
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
