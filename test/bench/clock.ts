/** ms since the epoch with fractions: the one clock that host, page and server on a machine share. */
export function epochNow(): number {
  return performance.timeOrigin + performance.now();
}
