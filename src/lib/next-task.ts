/**
 * Lets everything else have its turn that waits for this thread, such as answers to requests. A
 * message and not a timer, which browsers keep for 4 ms once timers follow on timers.
 */
export function nextTask(): Promise<void> {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel()
    port1.onmessage = () => {
      port1.close()
      resolve()
    }
    port2.postMessage(null)
  })
}

/** So long (ms) the page waits: well within a frame, so that no key and no picture is late. */
const SLICE_MS = 8

/** The same items one by one, with turns for the rest of the page between them. */
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
