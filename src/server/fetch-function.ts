/** The one way out of this server. The global `fetch` and the demo account's simulator fit it. */
export type FetchFunction = (url: string, init: RequestInit) => Promise<Response>
