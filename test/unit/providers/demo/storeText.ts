/** A piece of the sample's store that holds its bug, for tests that read no disk. `get` is in lines 4 to 6. */
export const STORE_TEXT = `export class Store<V> {
  private readonly map = new Map<string, Entry<V>>();

  get(key: string): V | undefined {
    return this.map.get(key).value;
  }

  private touch(entry: Entry<V>): void {
    if (entry === this.head) return;
    this.detach(entry);
    this.attach(entry);
  }

  private evict(): void {
    let entry = this.tail;
    while (entry?.pinned) entry = entry.newer;
    if (entry) this.delete(entry.key);
  }
}
`;

export const GET_LINES: readonly [number, number] = [4, 6];
export const TOUCH_LINES: readonly [number, number] = [8, 12];
export const EVICT_LINES: readonly [number, number] = [14, 18];
