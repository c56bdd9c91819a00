// Usage: [HM_NODE=FOLDER] node tests/peers/validate-ics.mjs [--method REQUEST] FILE.ics|FILE.eml...
// Exit 1 when a rule fails.
// Independent checks of what Hundra writes, with ical.js (the parser Thunderbird uses) plus byte-level
// rules that parsers forgive but Outlook does not.  npm install ical.js  (any folder above this file,
// or HM_NODE=folder that has node_modules).
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';
const req = createRequire(process.env.HM_NODE ? process.env.HM_NODE + '/' : import.meta.url);
const mod = await import(pathToFileURL(req.resolve('ical.js')).href);
const ICAL = mod.default ?? mod;

const args = process.argv.slice(2);
let want = null;
if (args[0] === '--method') { want = args[1].toUpperCase(); args.splice(0, 2); }

function headersOf(buf) {                       // [map, bodyStart] of a MIME entity
  let i = buf.indexOf('\r\n\r\n'), n = 4;
  const j = buf.indexOf('\n\n');
  if (i < 0 || (j >= 0 && j < i)) { i = j; n = 2; }
  if (i < 0) return [new Map(), 0];
  const h = new Map();
  for (const l of buf.subarray(0, i).toString('latin1').replace(/\r?\n[ \t]+/g, ' ').split(/\r?\n/)) {
    const k = l.indexOf(':'); if (k > 0) h.set(l.slice(0, k).toLowerCase(), l.slice(k + 1).trim());
  }
  return [h, i + n];
}
const param = (v, p) => { const m = new RegExp(`;\\s*${p}\\s*=\\s*("([^"]*)"|[^;\\s]+)`, 'i').exec(v ?? ''); return m ? (m[2] ?? m[1]) : null; };
function walk(buf, out = [], depth = 0) {       // flat list of leaves {type, ct, body, alt}
  const [h, s] = headersOf(buf), ct = h.get('content-type') ?? 'text/plain';
  const type = ct.split(';')[0].trim().toLowerCase(), body = buf.subarray(s);
  if (type.startsWith('multipart/') && depth < 10) {
    const b = '--' + param(ct, 'boundary'), t = body.toString('latin1'), parts = t.split(b).slice(1, -1);
    for (const p of parts) walk(Buffer.from(p.replace(/^\r?\n/, '').replace(/\r?\n$/, ''), 'latin1'), out, depth + 1).forEach(x => x);
    out.top ??= type; return out;
  }
  const cte = (h.get('content-transfer-encoding') ?? '7bit').toLowerCase();
  let dec = body;
  if (cte === 'base64') dec = Buffer.from(body.toString('latin1'), 'base64');
  else if (cte === 'quoted-printable') dec = Buffer.from(body.toString('latin1').replace(/=\r?\n/g, '').replace(/=([0-9A-F]{2})/gi, (_, x) => String.fromCharCode(parseInt(x, 16))), 'latin1');
  out.push({ type, ct, cte, h, body: dec }); return out;
}

