import { type KnownFile, same } from "./rows.ts";

const ADD = `    def add(self, name, count, tags=[]):
        """Put pieces on the shelf; a new name makes a new item."""
        item = self.items.get(name)
        if item is None:
            item = Item(name, 0, tags)`;

const ADD_FIXED = `    def add(self, name, count, tags=()):
        """Put pieces on the shelf; a new name makes a new item."""
        item = self.items.get(name)
        if item is None:
            item = Item(name, 0, list(tags))`;

const TAKE = `        if item is None:
            return False
        else:
            if item.count < count:
                return False
            else:
                item.count -= count
                return True`;

const TAKE_FLAT = `        if item is None or item.count < count:
            return False
        item.count -= count
        return True`;

/** `py/inventory.py`: a default value that all items share. */
export const INVENTORY: KnownFile = {
  file: {
    name: "py/inventory.py",
    signature: "1bauva51k5j",
    mini: "The stock by name: `add()`, `take()`, `low()`. `add()` shares one list of tags between all items.",
    full: "`Inventory` holds items by name: `add()` puts pieces on the shelf, `take()` removes them or refuses as a whole, `low()` lists what runs out.\n\n`add()` has a classic fault: its default `tags=[]` is made once, when the function is defined, so all items without tags of their own share one list; a tag on one shows on all. `take()` nests branches that all return.",
  },
  symbols: [
    {
      name: "Item",
      signature: "22nk1qnxrib",
      mini: "An article: its name, how many there are, and its tags.",
      full: "`Item` is a dataclass, so its constructor and comparison come for free. `field(default_factory=list)` makes a new list for every item; a plain `[]` would be refused by dataclasses for just that reason.",
    },
    {
      name: "add",
      signature: "15we2bj0lu0",
      mini: "Puts pieces on the shelf. The default `tags=[]` is shared by all items.",
      full: "`add()` finds or makes the item and raises its count; it returns the item. The default `tags=[]` is evaluated once, when the method is defined: every item that was added without tags holds the very same list, so a tag appended to one appears on all.",
    },
    {
      name: "add",
      signature: "111084u9gcg",
      mini: "Puts pieces on the shelf; each item gets its own list of tags.",
      full: "`add()` finds or makes the item and raises its count; it returns the item. The default is an empty tuple, which cannot be changed, and every new item gets a list of its own.",
    },
    {
      name: "take",
      signature: "1pwhfeo6kpw",
      mini: "Takes pieces off the shelf, or returns False and takes none.",
      full: "`take()` refuses an unknown name and a count that is not there; in both cases nothing changes, so counts never fall below zero. Every branch returns, so the `else` blocks only add depth. A negative `count` would add pieces.",
    },
    {
      name: "take",
      signature: "losgzy4xuc",
      mini: "Takes pieces off the shelf, or returns False and takes none.",
      full: "`take()` refuses first, for an unknown name or too few pieces, and changes the count only behind that. A negative `count` would add pieces.",
    },
    {
      name: "low",
      signature: "228mazpdp8h",
      mini: "Names of the items with fewer than `limit` pieces, the scarcest first.",
      full: "`low()` filters the items below `limit` and sorts them by count. Items with the same count keep the order in which they were added, because Python's sort is stable and dictionaries remember theirs.",
    },
  ],
  edits: [
    {
      task: "fix",
      symbol: "add()",
      before: ADD,
      ...same(
        ADD_FIXED,
        "A default list is shared by all calls; each item gets its own now.",
        "The cause is the default `tags=[]`: Python makes it once, so all items share it. An empty tuple cannot be changed, and `list(tags)` gives every item a list of its own, also when the caller hands one in.",
      ),
    },
    {
      task: "refactor",
      symbol: "take()",
      before: TAKE,
      ...same(
        TAKE_FLAT,
        "The two refusals come first, in one condition.",
        "Both refusals return the same, so they are one condition that comes first; what is left runs without nesting. `or` stops at an unknown item, so `item.count` is never read from None.",
      ),
    },
  ],
  questions: [],
};

const DISCOUNT = `        if pieces > least:
            return percent`;
const PRICE = "    return full - int(full * discount(pieces) / 100)";
const MEAN = `    total = 0
    for value in prices:
        total += value
    return round(total / len(prices))`;
const MEAN_FIXED = `    if not prices:
        return 0
    total = 0
    for value in prices:
        total += value
    return round(total / len(prices))`;

const MEAN_SUM = `    """The mean of prices, in whole cents."""
    return round(sum(prices) / len(prices))`;
const MEAN_SUM_FIXED = `    """The mean of prices, in whole cents."""
    if not prices:
        return 0
    return round(sum(prices) / len(prices))`;

