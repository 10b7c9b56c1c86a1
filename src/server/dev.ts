import { compose } from './compose.ts'
import { loadEnvFile } from './load-env-file.ts'

loadEnvFile()
const { app } = await compose(process.env, { isPretty: true })

export default app
