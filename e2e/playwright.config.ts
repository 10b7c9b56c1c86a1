import { defineConfig } from '@playwright/test'
import { DISABLE_FEATURES } from './browser-features.ts'

// `run.ts` finds the browser and the port; without it there are Playwright's own and this one.
const { CHROMIUM_PATH, E2E_PORT: port = '8180' } = process.env
const url = `http://127.0.0.1:${port}`
/** A server that runs already, for those who write tests. */
const running = process.env.CALLBOARD_URL

/** The built page and endpoint on the demo account, in Chromium. */
export default defineConfig({
  testDir: '.',
  testMatch: '**/*.spec.ts',
  outputDir: '../test-results',
  fullyParallel: true,
  workers: 3, // some tests only wait: for a source to be given up, for a sound to go on
  retries: 0,
  forbidOnly: true,
  timeout: 90_000,
  expect: { timeout: 20_000 },
  reporter: 'list',
  use: {
    baseURL: running ?? url,
    browserName: 'chromium',
    viewport: { width: 1440, height: 900 },
    locale: 'en-US',
    // Far from the account's zone and on the other side of midnight from it, most of the day.
    timezoneId: 'America/Los_Angeles',
    // Keeping traces takes as long as the tests: `npm run e2e -- --trace retain-on-failure` does.
    trace: 'off',
    launchOptions: {
      ...(CHROMIUM_PATH && { executablePath: CHROMIUM_PATH }),
      args: [
        ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
        '--disable-gpu',
        '--disable-quic',
        '--no-first-run',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
        DISABLE_FEATURES,
      ],
    },
  },
  ...(!running && {
    webServer: {
      command: 'node dist/server/main.js',
      cwd: '..',
      url: `${url}/healthz`,
      reuseExistingServer: false,
      stdout: 'ignore',
      stderr: 'ignore',
      env: {
        PORT: port,
        HOST: '127.0.0.1',
        // The demo account, whatever a .env file says, and no long wait for what never answers.
        LAAFFIC_API_KEY: '',
        LAAFFIC_API_SECRET: '',
        LAAFFIC_TIMEOUT_MS: '8000',
      },
    },
  }),
})