/** `py/pricing.py`: a tier that begins too late, rounding that cuts, and a mean of nothing. */
export const PRICING: KnownFile = {
  file: {
    name: "py/pricing.py",
    signature: "rqf35ng2vz",
    mini: "Prices with a discount by number of pieces. The tiers begin one piece too late, and the discount is cut instead of rounded.",
    full: '`TIERS` lists the discounts from the largest down, so the first tier that fits wins. `discount()` looks it up, `price()` takes it off, `mean_price()` averages.\n\nThree faults: `discount()` compares with `>` where its own description says "from 10"; `price()` cuts the discount with `int()`, so up to a cent too much is charged; `mean_price()` divides by zero for an empty list.',
  },
  symbols: [
    {
      name: "discount",
      signature: "2edev4rr98c",
      mini: "Percent off for a number of pieces. Off by one: 10 pieces get nothing.",
      full: "`discount()` walks the tiers from the largest down and returns the first that fits. `pieces > least` leaves out the number that the tier begins at: ten pieces should get 5 percent and get none.",
    },
    {
      name: "discount",
      signature: "foqawords1",
      mini: "Percent off for a number of pieces.",
      full: "`discount()` walks the tiers from the largest down and returns the first that the pieces reach; below the smallest there is none. The order of `TIERS` matters.",
    },
    {
      name: "price",
      signature: "2fdk4xzmgks",
      mini: "Cents for some pieces. `int()` cuts the discount, so the price may be a cent too high.",
      full: "`price()` takes the discount off the full price. `int()` cuts towards zero, so a discount of 0.7 cents becomes none and the customer pays a cent too much; the description promises rounding, half a cent up.",
    },
    {
      name: "price",
      signature: "1pahb6llnv6",
      mini: "Cents for some pieces, rounded, half a cent up.",
      full: "`price()` takes the discount off the full price in whole numbers only: adding 49 before the division by 100 rounds the discount so that exactly half a cent stays in the price.",
    },
    {
      name: "mean_price",
      signature: "sngaqgfix2",
      mini: "The mean of prices in whole cents. An empty list divides by zero.",
      full: "`mean_price()` adds up and divides; `round()` gives whole cents, halves to the even neighbour, as Python does. For an empty list `len(prices)` is 0 and the division raises.",
    },
    {
      name: "mean_price",
      signature: "wgutnff9xo",
      mini: "The mean of prices in whole cents; 0 for none.",
      full: "`mean_price()` answers 0 for an empty list and otherwise adds up and divides; `round()` gives whole cents, halves to the even neighbour, as Python does.",
    },
    {
      name: "mean_price",
      signature: "1y7fn7bmrz",
      mini: "The mean of prices in whole cents. An empty list divides by zero.",
      full: "`mean_price()` divides the sum by the count; `round()` gives whole cents, halves to the even neighbour, as Python does. For an empty list `len(prices)` is 0 and the division raises.",
    },
    {
      name: "mean_price",
      signature: "25u2mksp725",
      mini: "The mean of prices in whole cents; 0 for none.",
      full: "`mean_price()` answers 0 for an empty list and otherwise divides the sum by the count; `round()` gives whole cents, halves to the even neighbour, as Python does.",
    },
  ],
  edits: [
    {
      task: "fix",
      symbol: "discount()",
      before: DISCOUNT,
      needs: ["for least, percent in TIERS:"],
      ...same(
        DISCOUNT.replace(">", ">="),
        "A tier begins at its number: `>=`.",
        'The comparison leaves out the number that a tier begins at; "from 10" means `>=`.',
      ),
    },
    {
      task: "fix",
      symbol: "price()",
      before: PRICE,
      ...same(
        "    return full - (full * discount(pieces) + 49) // 100",
        "Round the discount instead of cutting it.",
        "`int()` cuts the discount towards zero. Whole numbers do it exactly: 49 added before the division rounds to the nearest cent and leaves half a cent in the price.",
      ),
    },
    {
      task: "fix",
      symbol: "mean_price()",
      before: MEAN,
      ...same(
        MEAN_FIXED,
        "No prices have no mean: 0 instead of a division by zero.",
        "An empty list makes `len(prices)` zero and the division raises; the tests ask for 0.",
      ),
    },
    {
      task: "fix",
      symbol: "mean_price()",
      before: MEAN_SUM,
      ...same(
        MEAN_SUM_FIXED,
        "No prices have no mean: 0 instead of a division by zero.",
        "An empty list makes `len(prices)` zero and the division raises; the tests ask for 0.",
      ),
    },
    {
      task: "refactor",
      symbol: "mean_price()",
      before: MEAN,
      ...same(
        "    return round(sum(prices) / len(prices))",
        "`sum()` does the loop's work.",
        "The loop is what `sum()` does. An empty list still raises, as before: that is a bug for Fix, not for a refactoring.",
      ),
    },
    {
      task: "refactor",
      symbol: "mean_price()",
      before: MEAN_FIXED,
      ...same(
        `    if not prices:
        return 0
    return round(sum(prices) / len(prices))`,
        "`sum()` does the loop's work.",
        "The loop is what `sum()` does; the empty list keeps its own answer.",
      ),
    },
  ],
  questions: [],
};
