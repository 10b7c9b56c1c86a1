import type { Messages } from './messages.ts'

export const problems: Messages['problem'] = {
  invalid_query: {
    what: '网址中的筛选条件无法识别：{key}',
    todo: '请移除该条件，或清除全部筛选。',
  },
  not_found: { what: '这个地址没有内容', todo: '请返回通话列表。' },
  method_not_allowed: { what: '请求被拒绝', todo: '请重新加载页面。' },
  body_too_large: { what: '请求太大', todo: '请减少筛选值。' },
  wrong_host: {
    what: 'Callboard 不响应这个主机名',
    todo: '请用部署时设定的名称打开，或把此名称加入 ALLOWED_HOSTS。',
  },
  cross_site: { what: '请求来自其他网站，已被拒绝', todo: '请在单独的标签页中打开 Callboard。' },
  internal_error: {
    what: 'Callboard 出错了',
    todo: '请重试。如果仍然出错，请把请求号告诉管理员。',
  },
  range_too_long: { what: '时段超过 31 天', todo: '请选择更短的时段。' },
  range_too_old: {
    what: '时段的开始早于两个月前',
    todo: '请选择更晚的开始时间，服务商不保留更早的通话。',
  },
  range_reversed: { what: '时段的结束早于开始', todo: '请把结束时间选在开始之后。' },
  vendor_auth: {
    what: '电话账号拒绝了凭据',
    todo: '请管理员检查 LAAFFIC_API_KEY 和 LAAFFIC_API_SECRET。',
  },
  vendor_ip_denied: {
    what: '电话账号不接受这台服务器的地址',
    todo: '请联系服务商放行运行 Callboard 的服务器地址。',
  },
  vendor_clock: {
    what: '服务器时钟与服务商相差太大',
    todo: '请管理员校准服务器时钟。',
  },
  vendor_error: { what: '服务商报告了错误', todo: '请稍后重试。' },
  vendor_rejected: { what: '服务商拒绝了这组筛选条件', todo: '请修改或清除筛选。' },
  vendor_range: { what: '服务商没有该时段的通话', todo: '请选择更晚或更短的时段。' },
  vendor_unreachable: { what: '无法连接服务商', todo: '请稍后重试。' },
  vendor_malformed: { what: '无法读取服务商的应答', todo: '请稍后重试。' },
  vendor_timeout: { what: '服务商没有及时应答', todo: '请重试，或选择更短的时段。' },
  vendor_busy: { what: '服务商正忙', todo: '请几秒后重试。' },
  server_busy: { what: 'Callboard 正忙', todo: '等待中的查询太多，请几秒后重试。' },
  recording_missing: {
    what: '录音已不存在',
    todo: 'Callboard 已重新查询它的地址：服务商没有这通电话的文件。',
  },
  recording_expired: {
    what: '录音已过期',
    todo: 'Callboard 已请求新的地址：服务商不再提供这条录音。',
  },
  recording_pending: {
    what: '录音还在写入',
    todo: '通话刚刚结束。Callboard 每 15 秒查看一次，写好后自动播放。',
  },
  recording_forbidden_host: {
    what: '不允许从该地址获取录音',
    todo: '管理员可以用 RECORDING_HOSTS 放行。',
  },
  recording_unreachable: {
    what: '无法获取录音',
    todo: '录音所在的服务器没有应答，或已停止发送。请稍后重试。',
  },
  recording_not_audio: {
    what: '服务商为这条录音返回的不是音频',
    todo: '请把这通电话的会话 ID 告诉服务商。',
  },
  recording_empty: {
    what: '录音里没有声音',
    todo: '服务商的文件是空的。请把这通电话的会话 ID 告诉服务商。',
  },
  recording_unplayable: {
    what: '此浏览器无法播放这条录音',
    todo: '请下载后用其他播放器打开。',
  },
  offline: { what: '无法连接 Callboard', todo: '请检查网络后重试。' },
  bad_answer: {
    what: '应答不是来自 Callboard',
    todo: '您与 Callboard 之间的某个环节作了应答。请重试，或重新加载页面。',
  },
}
