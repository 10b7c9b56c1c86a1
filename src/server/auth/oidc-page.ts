import { html } from 'hono/html'
import type { ContentfulStatusCode } from 'hono/utils/http-status'

type Words = readonly [title: string, text: string]

/** The failures of signing in by a provider, with their HTTP status and words. */
const FAULTS = {
  sign_in_expired: {
    status: 400,
    en: [
      'This sign-in has expired',
      'It took longer than ten minutes, was used before, or began in another browser.',
    ],
    zh: ['本次登录已失效', '登录超过十分钟、已被使用过，或是在另一个浏览器中开始的。'],
  },
  provider_refused: {
    status: 403,
    en: ['The provider did not sign you in', 'You or the provider ended the sign-in.'],
    zh: ['身份提供方未让您登录', '您或身份提供方终止了登录。'],
  },
  provider_unreachable: {
    status: 503,
    en: [
      'The provider cannot be reached',
      'Nobody can sign in until it answers. If it lasts, tell your administrator.',
    ],
    zh: ['无法连接身份提供方', '恢复之前无法登录。如果持续出现，请联系管理员。'],
  },
  provider_invalid: {
    status: 502,
    en: [
      'The provider’s answer is not valid',
      'You are not signed in. If it happens again, tell your administrator.',
    ],
    zh: ['身份提供方的答复无效', '您尚未登录。如果再次出现，请联系管理员。'],
  },
  no_role: {
    status: 403,
    en: [
      'You have no role here',
      'The provider knows you, but gives you no role in Callboard. Ask your administrator for one.',
    ],
    zh: ['您在此没有角色', '身份提供方认识您，但没有给您 Callboard 的角色。请联系管理员。'],
  },
  too_many_groups: {
    status: 403,
    en: [
      'You are in too many groups',
      'Callboard cannot hold all groups that the provider states. Tell your administrator.',
    ],
    zh: ['您所在的组过多', 'Callboard 无法保存身份提供方给出的全部组。请联系管理员。'],
  },
  too_many_requests: {
    status: 429,
    en: ['Too many attempts to sign in', 'Wait some minutes, and try again.'],
    zh: ['登录尝试次数过多', '请等待几分钟后重试。'],
  },
} as const satisfies Record<string, { status: ContentfulStatusCode; en: Words; zh: Words }>

export type OidcFault = keyof typeof FAULTS

interface FaultPage {
  /** Where the user goes once signed in. */
  next: string
  requestId: string
  /** The header `Accept-Language`. */
  languages?: string | undefined
}

/** Returns the page of a failure, and its HTTP status. Nothing on it comes from the provider. */
export function faultPage(fault: OidcFault, { next, requestId, languages = '' }: FaultPage) {
  const isChinese = /^\s*zh\b/i.test(languages)
  const { status, en, zh } = FAULTS[fault]
  const [title, text] = isChinese ? zh : en
  const body = html`<!doctype html>
<html lang="${isChinese ? 'zh-CN' : 'en'}">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta name="color-scheme" content="light dark">
<title>${title} · Callboard</title>
<main>
<h1>${title}</h1>
<p>${text}</p>
<p><a href="/sign-in?next=${encodeURIComponent(next)}">${isChinese ? '重试' : 'Try again'}</a></p>
<p><small>${isChinese ? '请求编号' : 'Request number'}: ${requestId}</small></p>
</main>
</html>
`
  return { status, body }
}
