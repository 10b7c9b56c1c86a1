/** Results that may wait for those before them, for each one under way. */
const WAITING = 4

/**
 * Works on `items` with so many under way at once, and gives the results in the order of the items.
 * A taker who is slow for a moment does not slow the work.
 * @throws what the work on an item throws, in its turn
 */
export async function* inOrder<Item, Result>(
  items: readonly Item[],
  atOnce: number,
  work: (item: Item) => Promise<Result>,
): AsyncGenerator<Result, void> {
  const begun: Promise<Result>[] = []
  const rest = items.values()
  let underWay = 0
  let isWanted = true

  function fill(): void {
    while (isWanted && underWay < atOnce && begun.length < WAITING * atOnce) {
      const { done, value } = rest.next()
      if (done) return
      underWay += 1
      const result = work(value).finally(() => {
        underWay -= 1
        fill()
      })
      result.catch(() => undefined) // whoever waits for it in its turn hears of it
      begun.push(result)
    }
  }

  try {
    fill()
    for (let first = begun.shift(); first; first = begun.shift()) {
      yield await first
      fill()
    }
  } finally {
    isWanted = false
  }
}
