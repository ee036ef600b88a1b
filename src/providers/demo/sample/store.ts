import { type KnownFile, same } from "./rows.ts";

const GET = `  get(key: string): V | undefined {
    return this.map.get(key).value;
  }`;

const GET_RIGHT = `  get(key: string): V | undefined {
    const hit = this.map.get(key);
    if (!hit) return undefined;
    this.touch(hit);
    return hit.value;
  }`;

/** Looks right, but the class has no `promote`. */
const GET_WRONG = `  get(key: string): V | undefined {
    const hit = this.map.get(key);
    if (!hit) return undefined;
    this.promote(hit);
    return hit.value;
  }`;

const SET = `  set(key: string, value: V): void {
    const known = this.map.get(key);
    if (known) {
      known.value = value;
      this.touch(known);
      return;
    }
    const entry: Entry<V> = { key, value, pinned: false, newer: undefined, older: undefined };
    this.map.set(key, entry);
    this.attach(entry);
    if (this.map.size > this.limit) this.evict();
  }`;

const SET_SPLIT = `  set(key: string, value: V): void {
    const known = this.map.get(key);
    if (known) this.renew(known, value);
    else this.insert(key, value);
  }

  private renew(entry: Entry<V>, value: V): void {
    entry.value = value;
    this.touch(entry);
  }

  private insert(key: string, value: V): void {
    const entry: Entry<V> = { key, value, pinned: false, newer: undefined, older: undefined };
    this.map.set(key, entry);
    this.attach(entry);
    if (this.map.size > this.limit) this.evict();
  }`;

