/**
 * Starts work on items before their turn, and hands over what was started in their order.
 * @param isEnough whether no more should be started, told what was started and waits for its turn
 * @throws whatever `items` throws
 */
export async function* lookAhead<T, Work>(
  items: AsyncIterable<T>,
  start: (item: T) => Work,
  isEnough: (waiting: readonly Work[]) => boolean,
): AsyncGenerator<Work> {
  const iterator = items[Symbol.asyncIterator]()
  const waiting: Work[] = []
  let isOver = false
  try {
    for (;;) {
      while (!isOver && !isEnough(waiting)) {
        const item = await iterator.next()
        if (item.done) isOver = true
        else waiting.push(start(item.value))
      }
      const first = waiting.shift()
      if (first === undefined) return
      yield first
    }
  } finally {
    await iterator.return?.()
  }
}
