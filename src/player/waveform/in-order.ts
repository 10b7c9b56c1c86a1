/**
 * Works on `items` with so many under way at once, and gives the results in the order of the items.
 * @throws what the work on an item throws, in its turn
 */
export async function* inOrder<Item, Result>(
  items: readonly Item[],
  atOnce: number,
  work: (item: Item) => Promise<Result>,
): AsyncGenerator<Result, void> {
  const underWay: Promise<Result>[] = []
  const rest = items.values()
  function fill(): void {
    while (underWay.length < atOnce) {
      const { done, value } = rest.next()
      if (done) return
      const result = work(value)
      result.catch(() => undefined) // whoever waits for it in its turn hears of it
      underWay.push(result)
    }
  }
  fill()
  for (let first = underWay.shift(); first; first = underWay.shift()) {
    const result = await first
    fill()
    yield result
  }
}
