/**
 * Adds the settings of the files `.env` in the current folder and next to the app, if they exist.
 * The environment wins, then the current folder.
 */
export function loadEnvFiles(): void {
  for (const path of ['.env', new URL('../../.env', import.meta.url)])
    try {
      process.loadEnvFile(path)
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'ENOENT')) throw error
    }
}
