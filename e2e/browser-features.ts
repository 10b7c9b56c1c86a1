/** What Playwright turns off in Chromium. Of two lists only the last counts, so ours has it too. */
export const PLAYWRIGHTS = [
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
] as const

/**
 * What no test looks at: each new window loads two pages of suggestions for its address bar, and
 * starts a process in case it is needed. That takes a third of the processor that the page does.
 */
const UNSEEN = ['WebUIOmniboxPopup', 'WebUIOmniboxAimPopup', 'SpareRendererForSitePerProcess']

/** The argument that starts Chromium without what the tests need not wait for. */
export const DISABLE_FEATURES = `--disable-features=${[...PLAYWRIGHTS, ...UNSEEN].join()}`
