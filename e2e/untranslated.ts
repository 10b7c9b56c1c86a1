import type { Page } from '@playwright/test'

/** What is the same in every language: names, abbreviations, keys and codes, time zones. */
const NAMES =
  /Callboard|English|CSV|SIP|ID|Excel|JSON Lines|(?:calls|recordings)_[\w-]+\.\w+|manifest\.csv|LAAFFIC_[A-Z_]+|RECORDING_HOSTS|Asia\/Shanghai|invalid_query|：reason (?=\()|![\w-]+|(?:vendor|recording)_[a-z_]+|[0-9a-f]{8}-[0-9a-f-]{27}|YYYY-MM-DD|HH:mm/g

/** Where the words are those of the calls and of whoever filters, not ours. */
const OTHERS = 'bdi, time, option, [data-column="labels"]'

/**
 * Every text with Latin letters that the page shows or speaks in its own words: texts, names,
 * titles and placeholders.
 */
export async function untranslated(page: Page): Promise<string[]> {
  const texts = await page.evaluate((others) => {
    const said: string[] = []
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const parent = node.parentElement
      if (!parent || parent.closest(`${others}, script, style, noscript`)) continue
      said.push(node.textContent ?? '')
    }
    for (const element of document.body.querySelectorAll('*')) {
      if (element.closest(others)) continue
      for (const name of ['aria-label', 'aria-valuetext', 'aria-description', 'placeholder', 'alt'])
        said.push(element.getAttribute(name) ?? '')
    }
    return said
  }, OTHERS)
  return [...new Set(texts.filter((text) => /[a-z]/i.test(text.replace(NAMES, ''))))]
}
