import PQueue from 'p-queue'
import { followSignal } from './follow-signal.ts'

export class QueueFullError extends Error {
  override readonly name = 'QueueFullError'
}

interface QueueOptions {
  /** Tasks under way at once. */
  concurrency: number
  /** How long a task waits for its turn, in ms. */
  waitMs: number
}

type Queue = <Result>(
  signal: AbortSignal,
  task: () => Promise<Result>,
  urgency?: number,
) => Promise<Result>

/**
 * Runs tasks in turn: those of lower urgency number before others, else as they came. An aborted
 * task leaves at once, waiting or under way.
 * The function throws QueueFullError when the turn did not come within `waitMs`.
 */
export function createQueue({ concurrency, waitMs }: QueueOptions): Queue {
  const queue = new PQueue({ concurrency })
  return async function inTurn(signal, task, urgency = 0) {
    const { controller, release } = followSignal(signal)
    const timer = setTimeout(() => controller.abort(new QueueFullError()), waitMs)
    function start() {
      clearTimeout(timer)
      return task()
    }
    try {
      return await queue.add(start, { signal: controller.signal, priority: -urgency })
    } finally {
      clearTimeout(timer)
      release()
    }
  }
}
