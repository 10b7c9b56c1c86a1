import { cpus, loadavg, totalmem } from 'node:os'
import { measureBeside } from './beside.ts'
import { measureCalls } from './calls.ts'
import { measureEndpoint } from './endpoint.ts'
import { measureListening } from './listening.ts'
import { formatTable, type Row } from './measure.ts'
import { measurePage } from './page.ts'
import { startBrowser, stopAll } from './processes.ts'
import { measureSignIn } from './sign-in.ts'
import { measureSlow } from './slow.ts'

const RUN_TIMEOUT_MS = 900_000

const PARTS: Record<string, () => Promise<Row[]>> = {
  page: measurePage,
  slow: measureSlow,
  endpoint: measureEndpoint,
  calls: measureCalls,
  listening: measureListening,
  signin: measureSignIn,
  beside: measureBeside,
}

/** Returns the parts named on the command line, or all. */
function selectParts(names: readonly string[]) {
  const unknown = names.find((name) => !Object.hasOwn(PARTS, name))
  if (unknown) throw new Error(`No part "${unknown}". Parts: ${Object.keys(PARTS).join(', ')}`)
  return Object.entries(PARTS).filter(([name]) => names.length === 0 || names.includes(name))
}

async function describeMachine(): Promise<string> {
  const chromium = (await startBrowser()).version()
  await stopAll()
  const model = cpus()[0]?.model.trim() || 'unknown CPU'
  const memoryGb = (totalmem() / 2 ** 30).toFixed(0)
  const load = loadavg()[0]?.toFixed(1)
  return `${model}, ${cpus().length} cores, ${memoryGb} GB, load ${load}; Node ${process.versions.node}; Chromium ${chromium}`
}

/** Measures the parts one after another and prints one table, also if a part fails. */
async function run(names: readonly string[]): Promise<void> {
  const parts = selectParts(names)
  const machine = await describeMachine()
  const rows: { part: string; row: Row }[] = []
  const printTable = () => process.stdout.write(`\n${machine}\n\n${formatTable(rows)}\n`)
  setTimeout(() => {
    printTable()
    process.stderr.write(`Stopped after ${RUN_TIMEOUT_MS / 60_000} minutes.\n`)
    process.exit(1)
  }, RUN_TIMEOUT_MS).unref()
  try {
    for (const [part, measure] of parts) {
      process.stderr.write(`Measuring: ${part}\n`)
      rows.push(...(await measure()).map((row) => ({ part, row })))
      await stopAll()
    }
  } finally {
    printTable()
    await stopAll()
  }
}

run(process.argv.slice(2)).catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.stack : error}\n`)
  process.exit(1)
})
