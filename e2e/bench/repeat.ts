/** How often something is measured. */
export interface Times {
  /** However long it takes. */
  fewest: number
  /** However quickly it goes. */
  most: number
  /** When to stop in between, in ms. */
  budgetMs: number
}

/** Does `work` again and again, one after the other; it is told which time it is, from 0 on. */
export async function repeat<Result>(
  { fewest, most, budgetMs }: Times,
  work: (index: number) => Promise<Result>,
): Promise<Result[]> {
  const until = performance.now() + budgetMs
  const results: Result[] = []
  while (results.length < most && (results.length < fewest || performance.now() < until))
    results.push(await work(results.length))
  return results
}
