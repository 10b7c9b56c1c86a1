import { compose } from './compose.ts'
import { loadEnvFiles } from './env.ts'

loadEnvFiles()
const { app } = await compose(process.env, {
  isPretty: true,
  warn: (line) => process.stderr.write(`callboard: ${line}\n`),
})

export default app
