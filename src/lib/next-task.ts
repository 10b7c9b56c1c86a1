/**
 * Lets waiting tasks of this thread run, such as answers to requests. It uses a message, because
 * browsers delay nested timers by 4 ms.
 */
function nextTask(): Promise<void> {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel()
    port1.onmessage = () => {
      port1.close()
      resolve()
    }
    port2.postMessage(null)
  })
}

/** Longest slice of work (ms): well within a frame, so that input and painting are not late. */
const SLICE_MS = 8

/** Yields the same items, and lets other tasks run in between. */
export async function* inSlices<Item>(items: Iterable<Item>): AsyncGenerator<Item, void> {
  let end = performance.now() + SLICE_MS
  for (const item of items) {
    if (performance.now() >= end) {
      await nextTask()
      end = performance.now() + SLICE_MS
    }
    yield item
  }
}