/** `src/store.ts`: its `get` crashes for a key that is not there, and does not count as a use. */
export const STORE: KnownFile = {
  file: {
    name: "src/store.ts",
    signature: "h9815dfbvo",
    mini: "A cache that keeps the `limit` most recently used values. A map finds an entry, a doubly linked list keeps the order of use: `head` was used last, `tail` longest ago. Watch out: `get()` crashes for a key that is not there, and it does not move the entry to the head.",
    full: "`Store` is a cache of fixed size that drops the least recently used value. Two structures share the same entries: `map` finds one by its key in constant time, and the list from `head` (used last) to `tail` (used longest ago) holds the order, so that both reading and dropping stay O(1).\n\n`set()` renews a known entry or attaches a new one and calls `evict()` above the limit. `touch()` moves an entry to the head, `attach()` and `detach()` keep the two ends right. Pinned entries are never dropped, which is why a store may grow past `limit`.\n\nTwo things are wrong in `get()`: `map.get(key)` is `undefined` for an unknown key, so reading `.value` throws; and a read does not call `touch()`, so the order is that of writing, not of use.",
  },
  symbols: [
    {
      name: "Store",
      signature: "12c83ckxj3g",
      mini: "Keeps the `limit` most recently used values: a map to find them, a linked list for their order. `get()` is wrong: it crashes for an unknown key and does not count as a use.",
      full: "`Store` drops the value that was used longest ago once it holds more than `limit`. `map` finds an entry in constant time; `newer` and `older` chain the same entries from `head` to `tail`, so moving and dropping need no search either.\n\nEvery change of order goes through `attach()` and `detach()`, the only places that touch the ends of the list. `pin()` keeps an entry for good; with all entries pinned the store grows past its limit.\n\n`get()` does not keep the promise of its type: for an unknown key it reads `.value` of `undefined` and throws. It also forgets `touch()`, so what is read often is dropped as if it were not.",
    },
    {
      name: "Entry",
      signature: "7e6ra1xsrd",
      mini: "One value with its key and its neighbours in the order of use. `pinned` keeps it from being dropped.",
      full: "`Entry` is a node of a doubly linked list: `newer` points towards the head (used later), `older` towards the tail. It carries its own `key`, so that dropping the tail can also delete it from the map without a search. `pinned` takes it out of eviction.",
    },
    {
      name: "get",
      signature: "luimws4vit",
      mini: "Looks a value up. It crashes for a key that is not there: `map.get(key)` is `undefined` then. It also does not mark the value as used.",
      full: "`get()` is meant to return the value of a key, or `undefined`. It does so only for keys that exist: `Map.get` returns `undefined` for the others, and reading `.value` of that throws a TypeError, which is what the compiler's \"Object is possibly 'undefined'\" says.\n\nThe second fault shows later: a read does not call `touch()`, so `evict()` may drop what was read a moment ago.",
    },
    {
      name: "get",
      signature: "1c4ayaa2y74",
      mini: "Looks a value up, marks it as used last, and gives `undefined` for a key that is not there.",
      full: "`get()` finds the entry in the map and returns `undefined` when there is none. A hit goes through `touch()` first, which moves it to the head of the list: that is what makes the order one of use and not of writing.",
    },
    {
      name: "set",
      signature: "1erj0rohmvl",
      mini: "Renews the value of a known key, or adds a new one and drops the oldest above the limit.",
      full: "`set()` has two ways. A known key keeps its entry: the value changes and `touch()` moves it to the head. A new key gets an entry at the head, and only this way can the store outgrow `limit`, so only here `evict()` is called. A new value is in the map before an old one goes, so for a moment the store holds one more than its limit.",
    },
    {
      name: "set",
      signature: "26kyqj4g8e9",
      mini: "Renews the value of a known key, or inserts a new one.",
      full: "`set()` only decides: `renew()` changes the value of a known entry, `insert()` adds a new one and drops the oldest above the limit.",
    },
    {
      name: "pin",
      signature: "2gkklivlm65",
      mini: "Keeps a value for good. False when the key is unknown.",
      full: "`pin()` marks an entry so that `evict()` passes it over; there is no way back but `delete()`. It answers whether the key was there. It does not count as a use: the entry stays where it is in the order.",
    },
    {
      name: "delete",
      signature: "19vugzymtxj",
      mini: "Takes a value out of list and map. False when the key is unknown.",
      full: "`delete()` unchains the entry and then removes it from the map, whose own answer (`true`) it returns. Pinned entries can be deleted too: pinning guards against eviction only.",
    },
    {
      name: "keys",
      signature: "e7plm5igd1",
      mini: "All keys, last used first.",
      full: "`keys()` walks the list from `head` along `older` and so gives the keys in the order of use, last used first. The array is a copy: changing it changes nothing in the store.",
    },
    {
      name: "touch",
      signature: "16epanoue50",
      mini: "Moves an entry to the head of the list: it was used just now.",
      full: "`touch()` marks an entry as used by moving it to the head. The early return skips the work when the entry is there already, which is what happens when one value is read again and again.",
    },
    {
      name: "evict",
      signature: "16e3vf54tkw",
      mini: "Drops the value that was used longest ago: it walks from the tail and passes over pinned entries.",
      full: "`evict()` removes the least recently used entry. It starts at `tail` because uses move an entry to the head, so the tail is always the one that was used longest ago; pinned entries are passed over towards the head.\n\nWhen everything is pinned the walk ends at `undefined` and nothing is dropped: that is how the store can grow past `limit`. With many pinned entries at the tail the walk is linear, otherwise it is one step.",
    },
    {
      name: "attach",
      signature: "2e0vjmnoey3",
      mini: "Puts an entry at the head of the list. In an empty list it is the tail too.",
      full: "`attach()` makes an entry the new head: its `older` is the head so far, whose `newer` points back. `tail ??= entry` matters for the first entry only, which is both ends. It must not be called for an entry that is still in the list; `touch()` detaches first.",
    },
    {
      name: "detach",
      signature: "1lhgdh0fonf",
      mini: "Takes an entry out of the list and joins its neighbours.",
      full: "`detach()` joins the neighbours of an entry. Where one is missing the entry was an end of the list, and `head` or `tail` moves on instead. The entry's own links stay as they are; `attach()` sets both.",
    },
  ],
  edits: [
    {
      task: "fix",
      symbol: "get()",
      before: GET,
      needs: ["touch(entry: Entry<V>)"],
      mini: { say: "`map.get(key)` may be `undefined`; a hit also has to move to the front.", after: GET_WRONG },
      full: {
        say: "The cause is a missing key: `map.get(key)` is `undefined` then, and `.value` of it throws. A hit now also calls `touch()`, without which a read does not count as a use and `evict()` drops the wrong value.",
        after: GET_RIGHT,
      },
      onComplaint: "The class has no method `promote`; the one that moves an entry to the head is `touch()`.",
    },
    {
      task: "refactor",
      symbol: "set()",
      before: SET,
      needs: ["touch(entry: Entry<V>)", "attach(entry: Entry<V>)"],
      ...same(
        SET_SPLIT,
        "`set()` did two things; each has its own method now.",
        "`set()` mixed two cases, a known key and a new one. It now only decides between `renew()` and `insert()`; the order of the steps and what `evict()` sees are unchanged.",
      ),
    },
  ],
  questions: [
    {
      words: [/\bwhy\b/, /\bevict/, /\btail\b/],
      signature: "16e3vf54tkw",
      mini: "Because the tail is the entry that was used longest ago: every use moves an entry to the head.",
      full: "`evict()` removes the least recently used entry. It walks from `tail` because a use moves an entry to the head, so the tail is always the one that was used longest ago. It moves on towards the head only past entries with `pinned` set, which is why the store can grow past `limit` when all of them are.",
    },
    {
      words: [
        /\b(?:why|how|can|could|when)\b/,
        /\b(?:past|above|over|exceed|grow|larger|bigger)/,
        /\b(?:limit|size|store|cache)\b/,
      ],
      signature: "16e3vf54tkw",
      mini: "Yes, when entries are pinned: `evict()` passes over them, and drops nothing when all are pinned.",
      full: "The store grows past `limit` when `evict()` finds nothing to drop: it passes over pinned entries, and with every entry pinned its walk ends without a victim. `set()` has added the new value by then. Each `set()` drops at most one entry, so a store above its limit stays there until entries are deleted.",
    },
    {
      words: [/\b(?:complexity|o\(1\)|how fast|big o|constant time)/, /\b(?:evict|store|get|set|cache|it)\b/],
      signature: "16e3vf54tkw",
      mini: "Reading, writing and dropping are O(1). Only pinned entries at the tail make `evict()` walk.",
      full: "All are O(1): the map finds an entry without a search, and the links move or drop it without one. The exception is `evict()`: it walks past pinned entries at the tail, which is linear in their number.",
    },
  ],
};
