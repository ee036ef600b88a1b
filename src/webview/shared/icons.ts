import { html, nothing, svg, type TemplateResult } from "lit";
import { classMap } from "lit/directives/class-map.js";
import type { Tier } from "../../core/models/tier.ts";

/** A codicon; decoration, so it needs words beside it or a name on its button. */
export function icon(name: string, size: "normal" | "small" = "normal"): TemplateResult {
  const spin = name === "loading";
  return html`<i
    class=${classMap({ codicon: true, [`codicon-${name}`]: true, s: size === "small", spin })}
    aria-hidden="true"
  ></i>`;
}

export interface IconButton {
  readonly icon: string;
  readonly label: string;
  readonly onClick: () => void;
  readonly className?: string;
  readonly disabled?: boolean;
  /** Set for buttons that stay pressed. */
  readonly pressed?: boolean;
}

export function iconButton(button: IconButton): TemplateResult {
  return html`<button
    type="button"
    class="icon ${button.className ?? ""}"
    aria-label=${button.label}
    title=${button.label}
    aria-pressed=${button.pressed === undefined ? nothing : String(button.pressed)}
    ?disabled=${button.disabled ?? false}
    @click=${button.onClick}
  >
    ${icon(button.icon)}
  </button>`;
}

const BARS = [
  { x: 0.5, y: 7.5, height: 4 },
  { x: 4.5, y: 4, height: 7.5 },
  { x: 8.5, y: 0.5, height: 11 },
] as const;

const FILLED: Readonly<Record<Tier, number>> = { local: 0, mini: 1, full: 2, deep: 3 };

/** Three rising bars, filled up to the tier; a dot for Local. Empty bars are outlined, so it reads without colour. */
export function tierGlyph(tier: Tier): TemplateResult {
  return html`<svg viewBox="0 0 12 12" class="tier ${tier}" aria-hidden="true">
    ${tier === "local" ? svg`<circle cx="6" cy="8.5" r="2.5" class="on"></circle>` : BARS.map((bar, index) => barOf(bar, index < FILLED[tier]))}
  </svg>`;
}

function barOf(bar: (typeof BARS)[number], filled: boolean): TemplateResult<2> {
  return svg`<rect x=${bar.x} y=${bar.y} width="2.5" height=${bar.height} rx="0.5" class=${filled ? "on" : "off"}></rect>`;
}
