import * as z from "zod/mini";
import { FIMS, type Preset, presetOf, PRESETS, SYSTEM_ROLES, VENDORS } from "./models/presets.ts";

/** Headers that belong to the request itself, or that carry keys: those are kept with the secrets. */
const OWN_HEADER =
  /^(?:accept|authorization|api-key|connection|content-.*|cookie|host|proxy-.*|transfer-encoding|user-agent|x-api-key|x-portkey-api-key)$/i;

const headers = z.record(
  z.string().check(
    z.regex(/^[A-Za-z0-9!#$%&'*+.^_`|~-]{1,64}$/, "is no name of a header"),
    z.refine((name) => !OWN_HEADER.test(name), "cannot be set here; a key belongs to Upshift: Set Key"),
  ),
  z.string().check(z.regex(/^[\t\x20-\x7E]{0,1024}$/, "is no value of a header")),
);

/** How an endpoint differs from its preset. */
const flags = z.strictObject({
  limitField: z.optional(z.enum(["max_tokens", "max_completion_tokens"])),
  usageOption: z.optional(z.boolean()),
  systemRole: z.optional(z.enum(SYSTEM_ROLES)),
  responses: z.optional(z.boolean()),
  keyHeader: z.optional(z.enum(["authorization", "api-key", "x-portkey-api-key"])),
  fim: z.optional(z.enum(FIMS)),
});

const address = z.string().check(z.refine(isEndpointUrl, "is not an http or https address"));

const shared = {
  name: z.optional(z.string()),
  /** Whose list prices hold behind an address that does not tell. */
  vendor: z.optional(z.enum(VENDORS)),
  baseUrl: z.optional(address),
  headers: z.optional(headers),
  flags: z.optional(flags),
};

/** A named endpoint. The key is never here. `preset` is one that ships, once {@link expandConnection} has seen it. */
const connectionSchema = z.object({ preset: z.string(), ...shared });
export type ConnectionSetting = z.infer<typeof connectionSchema>;

/** A kind of endpoint as the user describes it, on the ground of one that ships. */
const userPresetSchema = z.object({
  /** `custom` where it says nothing. */
  extends: z.optional(z.string().check(z.refine(isGround, "is no known preset"))),
  ...shared,
});
export type UserPreset = z.infer<typeof userPresetSchema>;
export type UserPresets = Readonly<Record<string, UserPreset>>;

function isEndpointUrl(text: string): boolean {
  try {
    const { protocol, username, password } = new URL(text);
    return (protocol === "https:" || protocol === "http:") && username === "" && password === "";
  } catch {
    return false;
  }
}

function isGround(id: string): boolean {
  const preset = presetOf(id);
  return preset !== undefined && !preset.demo && !preset.editor;
}

/** What may stand before the slash of `connection/model`. Names like `constructor` fit: look them up as own keys only. */
const NAME = /^[A-Za-z0-9][A-Za-z0-9.-]{0,63}$/;

type Parsed<T> = { readonly value: T } | { readonly problem: string };

/** A preset of the user's own, or why it is none. */
export function parseUserPreset(id: string, raw: unknown): Parsed<UserPreset> {
  if (!NAME.test(id)) return { problem: "use letters, digits, dots and dashes" };
  if (presetOf(id)) return { problem: "is the name of a preset that ships with Upshift" };
  const parsed = z.safeParse(userPresetSchema, raw);
  return parsed.success ? { value: parsed.data } : { problem: firstIssue(parsed.error) };
}

/** A connection with its preset's settings filled in, or why it is none. */
export function parseConnection(name: string, raw: unknown, presets: UserPresets): Parsed<ConnectionSetting> {
  if (!NAME.test(name)) return { problem: "use letters, digits, dots and dashes" };
  const parsed = z.safeParse(connectionSchema, raw);
  if (!parsed.success) return { problem: firstIssue(parsed.error) };
  const value = expandConnection(parsed.data, presets);
  const preset = presetOf(value.preset);
  if (!preset) return { problem: "preset: is no known preset" };
  const isComplete = preset.demo || preset.editor || preset.baseUrl !== "" || value.baseUrl !== undefined;
  return isComplete ? { value } : { problem: "baseUrl is missing" };
}

/** What the connection says goes before what its preset says. */
export function expandConnection(setting: ConnectionSetting, presets: UserPresets): ConnectionSetting {
  const own = Object.hasOwn(presets, setting.preset) ? presets[setting.preset] : undefined;
  if (!own) return setting;
  const { extends: preset = "custom", ...given } = own;
  return {
    ...given,
    ...setting,
    preset,
    headers: { ...given.headers, ...setting.headers },
    flags: { ...given.flags, ...setting.flags },
  };
}

/** Everything that can be connected to, for a list: the user's own first, the demo left out. */
export function presetsToOffer(presets: UserPresets): readonly Preset[] {
  const own = Object.entries(presets).flatMap(
    ([id, { extends: base = "custom", name = id, baseUrl, vendor, flags: given = {} }]) => {
      const preset = presetOf(base);
      if (!preset) return [];
      return [
        {
          ...preset,
          ...definedOnly(given),
          id,
          name,
          baseUrl: baseUrl ?? preset.baseUrl,
          ...(vendor ? { vendor } : {}),
        },
      ];
    },
  );
  return [...own, ...PRESETS.filter(({ demo }) => !demo)];
}

/** The preset as it holds for one connection. */
export function withFlags(preset: Preset, { flags: given = {} }: ConnectionSetting): Preset {
  return { ...preset, ...definedOnly(given) };
}

type Flags = z.infer<typeof flags>;
type Given = { readonly [K in keyof Flags]?: Exclude<Flags[K], undefined> };

function definedOnly(given: Flags): Given {
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)) as Given;
}

/** The first thing that is wrong, with its place. */
export function firstIssue(error: z.core.$ZodError): string {
  const issue = error.issues[0];
  if (!issue) return "is not valid";
  const path = issue.path.map(String).join(".");
  const inner = issue.code === "invalid_key" ? issue.issues[0] : undefined;
  const message = inner?.message ?? issue.message;
  return path === "" ? message : `${path}: ${message}`;
}
