import type { ListedModel } from "../core/models/listed.ts";
import { readTariff } from "./readTariff.ts";
import { asArray, asCount, asText, field, type JsonObject } from "./json.ts";

const MOST_MODELS = 5_000;

/**
 * The models of a listing, sorted by name; undefined where it is none. Facts are read under the names that the vendors
 * give them: OpenAI, OpenRouter, Mistral, Groq, vLLM, llama.cpp, LM Studio.
 */
export function readListing(parsed: unknown): readonly ListedModel[] | undefined {
  const rows = asArray(field(parsed, "data")) ?? asArray(field(parsed, "models")) ?? asArray(parsed);
  return rows
    ?.slice(0, MOST_MODELS)
    .flatMap((row) => {
      const id = asText(field(row, "id")) ?? asText(field(row, "key"));
      return id ? [listed(id, row)] : [];
    })
    .toSorted((a, b) => a.id.localeCompare(b.id, "en"));
}

function listed(id: string, row: unknown): ListedModel {
  const meta = field(row, "meta");
  const facts: Readonly<Record<string, number | boolean | string | undefined>> = {
    contextWindow: firstCount(
      field(row, "context_length"),
      field(row, "context_window"),
      field(row, "max_context_length"),
      field(row, "max_model_len"),
      field(meta, "n_ctx"),
      field(meta, "n_ctx_train"),
    ),
    maxOutput: firstCount(
      field(field(row, "top_provider"), "max_completion_tokens"),
      field(row, "max_completion_tokens"),
      field(row, "max_output_tokens"),
    ),
    images: readsImages(row),
    tools: callsTools(row),
    shutdownDate: dayOf(field(row, "shutdown_date") ?? field(row, "expiration_date") ?? field(row, "deprecation")),
    replacement: asText(field(row, "deprecation_replacement_model")),
  };
  const tariff = readTariff(row);
  const known = Object.entries(facts).filter(([, value]) => value !== undefined && value !== "");
  return { id, ...(Object.fromEntries(known) as Omit<ListedModel, "id">), ...(tariff ? { tariff } : {}) };
}

/** The first that is a count; 0 stands for what is not known. */
function firstCount(...values: readonly unknown[]): number | undefined {
  return values.map(asCount).find((count) => count !== undefined && count > 0);
}

function readsImages(row: unknown): boolean | undefined {
  const modalities = asArray(field(field(row, "architecture"), "input_modalities"));
  if (modalities) return modalities.includes("image");
  const vision = capability(row, "vision");
  return vision ?? (asText(field(row, "type")) === "vlm" ? true : undefined);
}

function callsTools(row: unknown): boolean | undefined {
  const parameters = asArray(field(row, "supported_parameters"));
  return parameters ? parameters.includes("tools") : capability(row, "function_calling");
}

function capability(row: unknown, name: keyof JsonObject): boolean | undefined {
  const value = field(field(row, "capabilities"), name);
  return typeof value === "boolean" ? value : undefined;
}

/** The day of a date or time, `YYYY-MM-DD`. */
function dayOf(value: unknown): string | undefined {
  return /^\d{4}-\d{2}-\d{2}/.exec(asText(value) ?? "")?.[0];
}
