import { nextTask } from '../lib/next-task.ts'

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