function checkIcs(buf, say, mimeMethod) {
  const s = buf.toString('utf8');
  if (Buffer.compare(Buffer.from(s, 'utf8'), buf)) say('not valid UTF-8');
  if (buf[0] === 0xef) say('starts with a BOM');
  if (/[^\r]\n/.test(s)) say('bare LF (every line must end CRLF)');
  if (!s.endsWith('\r\n')) say('no CRLF at the end');
  buf.toString('latin1').split('\r\n').forEach((l, i) => { if (l.length > 75) say(`line ${i + 1} is ${l.length} octets (limit 75)`); });
  for (const l of buf.toString('latin1').split('\r\n')) { const t = Buffer.from(l, 'latin1'); if (t.length && (t[t.length - 1] & 0xc0) === 0xc0) { say('a fold splits a UTF-8 character'); break; } }
  if (/[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]/.test(s)) say('control characters');
  let cal;
  try { cal = new ICAL.Component(ICAL.parse(s)); } catch (e) { say('ical.js cannot parse: ' + e.message); return; }
  if (cal.name !== 'vcalendar') { say('root is ' + cal.name); return; }
  const get = (c, p) => c.getFirstPropertyValue(p);
  if (get(cal, 'version') !== '2.0') say('VERSION is not 2.0');
  if (!get(cal, 'prodid')) say('no PRODID');
  const method = get(cal, 'method')?.toUpperCase() ?? null;
  if (want && method !== want) say(`METHOD ${method}, wanted ${want}`);
  if (mimeMethod !== undefined && (mimeMethod ?? '').toUpperCase() !== (method ?? '')) say(`Content-Type method=${mimeMethod} but METHOD:${method}`);
  const tzs = new Map(cal.getAllSubcomponents('vtimezone').map(z => [get(z, 'tzid'), z]));
  for (const [id, z] of tzs) {
    if (/freeassociation|citadel|^\//.test(id ?? '')) say(`TZID "${id}" has a vendor prefix`);
    for (const o of z.getAllSubcomponents()) for (const r of o.getAllProperties('rrule')) {
      const v = r.getFirstValue();
      if (v.freq !== 'YEARLY' || !(v.parts.BYDAY?.length === 1 && /^[+-]?\d[A-Z]{2}$/.test(v.parts.BYDAY[0]))) say(`VTIMEZONE ${id}: Outlook wants FREQ=YEARLY with one numbered BYDAY (${v})`);
    }
    const std = z.getAllSubcomponents('standard').length; if (std !== 1) say(`VTIMEZONE ${id} has ${std} STANDARD parts (Exchange reads one)`);
  }
  const used = new Set(); const uids = new Set();
  const evs = cal.getAllSubcomponents().filter(c => c.name !== 'vtimezone');
  if (!evs.length) say('no component');
  for (const e of evs) {
    for (const p of e.getAllProperties()) { const t = p.getParameter('tzid'); if (t) used.add(t); }
    for (const p of ['uid', 'dtstamp']) if (!get(e, p)) say(`no ${p.toUpperCase()}`);
    uids.add(get(e, 'uid'));
    if (get(e, 'dtstamp') && !get(e, 'dtstamp').zone?.tzid?.match(/utc/i)) say('DTSTAMP is not UTC');
    if (e.name === 'vevent' && method !== 'REPLY' && !get(e, 'dtstart')) say('no DTSTART');
    const ds = get(e, 'dtstart'), de = get(e, 'dtend');
    if (ds && de && de.compare(ds) < 0) say('DTEND before DTSTART');
    if (ds && de && ds.isDate !== de.isDate) say('DTSTART and DTEND differ in value type');
    if (method && method !== 'PUBLISH') {
      const o = e.getFirstProperty('organizer');
      if (!o) say('no ORGANIZER'); else if (!/^mailto:[^\s<>]+@[^\s<>]+$/i.test(o.getFirstValue())) say('ORGANIZER is not mailto:addr');
      const at = e.getAllProperties('attendee');
      if (!at.length) say('no ATTENDEE');
      if (at.length > 1 && method === 'REPLY') say('REPLY has more than one ATTENDEE');
      for (const a of at) {
        if (!/^mailto:[^\s<>]+@[^\s<>]+$/i.test(a.getFirstValue())) say('ATTENDEE is not mailto:addr: ' + a.getFirstValue());
        if (method === 'REQUEST' && (a.getParameter('rsvp') ?? '').toUpperCase() !== 'TRUE') say('ATTENDEE without RSVP=TRUE');
        if (method === 'REQUEST' && (a.getParameter('partstat') ?? 'NEEDS-ACTION') === 'NEEDS-ACTION' && !a.getParameter('partstat')) say('ATTENDEE without PARTSTAT');
      }
      if (e.getFirstProperty('sequence') == null && method !== 'REPLY') say('no SEQUENCE');
      if (method === 'CANCEL' && get(e, 'status') !== 'CANCELLED') say('CANCEL without STATUS:CANCELLED');
    }
    for (const r of e.getAllProperties('rrule')) if (r.getFirstValue().count && r.getFirstValue().until) say('RRULE has COUNT and UNTIL');
    if (e.getFirstProperty('rdate') && !e.getFirstProperty('rrule')) say('RDATE without RRULE (Outlook: "not supported calendar message")');
  }
  if (method && method !== 'PUBLISH' && uids.size > 1) say('an iTIP message must hold one UID');
  for (const t of used) if (!tzs.has(t)) say(`TZID ${t} has no VTIMEZONE`);
  for (const t of tzs.keys()) if (!used.has(t)) say(`VTIMEZONE ${t} is not used`);
  return { method, uid: [...uids][0], n: evs.length };
}

let bad = 0;
for (const f of args) {
  const buf = readFileSync(f), errs = [], say = m => errs.push(m);
  if (/^BEGIN:VCALENDAR/i.test(buf.subarray(0, 40).toString('latin1'))) checkIcs(buf, say);
  else {
    const raw = buf.toString('latin1'); const [h] = headersOf(buf); const leaves = walk(buf);
    if (/[^\r]\n/.test(raw)) say('message has bare LF');
    raw.split('\r\n').forEach((l, i) => { if (l.length > 998) say(`message line ${i + 1} over 998 octets`); });
    for (const k of ['from', 'to', 'date', 'message-id', 'mime-version', 'subject']) if (!h.has(k)) say(`no ${k} header`);
    const cals = leaves.filter(l => l.type === 'text/calendar');
    if (cals.length !== 1) say(`${cals.length} text/calendar parts (want exactly one)`);
    for (const c of cals) {
      if (!/^utf-8$/i.test(param(c.ct, 'charset') ?? '')) say('text/calendar without charset=UTF-8');
      if (/attachment/i.test(c.h.get('content-disposition') ?? '')) say('text/calendar part is an attachment (no buttons in Outlook/Gmail)');
      const m = param(c.ct, 'method'); if (!m) say('text/calendar without method parameter');
      const r = checkIcs(c.body, say, m);
      const from = /<([^>]+)>|(\S+@\S+)/.exec(h.get('from') ?? ''), fa = (from?.[1] ?? from?.[2] ?? '').toLowerCase();
      if (r) {
        const cal = new ICAL.Component(ICAL.parse(c.body.toString('utf8'))), e = cal.getAllSubcomponents().find(x => x.name !== 'vtimezone');
        const o = e.getFirstProperty('organizer'), oa = o?.getFirstValue().replace(/^mailto:/i, '').toLowerCase(), sb = (o?.getParameter('sent-by') ?? '').replace(/^mailto:/i, '').toLowerCase();
        if (['REQUEST', 'CANCEL', 'ADD'].includes(r.method) && fa !== oa && fa !== sb) say(`From ${fa} is neither ORGANIZER ${oa} nor its SENT-BY`);
      }
    }
    const last = leaves.filter(l => /^text\/(plain|html|calendar)$/.test(l.type)).pop();
    if (cals.length && last?.type !== 'text/calendar') say('text/calendar is not the last alternative');
  }
  console.log(`${errs.length ? 'FAIL' : 'ok  '} ${f}`); for (const e of errs) console.log('     - ' + e);
  bad += errs.length ? 1 : 0;
}
console.log(`${args.length - bad} passed, ${bad} failed`);
process.exit(bad ? 1 : 0);
