import { defineConfig } from '@playwright/test'

// `run.ts` sets both. Without it, Playwright's own browser and the default port are used.
const { CHROMIUM_PATH, E2E_PORT: port = '8180' } = process.env
const url = `http://127.0.0.1:${port}`
/** A running server to test instead of starting one. */
const running = process.env.CALLBOARD_URL
/** The folder for reports that programs read (`.ci/run`). */
const reports = process.env.TEST_REPORTS

/** Features that Playwright 1.65 disables. Repeated, because Chromium uses the last list only. */
const DISABLED_BY_PLAYWRIGHT = [
  'AvoidUnnecessaryBeforeUnloadCheckSync',
  'DestroyProfileOnBrowserClose',
  'HttpsUpgrades',
  'HttpsFirstBalancedModeAutoEnable',
  'LensOverlay',
  'MediaRouter',
  'PaintHolding',
  'ThirdPartyStoragePartitioning',
  'AvoidCorsURLLoaderRestartOnRedirect',
  'TcpPortRandomizationWin',
  'OptimizationHints',
  'NetworkTimeServiceQuerying',
  'AimEnabled',
  'PreconnectToSearch',
  'msForceBrowserSignIn',
  'msEdgeUpdateLaunchServicesPreferredVersion',
]

/** Disabled because they take a third of the processor time of a page that opens. */
const UNUSED_FEATURES = [
  'WebUIOmniboxPopup',
  'WebUIOmniboxAimPopup',
  'SpareRendererForSitePerProcess',
]

/** Also for the benchmark, which must not measure the work of the browser's own windows. */
export const BROWSER_ARGS = [
  ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  `--disable-features=${[...DISABLED_BY_PLAYWRIGHT, ...UNUSED_FEATURES].join()}`,
]

/** Tests the built page and endpoint on the demo account, in Chromium. */
export default defineConfig({
  testDir: '.',
  testMatch: '**/*.spec.ts',
  outputDir: '../test-results',
  fullyParallel: true,
  workers: 3, // more than cores, because some tests mostly wait
  retries: 0,
  forbidOnly: true,
  timeout: 90_000,
  expect: { timeout: 20_000 },
  reporter: reports ? [['list'], ['json', { outputFile: `${reports}/e2e.json` }]] : 'list',
  use: {
    baseURL: running ?? url,
    browserName: 'chromium',
    viewport: { width: 1440, height: 900 },
    locale: 'en-US',
    // Far from the account's zone, so that most of the day the two dates differ.
    timezoneId: 'America/Los_Angeles',
    // Traces double the time. To keep them: `npm run test:e2e -- --trace retain-on-failure`.
    trace: 'off',
    launchOptions: {
      ...(CHROMIUM_PATH && { executablePath: CHROMIUM_PATH }),
      args: BROWSER_ARGS,
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
        // The demo account despite a .env file, and a short timeout for a vendor that never answers.
        LAAFFIC_API_KEY: '',
        LAAFFIC_API_SECRET: '',
        LAAFFIC_TIMEOUT_MS: '8000',
      },
    },
  }),
})
