// Runs before the first paint and while the page's scripts load: sets the language, and the colour
// scheme, so that a dark page never flashes white; requests the words, the account and the calls of
// the address.
// A file of its own: the content security policy allows no inline script.
;(() => {
  // Trusted Types: Mantine writes its variables as the text of a style element, and a worker is ours.
  window.trustedTypes?.createPolicy('default', {
    createHTML: (text) => (text.includes('<') ? null : text),
    createScriptURL: (url) => (new URL(url, location.href).origin === location.origin ? url : null),
  })

  const read = (key) => {
    try {
      return localStorage.getItem(key)
    } catch {
      return null // storage may be forbidden
    }
  }

  const chosen = read('mantine-color-scheme-value')
  const dark =
    chosen === 'dark' || (chosen !== 'light' && matchMedia('(prefers-color-scheme: dark)').matches)
  document.documentElement.setAttribute('data-mantine-color-scheme', dark ? 'dark' : 'light')

  // As `initialLocale` chooses. If it chose another one, this would cost one small file.
  const languages = [read('callboard.locale'), ...navigator.languages]
  const isChinese = /^zh/i.test(languages.find((tag) => /^(?:en|zh)/i.test(tag ?? '')) ?? '')
  document.documentElement.lang = isChinese ? 'zh-CN' : 'en'
  const words = document.currentScript.dataset[isChinese ? 'zh' : 'en']
  if (words) {
    const link = document.createElement('link')
    Object.assign(link, { rel: 'modulepreload', href: words })
    document.head.append(link)
  }

  // The page's query string is the endpoint's, without the keys of the open call.
  const keys = location.search.slice(1).split('&')
  const query = keys.filter((key) => key !== '' && !/^(?:call|t)=/.test(key)).join('&')
  const request = (path) => {
    const response = fetch(path, { headers: { Accept: 'application/json' } })
    response.catch(() => {}) // the page handles it
    return [path, response]
  }
  window.earlyAnswers = new Map([
    request('/api/session'),
    request(`/api/records${query && `?${query}`}`),
  ])

  // The first use of time zones takes some 15 ms, in which the browser would wait for the scripts.
  setTimeout(() => new Intl.DateTimeFormat('en', { timeZone: 'UTC' }))
})()
