(() => {
"use strict";
var e, t, r = {
428: e => {
e.exports = require("./on-demand.js");
}
}, n = {};
function __nccwpck_require__(e) {
var t = n[e];
if (void 0 !== t) return t.exports;
var o = n[e] = {
exports: {}
}, i = !0;
try {
r[e](o, o.exports, __nccwpck_require__), i = !1;
} finally {
i && delete n[e];
}
return o.exports;
}
__nccwpck_require__.ab = __dirname + "/", t = Object.getPrototypeOf ? e => Object.getPrototypeOf(e) : e => e.__proto__, 
__nccwpck_require__.t = function(r, n) {
if (1 & n && (r = this(r)), 8 & n) return r;
if ("object" == typeof r && r) {
if (4 & n && r.__esModule) return r;
if (16 & n && "function" == typeof r.then) return r;
}
var o = Object.create(null);
__nccwpck_require__.r(o);
var i = {};
e = e || [ null, t({}), t([]), t(t) ];
for (var s = 2 & n && r; "object" == typeof s && !~e.indexOf(s); s = t(s)) Object.getOwnPropertyNames(s).forEach(e => i[e] = () => r[e]);
return i.default = () => r, __nccwpck_require__.d(o, i), o;
}, __nccwpck_require__.d = (e, t) => {
for (var r in t) __nccwpck_require__.o(t, r) && !__nccwpck_require__.o(e, r) && Object.defineProperty(e, r, {
enumerable: !0,
get: t[r]
});
}, __nccwpck_require__.o = (e, t) => Object.prototype.hasOwnProperty.call(e, t), 
__nccwpck_require__.r = e => {
"undefined" != typeof Symbol && Symbol.toStringTag && Object.defineProperty(e, Symbol.toStringTag, {
value: "Module"
}), Object.defineProperty(e, "__esModule", {
value: !0
});
};
var o = {};
__nccwpck_require__.r(o), __nccwpck_require__.d(o, {
main: () => main,
post: () => post
});
class UserError extends Error {
name="UserError";
}
function messageOf(e) {
return e instanceof Error ? e.message : String(e);
}
function attempt(e) {
try {
return e();
} catch {
return;
}
}
function errorCode(e) {
const t = e instanceof Error && "code" in e ? e.code : void 0;
return "string" == typeof t ? t : void 0;
}
function systemFailure(e, t, r) {
const [, n = "a system error"] = /^[A-Z0-9_]+: ([^,]+)/.exec(messageOf(r)) ?? [];
return new UserError(`cannot ${e} \`${t}\`: ${n} (${errorCode(r)})`, {
cause: r
});
}
const i = require("node:fs"), s = require("node:path"), a = /(?:'[^']*'|"[^"]*"|\S)+/g, c = /'([^']*)'|"([^"]*)"/g, l = /^(?:(?:-v+|--verbose|-q|--quiet|--color[ =]\w+|-Z ?\S+)(?: |$))*$/;
function parseCargoArguments(e, t) {
const r = ("" !== e && e.match(a) || []).map(e => e.replace(c, "$1$2")), n = r.includes("--") ? r.indexOf("--") : r.length, o = r[0]?.startsWith("+") ? 1 : 0, i = r.slice(o, n);
if (i.length > 0 && !l.test(i.join(" "))) throw new UserError(`${t} has an argument that is not accepted. It takes \`+TOOLCHAIN\` first, \`-Z FLAG\`, \`-v\`, \`-q\`, \`--color WHEN\`, and after \`--\` what the credential provider takes. For anything else, use the inputs \`token\`, \`registry\`, \`index\`, \`config\`, and \`working-directory\`.`);
return {
toolchain: r.slice(0, o),
options: i,
provider: r.slice(n + 1),
quiet: i.some(e => /^(-q|--quiet)$/.test(e)),
verbose: i.some(e => /^(-v+|--verbose)$/.test(e))
};
}
const u = require("node:os"), d = require("os");
function utils_toCommandValue(e) {
return null == e ? "" : "string" == typeof e || e instanceof String ? e : JSON.stringify(e);
}
function toCommandProperties(e) {
return Object.keys(e).length ? {
title: e.title,
file: e.file,
line: e.startLine,
endLine: e.endLine,
col: e.startColumn,
endColumn: e.endColumn
} : {};
}
function command_issueCommand(e, t, r) {
const n = new Command(e, t, r);
process.stdout.write(n.toString() + d.EOL);
}
class Command {
constructor(e, t, r) {
e || (e = "missing.command"), this.command = e, this.properties = t, this.message = r;
}
toString() {
let e = "::" + this.command;
if (this.properties && Object.keys(this.properties).length > 0) {
e += " ";
let t = !0;
for (const r in this.properties) if (this.properties.hasOwnProperty(r)) {
const n = this.properties[r];
n && (t ? t = !1 : e += ",", e += `${r}=${escapeProperty(n)}`);
}
}
var t;
return e += `::${t = this.message, utils_toCommandValue(t).replace(/%/g, "%25").replace(/\r/g, "%0D").replace(/\n/g, "%0A")}`, 
e;
}
}
function escapeProperty(e) {
return utils_toCommandValue(e).replace(/%/g, "%25").replace(/\r/g, "%0D").replace(/\n/g, "%0A").replace(/:/g, "%3A").replace(/,/g, "%2C");
}
var f;
function setSecret(e) {
command_issueCommand("add-mask", {}, e);
}
require("path"), function(e) {
e[e.Success = 0] = "Success", e[e.Failure = 1] = "Failure";
}(f || (f = {}));
const environment = () => process.env;
function rawInput(e) {
return process.env[`INPUT_${e.toUpperCase()}`];
}
const input = e => function(e) {
const t = process.env[`INPUT_${e.replace(/ /g, "_").toUpperCase()}`] || "";
return t.trim();
}(e);
function temporaryFolder() {
const e = process.env.RUNNER_TEMP;
return e && (0, s.isAbsolute)(e) ? e : void 0;
}
let p, h, m = "";
function flush() {
let e = Buffer.from(m);
for (m = ""; e.length > 0; ) try {
e = e.subarray((0, i.writeSync)(1, e));
} catch (e) {
if ("EAGAIN" !== errorCode(e)) return;
Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 1);
}
}
function checkCancelled() {
if (void 0 !== p) throw p;
}
function cancellation() {
return h ??= new AbortController, void 0 !== p && h.abort(p), h.signal;
}
const g = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u2028\u2029]/g;
function printable(e) {
return e.replaceAll("\r\n", "\n").replace(/\/\/(?!git@)[^/?#\s]*@/g, "//***@").replace(g, e => `\\u{${e.charCodeAt(0).toString(16)}}`).replace(/^(\s*):(?=:)/gm, "$1:\u200b").replaceAll("##[", "##\u200b[");
}
const runner_info = e => {
return t = printable(e), void process.stdout.write(t + d.EOL);
var t;
}, runner_notice = e => function(e, t = {}) {
command_issueCommand("notice", toCommandProperties(t), e instanceof Error ? e.toString() : e);
}(printable(e)), runner_warning = e => function(e, t = {}) {
command_issueCommand("warning", toCommandProperties(t), e instanceof Error ? e.toString() : e);
}(printable(e)), runner_error = e => function(e, t = {}) {
command_issueCommand("error", toCommandProperties(t), e instanceof Error ? e.toString() : e);
}(printable(e));
function runner_debug(e) {
runner_isDebug() && command_issueCommand("debug", {}, printable(e));
}
const runner_isDebug = function() {
return "1" === process.env.RUNNER_DEBUG;
}, readState = function(e) {
return process.env[`STATE_${e}`] || "";
}, setOutputs = e => append("GITHUB_OUTPUT", e), exportVariables = e => append("GITHUB_ENV", e), runner_saveState = e => append("GITHUB_STATE", e);
function append(e, t) {
const r = process.env[e];
if (!r) throw new UserError(`${e} is not set; use a runner for JavaScript actions`);
try {
(0, i.appendFileSync)(r, Object.entries(t).map(assignment).join(""));
} catch (t) {
throw systemFailure(`write to ${e},`, r, t);
}
}
function assignment([e, t]) {
if (!/[\r\n]/.test(t)) return `${e}=${t}\n`;
let r = "END";
for (;t.includes(r); ) r += "_";
return `${e}<<${r}\n${t}\n${r}\n`;
}
const v = Symbol.for("nodejs.util.inspect.custom");
class Secret {
#e;
constructor(e) {
this.#e = e;
}
expose() {
return this.#e;
}
toString=() => "***";
toJSON=this.toString;
[v]=this.toString;
}
const w = [ "Bearer", "Basic", "Token" ];
function normalizeToken(e) {
return e.trim().replace(/^cargo login(\s+|$)/, "");
}
function storedForm(e, {scheme: t, username: r}) {
const n = void 0 === r ? t : "Basic";
return void 0 === n || schemeOf(e) === n ? e : `${n} ${void 0 === r ? e : basicCredentials(r, e)}`;
}
function schemeOf(e) {
const t = /^(\w+)\s/.exec(e)?.[1]?.toLowerCase();
return void 0 === t ? void 0 : w.find(e => e.toLowerCase() === t);
}
function withoutScheme(e) {
const t = schemeOf(e);
return void 0 === t ? e : e.slice(t.length).trim();
}
function basicCredentials(e, t) {
return Buffer.from(`${e}:${t}`).toString("base64");
}
const y = [ [ /^\*+$/, "only asterisks, which a runner prints in place of a secret" ], [ /\$\{\{/, "an expression that was not expanded; check where `${{ \u2026 }}` is written" ], [ /^(\$\w+|\$\{\w+\}|\$env:\w+|%\w+%)$/, "the name of a variable, which no shell expands here" ], [ /^(".*"|'.*'|`.*`)$/s, "a value in quotes; remove the quotes from the secret" ], [ /^token\s*=/i, "a line of a TOML file; only the value without quotes is the token" ], [ /^-/, "a command-line option; the name of the registry belongs in the input `registry`" ] ], b = "`scheme: Bearer`", k = [ [ "JFrog Artifactory", /\/artifactory\/api\/cargo\//, /Bearer|Basic/, b ], [ "Gitea or Forgejo", /\/api\/packages\/[^/]+\/cargo(\/|\.git$|$)/, /Bearer|Token|Basic/, b ], [ "GitLab", /\/api\/v4\/projects\/[^/]+\/packages\/cargo/, /Bearer/, b ], [ "Buf", /\/\/buf\.build\//, /Bearer/, b ], [ "Cloudsmith", /\/\/cargo\.cloudsmith\.io\//, /Token|Bearer|Basic/, "`scheme: Token`" ], [ "Azure Artifacts", /[/.]pkgs\.(dev\.azure|visualstudio)\.com\//, /Basic|Bearer/, "`username: PAT` for a personal access token, or `scheme: Bearer`" ] ];
function schemeAdvice(e, t) {
const r = k.find(([, t]) => t.test(e)), n = schemeOf(t);
if (void 0 === r) return;
const [o, , i, s] = r;
return void 0 !== n && i.test(n) ? void 0 : `\`${e}\` looks like ${o}, which expects a token with a scheme, but the token ${void 0 === n ? "has no scheme" : `has the scheme \`${n}\``}; set ${s}`;
}
function readCargoInputs() {
return {
config: inputLines("config").map(({text: e}) => e),
workingDirectory: readWorkingDirectory(),
cargoArgs: parseCargoArguments(input("cargo-args"), "input `cargo-args`")
};
}
function secretForms() {
const e = {
scheme: choice("scheme", w),
username: optional("username")
};
return [ rawInput("token") ?? "", ...readPairs().map(({token: e}) => e) ].flatMap(t => function(e, t) {
const r = normalizeToken(e);
if ("" === r) return [];
const n = void 0 === t.username ? [] : [ basicCredentials(t.username, r) ];
return [ e, r, withoutScheme(r), storedForm(r, t), ...n ];
}(t, e));
}
function optional(e) {
return input(e) || void 0;
}
function choice(e, t) {
const r = input(e).toLowerCase();
return t.find(e => e.toLowerCase() === r);
}
function oneOf(e, t, r) {
const n = choice(e, t), o = input(e);
if (void 0 !== n || "" === o) return n ?? r;
const i = /^[\w-]{1,16}$/.test(o) ? `is \`${o}\`, but ` : "", s = t.map(e => `\`${e}\``).join(", ");
throw new UserError(`input \`${e}\` ${i}must be one of ${s}`);
}
function isTrue(e, t) {
return "true" === oneOf(e, [ "true", "false" ], t);
}
function inputLines(e) {
const t = rawInput(e) || void 0;
return (t?.split(/\r\n|\r|\n/) ?? []).map((e, t) => ({
number: t + 1,
text: e.trim()
})).filter(({text: e}) => "" !== e);
}
function readPairs() {
return inputLines("tokens").filter(({text: e}) => !e.startsWith("#")).map(({number: e, text: t}) => {
const r = t.indexOf("="), n = t.slice(0, Math.max(r, 0)).trim(), o = t.slice(r + 1).trim(), i = /^(?=.*[A-Z])[\w+/-]{17,}={1,2}$/.test(t);
return {
number: e,
name: i ? "" : n,
token: i ? t : o
};
});
}
function readRequests(e) {
const t = function() {
const e = optional("username"), t = oneOf("scheme", w, void 0);
if (void 0 !== e && void 0 !== t && "Basic" !== t) throw new UserError(`input \`username\` means \`Basic\`, not \`${t}\`; remove one`);
if (e?.includes(":")) throw new UserError("input `username` has a colon; give the part after the colon as the token");
return {
scheme: t,
username: e
};
}(), request = (r, n, o) => {
const i = e ? normalizeToken(n) : "";
return "" === i ? {
registry: r,
token: void 0,
origin: o
} : (function(e, t) {
if (/[\r\n]/.test(e)) throw new UserError(`${t} has several lines, but a token is one line; check its secret`);
const r = y.find(([t]) => t.test(e) || t.test(withoutScheme(e)));
if (void 0 !== r) throw new UserError(`${t} is not a token: it is ${r[1]}`);
const n = [ ...e ].findIndex(e => !/^[\t\x20-\x7e]$/.test(e));
if (-1 !== n) throw new UserError(`token contains invalid characters.\nOnly printable ISO-8859-1 characters are allowed as it is sent in a HTTPS header.\n(${t}, character ${n + 1}; check the secret it comes from)`);
}(i, o), {
registry: r,
token: new Secret(storedForm(i, t)),
origin: o
});
};
if (0 === inputLines("tokens").length) return [ request(optional("registry"), rawInput("token") ?? "", "input `token`") ];
const r = [ "token", "registry", "index" ].find(e => void 0 !== optional(e));
if (void 0 !== r) throw new UserError(`input \`tokens\` cannot stand beside \`${r}\`; remove one of them`);
const n = readPairs();
if (0 === n.length) throw new UserError("input `tokens` has no line NAME=TOKEN; add one");
return n.map(({number: e, name: t, token: r}) => {
const n = `line ${e} of input \`tokens\``;
if ("" === t || /\s[A-Za-z_][\w-]*=[^=\s]/.test(r)) throw new UserError(`${n} must be one NAME=TOKEN: a registry, \`=\`, and its token`);
return request(t, r, n);
});
}
function readWorkingDirectory() {
const e = optional("working-directory"), t = (0, s.resolve)((0, s.resolve)(process.env.GITHUB_WORKSPACE || "."), e ?? "");
if (attempt(() => (0, i.statSync)(t).isDirectory())) return "win32" === process.platform ? t : i.realpathSync.native(t);
if (void 0 === e) return t;
throw new UserError(`input \`working-directory\` is \`${e}\`, but \`${t}\` is not a folder; run actions/checkout before this step, or correct the path`);
}
const $ = "https://crates.io", _ = /^(https:|http:\/\/(localhost|127\.\d+\.\d+\.\d+|\[::1\])[:/])[^@?#]*$/;
function readTrustedPublishingUrl() {
const e = rawInput("trusted-publishing-url")?.trim() ?? $;
if ("" === e) return;
if (e === $) return $;
const t = URL.canParse(e) ? new URL(e).href : "";
if (_.test(t)) return t.replace(/\/+$/, "");
throw new UserError(`input \`trusted-publishing-url\` is \`${e.replace(/^.*@/s, "***@")}\`, but it must be an https address without a user name, query or fragment, such as \`${$}\`, or empty`);
}
class TomlError extends Error {
line;
column;
codeblock;
constructor(e, t) {
const [r, n] = function(e, t) {
let r = e.slice(0, t).split(/\r?\n/);
return [ r.length, r.pop().length + 1 ];
}(t.toml, t.ptr), o = function(e, t, r) {
let n = e.split(/\r?\n/), o = "", i = 1 + (0 | Math.log10(t + 1));
for (let e = t - 1; e <= t + 1; e++) {
let s = n[e - 1];
s && (o += e.toString().padEnd(i, " "), o += ":  ", o += s, o += "\n", e === t && (o += " ".repeat(i + r + 2), 
o += "^\n"));
}
return o;
}(t.toml, r, n);
super(`Invalid TOML document: ${e}\n\n${o}`, t), this.line = r, this.column = n, 
this.codeblock = o;
}
static x(e, t, r) {
throw new TomlError(e, {
toml: t.s,
ptr: r ?? t.p
});
}
}
function parseString(e) {
let t = e.p, r = e.s.charCodeAt(e.p++), n = r, o = 39 === r, i = r === e.s.charCodeAt(e.p) && r === e.s.charCodeAt(e.p + 1);
i && (10 === (r = e.s.charCodeAt(e.p += 2)) ? e.p++ : 13 === r && 10 === e.s.charCodeAt(e.p + 1) && (e.p += 2));
let s = "", a = e.p, c = 0;
for (;e.p < e.s.length; e.p++) if (r = e.s.charCodeAt(e.p), i && (10 === r || 13 === r && 10 === e.s.charCodeAt(e.p + 1))) c = c && 3; else if (r < 32 && 9 !== r || 127 === r) TomlError.x("control characters are not allowed in strings", e); else {
if (!(c && 3 !== c || r !== n || i && (e.s.charCodeAt(e.p + 1) !== n || e.s.charCodeAt(e.p + 2) !== n))) {
if (i && (e.s.charCodeAt(e.p + 3) === n && e.p++, e.s.charCodeAt(e.p + 3) === n && e.p++), 
!c) {
let t = e.s.slice(a, e.p);
s = s ? s + t : t;
}
return e.p += i ? 3 : 1, s;
}
if (c) if (1 === c) if (120 === r || 117 === r || 85 === r) {
let t = e.p++ - 1, n = 0, o = 120 === r ? 2 : 117 === r ? 4 : 8;
for (let t = 0; t < o; t++, e.p++) {
let t = e.s.charCodeAt(e.p), r = t >= 48 && t <= 57 ? t - 48 : t >= 65 && t <= 70 ? t - 65 + 10 : t >= 97 && t <= 102 ? t - 97 + 10 : -1;
r < 0 && TomlError.x("invalid non-hex character in unicode escape", e), n = n << 4 | r;
}
(n < 0 || n > 1114111 || n >= 55296 && n <= 57343) && TomlError.x("invalid unicode escape", e, t), 
s += String.fromCodePoint(n), a = e.p--, c = 0;
} else !i || 32 !== r && 9 !== r ? (98 === r ? s += "\b" : 116 === r ? s += "\t" : 110 === r ? s += "\n" : 102 === r ? s += "\f" : 114 === r ? s += "\r" : 101 === r ? s += "\x1b" : 34 === r ? s += '"' : 92 === r ? s += "\\" : TomlError.x("unrecognised escape sequence", e), 
a = e.p + 1, c = 0) : c = 2; else 32 !== r && 9 !== r && (2 === c && TomlError.x("invalid escape: only line-ending whitespace may be escaped", e, a), 
c = o || 92 !== r ? 0 : 1, a = e.p); else o || 92 !== r || (s += e.s.slice(a, a = e.p), 
c = 1);
}
TomlError.x("unfinished string", e, t);
}
let x, E = /^(\d{4}-\d{2}-\d{2})?[Tt ]?(?:(\d{2}):\d{2}(?::\d{2}(?:\.\d+)?)?)?(Z|z|[-+]\d{2}:\d{2})?$/i;
class TomlDate extends Date {
#t=!1;
#r=!1;
#n=null;
constructor(e, t, r) {
let n, o = !0, i = !0, s = "Z";
if ("string" == typeof e) if (t) e: {
if (t < 3) {
if (+e.slice(11, 13) > 23) {
e = "";
break e;
}
2 === t ? (s = null, e += "Z") : 90 !== (n = e.charCodeAt(e.length - 1)) && 122 !== n && (s = e.slice(e.length - 6)), 
r && (e = e.slice(0, 10) + "T" + e.slice(11));
} else 4 === t && (e = +e.slice(0, 2) > 23 ? "" : `0000-01-01T${e}Z`);
o = 4 !== t, i = 3 !== t;
} else {
let t = e.match(E);
t ? (t[1] || (o = !1, e = `0000-01-01T${e}`), i = !!t[2], i && " " === e[10] && (e = e.replace(" ", "T")), 
t[2] && +t[2] > 23 ? e = "" : (s = t[3] || null, !s && i && (e += "Z"))) : e = "";
}
super(e), isNaN(this.getTime()) || (this.#t = o, this.#r = i, this.#n = s);
}
isDateTime() {
return this.#t && this.#r;
}
isLocal() {
return !this.#t || !this.#r || !this.#n;
}
isDate() {
return this.#t && !this.#r;
}
isTime() {
return this.#r && !this.#t;
}
isValid() {
return this.#t || this.#r;
}
toISOString() {
let e = super.toISOString();
if (this.isDate()) return e.slice(0, 10);
if (this.isTime()) return e.slice(11, 23);
if (null === this.#n) return e.slice(0, -1);
if ("Z" === this.#n || "z" === this.#n) return e;
let t = 60 * +this.#n.slice(1, 3) + +this.#n.slice(4, 6);
return t = "-" === this.#n[0] ? t : -t, new Date(this.getTime() - 6e4 * t).toISOString().slice(0, -1) + this.#n;
}
static wrapAsOffsetDateTime(e, t = "Z") {
let r = new TomlDate(e);
return r.#n = t, r;
}
static wrapAsLocalDateTime(e) {
let t = new TomlDate(e);
return t.#n = null, t;
}
static wrapAsLocalDate(e) {
let t = new TomlDate(e);
return t.#r = !1, t.#n = null, t;
}
static wrapAsLocalTime(e) {
let t = new TomlDate(e);
return t.#t = !1, t.#n = null, t;
}
}
function isDigit(e, t = 10) {
return 16 === t ? e > 47 && e < 58 || e > 64 && e < 71 || e > 96 && e < 103 : e > 47 && e < 48 + t;
}
function isEndOfValue(e, t) {
return 32 === e || 9 === e || 10 === e || 13 === e || t && (e === t || 44 === e) || 35 === e;
}
function extractValue(e, t) {
let r = e.p, n = e.s.charCodeAt(e.p);
if (91 === n || 123 === n) {
e.d-- || TomlError.x("document contains excessively nested structures. aborting.", e);
let t = 91 === n ? function(e) {
let t, r = e.p++, n = [];
for (;e.p < e.s.length; ) {
if (skipVoid(e), 93 === (t = e.s.charCodeAt(e.p))) return e.p++, n;
if (n.push(extractValue(e, 93)), skipVoid(e), 93 === (t = e.s.charCodeAt(e.p++))) return n;
44 !== t && TomlError.x("expected comma or end of structure", e, e.p - 1);
}
TomlError.x("unfinished array", e, r);
}(e) : function(e) {
let t, r = e.p++, n = Object.create(null), o = new Set;
for (;e.p < e.s.length; ) {
if (skipVoid(e), 125 === (t = e.s.charCodeAt(e.p))) return e.p++, n;
let r, i = n, s = !1, a = e.p, c = parseKey(e);
for (let t = 0; t < c.length; t++) {
t && (i = s ? i[r] : i[r] = Object.create(null)), r = c[t], (s = Object.hasOwn(i, r)) && ("object" != typeof i[r] || o.has(i[r])) && TomlError.x("trying to redefine an already defined value", e, a);
let n = "__proto__" === r;
if (e.uk && (n || "constructor" === r)) {
i = 1 !== e.uk && TomlError.x("document contains an unsafe property", e, a);
break;
}
!s && n && Object.defineProperty(i, r, {
enumerable: !0,
configurable: !0,
writable: !0
});
}
s && TomlError.x("trying to redefine an already defined value", e, a), skipVoid(e, !0, !0);
let l = extractValue(e, 125);
if (i && "object" == typeof (i[r] = l) && o.add(l), skipVoid(e), 125 === (t = e.s.charCodeAt(e.p++))) return n;
44 !== t && TomlError.x("expected comma or end of structure", e, e.p - 1);
}
TomlError.x("unfinished table", e, r);
}(e);
return e.d++, t;
}
return 34 === n || 39 === n ? parseString(e) : 116 === n ? (114 === e.s.charCodeAt(++e.p) && 117 === e.s.charCodeAt(++e.p) && 101 === e.s.charCodeAt(++e.p) || TomlError.x("invalid value", e, r), 
e.p++, !0) : 102 === n ? (97 === e.s.charCodeAt(++e.p) && 108 === e.s.charCodeAt(++e.p) && 115 === e.s.charCodeAt(++e.p) && 101 === e.s.charCodeAt(++e.p) || TomlError.x("invalid value", e, r), 
e.p++, !1) : 43 === n || 45 === n ? parseNumber(e, e.p, e.s.charCodeAt(++e.p), 44 - n, t) : 45 === e.s.charCodeAt(e.p + 4) && 45 === e.s.charCodeAt(e.p + 7) ? function(e, t, r) {
let n, o = e.p++;
if (!(isDigit(t) && isDigit(e.s.charCodeAt(e.p++)) && isDigit(e.s.charCodeAt(e.p++)) && isDigit(e.s.charCodeAt(e.p++)))) return parseNumber(e, e.p = o, t, 0, r);
if (e.p += 5, isDigit(e.s.charCodeAt(e.p++)) || TomlError.x("invalid date-time: date part is malformed", e, o), 
e.p >= e.s.length || (32 !== (t = e.s.charCodeAt(e.p)) || (n = !0, !isDigit(e.s.charCodeAt(e.p + 1)))) && 84 !== t && 116 !== t) {
let t = e.s.slice(o, e.p);
return readDate(e, t, 3, !1, o);
}
if (58 !== e.s.charCodeAt(e.p += 3) && TomlError.x("invalid date-time: time part is malformed", e, o), 
58 === e.s.charCodeAt(e.p += 3) && (e.p += 3), 46 === e.s.charCodeAt(e.p)) for (;isDigit(e.s.charCodeAt(++e.p)); ) ;
if (t = e.s.charCodeAt(e.p)) {
if (90 === t || 122 === t) {
let t = e.s.slice(o, ++e.p);
return readDate(e, t, 1, n, o, "[+00:00]");
}
if (43 === t || 45 === t) {
let t = e.s.slice(o, e.p += 6);
return readDate(e, t, 1, n, o, !e.ld && "[" + e.s.slice(e.p - 6, e.p) + "]");
}
}
let i = e.s.slice(o, e.p);
return readDate(e, i, 2, n, o);
}(e, n, t) : 58 === e.s.charCodeAt(e.p + 2) ? function(e, t, r) {
let n = e.p;
if (!isDigit(t) || !isDigit(e.s.charCodeAt(++e.p))) return parseNumber(e, --e.p, t, 0, r);
if (58 === e.s.charCodeAt(e.p += 4) && (e.p += 3), 46 === e.s.charCodeAt(e.p)) for (;isDigit(e.s.charCodeAt(++e.p)); ) ;
let o = e.s.slice(n, e.p);
return readDate(e, o, 4, !1, n);
}(e, n, t) : parseNumber(e, e.p, n, 0, t);
}
function parseNumber(e, t, r, n, o) {
let i = r, s = 0, a = !1;
if (105 === i) return 110 === e.s.charCodeAt(++e.p) && 102 === e.s.charCodeAt(++e.p) || TomlError.x("invalid value", e, t), 
e.p++, (n || 1) / 0;
if (110 === i) return 97 === e.s.charCodeAt(++e.p) && 110 === e.s.charCodeAt(++e.p) || TomlError.x("invalid value", e, t), 
e.p++, NaN;
if (48 === i) {
if (++e.p >= e.s.length || isEndOfValue(i = e.s.charCodeAt(e.p), o)) return !0 === e.bi ? 0n : 0;
if (!n) {
if (120 === i) return parseIntegerBaseN(e, t, 16, o);
if (98 === i) return parseIntegerBaseN(e, t, 2, o);
if (111 === i) return parseIntegerBaseN(e, t, 8, o);
}
46 === i ? s = 2 : 101 === i || 69 === i ? s = 4 : TomlError.x("illegal leading zero", e, t);
} else isDigit(i) || TomlError.x("invalid value", e, t);
for (;++e.p < e.s.length && (i = e.s.charCodeAt(e.p), !isEndOfValue(i, o)); ) s || (s = 1), 
95 === i ? (1 & s || TomlError.x("illegal underscore", e), s += 11, a = !0) : 1 === s && 46 === i ? s = 2 : 1 !== s && 3 !== s || 101 !== i && 69 !== i ? 4 !== s || 43 !== i && 45 !== i ? isDigit(i) ? s > 9 ? s -= 11 : 1 & s || s++ : TomlError.x("illegal character in numeric literal", e) : s = 6 : s = 4;
if (!s) {
let t = (r - 48) * (n || 1);
return !0 === e.bi ? BigInt(t) : t;
}
1 & s || TomlError.x("unfinished numeric value", e, t);
let c = e.s.slice(t, e.p);
return a && (c = c.replaceAll("_", "")), s > 1 ? parseFloat(c) : parseInteger(e, c, 10, t);
}
function parseIntegerBaseN(e, t, r, n) {
let o, i = 1;
for (;++e.p < e.s.length && (o = e.s.charCodeAt(e.p), !isEndOfValue(o, n)); ) 95 === o ? (1 & i && TomlError.x("illegal underscore", e), 
i = 3) : isDigit(o, r) ? 1 & i && i-- : TomlError.x("illegal character in numeric literal", e);
1 & i && TomlError.x("unfinished numeric value", e);
let s = e.s.slice(t + 2, e.p);
return i && (s = s.replaceAll("_", "")), parseInteger(e, s, r, t);
}
function parseInteger(e, t, r, n) {
if (!0 !== e.bi) e: {
let o = parseInt(t, r);
if (!Number.isSafeInteger(o)) {
if (e.bi) break e;
TomlError.x("integer value cannot be represented losslessly", e, n);
}
return o;
}
return 10 === r ? BigInt(t) : BigInt((2 === r ? "0b" : 8 === r ? "0o" : "0x") + t);
}
function readDate(e, t, r, n, o, i) {
if (e.ld) {
let i = new TomlDate(t, r, n);
return i.isValid() || TomlError.x("invalid date", e, o), i;
}
try {
switch (i && (t += i), r) {
case 1:
return Temporal.ZonedDateTime.from(t);

case 2:
return Temporal.PlainDateTime.from(t);

case 3:
return Temporal.PlainDate.from(t);

case 4:
return Temporal.PlainTime.from(t);
}
} catch (t) {
TomlError.x(t instanceof Error ? t.message : "" + t, e, o);
}
}
function skipComment(e) {
for (;e.p < e.s.length; e.p++) {
let t = e.s.charCodeAt(e.p);
if (10 === t) break;
if (13 === t && 10 === e.s.charCodeAt(e.p + 1)) {
e.p++;
break;
}
(t < 32 && 9 !== t || 127 === t) && TomlError.x("control characters are not allowed in comments", e);
}
}
function skipVoid(e, t, r) {
let n;
for (;e.p < e.s.length; ) {
for (;e.p < e.s.length && (32 === (n = e.s.charCodeAt(e.p)) || 9 === n || !t && (10 === n || 13 === n && 10 === e.s.charCodeAt(e.p + 1))); ) e.p++;
if (r || 35 !== n) break;
skipComment(e);
}
}
function parseKey(e, t = 61) {
let r, n, o = 0, i = [], s = e.s.charCodeAt(r = e.p);
do {
if (s === t) return o || TomlError.x("unexpected end of key", e), 1 === o && i.push(e.s.slice(n, e.p)), 
e.p++, i;
46 === s ? (o || TomlError.x("illegal empty bare key", e), 1 === o && i.push(e.s.slice(n, e.p)), 
o = 0) : o || 34 !== s && 39 !== s ? 32 === s || 9 === s ? 1 === o && (i.push(e.s.slice(n, e.p)), 
o = 2) : 2 === o || s < 48 && 45 !== s || s > 57 && s < 65 || s > 90 && s < 97 && 95 !== s || s > 122 ? TomlError.x("illegal character in key", e) : o || (o = 1, 
n = e.p) : (s === e.s.charCodeAt(e.p + 1) && s === e.s.charCodeAt(e.p + 2) && TomlError.x("illegal quoted key: multiline strings are not allowed", e), 
i.push(parseString(e)), o = 2, e.p--);
} while (s = e.s.charCodeAt(++e.p));
TomlError.x("incomplete key-value: cannot find end of key", e, r);
}
function peekTable(e, t, r, n, o) {
let i, s, a = r, c = n, l = !1;
for (let r = 0; r < t.length; r++) {
if (r) {
if (a = l ? a[i] : a[i] = Object.create(null), c = (s = c[i]).c, 0 === o && (1 === s.t || 2 === s.t)) return null;
if (2 === s.t) {
let e = a.length - 1;
a = a[e], c = c[e].c;
}
}
if (i = t[r], (l = Object.hasOwn(a, i)) && 0 === c[i]?.t && c[i]?.d) return null;
if (!l) {
let n = "__proto__" === i;
if (e.uk && (n || "constructor" === i)) return !1;
n && (Object.defineProperty(a, i, {
enumerable: !0,
configurable: !0,
writable: !0
}), Object.defineProperty(c, i, {
enumerable: !0,
configurable: !0,
writable: !0
})), c[i] = {
t: r < t.length - 1 && 2 === o ? 3 : o,
d: !1,
i: 0,
c: Object.create(null)
};
}
}
if (s = c[i], s.t !== o && (1 !== o || 3 !== s.t)) return null;
if (2 === o && (s.d || (s.d = !0, a[i] = []), a[i].push(a = Object.create(null)), 
s.c[s.i++] = s = {
t: 1,
d: !1,
i: 0,
c: Object.create(null)
}), s.d) return null;
if (s.d = !0, 1 === o) a = l ? a[i] : a[i] = Object.create(null); else if (0 === o && l) return null;
return [ i, a, s.c ];
}
function validateTablePeek(e, t, r) {
null !== t && 2 !== e.uk || TomlError.x(null === t ? "trying to redefine an already defined table or value" : "document contains an unsafe property", e, r);
}
function parse(e, t = {}) {
let r, n = {
s: e,
p: 0,
d: t.maxDepth ?? 1e3,
bi: t.integersAsBigInt ?? !1,
ld: t.useLegacyDate ?? !0,
uk: "throw" === t.unsafeKeyBehaviour ? 2 : "drop" === t.unsafeKeyBehaviour ? 1 : 0
}, o = Object.create(null), i = Object.create(null), s = !1, a = o, c = i;
for (65279 === e.charCodeAt(0) && n.p++, skipVoid(n); n.p < e.length; ) {
if (91 === e.charCodeAt(n.p)) {
let t = 91 === e.charCodeAt(++n.p);
r = n.p += +t, s = !1;
let l = parseKey(n, 93);
t && (93 !== e.charCodeAt(n.p) && TomlError.x("expected end of table array declaration", n), 
n.p++);
let u = peekTable(n, l, o, i, t ? 2 : 1);
u ? (c = u[2], a = u[1]) : (validateTablePeek(n, u, r), s = !0);
} else {
r = n.p;
let e = peekTable(n, parseKey(n), a, c, 0);
e || s || validateTablePeek(n, e, r), skipVoid(n, !0, !0);
let t = extractValue(n, void 0);
e && !s && (e[1][e[0]] = t);
}
skipVoid(n, !0), n.p < e.length && 10 !== (r = e.charCodeAt(n.p)) && (13 !== r || 10 !== e.charCodeAt(n.p + 1)) && TomlError.x("each key-value declaration must be followed by an end-of-line", n), 
skipVoid(n);
}
return o;
}
function describe({kind: e, name: t}) {
return "file" === e ? `\`${t}\`` : "environment" === e ? `environment variable \`${t}\`` : `input \`config\` (\`${t}=\u2026\`)`;
}
function wrongType(e, t, r) {
return new UserError(`\`${e.join(".")}\` in ${describe(r)} must be ${t}`);
}
function isTable(e) {
return "object" == typeof e && null === Object.getPrototypeOf(e);
}
function layerOf(e, t) {
try {
return {
table: parse(e, {
integersAsBigInt: !0
}),
definition: t
};
} catch (e) {
if (!(e instanceof TomlError)) throw e;
const {line: r, column: n} = e, o = "argument" === t.kind ? "; a string needs quotes" : "";
throw new UserError(`${describe(t)} is not valid TOML: line ${r}, column ${n}${o}`);
}
}
function fileLayers(e, t) {
if (t.has(e)) throw new UserError(`\`${e}\` is included more than once`);
return withIncludes(layerOf(function(e) {
try {
if ((0, i.statSync)(e).isFile()) return new TextDecoder("utf-8", {
fatal: !0
}).decode((0, i.readFileSync)(e));
} catch (t) {
if (t instanceof TypeError) throw new UserError(`\`${e}\` is not encoded in UTF-8`);
throw systemFailure("read", e, t);
}
throw new UserError(`cannot read \`${e}\`: it is not a regular file`);
}(e), {
kind: "file",
name: e
}), (0, s.dirname)(e), t.add(e));
}
function withIncludes(e, t, r) {
const n = e.table.include;
if (void 0 === n) return [ e ];
const o = wrongType([ "include" ], "a list of paths", e.definition);
if (!Array.isArray(n)) throw o;
const a = n.map(e => {
const {path: n, optional: a} = isTable(e) ? e : {
path: e
};
if ("string" != typeof n) throw o;
const c = (0, s.resolve)(t, n);
return !0 !== a || (0, i.existsSync)(c) ? fileLayers(c, r) : [];
});
return [ e, ...a.toReversed().flat() ];
}
class Config {
sources;
#o;
#i;
#s;
constructor(e) {
const {cwd: t, home: r, args: n, credentials: o} = e;
this.sources = e, this.#o = n.toReversed().flatMap(e => function(e, t) {
const r = (0, s.resolve)(t, e);
if ((0, i.existsSync)(r)) return fileLayers(r, new Set);
if (!e.includes("=")) throw new UserError("input `config` has a line that is neither KEY=VALUE nor a file");
const n = {
kind: "argument",
name: e.replace(/\s*=.*/s, "")
};
if (/(^|[.{,\s"'])(token|secret-key)["']?\s*=/.test(e)) throw new UserError(`${describe(n)} must not hold a token; use the input \`token\``);
return withIncludes(layerOf(e, n), t, new Set);
}(e, t)), this.#i = function(e, t) {
const r = new Set;
for (let t = e; !r.has((0, s.join)(t, ".cargo")); t = (0, s.dirname)(t)) r.add((0, 
s.join)(t, ".cargo"));
const n = [];
for (const e of r.add(t)) {
const t = (0, s.join)(e, "config"), r = (0, i.existsSync)(t) ? t : `${t}.toml`;
(0, i.existsSync)(r) && n.push(...fileLayers(r, new Set));
}
return n;
}(t, r), this.#s = o?.text.includes("credential-") ? [ layerOf(o.text, {
kind: "file",
name: o.path
}) ] : [];
}
get files() {
return [ ...this.#o, ...this.#i ].map(({definition: e}) => e).flatMap(({kind: e, name: t}) => "file" === e ? [ t ] : []);
}
all(...e) {
const t = `CARGO_${environmentSpelling(e.join("_"))}`, r = "source" === e[0] ? void 0 : this.sources.env[t], n = void 0 === r ? [] : [ {
value: r,
definition: {
kind: "environment",
name: t
}
} ], [o, i] = [ valuesIn(this.#o, e), valuesIn(this.#i, e) ], s = t.includes("CREDENTIAL_") ? valuesIn(this.#s, e) : [];
return s.length > 0 ? [ ...n, ...s, ...o, ...i ] : [ ...o, ...n, ...i ];
}
get(...e) {
return this.all(...e)[0];
}
string(...e) {
const t = this.get(...e);
if (void 0 === t) return;
const {value: r, definition: n} = t;
if ("string" != typeof r) throw wrongType(e, "a string", n);
return {
value: r,
definition: n
};
}
indexes() {
const e = new Map, t = [ ...this.#o, ...this.#i ].toReversed();
for (const {value: r, definition: n} of valuesIn(t, [ "registries" ])) for (const [t, o] of Object.entries(isTable(r) ? r : {})) {
const r = isTable(o) ? o.index : void 0;
void 0 !== r && e.set(t, {
value: r,
definition: n
});
}
const r = [];
for (const e of Object.keys(this.sources.env)) {
const [, t] = /^CARGO_REGISTRIES_(.+)_INDEX$/.exec(e) ?? [], n = this.sources.env[e];
if (void 0 === t || void 0 === n) continue;
const o = {
kind: "environment",
name: e
};
r.push([ t.toLowerCase(), {
value: n,
definition: o
} ]);
}
return [ ...e, ...r ];
}
}
function environmentSpelling(e) {
return e.replaceAll("-", "_").toUpperCase();
}
function valuesIn(e, t) {
const r = [];
for (const {table: n, definition: o} of e) {
let e = n;
for (const [r, n] of t.entries()) {
if (void 0 === e) break;
if (!isTable(e)) throw wrongType(t.slice(0, r), "a table", o);
e = e[n];
}
void 0 !== e && r.push({
value: e,
definition: o
});
}
return r;
}
function isQuiet(e, {quiet: t, verbose: r}) {
const n = e.get("term", "quiet")?.value;
return t || !r && (!0 === n || "true" === n);
}
function parseDocument(e, t) {
if (x?.text === e && x.path === t) return x;
try {
return x = {
path: t,
text: e,
data: parseToml(e)
}, x;
} catch (e) {
if (!(e instanceof TomlError)) throw e;
const {line: r, column: n, message: o} = e, [, i] = /^Invalid TOML document: ([a-z][a-z ,:.-]*)\n/.exec(o) ?? [];
throw new UserError(`could not parse \`${t}\` as TOML: line ${r}, column ${n}` + (void 0 === i ? "" : `: ${i}`) + "; correct that line, or delete the file and log in again");
}
}
function parseToml(e) {
return parse(e, {
integersAsBigInt: !0
});
}
function document_isTable(e) {
return !("object" != typeof e || Array.isArray(e) || e instanceof Date);
}
function isValue(e) {
return [ e ].flat().every(e => "string" == typeof e);
}
function isSame(e, t) {
if ("object" != typeof e || "object" != typeof t) return Object.is(e, t);
if (e instanceof Date) return JSON.stringify(e) === JSON.stringify(t);
const [r, n] = [ Object.entries(e), new Map(Object.entries(t)) ];
return Array.isArray(e) === Array.isArray(t) && r.length === n.size && r.every(([e, t]) => n.has(e) && isSame(t, n.get(e)));
}
function valueAt(e, t) {
return Object.hasOwn(e, t) ? e[t] : void 0;
}
function tableAt({path: e, data: t}, r) {
let n = t;
for (const [t, o] of r.entries()) {
const i = valueAt(n, o);
if (void 0 === i) return;
if (!document_isTable(i)) throw document_wrongType(e, r.slice(0, t + 1), "a table");
n = i;
}
return n;
}
function document_wrongType(e, t, r) {
return new UserError(`\`${spellPath(t)}\` in \`${e}\` must be ${r}; correct or remove it there, and try again`);
}
function basicString(e) {
return JSON.stringify(e).replaceAll("\x7f", "\\u007f");
}
function spellValue(e) {
return "string" == typeof e ? basicString(e) : `[${e.map(basicString).join(", ")}]`;
}
function spellPath(e) {
return e.map(e => /^[A-Za-z0-9_-]+$/.test(e) ? e : basicString(e)).join(".");
}
const O = require("node:buffer"), T = 384;
function targetOf(e) {
const t = orAbsent(() => i.realpathSync.native(e));
if (void 0 !== t) return t;
const r = orAbsent(() => i.realpathSync.native((0, s.dirname)(e))) ?? (0, s.dirname)(e);
return (0, s.resolve)(r, attempt(() => i.readlinkSync(e)) ?? (0, s.basename)(e));
}
function orAbsent(e) {
try {
return e();
} catch (e) {
if ("ENOENT" === errorCode(e)) return;
throw e;
}
}
function notAFolder(e, t) {
return new UserError(`Cargo's home must be a folder, but \`${e}\` is not; delete that file, or set CARGO_HOME to a folder`, {
cause: t
});
}
function decode(e, t) {
const r = e.toString("utf8");
if ((0, O.isUtf8)(e)) return r;
const n = r.slice(0, r.indexOf("\ufffd")).split("\n").length;
throw new UserError(`could not read \`${t}\`: line ${n} is not valid UTF-8; correct that line, or delete the file and log in again`);
}
function removeFile(e) {
orAbsent(() => patiently(() => i.unlinkSync(e)));
}
function patiently(e, t = process.platform) {
for (let r = 1; ;r++) try {
return e();
} catch (e) {
const n = [ "EPERM", "EACCES", "EBUSY" ].includes(errorCode(e) ?? "");
if ("win32" !== t || !n || 50 === r) throw e;
Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 20);
}
}
function makeFolder(e) {
try {
return i.mkdirSync(e, 493), e;
} catch (t) {
if (isFolder(e)) return;
const r = errorCode(t) ?? "";
if ([ "ENOTDIR", "EEXIST" ].includes(r)) throw notAFolder(e, t);
if ("ENOENT" !== r || (0, s.dirname)(e) === e) throw systemFailure("make the folder", e, t);
}
const t = makeFolder((0, s.dirname)(e)), r = makeFolder(e);
return t ?? r;
}
function isFolder(e) {
return attempt(() => i.statSync(e).isDirectory()) ?? !1;
}
function primitive(e) {
return t => {
if (typeof t !== e) throw new TypeError(`not a ${e}`);
return t;
};
}
const A = primitive("string"), S = primitive("number"), C = primitive("boolean");
function json_optional(e) {
return t => null == t ? void 0 : e(t);
}
function list(e) {
return t => {
if (!Array.isArray(t)) throw new TypeError("not a list");
return t.map(t => e(t));
};
}
function object(e) {
return t => {
if ("object" != typeof t || null === t) throw new TypeError("not an object");
const r = new Map(Object.entries(t)), n = Object.entries(e).map(([e, t]) => [ e, t(r.get(e)) ]);
return Object.fromEntries(n);
};
}
function parseJson(e, t) {
try {
return t(JSON.parse(e));
} catch {
return;
}
}
const j = /^[a-z0-9]+(?:-[a-z0-9]+){2}$/, U = object({
name: json_optional(A),
token: A,
provider: json_optional(e => Array.isArray(e) ? list(A)(e) : A(e))
}), I = object({
id: e => {
if (!j.test(A(e))) throw new TypeError("not an id");
return A(e);
},
registry: A,
index: A,
entries: list(U),
provider: json_optional(A),
revocation: json_optional(object({
url: A,
token: A
})),
host: A,
mounts: json_optional(A),
boot: json_optional(A),
runner: json_optional(object({
pid: S,
start: A
})),
temp: json_optional(A),
since: S,
changed: C
}), D = 432e6;
let N;
function thisHost() {
return N ??= function(e) {
if ("linux" === e) {
const e = attempt(() => i.readlinkSync("/proc/self/ns/pid")) ?? "", t = attempt(() => i.readlinkSync("/proc/self/ns/mnt")), r = attempt(() => i.readFileSync("/proc/sys/kernel/random/boot_id", "latin1").trim());
return {
host: `${(0, u.hostname)()} ${e}`,
mounts: t,
boot: r,
start: processStat(process.pid)?.start
};
}
const t = "darwin" === e ? attempt(() => i.statSync("/private/var/db")) : void 0;
return {
host: void 0 === t ? (0, u.hostname)() : `macOS ${t.ino} ${t.birthtimeMs}`,
mounts: void 0,
boot: void 0,
start: void 0
};
}(process.platform), N;
}
function processStat(e) {
if ("linux" !== process.platform) return;
const t = attempt(() => i.readFileSync(`/proc/${e}/stat`, "latin1"));
if (void 0 === t) return;
const r = t.lastIndexOf(")"), [n = "", ...o] = t.slice(r + 2).split(" ");
return {
command: t.slice(t.indexOf("(") + 1, r),
state: n,
start: o[18] ?? ""
};
}
function isRunning(e, t) {
try {
process.kill(e, 0);
} catch (e) {
if ("ESRCH" === errorCode(e)) return !1;
}
const r = processStat(e);
return void 0 === r || ![ "Z", "X" ].includes(r.state) && (t ?? r.start) === r.start;
}
const F = /^(?:ba|da|a|z|k|mk|fi)?sh$|^busybox$|^pwsh$/, L = 100;
function markerPath({id: e, temp: t}) {
return void 0 !== t && j.test(e) ? (0, s.join)(t, `cargo-login-${e}`) : void 0;
}
function createMarker(e) {
const t = markerPath(e);
try {
void 0 !== t && i.writeFileSync(t, "", {
flag: "wx",
mode: 384
});
} catch (e) {
throw systemFailure("write", t ?? "", e);
}
}
function removeMarker(e) {
const t = markerPath(e);
void 0 !== t && attempt(() => i.unlinkSync(t));
}
function isMarkerGone(e) {
const t = markerPath(e);
return void 0 !== t && (attempt(() => void 0 === i.lstatSync(t, {
throwIfNoEntry: !1
})) ?? !1);
}
const M = 60, P = 30;
async function withLock(e, t, r) {
const n = `${e}.lock`, o = `${Date.now().toString(36)}${Math.random().toString(36).slice(2)}`, {host: a, boot: c, start: l} = thisHost(), u = [ process.pid, l, c, o, a ].join("/"), isHeld = () => readOwner(n) === u;
await async function(e, t, r, n) {
const o = process.uptime();
let i = {
owner: "",
since: o
};
for (;!makeLock(e, t, r); ) {
n();
const s = process.uptime(), a = readOwner(e) ?? "";
if (a !== i.owner && (i = {
owner: a,
since: s
}), lock_isDead(a, s - i.since) && breakLock(e, t, r, a), s - o > M) throw heldTooLong(e, a);
await new Promise(e => setTimeout(e, 5 + 20 * Math.random()));
}
}(n, `${n}-${o}`, u, t);
try {
return function(e) {
const [t, r] = [ (0, s.dirname)(e), (0, s.basename)(e) ];
for (const e of i.readdirSync(t)) (e.startsWith(`${r}.new-`) || e.startsWith(`${r}.lock-`)) && removeFile((0, 
s.join)(t, e));
}(e), t(), r(isHeld);
} finally {
attempt(() => isHeld() && removeFile(n));
}
}
function makeLock(e, t, r) {
i.writeFileSync(t, r, {
mode: 384
});
try {
return patiently(() => i.linkSync(t, e)), !0;
} catch (t) {
return ![ "EEXIST", "ENOENT" ].includes(errorCode(t) ?? "") && (attempt(() => i.writeFileSync(e, r, {
flag: "wx",
mode: 384
})), readOwner(e) === r);
} finally {
attempt(() => removeFile(t));
}
}
function breakLock(e, t, r, n) {
const o = `${e}-claim`;
if (!makeLock(o, t, r)) {
const e = readOwner(o);
return void (void 0 !== e && lock_isDead(e, 0) && removeFile(o));
}
try {
readOwner(e) === n && removeFile(e);
} finally {
attempt(() => removeFile(o));
}
}
function parseOwner(e) {
const [t, r, n, , o] = e.split("/");
return {
pid: Number(t),
start: r || void 0,
boot: n || void 0,
host: o
};
}
function lock_isDead(e, t) {
const {pid: r, start: n, boot: o, host: i} = parseOwner(e), s = thisHost();
return i !== s.host ? t > P : o !== s.boot || !isRunning(r, n);
}
function heldTooLong(e, t) {
const {pid: r, host: n} = parseOwner(t);
return new UserError(`timed out after ${M} s waiting for \`${e}\`, which is held by ${void 0 === n ? "an unknown process" : `process ${r} on ${n}`}; wait for that job to finish, or delete the file if no such job is running`);
}
function readOwner(e) {
return orAbsent(() => patiently(() => i.readFileSync(e, "utf8")));
}
const R = /"""(?:[^\\"]|\\[\s\S]|"(?!""))*"{3,5}|'''(?:[^']|'(?!''))*'{3,5}|"[^\\"\n]*(?:\\.[^\\"\n]*)*"|'[^'\n]*'/y, q = /(?:[ \t\r\n]+|#[^\n]*)*/y, B = new RegExp(`\\uFEFF?${q.source}`, "y"), G = new RegExp(`${q.source},?${q.source}`, "y"), V = /\[\[?[ \t]*/y, K = /[ \t]*\]\]?/y, z = new RegExp(`[A-Za-z0-9_-]+|${R.source}`, "y"), H = /[ \t]*\.[ \t]*/y, W = /[ \t]*=[ \t]*/y, Z = /[[{]/y, J = new RegExp(`${R.source}|[^,\\]}#\\r\\n]*[^,\\]}#\\r\\n \\t]`, "y"), X = new RegExp(`[[{\\]}]|${R.source}|[^[\\]{}"'#]+|#[^\\n]*`, "y"), Q = new RegExp(`${R.source}|#`, "g");
function headerOf(e, t) {
return e.find(({value: e, path: r}) => void 0 === e && isPath(r, t));
}
function isPath(e, t) {
return e.length === t.length && startsWith(e, t);
}
function startsWith(e, t) {
return t.every((t, r) => t === e[r]);
}
const Y = [ "", "", "" ];
function scan(e) {
const t = new Reader(e);
let r = [];
for (t.need(B); t.at < e.length; ) {
const e = t.at, n = t.take(V);
if (void 0 === n) t.pair(r, void 0); else {
const o = t.key();
t.need(K), r = n.startsWith("[[") ? Y : o;
const i = {
path: r,
depth: 0,
value: void 0,
parent: void 0
};
t.items.push({
...i,
start: e,
end: t.at
});
}
t.need(q);
}
return t.items;
}
class Reader {
items=[];
text;
at=0;
constructor(e) {
this.text = e;
}
take(e) {
e.lastIndex = this.at;
const t = e.exec(this.text)?.[0];
return this.at += t?.length ?? 0, t;
}
need(e) {
const t = this.take(e);
if (void 0 === t) throw new Error(`the scanner found no way on at index ${this.at}`);
return t;
}
key() {
const e = [];
do {
e.push(nameOf(this.need(z)));
} while (void 0 !== this.take(H));
return e;
}
pair(e, t) {
const r = this.at, n = [ ...e, ...this.key() ];
this.need(W);
const o = {
start: this.at,
end: this.#a()
}, i = {
path: n,
depth: e.length,
start: r,
end: o.end,
value: o,
parent: t
};
if (this.items.push(i), "{" === this.text[o.start]) {
for (this.at = o.start + 1, this.need(q); "}" !== this.text[this.at]; ) this.pair(n, i), 
this.need(G);
this.at = o.end;
}
}
#a() {
if (void 0 === this.take(Z)) this.need(J); else for (let e = 1; e > 0; ) {
const t = this.need(X);
"[" !== t && "{" !== t || e++, "]" !== t && "}" !== t || e--;
}
return this.at;
}
}
function nameOf(e) {
return /^"[\s\S]*\\/.test(e) ? Object.keys(parse(`${e}=0`)).join() : e.replace(/^["']|["']$/g, "");
}
function setKeys(e, t, r, n) {
const o = tableAt(e, t) ?? {}, i = new Map;
let s = e;
for (const [e, n] of r) {
const r = valueAt(o, e);
if (!isSame(r, n)) if (void 0 === r && void 0 !== n) i.set(e, n); else {
const r = new Map([ [ e, n ] ]);
s = verified(s, t, r, ({text: r}) => replacement(r, t, e, n));
}
}
return i.size > 0 ? verified(s, t, i, e => function({text: e, data: t}, r, n) {
const pairs = e => [ ...n ].map(([t, n]) => `${spellPath([ ...r.slice(e), t ])} = ${spellValue(n)}`), o = void 0 === valueAt(t, r[0] ?? "") ? [] : scan(e), i = headerOf(o, r);
if (void 0 !== i) return newLines(e, nextLine(e, i.end), pairs(r.length));
const s = o.findLast(({path: t, value: n}) => n && "{" === e[n.start] && startsWith(r, t));
if (void 0 !== s?.value) {
const e = pairs(s.path.length).join(", "), t = o.findLast(({parent: e}) => e === s)?.end, r = t ?? s.value.start + 1;
return {
start: r,
end: r,
text: void 0 === t ? ` ${e} ` : `, ${e}`
};
}
const a = o.findLast(e => e.value && e.depth < r.length && startsWith(e.path, r));
if (void 0 !== a) return newLines(e, nextLine(e, a.end), pairs(a.depth));
const c = [ `[${spellPath(r)}]`, ...pairs(r.length) ];
return newLines(e, e.length, [ "", "\ufeff" ].includes(e) ? c : [ "", ...c ]);
}(e, t, i)) : s === e ? e : function(e, t, r) {
let n = e;
for (let e = t; e.length > 0; e = e.slice(0, -1)) (void 0 === r || void 0 === tableAt(r, e)) && isSame(tableAt(n, e), {}) && (n = verified(n, e, new Map, ({text: t}) => {
const r = headerOf(scan(t), e);
return r ? lineRemoval(t, r, !0) : {
start: 0,
end: 0,
text: ""
};
}));
return n;
}(s, t, n);
}
function verified(e, t, r, n) {
const o = e.text, i = attempt(() => {
const {start: i, end: s, text: a} = n(e), c = o.slice(0, i) + a + o.slice(s), l = parseToml(c);
if (isSame(changed(l, t, new Map), changed(e.data, t, r)) && !function(e) {
return e.includes("#") && !0 === e.match(Q)?.includes("#");
}(o.slice(i, s))) return {
path: e.path,
text: c,
data: l
};
});
if (void 0 !== i) return i;
const s = spellPath([ ...t, ...r.keys() ].slice(0, t.length + 1));
throw new UserError(`refused to edit \`${e.path}\`: no single change of its text changes \`${s}\` and nothing else; give \`${s}\` a line of its own under a table header, or remove it, and try again`);
}
function changed(e, [t, ...r], n) {
const o = new Map(Object.entries(e));
if (void 0 === t) for (const [e, t] of n) void 0 === t ? o.delete(e) : o.set(e, "string" == typeof t ? t : [ ...t ]); else {
const i = valueAt(e, t) ?? {}, s = document_isTable(i) ? changed(i, r, n) : i;
o.set(t, s), isSame(s, {}) && o.delete(t);
}
return Object.fromEntries(o);
}
function nextLine(e, t) {
const r = e.indexOf("\n", t);
return -1 === r ? e.length : r + 1;
}
function replacement(e, t, r, n) {
const o = scan(e), i = function(e, t) {
return e.find(({value: e, path: r}) => void 0 !== e && isPath(r, t));
}(o, [ ...t, r ]);
if (void 0 === i?.value) throw new Error("the scanner did not find what the parser found");
return void 0 === n ? removal(e, i, o) : {
...i.value,
text: spellValue(n)
};
}
function removal(e, t, r) {
if (void 0 === t.parent) return lineRemoval(e, t, !1);
const n = r.filter(({parent: e}) => e === t.parent), o = n.indexOf(t), [i, s] = [ n[o - 1], n[o + 1] ];
return void 0 !== s ? {
start: t.start,
end: s.start,
text: ""
} : void 0 !== i ? {
start: i.end,
end: t.end,
text: ""
} : removal(e, t.parent, r);
}
function lineRemoval(e, {start: t, end: r}, n) {
const o = r + e.slice(r).search(/[^ \t]|$/);
if ("#" === e[o]) return {
start: t,
end: o,
text: ""
};
const i = n ? /(?:(?<=\n|^\uFEFF?)\r?\n)?[ \t]*$/ : /[ \t]*$/;
return {
start: e.slice(0, t).search(i),
end: nextLine(e, r),
text: ""
};
}
function newLines(e, t, r) {
const n = e.includes("\r\n") ? "\r\n" : "\n", o = 0 === t || "\n\ufeff".includes(e[t - 1] ?? ""), i = r.map(e => e + n).join("");
return {
start: t,
end: t,
text: o ? i : n + i
};
}
const ee = "token", te = "credential-provider", re = [ ee, "secret-key", "secret-key-subject" ];
function pathOf(e) {
return void 0 === e ? [ "registry" ] : [ "registries", e ];
}
function tokenOf(e, t) {
const r = tableAt(e, pathOf(t)), n = void 0 === r && void 0 === t, o = valueAt(n ? e.data : r ?? {}, ee);
if (void 0 === o || "string" == typeof o) return o;
throw document_wrongType(e.path, n ? [ ee ] : [ ...pathOf(t), ee ], "a string");
}
function setEntry(e, {name: t, token: r, provider: n}) {
tokenOf(e, t);
const o = new Map([ [ ee, r ] ]);
return void 0 !== n && o.set(te, n), setKeys(e, pathOf(t), o);
}
function removeEntry(e, t) {
if (void 0 === tokenOf(e, t)) return e;
const r = void 0 === t && "string" == typeof valueAt(e.data, ee) ? setKeys(e, [], new Map([ [ ee, void 0 ] ])) : e, n = tableAt(r, pathOf(t)) ?? {}, o = Object.keys(n).filter(e => !re.includes(e)), i = valueAt(n, te), s = (isSame(i, "cargo:token") || isSame(i, [ "cargo:token" ])) && 1 === o.length ? [ ...re, te ] : re;
return setKeys(r, pathOf(t), new Map(s.map(e => [ e, void 0 ])));
}
const ne = object({
text: A,
mode: S
}), oe = object({
version: S,
base: json_optional(ne),
leases: list(I),
folder: json_optional(A),
body: A
}), ie = 1, se = "[cargo-login]", ae = "# Jobs that are logged in (cargo-login-action). It goes when they end.", ce = /(# Jobs [^\n]*\n)?^\[cargo-login\]\r?\nstate = ((?:(?:'''|""")\r?\n)?[^\n]*)\n?/m;
function checksum(e) {
let t = 0;
for (let r = 0; r < e.length; r++) t = Math.imul(t ^ e.charCodeAt(r), 2654435761);
return `${e.length}-${t >>> 0}`;
}
function layOver({base: e, leases: t}, r) {
const n = t.flatMap(e => e.entries), o = e?.text ?? "";
return 0 === n.length ? o : n.reduce(setEntry, parseDocument(o, r)).text;
}
function settle(e, t, r, n) {
const o = parseDocument(e.base?.text ?? "", n), i = parseDocument(layOver(e, n), n), s = parseDocument(t, n), a = e.leases.flatMap(e => e.entries), c = [ ...new Set(a.map(({name: e}) => e)) ], l = c.filter(e => tokenOf(s, e) !== tokenOf(i, e)), u = c.reduce((e, t) => function(e, t, r, n) {
const o = new Map;
for (const i of [ ee, te ]) {
const [s, a, c] = [ t, r, e ].map(e => valueAt(tableAt(e, pathOf(n)) ?? {}, i));
(void 0 === c || isSame(c, a)) && o.set(i, isValue(s) ? s : void 0);
}
return setKeys(e, pathOf(n), o, t);
}(e, o, i, t), s), d = r ? attempt(() => function(e, t) {
let r = e;
for (const [n, o] of differences(e.data, t.data, [])) r = setKeys(r, n, o);
return r;
}(o, u)) : void 0, {text: f} = d ?? u, p = e.leases.map(e => withoutNames(e, l, !0)), h = void 0 === e.base && "" === f.trim(), m = !r && e.base?.mode || 384;
return {
base: h ? void 0 : {
text: f,
mode: m
},
leases: p
};
}
function withoutNames(e, t, r) {
const n = e.entries.filter(({name: e}) => !t.includes(e));
return n.length === e.entries.length ? e : {
...e,
entries: n,
changed: r
};
}
function* differences(e, t, r) {
const n = new Map;
for (const o of new Set([ ...Object.keys(e), ...Object.keys(t) ])) {
const [i, s] = [ valueAt(e, o), valueAt(t, o) ], [a, c] = [ i ?? {}, s ?? {} ];
if (document_isTable(a) && document_isTable(c)) yield* differences(a, c, [ ...r, o ]); else if (!isSame(i, s)) {
if (void 0 !== s && !isValue(s)) throw new TypeError("no value that can be written");
n.set(o, s);
}
}
yield [ r, n ];
}
class Again extends UserError {}
const le = 500, ue = 100;
async function change(e, t, r, n = []) {
const o = (0, s.dirname)(e);
let a, c;
const assureQuiet = ({text: t, stats: r}) => {
if (!(t === c || Date.now() - r.mtimeMs >= le)) throw c = t, new Again(`other programs keep changing \`${e}\`; run the step again`);
}, transact = t => {
const o = readLogins(e, assureQuiet);
a = o.folder ?? a;
const s = o.leases.filter(e => !n.includes(e.id) && function(e) {
const t = thisHost(), {runner: r} = e;
return Date.now() - e.since > D || e.host === t.host && (e.boot !== t.boot || void 0 !== r && !isRunning(r.pid, r.start) || e.mounts === t.mounts && isMarkerGone(e));
}(e)), c = o.leases.filter(e => !s.includes(e)), l = r({
base: o.base,
leases: c
});
return function(e, t, r, n) {
const {file: o, folder: s} = t, check = () => {
if (!n() || !function(e, t) {
const r = i.statSync(e, {
throwIfNoEntry: !1
}), n = t?.stats;
return r?.ino === n?.ino && r?.size === n?.size && r?.mtimeMs === n?.mtimeMs;
}(e, o)) throw new Again(`other programs keep changing \`${e}\`; run the step again`);
};
if (isNothing(r)) {
if (void 0 === o) return;
return check(), void removeFile(e);
}
const {base: a, leases: c} = r, l = c.length > 0, u = layOver(r, e), d = l ? function(e, {base: t, leases: r, folder: n}) {
const o = {
version: ie,
base: t,
folder: n,
leases: r,
body: checksum(e)
};
return `${e}${"" === e ? "" : "\n"}${ae}\n${se}\nstate = ${basicString(JSON.stringify(o))}\n`;
}(u, {
base: a,
leases: c,
folder: s
}) : u, f = l ? T : a?.mode ?? T;
o?.text === d && o.mode === f || function(e, t, r, n, o) {
const s = `${e}.new-${process.pid}-${Math.random().toString(36).slice(2)}`;
try {
!function(e, t, r, n) {
const o = i.openSync(e, "wx", T);
try {
i.writeFileSync(o, t), void 0 !== n && function(e, t) {
const {uid: r, gid: n} = i.fstatSync(t);
if (r !== e.uid || n !== e.gid) try {
i.fchownSync(t, e.uid, e.gid);
} catch (t) {
if (r === e.uid) return;
throw new UserError(`the credentials file belongs to another user (${e.uid}) than the job (${r}); run the job as that user, or set CARGO_HOME to a folder of its own`, {
cause: t
});
}
}(n, o), r !== T && i.fchmodSync(o, r), i.fsyncSync(o);
} finally {
i.closeSync(o);
}
}(s, t, r, n?.stats), o(), patiently(() => i.renameSync(s, e));
} catch (t) {
if (attempt(() => removeFile(s)), void 0 === errorCode(t)) throw t;
if ("EBUSY" === errorCode(t) && "win32" !== process.platform) throw new UserError(`cannot replace \`${e}\`, which is a mount point; mount its folder instead, or set CARGO_HOME to another folder`, {
cause: t
});
throw systemFailure("write", e, t);
}
}(e, d, f, o, check);
}(e, {
...o,
folder: a
}, l, t), o.leases.filter(e => !(({id: e}) => l.leases.some(t => t.id === e))(e)).forEach(removeMarker), 
{
...l,
swept: s
};
};
try {
for (let n = 1; ;n++) try {
return await withLock(e, t, transact);
} catch (e) {
if (e instanceof Again && n < ue) await new Promise(e => setTimeout(e, le)); else {
if ("ENOENT" !== errorCode(e) || isFolder(o)) throw void 0 === errorCode(e) ? e : systemFailure("write in", o, e);
{
const e = r({
base: void 0,
leases: []
});
if (isNothing(e)) return {
...e,
swept: []
};
a = makeFolder(o) ?? a;
}
}
}
} finally {
void 0 !== a && (l = o, u = a, attempt(() => {
for (let e = l; e.startsWith(u); e = (0, s.dirname)(e)) i.rmdirSync(e);
}));
}
var l, u;
}
function isNothing({base: e, leases: t}) {
return void 0 === e && 0 === t.length;
}
function readLogins(e, t = () => {}) {
const r = function(e) {
try {
const t = i.statSync(e, {
throwIfNoEntry: !1
});
if (void 0 === t) return;
if (!t.isFile()) {
const r = t.isDirectory() ? "a folder" : "a pipe, socket or device";
throw new UserError(`the credentials file must be a regular file, but \`${e}\` is ${r}; remove it, or set CARGO_HOME to another folder`);
}
const r = orAbsent(() => patiently(() => i.readFileSync(e))), n = "win32" === process.platform ? T : 4095 & t.mode;
return r && {
text: decode(r, e),
mode: n,
stats: t
};
} catch (t) {
throw t instanceof UserError ? t : systemFailure("read", e, t);
}
}(e);
if (void 0 === r) return {
file: r,
folder: void 0,
base: void 0,
leases: []
};
try {
const {body: n, state: o, isRewritten: i} = function(e, t) {
if (!e.includes(se)) return {
body: e,
state: void 0,
isRewritten: !1
};
const [r = "", n, o = ""] = ce.exec(e) ?? [], i = parseJson(function(e) {
const t = attempt(() => JSON.parse(e)) ?? attempt(() => parseToml(`state = ${e}`).state);
return "string" == typeof t ? t : "";
}(o), oe);
if (i?.version !== ie) throw new UserError(`the table \`${se}\` in \`${t}\` is damaged, or another version of this action wrote it; when no job is running, delete that table and the tokens that do not belong in the file`);
const [s = "", a = ""] = e.split(r);
return {
body: s.replace("" === a ? /\r?\n$/ : /(?<=^|\n)\r?\n$/, "") + a,
state: i,
isRewritten: void 0 === n
};
}(r.text, e);
if (void 0 === o) {
const {text: t} = parseDocument(r.text, e);
return {
file: r,
folder: void 0,
base: {
text: t,
mode: r.mode
},
leases: []
};
}
const {folder: s, leases: a} = o, c = r.mode !== T, l = o.base && (c ? {
...o.base,
mode: r.mode
} : o.base);
return checksum(n) === o.body ? {
file: r,
folder: s,
base: l,
leases: a
} : (t(r), {
file: r,
folder: s,
...settle({
base: l,
leases: a
}, n, i, e)
});
} catch (e) {
throw e instanceof UserError && t(r), e;
}
}
async function endLeases(e, t, r) {
const {ids: n, temp: o, names: i, tokens: s} = t, end = ({base: t, leases: r}) => {
const a = r.filter(({id: e}) => n.includes(e)), c = r.filter(({id: e}) => !n.includes(e)), l = a.filter(({provider: e}) => void 0 !== e), isShared = ({provider: e, index: t}) => c.some(r => r.provider === e && r.index === t), u = 0 === a.length && n.some(e => !isMarkerGone({
id: e,
temp: o
})), d = i.filter(r => u && s.some(n => n === (r => tokenOf(parseDocument(t?.text ?? "", e), r))(r)));
return {
base: without(t, d, e),
leases: c,
removed: a.filter(({provider: e}) => void 0 === e),
due: l.filter(e => !isShared(e)),
shared: l.filter(isShared),
byToken: d,
lost: u && 0 === d.length
};
};
try {
return await change(e, r, end, n);
} finally {
for (const e of n) removeMarker({
id: e,
temp: o
});
}
}
function without(e, t, r) {
return void 0 === e || 0 === t.length ? e : {
...e,
text: t.reduce(removeEntry, parseDocument(e.text, r)).text
};
}
async function requestToken(e, {trustedPublishingUrl: t, missingToken: r}, n) {
const {exchange: o, likelyCause: i} = await Promise.resolve().then(__nccwpck_require__.t.bind(__nccwpck_require__, 428, 23)), s = void 0 !== t && ("error" === r && mayProveIdentity() ? n(e) : !0 === attempt(() => n(e)));
if (s && mayProveIdentity()) try {
return {
...e,
token: await o(t, cancellation()),
issuer: t
};
} catch (t) {
if ("error" === r) throw t;
return void reportMissing(e, r, messageOf(t));
} else reportMissing(e, r, i(s));
}
function mayProveIdentity() {
const e = environment();
return Boolean(e.ACTIONS_ID_TOKEN_REQUEST_URL && e.ACTIONS_ID_TOKEN_REQUEST_TOKEN);
}
function reportMissing({registry: e, origin: t}, r, n) {
const o = `not logged in${void 0 === e ? "" : ` to \`${e}\``}, because the token is empty (${t}). ${n}`;
if ("error" === r) throw new UserError(`${o} If a missing token is fine here, set \`missing-token: skip\`.`);
"warn" === r ? runner_warning(o) : runner_info(o);
}
async function revokeToken(e, t) {
try {
const {revoke: r} = await Promise.resolve().then(__nccwpck_require__.t.bind(__nccwpck_require__, 428, 23));
await r(e, t), runner_info(`The token that ${e} issued for this job has been revoked`);
} catch (t) {
warnOfUnrevoked(e, messageOf(t));
}
}
function warnOfUnrevoked(e, t) {
runner_warning(`the token that ${e} issued for this job could not be revoked: ${t}. It expires half an hour after it was issued`);
}
const de = "cargo:token", fe = "cargo:token-from-stdout", pe = [ "cargo:libsecret", "cargo:macos-keychain", "cargo:wincred" ], he = [ "registry", "global-credential-providers" ];
function ownKey(e) {
return [ ...void 0 === e ? [ "registry" ] : [ "registries", e ], "credential-provider" ];
}
function globalProviders(e) {
return e.all(...he).flatMap(({value: e, definition: t}) => {
const r = Array.isArray(e) || "environment" === t.kind ? stringsIn(e) : void 0;
if (void 0 === r) throw wrongType(he, "a list of strings", t);
return r.map(e => ({
value: split(e),
definition: t
})).reverse();
});
}
function wordsOf({value: e, definition: t}, r) {
const n = stringsIn(e) ?? [];
if (n.length > 0) return {
value: n,
definition: t
};
throw wrongType(r, "a provider: a string or a list of strings", t);
}
function stringsIn(e) {
return "string" == typeof e ? split(e) : Array.isArray(e) && e.every(e => "string" == typeof e) ? e : void 0;
}
function split(e) {
return e.split(/\s+/).filter(e => "" !== e);
}
function inFile(e, t, r) {
const n = ("crates-io" === t.kind ? [ void 0 ] : t.names).flatMap(t => e.all(...ownKey(t))).filter(e => "file" === e.definition.kind).map(({value: e}) => e), o = n.some(e => Array.isArray(e)) ? [ de ] : de;
return {
kind: "file",
definition: r,
provider: "alternate" === t.kind || [ ...n.flat(), ...globalProviders(e).map(({value: e}) => e[0]) ].some(e => e !== de) ? o : void 0
};
}
const me = "crates-io", ge = "sparse+https://index.crates.io/", ve = "https://github.com/rust-lang/crates.io-index";
function warningsFor({url: e, definition: t}) {
return /^https?:.*\/$/.test(e) ? [ `Cargo takes the index \`${e}\` (${void 0 === t ? "input `index`" : describe(t)}) for a git repository; if it is a sparse index, write \`sparse+${e}\`` ] : [];
}
function adviceFor(e, t) {
const r = e.get("source", t);
if (void 0 !== e.get("registries", t, "index")) return `For \`${t}\`, add \`registry: ${t}\` to the step.`;
if (void 0 === r) return "If `.cargo/config.toml` is in your repository, run actions/checkout before this step, and set `working-directory` if it is in a subfolder. Otherwise, put the URL of the registry's index into `index`.";
const n = e.string("source", t, "registry")?.value ?? "\u2026";
return `\`[source.${t}]\` in ${describe(r.definition)} is not a registry: to log in to it, add \`[registries.${t}]\` with \`index = "${n}"\` to the configuration, and \`registry: ${t}\` to the step.`;
}
function parseIndexUrl(e, t) {
const wrong = r => new UserError(`the index \`${e}\` (${t}) ${r}`);
if (void 0 === canonicalUrl(e)) throw wrong("is not a URL such as `sparse+https://\u2026/` or `ssh://git@\u2026`");
const {href: r, password: n} = new URL(e);
if ("" !== n) throw wrong("must not contain a password");
if (/^sparse\+.*[^/]$/.test(r)) throw wrong("must end in a slash");
return r;
}
function canonicalUrl(e) {
if ("string" != typeof e || !URL.canParse(e)) return;
const {href: t, protocol: r, username: n, hostname: o, host: i, pathname: s, search: a, hash: c} = new URL(e);
if ("/" !== t[r.length] || !URL.canParse(t.replace(/^sparse\+/, ""))) return;
const l = "github.com" === o, [u, d] = l ? [ "https:", s.toLowerCase() ] : [ r, s ];
return `${u}//${n}@${i}${d.replace(/(?<=.)\/$/, "").replace(/\.git$/, "")}${a}${c}`;
}
function readMachine({workingDirectory: e, config: t}) {
const r = environment(), n = function(e, t, r) {
return (0, s.resolve)(t, e.CARGO_HOME || (0, s.join)(r, ".cargo"));
}(r, e, r.CARGO_HOME ? "" : function() {
const e = attempt(u.homedir);
if (e) return e;
throw new UserError("the home folder of this user is unknown; set CARGO_HOME, or HOME (USERPROFILE on Windows)");
}()), o = function(e) {
const t = (0, s.join)(e, "credentials"), r = i.existsSync(t) ? t : (0, s.join)(e, "credentials.toml");
try {
return {
path: r,
target: targetOf(r)
};
} catch (t) {
if ("ENOTDIR" === errorCode(t)) throw notAFolder(e, t);
throw systemFailure("follow the links of", r, t);
}
}(n), {base: a, leases: c} = readLogins(o.target), l = a && {
path: o.path,
text: a.text
}, d = new Config({
cwd: e,
home: n,
env: r,
args: t,
credentials: l
});
runner_debug(`Cargo home: \`${n}\`; credentials file: \`${o.path}\``);
for (const e of runner_isDebug() ? d.files : []) runner_debug(`configuration: \`${e}\``);
return {
config: d,
file: o,
leases: c
};
}
function resolveTarget(e, {index: t}, r) {
const {config: n, leases: o} = r, i = function(e, t) {
const r = void 0 === t.registry ? e.string("registry", "default") : void 0, n = "crates.io" === t.registry ? me : t.registry ?? r?.value;
if (void 0 === n || n === me) return function(e, {index: t}, r) {
if (void 0 !== t) throw new UserError("input `index` is for a registry other than crates.io; name that registry in `registry`");
const n = r ? void 0 : e.string("source", me, "replace-with");
if (void 0 !== n) {
const {value: t, definition: r} = n;
throw new UserError(`${describe(r)} replaces crates-io with \`${t}\`, so the step must name its registry.\n${adviceFor(e, t)}\nFor crates.io, add \`registry: ${me}\` to the step.`);
}
return {
name: me,
kind: "crates-io",
index: {
url: ge,
definition: void 0
},
names: [],
exported: void 0,
warnings: []
};
}(e, t, void 0 !== n);
const o = r && `\`registry.default\` in ${describe(r.definition)}`;
!function(e, t) {
if (/^[A-Za-z_][\w-]*$/.test(e) || /^[\p{XID_Start}_][\p{XID_Continue}-]*$/u.test(e)) return;
const r = /[:/]|.\../.test(e) ? "an address: use the name in `[registries.NAME]` of Cargo's configuration, and put the URL of the index into the input `index`" : "not a registry name: a letter or `_`, followed by letters, digits, `-`, or `_`";
throw new UserError(`${t} is \`${e}\`, ${r}`);
}(n, o ?? "input `registry`");
const i = function(e, t, r) {
const n = e.string("registries", t, "index"), o = void 0 === r.index ? void 0 : parseIndexUrl(r.index, "input `index`");
if (void 0 === n) {
const e = `CARGO_REGISTRIES_${environmentSpelling(t)}_INDEX`;
if (void 0 === o) return;
return {
index: {
url: o,
definition: void 0
},
exported: {
name: e,
value: o
}
};
}
const {value: i, definition: s} = n, a = parseIndexUrl(i, `\`registries.${t}.index\` in ${describe(s)}`);
if (void 0 === o || canonicalUrl(o) === canonicalUrl(a)) return {
index: {
url: a,
definition: s
},
exported: void 0
};
const c = "environment" === s.kind && r.earlier.get(t) === a ? `an earlier step of this action (${s.name})` : describe(s);
throw new UserError(`input \`index\` is \`${o}\`, but ${c} sets the index of \`${t}\` to \`${a}\`. Correct the one that is wrong, or use another name in \`registry\`.`);
}(e, n, t);
if (void 0 === i) throw function(e, t, r) {
const {cwd: n, home: o} = e.sources, i = e.indexes().map(([e, {definition: t}]) => `\`${e}\` (${describe(t)})`).join(", ");
return new UserError(`no configuration defines the registry \`${t}\`${void 0 === r ? "" : ` (${r})`}\n` + ("" === i ? `No registry is defined in \`${n}\` and its parents, in \`${o}\`, or in the environment.\n` : `These are defined: ${i}.\n`) + adviceFor(e, t));
}(e, n, o);
const s = [ ge, ve ].includes(i.index.url) ? "crates-io" : "alternate", a = "crates-io" === s ? [] : function(e, t, {index: r, exported: n}) {
const [o, i] = [ new Set, new Set ];
void 0 !== n && o.add(environmentSpelling(t).toLowerCase());
for (const [t, {value: n, definition: s}] of e.indexes()) n !== r.url && canonicalUrl(n) !== canonicalUrl(r.url) || ("environment" === s.kind ? o : i).add(t);
const s = [ ...o.size > 0 ? o : i ].sort();
if (s.length > 1) throw new UserError(`the registries \`${s.join("`, `")}\` have one index, \`${r.url}\`, and Cargo cannot tell them apart; remove all but one from the configuration`);
const [a = t] = s;
return a === t ? [ t ] : [ t, a ];
}(e, n, i);
return {
...i,
name: n,
kind: s,
names: a,
warnings: warningsFor(i.index)
};
}(n, {
registry: e,
index: t,
earlier: new Map(o.map(e => [ e.registry, e.index ]))
}), s = function(e, t) {
const r = ownKey(t.names.at(-1)), n = e.get(...r), o = void 0 === n ? globalProviders(e) : [ wordsOf(n, r) ], [i] = o;
if (void 0 === i) return inFile(e, t, void 0);
const {definition: s} = i, a = o.map(({value: t}) => function(e, t) {
const [r = "", ...n] = t;
if (r.startsWith("cargo:") || n.length > 0) return t;
const o = e.get("credential-alias", r), i = void 0 === o ? [] : stringsIn(o.value) ?? [];
return i.length > 0 ? i : t;
}(e, t)), c = a.filter(([e = ""]) => void 0 !== n || !pe.includes(e));
if (c[0]?.[0] === de) return inFile(e, t, s);
if (a[0]?.[0] === fe) throw new UserError(`\`${t.name}\` gets its token from a program whenever Cargo needs one (\`${fe}\` in ${describe(s)}), so it needs no login. Remove this step, or, to use its token, set \`${r.join(".")}\` to \`${de}\` instead.`);
return {
kind: "program",
providers: a,
definition: s
};
}(n, i);
return runner_isDebug() && function({name: e, index: t}, r) {
const n = void 0 === t.definition ? "built in" : describe(t.definition);
runner_debug(`registry \`${e}\`: \`${t.url}\` (${n})`);
const o = void 0 === r.definition ? "by default" : describe(r.definition);
runner_debug(`who keeps the token of \`${e}\`: ${r.kind} (${o})`);
}(i, s), {
registry: i,
keeper: s
};
}
function leaseFor(e, {issuer: t, token: r}) {
const {registry: n, keeper: o} = e, i = "file" === o.kind ? plan_namesOf(n) : [], s = "file" === o.kind ? o.provider : void 0;
return function(e, t) {
const r = Math.random().toString(36).slice(2, 12) || "0", n = `${Date.now().toString(36)}-${process.pid.toString(36)}-${r}`, {host: o, mounts: i, boot: s} = thisHost();
return {
...e,
id: n,
host: o,
mounts: i,
boot: s,
runner: function() {
const e = thisHost().start, t = processStat(process.ppid);
if (!(void 0 === t || void 0 === e || F.test(t.command) || Number(e) - Number(t.start) < L)) return {
pid: process.ppid,
start: t.start
};
}(),
temp: t,
since: Date.now(),
changed: !1
};
}({
registry: n.name,
index: n.index.url,
entries: i.map(e => ({
name: e,
token: r.expose(),
provider: s
})),
provider: programOf(e),
revocation: void 0 === t ? void 0 : {
url: t,
token: r.expose()
}
}, temporaryFolder());
}
function plan_warningsFor({registry: e, keeper: t, request: r}, {verify: n}) {
const {name: o, kind: i, index: s} = e, a = r.token.expose(), c = `the token for \`${o}\` (${r.origin})`, l = function({names: e}) {
const t = e.at(-1);
return void 0 === t ? "CARGO_REGISTRY_TOKEN" : `CARGO_REGISTRIES_${environmentSpelling(t)}_TOKEN`;
}(e), u = "file" === t.kind && void 0 !== environment()[l], d = function(e) {
if ("Basic" !== schemeOf(e)) return !1;
const t = withoutScheme(e);
return !/^[A-Za-z0-9+/]+={0,2}$/.test(t) || !Buffer.from(t, "base64").includes(":");
}(a), f = "alternate" === i, p = [ u && `the environment variable ${l} is set, and Cargo prefers it to the stored token, even when it is empty; unset it`, f && a.startsWith("cio") && `${c} looks like a token for crates.io, but Cargo will send it to ${s.url}; check the secret`, d && `${c} begins with \`Basic\`, but the rest is not base64 of \`user:password\`; give the user name in \`username\` and the password as the token`, f && !d && !n && schemeAdvice(s.url, a) ];
return [ ...e.warnings, ...p.filter(e => "string" == typeof e) ];
}
function plan_namesOf({kind: e, names: t}) {
return "crates-io" === e ? [ void 0 ] : t;
}
function programOf({keeper: e}) {
if ("file" !== e.kind) return e.providers.map(e => e.join(" ")).join(", then ");
}
const we = "login", ye = 2, be = object({
version: S,
file: A,
kept: C,
logins: list(object({
id: A,
registry: A,
names: list(json_optional(A)),
issuer: json_optional(A)
}))
});
function save(e, t, r) {
var n;
n = {
file: e,
kept: r,
logins: t.map(({lease: {id: e, registry: t, entries: r, revocation: n}}) => ({
id: e,
registry: t,
names: r.map(({name: e}) => e),
issuer: n?.url
}))
}, runner_saveState({
[we]: JSON.stringify({
version: ye,
...n
})
});
}
const ke = 5;
function login_setOutputs(e, {requests: t}, {file: r}) {
const n = e.some(({keeper: e}) => "file" === e.kind);
setOutputs({
registry: e.map(({registry: e}) => e.name).join("\n"),
"credentials-file": n ? r.path : "",
"logged-in": String(e.length === t.length)
});
}
async function logoutAtEnd() {
const e = function() {
const e = readState(we);
if ("" === e) return "none";
const t = parseJson(e, be);
return t?.version === ye ? t : "damaged";
}();
if ("none" === e) runner_info("Nothing to log out of: the main step did not log in"); else if ("damaged" === e) runner_error("the state that the main step saved is damaged, so its token may still be stored; look at the credentials file in the Cargo home of this machine"); else try {
await async function(e) {
const {file: t, kept: r, logins: n} = e;
if (r) return void runner_info(`The login to ${registriesOf(e)} was kept, as \`logout: false\` asks`);
await async function({file: e, logins: t}) {
for (const {id: r, issuer: n} of t) {
if (void 0 === n) continue;
const {revocation: t} = readLogins(e).leases.find(e => e.id === r) ?? {};
void 0 !== t ? await revokeToken(n, new Secret(t.token)) : warnOfUnrevoked(n, "it is no longer in the credentials file");
}
}(e);
const o = {
ids: n.map(({id: e}) => e),
temp: temporaryFolder(),
names: n.flatMap(({names: e}) => e),
tokens: secretForms().map(e => new Secret(e)).map(e => e.expose())
}, i = await endLeases(t, o, () => {});
if (function(e, t) {
const {file: r, logins: n} = t, {removed: o, due: i, shared: s, byToken: a, lost: c} = e, l = n.filter(({names: e}) => e.some(e => a.includes(e)));
for (const {registry: e} of l) reportLogout(e);
for (const {registry: e, changed: t} of o) t ? runner_info(`The entry for \`${e}\` was changed or removed during the job, so nothing is removed`) : reportLogout(e);
for (const {registry: e, provider: t} of s) runner_info(`The login to \`${e}\` with \`${t}\` stays: other jobs need it`);
c ? runner_warning(`the credentials file \`${r}\` does not record the login to ${registriesOf(t)}; a token that was moved or copied during the job may still be stored. If the main step was killed early, nothing is stored`) : o.length + l.length + s.length + i.length === 0 && runner_info(`Nothing left to log out of: ${registriesOf(t)} already ended`);
}(i, e), i.due.length + i.swept.length === 0) return;
const {endWithCargo: s, reportSwept: a} = await Promise.resolve().then(__nccwpck_require__.t.bind(__nccwpck_require__, 428, 23));
a(i.swept), await s(i.due, readCargoInputs);
}(e);
} catch (t) {
runner_error(`the token for ${registriesOf(e)} could not be removed from \`${e.file}\`: ${messageOf(t)}\nRemove it there; the next login or logout on this machine will try again`);
}
}
function registriesOf({logins: e}) {
return e.map(({registry: e}) => `\`${e}\``).join(", ");
}
function reportLogout(e) {
runner_info(`Logout token for \`${e}\` has been removed from local storage`);
}
async function main() {
return await run(1, async () => {
const e = function() {
!function(e) {
const t = e.flatMap(e => [ e, ...e.split(/[\r\n]+/) ]).flatMap(e => [ e, e.trim() ]);
for (const e of new Set(t)) "" !== e.trim() && setSecret(e);
}(secretForms());
const e = oneOf("command", [ "login", "logout" ], "login");
return {
command: e,
requests: readRequests("login" === e),
index: optional("index"),
verify: isTrue("verify", "false"),
missingToken: oneOf("missing-token", [ "error", "warn", "skip" ], "error"),
logout: isTrue("logout", "true"),
...readCargoInputs(),
trustedPublishingUrl: readTrustedPublishingUrl()
};
}();
"login" === e.command ? await async function(e) {
const t = readMachine(e), isForCratesIo = ({registry: r}) => "crates-io" === resolveTarget(r, e, t).registry.kind, r = [];
try {
await async function(e, t, r) {
for (const n of e.requests) {
const {token: o} = n, i = (o && {
...n,
token: o,
issuer: void 0
}) ?? await requestToken(n, e, t);
void 0 !== i && r.push(i);
}
}(e, isForCratesIo, r), checkCancelled(), r.length > 0 ? await async function(e, t, r) {
const n = function(e, t, r) {
const n = e.map(e => {
const n = resolveTarget(e.registry, t, r);
return {
request: e,
...n,
lease: leaseFor(n, e)
};
});
for (const [e, {registry: t, request: r}] of n.entries()) {
const isSame = e => plan_namesOf(t).includes(e), o = n.slice(0, e).find(e => plan_namesOf(e.registry).some(isSame));
if (void 0 !== o) throw new UserError(`${o.request.origin} and ${r.origin} mean the same registry, \`${t.name}\``);
}
for (const e of n) for (const r of plan_warningsFor(e, t)) runner_warning(r);
return n;
}(e, t, r);
t.verify && await async function(e) {
const {verify: t} = await Promise.resolve().then(__nccwpck_require__.t.bind(__nccwpck_require__, 428, 23));
for (const {registry: r, request: n} of e) {
const {name: e, kind: o, index: i} = r, s = "crates-io" === o ? "crates.io checks a token only when it is used" : await t(e, i.url, n.token, cancellation());
void 0 === s ? runner_info(`The registry \`${e}\` accepts the token`) : runner_notice(`the token for \`${e}\` could not be verified: ${s}`);
}
}(n);
const {target: o} = r.file;
save(o, n, !1);
const i = n.map(({lease: e}) => e), {swept: s} = await async function(e, t, r) {
try {
return t.forEach(createMarker), await change(e, r, ({base: e, leases: r}) => (function(e, t) {
for (const {registry: r, index: n, entries: o} of e) {
const e = o.map(({name: e}) => e), isSame = t => t.entries.some(({name: t}) => e.includes(t)), i = t.find(e => e.index !== n && isSame(e));
if (void 0 !== i) throw new UserError(`a job on this machine is already logged in to a registry \`${r}\` with the index ${i.index}, but the index here is ${n}; cargo would send one job's token to the other's server. Give one registry another name, or give the jobs a CARGO_HOME of their own`);
}
}(t, r), {
base: e,
leases: [ ...r, ...t ]
}));
} catch (e) {
throw t.forEach(removeMarker), e;
}
}(o, i, checkCancelled);
s.length > 0 && (await Promise.resolve().then(__nccwpck_require__.t.bind(__nccwpck_require__, 428, 23))).reportSwept(s), 
await async function(e, t, r) {
const {target: n} = r.file, o = e.map(({lease: e}) => e), i = [];
let s;
try {
const a = e.flatMap(({registry: e}) => e.exported ?? []), c = Object.fromEntries(a.map(({name: e, value: t}) => [ e, t ]));
Object.assign(process.env, c);
for (const {lease: r, keeper: n, request: o} of e) {
if ("file" === n.kind) continue;
const {logInWithCargo: e} = await Promise.resolve().then(__nccwpck_require__.t.bind(__nccwpck_require__, 428, 23));
s = r;
const a = await e(r, o.token, t, checkCancelled);
if ("unsure" !== a.kind && (s = void 0), "done" !== a.kind) throw new UserError(a.why);
i.push(r);
}
if (checkCancelled(), a.length > 0 && exportVariables(c), login_setOutputs(e, t, r), 
t.logout) return;
await async function(e, t, r) {
const n = t.map(({id: e}) => e), o = t.flatMap(e => e.entries), i = o.map(({name: e}) => e);
await change(e, r, ({base: t, leases: r}) => {
const s = r.filter(({id: e}) => !n.includes(e)), {text: a} = o.reduce(setEntry, parseDocument(t?.text ?? "", e));
return {
base: 0 === o.length ? t : {
text: a,
mode: T
},
leases: s.map(e => withoutNames(e, i, !0))
};
}, n), t.forEach(removeMarker);
}(n, o, checkCancelled), save(n, e, !0);
} catch (e) {
const r = o.filter(e => e !== s);
throw await async function(e, t, r, n, o) {
const i = process.uptime() + ke, giveUp = () => {
if (process.uptime() > i) throw new UserError("another job holds the lock too long");
};
try {
const i = {
ids: t.map(({id: e}) => e),
temp: temporaryFolder(),
names: [],
tokens: []
}, {due: s} = await endLeases(e, i, giveUp), {endWithCargo: a} = await Promise.resolve().then(__nccwpck_require__.t.bind(__nccwpck_require__, 428, 23)), isDue = ({id: e}) => s.some(t => t.id === e);
return await a(r.filter(isDue), () => n), o;
} catch (e) {
const t = `Could not undo the changes: ${messageOf(e)}. The post step will try again.`;
return new UserError(`${messageOf(o)}\n${t}`, {
cause: e
});
}
}(n, r, i, t, e);
}
}(n, t, r), isQuiet(r.config, t.cargoArgs) || function(e, {file: t}) {
for (const {lease: r, keeper: n} of e) {
const {registry: e, index: o, provider: i, revocation: s} = r, a = void 0 === s ? "" : ` issued by ${s.url} for this job`, c = "file" === n.kind ? `in ${t.path}` : `by \`${i}\`, configured in ${describe(n.definition)}`;
runner_info(`Login token for \`${e}\` (${o})${a} saved ${c}`);
}
}(n, r);
}(r, e, t) : login_setOutputs([], e, t);
} catch (e) {
for (const {issuer: e, token: t} of r) void 0 !== e && await revokeToken(e, t);
throw e;
}
}(e) : await async function(e) {
const t = readMachine(e), r = e.requests.map(({registry: r}) => resolveTarget(r, e, t));
for (const e of r.flatMap(({registry: e}) => e.warnings)) runner_warning(e);
const n = r.filter(({keeper: e}) => "file" === e.kind);
setOutputs({
registry: r.map(({registry: e}) => e.name).join("\n"),
"credentials-file": n.length > 0 ? t.file.path : "",
"logged-in": "false"
});
const o = n.flatMap(({registry: e}) => plan_namesOf(e)), {removed: i, swept: s} = await async function(e, t, r) {
const isNeeded = ({entries: e, provider: t, revocation: r}) => e.length > 0 || void 0 !== t || void 0 !== r;
return await change(e, r, r => {
const n = parseDocument(layOver(r, e), e), o = r.leases.map(e => withoutNames(e, t, e.changed));
return {
base: without(r.base, t, e),
leases: o.filter(isNeeded),
removed: t.filter(e => void 0 !== tokenOf(n, e))
};
});
}(t.file.target, o, checkCancelled);
s.length > 0 && (await Promise.resolve().then(__nccwpck_require__.t.bind(__nccwpck_require__, 428, 23))).reportSwept(s);
for (const n of r) {
const {registry: r, keeper: o} = n;
let s = plan_namesOf(r).some(e => i.includes(e));
if ("program" === o.kind) {
const {logOutWithCargo: t} = await Promise.resolve().then(__nccwpck_require__.t.bind(__nccwpck_require__, 428, 23)), o = {
registry: r.name,
provider: programOf(n),
revocation: void 0
};
s = await t(o, e);
}
isQuiet(t.config, e.cargoArgs) || (s ? reportLogout(r.name) : runner_info(`Logout not currently logged in to \`${r.name}\``));
}
}(e);
});
}
async function post() {
return await run(0, logoutAtEnd);
}
async function run(e, t) {
let r = 0;
Object.defineProperty(process, "stdout", {
configurable: !0,
value: {
write: e => ("" === m && setImmediate(flush), m += e, !0)
}
});
try {
!function() {
const {node: e} = process.versions;
if (!(Number.parseInt(e, 10) >= $e)) throw new UserError(`this action needs Node ${$e} or newer, but the runner uses Node ${e}; update the runner or its Node`);
}(), function() {
const e = "win32" === process.platform ? "SIGBREAK" : "SIGTERM";
for (const t of [ "SIGINT", e ]) process.on(t, () => {
p ??= new UserError(`the step was cancelled (${t})`), h?.abort(p);
});
}(), await t();
} catch (t) {
!function(e) {
runner_error(function(e) {
return e instanceof Error && "UserError" === e.name;
}(e) ? e.message : `unexpected error, please report it: ${messageOf(e)}`), e instanceof Error && e.stack && runner_debug(e.stack);
}(t), r = e;
}
flush(), process.exit(r);
}
const $e = 20;
module.exports = o;
})(), require.main === module && module.exports.main();
