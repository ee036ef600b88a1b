/**
 * CSS text for a `.style=${…}` property binding. Bound as an attribute it would be an inline style, which the page's
 * content security policy refuses; through the property it goes the CSSOM way.
 */
export function widthStyle(share: number): string {
  const percent = Math.min(100, Math.max(0, share * 100));
  return `width: ${percent.toFixed(2)}%`;
}
