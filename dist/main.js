(() => {
"use strict";
var e = {
428: e => {
e.exports = require("./on-demand.js");
}
};
var t = {};
function __nccwpck_require__(n) {
var r = t[n];
if (r !== void 0) return r.exports;
var o = t[n] = {
exports: {}
};
var i = true;
try {
e[n](o, o.exports, __nccwpck_require__);
i = false;
} finally {
if (i) delete t[n];
}
return o.exports;
}
if (typeof __nccwpck_require__ !== "undefined") __nccwpck_require__.ab = __dirname + "/";
(() => {
var e = Object.getPrototypeOf ? e => Object.getPrototypeOf(e) : e => e.__proto__;
var t;
__nccwpck_require__.t = function(n, r) {
if (r & 1) n = this(n);
if (r & 8) return n;
if (typeof n === "object" && n) {
if (r & 4 && n.__esModule) return n;
if (r & 16 && typeof n.then === "function") return n;
}
var o = Object.create(null);
__nccwpck_require__.r(o);
var i = {};
t = t || [ null, e({}), e([]), e(e) ];
for (var s = r & 2 && n; typeof s == "object" && !~t.indexOf(s); s = e(s)) Object.getOwnPropertyNames(s).forEach(e => i[e] = () => n[e]);
i["default"] = () => n;
__nccwpck_require__.d(o, i);
return o;
};
})();
(() => {
__nccwpck_require__.d = (e, t) => {
for (var n in t) if (__nccwpck_require__.o(t, n) && !__nccwpck_require__.o(e, n)) Object.defineProperty(e, n, {
enumerable: true,
get: t[n]
});
};
})();
(() => {
__nccwpck_require__.o = (e, t) => Object.prototype.hasOwnProperty.call(e, t);
})();
(() => {
__nccwpck_require__.r = e => {
if (typeof Symbol !== "undefined" && Symbol.toStringTag) Object.defineProperty(e, Symbol.toStringTag, {
value: "Module"
});
Object.defineProperty(e, "__esModule", {
value: true
});
};
})();
var n = {};
__nccwpck_require__.r(n);
__nccwpck_require__.d(n, {
main: () => main,
post: () => post
});
class UserError extends Error {
name="UserError";
}
function isUserError(e) {
return e instanceof Error && e.name === "UserError";
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
return typeof t === "string" ? t : void 0;
}
function systemFailure(e, t, n) {
const [, r = "a system error"] = /^[A-Z0-9_]+: ([^,]+)/.exec(messageOf(n)) ?? [];
return new UserError(`cannot ${e} \`${t}\`: ${r} (${errorCode(n)})`, {
cause: n
});
}
const r = require("node:fs");
const o = require("node:path");
const i = /(?:'[^']*'|"[^"]*"|\S)+/g;
const s = /'([^']*)'|"([^"]*)"/g;
const a = /^(?:(?:-v+|--verbose|-q|--quiet|--color[ =]\w+|-Z ?\S+)(?: |$))*$/;
function parseCargoArguments(e, t) {
const n = (e !== "" && e.match(i) || []).map(e => e.replace(s, "$1$2"));
const r = n.includes("--") ? n.indexOf("--") : n.length;
const o = n[0]?.startsWith("+") ? 1 : 0;
const c = n.slice(o, r);
if (c.length > 0 && !a.test(c.join(" "))) throw new UserError(`${t} has an argument that is not accepted. It takes \`+TOOLCHAIN\` first, \`-Z FLAG\`, ` + "`-v`, `-q`, `--color WHEN`, and arguments for the provider after `--`. For anything " + "else, use the inputs `token`, `registry`, `index`, `config`, and `working-directory`.");
return {
toolchain: n.slice(0, o),
options: c,
provider: n.slice(r + 1),
quiet: c.some(e => /^(-q|--quiet)$/.test(e)),
verbose: c.some(e => /^(-v+|--verbose)$/.test(e))
};
}
const c = require("node:os");
const l = require("os");
function utils_toCommandValue(e) {
if (e === null || e === void 0) return ""; else if (typeof e === "string" || e instanceof String) return e;
return JSON.stringify(e);
}
function toCommandProperties(e) {
if (!Object.keys(e).length) return {};
return {
title: e.title,
file: e.file,
line: e.startLine,
endLine: e.endLine,
col: e.startColumn,
endColumn: e.endColumn
};
}
function command_issueCommand(e, t, n) {
const r = new Command(e, t, n);
process.stdout.write(r.toString() + l.EOL);
}
const u = "::";
class Command {
constructor(e, t, n) {
if (!e) e = "missing.command";
this.command = e;
this.properties = t;
this.message = n;
}
toString() {
let e = u + this.command;
if (this.properties && Object.keys(this.properties).length > 0) {
e += " ";
let t = true;
for (const n in this.properties) if (this.properties.hasOwnProperty(n)) {
const r = this.properties[n];
if (r) {
if (t) t = false; else e += ",";
e += `${n}=${escapeProperty(r)}`;
}
}
}
e += `${u}${escapeData(this.message)}`;
return e;
}
}
function escapeData(e) {
return utils_toCommandValue(e).replace(/%/g, "%25").replace(/\r/g, "%0D").replace(/\n/g, "%0A");
}
function escapeProperty(e) {
return utils_toCommandValue(e).replace(/%/g, "%25").replace(/\r/g, "%0D").replace(/\n/g, "%0A").replace(/:/g, "%3A").replace(/,/g, "%2C");
}
require("path");
void 0 && (void 0).__awaiter;
var f;
(function(e) {
e[e["Success"] = 0] = "Success";
e[e["Failure"] = 1] = "Failure";
})(f || (f = {}));
function setSecret(e) {
command_issueCommand("add-mask", {}, e);
}
function getInput(e, t) {
const n = process.env[`INPUT_${e.replace(/ /g, "_").toUpperCase()}`] || "";
if (t && t.required && !n) throw new Error(`Input required and not supplied: ${e}`);
if (t && t.trimWhitespace === false) return n;
return n.trim();
}
function isDebug() {
return process.env["RUNNER_DEBUG"] === "1";
}
function debug(e) {
command_issueCommand("debug", {}, e);
}
function error(e, t = {}) {
command_issueCommand("error", toCommandProperties(t), e instanceof Error ? e.toString() : e);
}
function warning(e, t = {}) {
command_issueCommand("warning", toCommandProperties(t), e instanceof Error ? e.toString() : e);
}
function notice(e, t = {}) {
command_issueCommand("notice", toCommandProperties(t), e instanceof Error ? e.toString() : e);
}
function info(e) {
process.stdout.write(e + l.EOL);
}
function getState(e) {
return process.env[`STATE_${e}`] || "";
}
const environment = () => process.env;
const rawInput = e => process.env[`INPUT_${e.toUpperCase()}`];
const input = e => getInput(e);
const workspace = () => (0, o.resolve)(process.env["GITHUB_WORKSPACE"] || ".");
function temporaryFolder() {
const e = process.env["RUNNER_TEMP"];
return e && (0, o.isAbsolute)(e) ? e : void 0;
}
function homeFolder() {
const e = attempt(c.homedir);
if (e) return e;
throw new UserError("the home folder of this user is unknown; set CARGO_HOME, or HOME (USERPROFILE on Windows)");
}
let d = "";
function collectOutput() {
const write = e => {
if (d === "") setImmediate(flush);
d += e;
return true;
};
Object.defineProperty(process, "stdout", {
configurable: true,
value: {
write: write
}
});
}
function flush() {
let e = Buffer.from(d);
d = "";
while (e.length > 0) try {
e = e.subarray((0, r.writeSync)(1, e));
} catch (e) {
if (errorCode(e) !== "EAGAIN") return;
Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 1);
}
}
let p;
let h;
function listenForCancellation() {
const e = process.platform === "win32" ? "SIGBREAK" : "SIGTERM";
for (const t of [ "SIGINT", e ]) process.on(t, () => {
p ??= new UserError(`the step was cancelled (${t})`);
h?.abort(p);
});
}
function checkCancelled() {
if (p !== void 0) throw p;
}
function cancellation() {
h ??= new AbortController;
if (p !== void 0) h.abort(p);
return h.signal;
}
const m = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u2028\u2029]/g;
function printable(e) {
if (!/[^ -~]|^\s*::|##\[|@/.test(e)) return e;
return e.replaceAll("\r\n", "\n").replace(/\/\/(?!git@)[^/?#\s]*@/g, "//***@").replace(m, e => `\\u{${e.charCodeAt(0).toString(16)}}`).replace(/^(\s*):(?=:)/gm, "$1:\u200b").replaceAll("##[", "##\u200b[");
}
function mask(e) {
const t = e.flatMap(e => [ e, ...e.replaceAll("\r", "\n").split("\n") ]);
const n = t.flatMap(e => [ e, e.trim() ]);
for (const e of new Set(n)) if (e.trim() !== "") setSecret(e);
}
const runner_info = e => info(printable(e));
const runner_notice = e => notice(printable(e));
const runner_warning = e => warning(printable(e));
const runner_error = e => error(printable(e));
function runner_debug(e) {
if (g()) debug(printable(e));
}
const g = isDebug;
const v = getState;
const setOutputs = e => append("GITHUB_OUTPUT", e);
const exportVariables = e => append("GITHUB_ENV", e);
const runner_saveState = e => append("GITHUB_STATE", e);
function append(e, t) {
const n = process.env[e];
if (!n) throw new UserError(`${e} is not set; this runner does not support JavaScript actions`);
try {
(0, r.appendFileSync)(n, Object.entries(t).map(assignment).join(""));
} catch (t) {
throw systemFailure(`write to ${e},`, n, t);
}
}
function assignment([e, t]) {
if (!t.includes("\n") && !t.includes("\r")) return `${e}=${t}\n`;
let n = "END";
while (t.includes(n)) n += "_";
return `${e}<<${n}\n${t}\n${n}\n`;
}
const w = Symbol.for("nodejs.util.inspect.custom");
const y = "***";
class Secret {
#e;
constructor(e) {
this.#e = e;
}
expose() {
return this.#e;
}
toString=() => y;
toJSON=this.toString;
[w]=this.toString;
}
const b = [ "Bearer", "Basic", "Token" ];
function normalizeToken(e) {
const t = e.trim();
return t.startsWith("cargo login") ? t.replace(/^cargo login(\s+|$)/, "") : t;
}
function storedForm(e, {scheme: t, username: n}) {
const r = n === void 0 ? t : "Basic";
if (r === void 0 || schemeOf(e) === r) return e;
const o = n === void 0 ? e : Buffer.from(`${n}:${e}`).toString("base64");
return `${r} ${o}`;
}
function schemeOf(e) {
const [t = ""] = e.replaceAll("\t", " ").split(" ", 1);
if (t === e) return;
return b.find(e => e.toLowerCase() === t.toLowerCase());
}
function withoutScheme(e) {
const t = schemeOf(e);
return t === void 0 ? e : e.slice(t.length).trim();
}
function allForms(e, t) {
const n = normalizeToken(e);
if (n === "") return [];
const r = storedForm(n, t);
return [ e, n, withoutScheme(n), r, withoutScheme(r) ];
}
const k = /^[\w.~+/-]{9,}=*$/;
const _ = [ [ /^\*+$/, "only asterisks, which a runner prints in place of a secret" ], [ /\$\{\{/, "an expression that was not expanded; check where `${{ \u2026 }}` is written" ], [ /^(\$\w+|\$\{\w+\}|\$env:\w+|%\w+%)$/, "the name of a variable, which no shell expands here" ], [ /^(".*"|'.*'|`.*`)$/s, "a value in quotes; remove the quotes from the secret" ], [ /^token\s*=/i, "a line of a TOML file; only the value without quotes is the token" ], [ /^--?[a-z][\w-]*(\s|=+[^=])/i, "a command-line option; give the name in the input `registry`" ] ];
function checkToken(e, t) {
if (k.test(e)) return;
if (/[\r\n]/.test(e)) throw new UserError(`${t} has several lines, but a token is one line; check its secret`);
const n = _.find(([t]) => t.test(e) || t.test(withoutScheme(e)));
if (n !== void 0) throw new UserError(`${t} is not a token: it is ${n[1]}`);
const r = [ ...e ].findIndex(e => !/^[\t\x20-\x7e]$/.test(e));
if (r === -1) return;
throw new UserError("token contains invalid characters.\n" + "Only printable ISO-8859-1 characters are allowed as it is sent in a HTTPS header.\n" + `(${t}, character ${r + 1}; check the secret it comes from)`);
}
function isBrokenBasic(e) {
if (schemeOf(e) !== "Basic") return false;
const t = withoutScheme(e);
const n = /^[A-Za-z0-9+/]+={0,2}$/.test(t);
return !n || !Buffer.from(t, "base64").includes(":");
}
const $ = "`scheme: Bearer`";
const x = "`username: PAT` for a personal access token, or `scheme: Bearer`";
const O = [ [ "JFrog Artifactory", [ "/artifactory/api/cargo/" ], /Bearer|Basic/, $ ], [ "Gitea or Forgejo", [ "/api/packages/", "/cargo" ], /Bearer|Token|Basic/, $ ], [ "GitLab", [ "/api/v4/projects/", "/packages/cargo" ], /Bearer/, $ ], [ "Buf", [ "//buf.build/" ], /Bearer/, $ ], [ "Cloudsmith", [ "//cargo.cloudsmith.io/" ], /Token|Bearer|Basic/, "`scheme: Token`" ], [ "Azure Artifacts", [ "/_packaging/", "/Cargo/index/" ], /Basic|Bearer/, x ] ];
function schemeAdvice(e, t) {
const n = O.find(([, t]) => t.every(t => e.includes(t)));
if (n === void 0) return;
const r = schemeOf(t);
const [o, , i, s] = n;
if (r !== void 0 && i.test(r)) return;
const a = r === void 0 ? "has no scheme" : `has the scheme \`${r}\``;
return `\`${e}\` looks like ${o}, which expects a token with a scheme, but the token ${a}; set ${s}`;
}
function readInputs() {
mask(secretForms());
const e = oneOf("command", [ "login", "logout" ], "login");
return {
command: e,
requests: readRequests(e === "login"),
index: optional("index"),
verify: isTrue("verify", "false"),
missingToken: oneOf("missing-token", [ "error", "warn", "skip" ], "error"),
logout: isTrue("logout", "true"),
...readCargoInputs(),
trustedPublishingUrl: readTrustedPublishingUrl()
};
}
function readCargoInputs() {
return {
config: inputLines("config").map(({text: e}) => e),
workingDirectory: readWorkingDirectory(),
cargoArgs: parseCargoArguments(input("cargo-args"), "input `cargo-args`")
};
}
function secretsGiven() {
return secretForms().map(e => new Secret(e));
}
function secretForms() {
const e = {
scheme: choice("scheme", b),
username: optional("username")
};
const t = [ rawInput("token") ?? "", ...readPairs().map(({token: e}) => e) ];
return t.flatMap(t => allForms(t, e));
}
const optional = e => input(e) || void 0;
function choice(e, t) {
const n = input(e).toLowerCase();
return t.find(e => e.toLowerCase() === n);
}
function oneOf(e, t, n) {
const r = choice(e, t);
const o = input(e);
if (r !== void 0 || o === "") return r ?? n;
const i = /^[\w-]{1,16}$/.test(o) ? `is \`${o}\`, but ` : "";
const s = t.map(e => `\`${e}\``).join(", ");
throw new UserError(`input \`${e}\` ${i}must be one of ${s}`);
}
const isTrue = (e, t) => oneOf(e, [ "true", "false" ], t) === "true";
function inputLines(e) {
const t = rawInput(e) || void 0;
return (t?.split(/\r\n|\r|\n/) ?? []).map((e, t) => ({
number: t + 1,
text: e.trim()
})).filter(({text: e}) => e !== "");
}
function readPairs() {
const e = inputLines("tokens").filter(({text: e}) => !e.startsWith("#"));
return e.map(({number: e, text: t}) => {
const n = t.indexOf("=");
const r = t.slice(0, Math.max(n, 0)).trim();
const o = t.slice(n + 1).trim();
const i = /^(?=.*[A-Z])(?=.*[\d+/])[\w+/-]{17,}={1,2}$/.test(t);
return {
number: e,
name: i ? "" : r,
token: i ? t : o
};
});
}
function readForm() {
const e = optional("username");
const t = oneOf("scheme", b, void 0);
if (e !== void 0 && t !== void 0 && t !== "Basic") throw new UserError(`input \`username\` means \`Basic\`, not \`${t}\`; remove one`);
if (e?.includes(":")) throw new UserError("input `username` has a colon; give the part after the colon as the token");
return {
scheme: t,
username: e
};
}
function readRequests(e) {
const t = readForm();
const request = (n, r, o) => {
const i = e ? normalizeToken(r) : "";
if (i === "") return {
registry: n,
token: void 0,
origin: o
};
checkToken(i, o);
return {
registry: n,
token: new Secret(storedForm(i, t)),
origin: o
};
};
if (inputLines("tokens").length === 0) return [ request(optional("registry"), rawInput("token") ?? "", "input `token`") ];
const n = [ "token", "registry", "index" ].find(e => optional(e) !== void 0);
if (n !== void 0) throw new UserError(`input \`tokens\` cannot be combined with \`${n}\`; remove one`);
const r = readPairs();
if (r.length === 0) throw new UserError("input `tokens` has no line NAME=TOKEN; add one");
return r.map(({number: e, name: t, token: n}) => {
const r = `line ${e} of input \`tokens\``;
if (t === "" || /\s[A-Za-z_][\w-]*=[^=\s]/.test(n)) throw new UserError(`${r} must be one NAME=TOKEN: a registry, \`=\`, and its token`);
return request(t, n, r);
});
}
function readWorkingDirectory() {
const e = optional("working-directory");
const t = (0, o.resolve)(workspace(), e ?? "");
const n = attempt(() => (0, r.statSync)(t).isDirectory());
if (n) return process.platform === "win32" ? t : r.realpathSync.native(t);
if (e === void 0) return t;
throw new UserError(`input \`working-directory\` is \`${e}\`, but \`${t}\` is not a folder; run actions/checkout before this step, or correct the path`);
}
const E = "https://crates.io";
const T = /^(https:|http:\/\/(localhost|127\.\d+\.\d+\.\d+|\[::1\])[:/])[^@?#]*$/;
function readTrustedPublishingUrl() {
const e = rawInput("trusted-publishing-url")?.trim() ?? E;
if (e === "") return;
if (e === E) return E;
const t = URL.canParse(e) ? new URL(e).href : "";
if (T.test(t)) return t.replace(/\/+$/, "");
throw new UserError(`input \`trusted-publishing-url\` is \`${e.replace(/^.*@/s, "***@")}\`, but it must be an https address without a user name, query or fragment, such as \`${E}\`, or empty`);
}
const A = require("node:buffer");
function getLineColFromPtr(e, t) {
let n = e.slice(0, t).split(/\r?\n/);
return [ n.length, n.pop().length + 1 ];
}
function makeCodeBlock(e, t, n) {
let r = e.split(/\r?\n/);
let o = "";
let i = (Math.log10(t + 1) | 0) + 1;
for (let e = t - 1; e <= t + 1; e++) {
let s = r[e - 1];
if (!s) continue;
o += e.toString().padEnd(i, " ");
o += ":  ";
o += s;
o += "\n";
if (e === t) {
o += " ".repeat(i + n + 2);
o += "^\n";
}
}
return o;
}
class TomlError extends Error {
line;
column;
codeblock;
constructor(e, t) {
const [n, r] = getLineColFromPtr(t.toml, t.ptr);
const o = makeCodeBlock(t.toml, n, r);
super(`Invalid TOML document: ${e}\n\n${o}`, t);
this.line = n;
this.column = r;
this.codeblock = o;
}
static x(e, t, n) {
throw new TomlError(e, {
toml: t.s,
ptr: n ?? t.p
});
}
}
function parseString(e) {
let t = e.p;
let n = e.s.charCodeAt(e.p++);
let r = n;
let o = n === 39;
let i = n === e.s.charCodeAt(e.p) && n === e.s.charCodeAt(e.p + 1);
if (i) if ((n = e.s.charCodeAt(e.p += 2)) === 10) e.p++; else if (n === 13 && e.s.charCodeAt(e.p + 1) === 10) e.p += 2;
let s = "";
let a = e.p;
let c = 0;
for (;e.p < e.s.length; e.p++) {
n = e.s.charCodeAt(e.p);
if (i && (n === 10 || n === 13 && e.s.charCodeAt(e.p + 1) === 10)) c = c && 3; else if (n < 32 && n !== 9 || n === 127) TomlError.x("control characters are not allowed in strings", e); else if ((!c || c === 3) && n === r && (!i || e.s.charCodeAt(e.p + 1) === r && e.s.charCodeAt(e.p + 2) === r)) {
if (i) {
if (e.s.charCodeAt(e.p + 3) === r) e.p++;
if (e.s.charCodeAt(e.p + 3) === r) e.p++;
}
if (!c) {
let t = e.s.slice(a, e.p);
s = s ? s + t : t;
}
e.p += i ? 3 : 1;
return s;
} else if (!c) {
if (!o && n === 92) {
s += e.s.slice(a, a = e.p);
c = 1;
}
} else if (c === 1) if (n === 120 || n === 117 || n === 85) {
let t = e.p++ - 1;
let r = 0;
let o = n === 120 ? 2 : n === 117 ? 4 : 8;
for (let t = 0; t < o; t++, e.p++) {
let t = e.s.charCodeAt(e.p);
let n = t >= 48 && t <= 57 ? t - 48 : t >= 65 && t <= 70 ? t - 65 + 10 : t >= 97 && t <= 102 ? t - 97 + 10 : -1;
if (n < 0) TomlError.x("invalid non-hex character in unicode escape", e);
r = r << 4 | n;
}
if (r < 0 || r > 1114111 || r >= 55296 && r <= 57343) TomlError.x("invalid unicode escape", e, t);
s += String.fromCodePoint(r);
a = e.p--;
c = 0;
} else if (i && (n === 32 || n === 9)) c = 2; else {
if (n === 98) s += "\b"; else if (n === 116) s += "\t"; else if (n === 110) s += "\n"; else if (n === 102) s += "\f"; else if (n === 114) s += "\r"; else if (n === 101) s += "\x1b"; else if (n === 34) s += '"'; else if (n === 92) s += "\\"; else TomlError.x("unrecognised escape sequence", e);
a = e.p + 1;
c = 0;
} else if (n !== 32 && n !== 9) {
if (c === 2) TomlError.x("invalid escape: only line-ending whitespace may be escaped", e, a);
c = !o && n === 92 ? 1 : 0;
a = e.p;
}
}
TomlError.x("unfinished string", e, t);
}
let S = /^(\d{4}-\d{2}-\d{2})?[Tt ]?(?:(\d{2}):\d{2}(?::\d{2}(?:\.\d+)?)?)?(Z|z|[-+]\d{2}:\d{2})?$/i;
class TomlDate extends Date {
#t=false;
#n=false;
#r=null;
constructor(e, t, n) {
let r = true;
let o = true;
let i = "Z";
let s;
if (typeof e === "string") if (t) e: {
if (t < 3) {
if (+e.slice(11, 13) > 23) {
e = "";
break e;
}
if (t === 2) {
i = null;
e += "Z";
} else if ((s = e.charCodeAt(e.length - 1)) !== 90 && s !== 122) i = e.slice(e.length - 6);
if (n) e = e.slice(0, 10) + "T" + e.slice(11);
} else if (t === 4) e = +e.slice(0, 2) > 23 ? "" : `0000-01-01T${e}Z`;
r = t !== 4;
o = t !== 3;
} else {
let t = e.match(S);
if (t) {
if (!t[1]) {
r = false;
e = `0000-01-01T${e}`;
}
o = !!t[2];
o && e[10] === " " && (e = e.replace(" ", "T"));
if (t[2] && +t[2] > 23) e = ""; else {
i = t[3] || null;
if (!i && o) e += "Z";
}
} else e = "";
}
super(e);
if (!isNaN(this.getTime())) {
this.#t = r;
this.#n = o;
this.#r = i;
}
}
isDateTime() {
return this.#t && this.#n;
}
isLocal() {
return !this.#t || !this.#n || !this.#r;
}
isDate() {
return this.#t && !this.#n;
}
isTime() {
return this.#n && !this.#t;
}
isValid() {
return this.#t || this.#n;
}
toISOString() {
let e = super.toISOString();
if (this.isDate()) return e.slice(0, 10);
if (this.isTime()) return e.slice(11, 23);
if (this.#r === null) return e.slice(0, -1);
if (this.#r === "Z" || this.#r === "z") return e;
let t = +this.#r.slice(1, 3) * 60 + +this.#r.slice(4, 6);
t = this.#r[0] === "-" ? t : -t;
let n = new Date(this.getTime() - t * 6e4);
return n.toISOString().slice(0, -1) + this.#r;
}
static wrapAsOffsetDateTime(e, t = "Z") {
let n = new TomlDate(e);
n.#r = t;
return n;
}
static wrapAsLocalDateTime(e) {
let t = new TomlDate(e);
t.#r = null;
return t;
}
static wrapAsLocalDate(e) {
let t = new TomlDate(e);
t.#n = false;
t.#r = null;
return t;
}
static wrapAsLocalTime(e) {
let t = new TomlDate(e);
t.#t = false;
t.#r = null;
return t;
}
}
function isDigit(e, t = 10) {
return t === 16 ? e > 47 && e < 58 || e > 64 && e < 71 || e > 96 && e < 103 : e > 47 && e < 48 + t;
}
function isEndOfValue(e, t) {
return e === 32 || e === 9 || e === 10 || e === 13 || t && (e === t || e === 44) || e === 35;
}
function extractValue(e, t) {
let n = e.p;
let r = e.s.charCodeAt(e.p);
if (r === 91 || r === 123) {
e.d-- || TomlError.x("document contains excessively nested structures. aborting.", e);
let t = r === 91 ? parseArray(e) : parseInlineTable(e);
e.d++;
return t;
}
if (r === 34 || r === 39) return parseString(e);
if (r === 116) {
if (e.s.charCodeAt(++e.p) !== 114 || e.s.charCodeAt(++e.p) !== 117 || e.s.charCodeAt(++e.p) !== 101) TomlError.x("invalid value", e, n);
return e.p++, true;
}
if (r === 102) {
if (e.s.charCodeAt(++e.p) !== 97 || e.s.charCodeAt(++e.p) !== 108 || e.s.charCodeAt(++e.p) !== 115 || e.s.charCodeAt(++e.p) !== 101) TomlError.x("invalid value", e, n);
return e.p++, false;
}
if (r === 43 || r === 45) return parseNumber(e, e.p, e.s.charCodeAt(++e.p), 44 - r, t);
if (e.s.charCodeAt(e.p + 4) === 45 && e.s.charCodeAt(e.p + 7) === 45) return parseDate(e, r, t);
if (e.s.charCodeAt(e.p + 2) === 58) return parseTime(e, r, t);
return parseNumber(e, e.p, r, 0, t);
}
function parseNumber(e, t, n, r, o) {
let i = n;
let s = 0;
let a = false;
if (i === 105) {
if (e.s.charCodeAt(++e.p) !== 110 || e.s.charCodeAt(++e.p) !== 102) TomlError.x("invalid value", e, t);
return e.p++, (r || 1) / 0;
}
if (i === 110) {
if (e.s.charCodeAt(++e.p) !== 97 || e.s.charCodeAt(++e.p) !== 110) TomlError.x("invalid value", e, t);
return e.p++, NaN;
}
if (i === 48) {
if (++e.p >= e.s.length || isEndOfValue(i = e.s.charCodeAt(e.p), o)) return e.bi === true ? 0n : 0;
if (!r) if (i === 120) return parseIntegerBaseN(e, t, 16, o); else if (i === 98) return parseIntegerBaseN(e, t, 2, o); else if (i === 111) return parseIntegerBaseN(e, t, 8, o);
if (i === 46) s = 2; else if (i === 101 || i === 69) s = 4; else TomlError.x("illegal leading zero", e, t);
} else if (!isDigit(i)) TomlError.x("invalid value", e, t);
while (++e.p < e.s.length && (i = e.s.charCodeAt(e.p), !isEndOfValue(i, o))) {
if (!s) s = 1;
if (i === 95) {
if (!(s & 1)) TomlError.x("illegal underscore", e);
s += 11;
a = true;
} else if (s === 1 && i === 46) s = 2; else if ((s === 1 || s === 3) && (i === 101 || i === 69)) s = 4; else if (s === 4 && (i === 43 || i === 45)) s = 6; else if (!isDigit(i)) TomlError.x(`illegal character in numeric literal`, e); else if (s > 9) s -= 11; else if (!(s & 1)) s++;
}
if (!s) {
let t = (n - 48) * (r || 1);
return e.bi === true ? BigInt(t) : t;
}
if (!(s & 1)) TomlError.x("unfinished numeric value", e, t);
let c = e.s.slice(t, e.p);
if (a) c = c.replaceAll("_", "");
return s > 1 ? parseFloat(c) : parseInteger(e, c, 10, t);
}
function parseIntegerBaseN(e, t, n, r) {
let o, i = 1;
while (++e.p < e.s.length && (o = e.s.charCodeAt(e.p), !isEndOfValue(o, r))) if (o === 95) {
if (i & 1) TomlError.x("illegal underscore", e);
i = 3;
} else if (!isDigit(o, n)) TomlError.x(`illegal character in numeric literal`, e); else if (i & 1) i--;
if (i & 1) TomlError.x("unfinished numeric value", e);
let s = e.s.slice(t + 2, e.p);
if (i) s = s.replaceAll("_", "");
return parseInteger(e, s, n, t);
}
function parseInteger(e, t, n, r) {
if (e.bi !== true) e: {
let o = parseInt(t, n);
if (!Number.isSafeInteger(o)) {
if (e.bi) break e;
TomlError.x("integer value cannot be represented losslessly", e, r);
}
return o;
}
return n === 10 ? BigInt(t) : BigInt((n === 2 ? "0b" : n === 8 ? "0o" : "0x") + t);
}
function parseDate(e, t, n) {
let r, o = e.p++;
if (!isDigit(t) || !isDigit(e.s.charCodeAt(e.p++)) || !isDigit(e.s.charCodeAt(e.p++)) || !isDigit(e.s.charCodeAt(e.p++))) return parseNumber(e, e.p = o, t, 0, n);
e.p += 5;
if (!isDigit(e.s.charCodeAt(e.p++))) TomlError.x("invalid date-time: date part is malformed", e, o);
if (e.p >= e.s.length || ((t = e.s.charCodeAt(e.p)) !== 32 || (r = true, !isDigit(e.s.charCodeAt(e.p + 1)))) && t !== 84 && t !== 116) {
let t = e.s.slice(o, e.p);
return readDate(e, t, 3, false, o);
}
if (e.s.charCodeAt(e.p += 3) !== 58) TomlError.x("invalid date-time: time part is malformed", e, o);
if (e.s.charCodeAt(e.p += 3) === 58) e.p += 3;
if (e.s.charCodeAt(e.p) === 46) while (isDigit(e.s.charCodeAt(++e.p))) ;
if (t = e.s.charCodeAt(e.p)) {
if (t === 90 || t === 122) {
let t = e.s.slice(o, ++e.p);
return readDate(e, t, 1, r, o, "[+00:00]");
}
if (t === 43 || t === 45) {
let t = e.s.slice(o, e.p += 6);
return readDate(e, t, 1, r, o, !e.ld && "[" + e.s.slice(e.p - 6, e.p) + "]");
}
}
let i = e.s.slice(o, e.p);
return readDate(e, i, 2, r, o);
}
function parseTime(e, t, n) {
let r = e.p;
if (!isDigit(t) || !isDigit(e.s.charCodeAt(++e.p))) return parseNumber(e, --e.p, t, 0, n);
if (e.s.charCodeAt(e.p += 4) === 58) e.p += 3;
if (e.s.charCodeAt(e.p) === 46) while (isDigit(e.s.charCodeAt(++e.p))) ;
let o = e.s.slice(r, e.p);
return readDate(e, o, 4, false, r);
}
function readDate(e, t, n, r, o, i) {
if (e.ld) {
let i = new TomlDate(t, n, r);
if (!i.isValid()) TomlError.x("invalid date", e, o);
return i;
}
try {
if (i) t += i;
switch (n) {
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
if (t === 10) break;
if (t === 13 && e.s.charCodeAt(e.p + 1) === 10) {
e.p++;
break;
}
if (t < 32 && t !== 9 || t === 127) TomlError.x("control characters are not allowed in comments", e);
}
}
function skipVoid(e, t, n) {
let r;
while (e.p < e.s.length) {
while (e.p < e.s.length && ((r = e.s.charCodeAt(e.p)) === 32 || r === 9 || !t && (r === 10 || r === 13 && e.s.charCodeAt(e.p + 1) === 10))) e.p++;
if (n || r !== 35) break;
skipComment(e);
}
}
function parseKey(e, t = 61) {
let n;
let r = 0;
let o = [];
let i;
let s = e.s.charCodeAt(n = e.p);
do {
if (s === t) {
if (!r) TomlError.x("unexpected end of key", e);
if (r === 1) o.push(e.s.slice(i, e.p));
return e.p++, o;
} else if (s === 46) {
if (!r) TomlError.x("illegal empty bare key", e);
if (r === 1) o.push(e.s.slice(i, e.p));
r = 0;
} else if (!r && (s === 34 || s === 39)) {
if (s === e.s.charCodeAt(e.p + 1) && s === e.s.charCodeAt(e.p + 2)) TomlError.x("illegal quoted key: multiline strings are not allowed", e);
o.push(parseString(e));
r = 2;
e.p--;
} else if (s === 32 || s === 9) {
if (r === 1) {
o.push(e.s.slice(i, e.p));
r = 2;
}
} else if (r === 2 || s < 48 && s !== 45 || s > 57 && s < 65 || s > 90 && s < 97 && s !== 95 || s > 122) TomlError.x("illegal character in key", e); else if (!r) {
r = 1;
i = e.p;
}
} while (s = e.s.charCodeAt(++e.p));
TomlError.x("incomplete key-value: cannot find end of key", e, n);
}
function parseInlineTable(e) {
let t = e.p++;
let n = Object.create(null);
let r = new Set;
let o;
while (e.p < e.s.length) {
skipVoid(e);
if ((o = e.s.charCodeAt(e.p)) === 125) {
e.p++;
return n;
}
let t;
let i = n;
let s = false;
let a = e.p;
let c = parseKey(e);
for (let n = 0; n < c.length; n++) {
if (n) i = s ? i[t] : i[t] = Object.create(null);
t = c[n];
if ((s = Object.hasOwn(i, t)) && (typeof i[t] !== "object" || r.has(i[t]))) TomlError.x("trying to redefine an already defined value", e, a);
let o = t === "__proto__";
if (e.uk && (o || t === "constructor")) {
i = e.uk !== 1 && TomlError.x("document contains an unsafe property", e, a);
break;
}
if (!s && o) Object.defineProperty(i, t, {
enumerable: true,
configurable: true,
writable: true
});
}
if (s) TomlError.x("trying to redefine an already defined value", e, a);
skipVoid(e, true, true);
let l = extractValue(e, 125);
if (i && typeof (i[t] = l) === "object") r.add(l);
skipVoid(e);
if ((o = e.s.charCodeAt(e.p++)) === 125) return n;
if (o !== 44) TomlError.x("expected comma or end of structure", e, e.p - 1);
}
TomlError.x("unfinished table", e, t);
}
function parseArray(e) {
let t = e.p++;
let n = [];
let r;
while (e.p < e.s.length) {
skipVoid(e);
if ((r = e.s.charCodeAt(e.p)) === 93) {
e.p++;
return n;
}
n.push(extractValue(e, 93));
skipVoid(e);
if ((r = e.s.charCodeAt(e.p++)) === 93) return n;
if (r !== 44) TomlError.x("expected comma or end of structure", e, e.p - 1);
}
TomlError.x("unfinished array", e, t);
}
function peekTable(e, t, n, r, o) {
let i = n;
let s = r;
let a;
let c = false;
let l;
for (let n = 0; n < t.length; n++) {
if (n) {
i = c ? i[a] : i[a] = Object.create(null);
s = (l = s[a]).c;
if (o === 0 && (l.t === 1 || l.t === 2)) return null;
if (l.t === 2) {
let e = i.length - 1;
i = i[e];
s = s[e].c;
}
}
a = t[n];
if ((c = Object.hasOwn(i, a)) && s[a]?.t === 0 && s[a]?.d) return null;
if (!c) {
let r = a === "__proto__";
if (e.uk && (r || a === "constructor")) return false;
if (r) {
Object.defineProperty(i, a, {
enumerable: true,
configurable: true,
writable: true
});
Object.defineProperty(s, a, {
enumerable: true,
configurable: true,
writable: true
});
}
s[a] = {
t: n < t.length - 1 && o === 2 ? 3 : o,
d: false,
i: 0,
c: Object.create(null)
};
}
}
l = s[a];
if (l.t !== o && !(o === 1 && l.t === 3)) return null;
if (o === 2) {
if (!l.d) {
l.d = true;
i[a] = [];
}
i[a].push(i = Object.create(null));
l.c[l.i++] = l = {
t: 1,
d: false,
i: 0,
c: Object.create(null)
};
}
if (l.d) return null;
l.d = true;
if (o === 1) i = c ? i[a] : i[a] = Object.create(null); else if (o === 0 && c) return null;
return [ a, i, l.c ];
}
function validateTablePeek(e, t, n) {
if (t === null || e.uk === 2) TomlError.x(t === null ? "trying to redefine an already defined table or value" : "document contains an unsafe property", e, n);
}
function parse(e, t = {}) {
let n = {
s: e,
p: 0,
d: t.maxDepth ?? 1e3,
bi: t.integersAsBigInt ?? false,
ld: t.useLegacyDate ?? true,
uk: t.unsafeKeyBehaviour === "throw" ? 2 : t.unsafeKeyBehaviour === "drop" ? 1 : 0
};
let r = Object.create(null);
let o = Object.create(null);
let i;
let s = false;
let a = r;
let c = o;
if (e.charCodeAt(0) === 65279) n.p++;
skipVoid(n);
while (n.p < e.length) {
if (e.charCodeAt(n.p) === 91) {
let t = e.charCodeAt(++n.p) === 91;
i = n.p += +t;
s = false;
let l = parseKey(n, 93);
if (t) {
if (e.charCodeAt(n.p) !== 93) TomlError.x("expected end of table array declaration", n);
n.p++;
}
let u = peekTable(n, l, r, o, t ? 2 : 1);
if (!u) {
validateTablePeek(n, u, i);
s = true;
} else {
c = u[2];
a = u[1];
}
} else {
i = n.p;
let e = parseKey(n);
let t = peekTable(n, e, a, c, 0);
if (!t && !s) validateTablePeek(n, t, i);
skipVoid(n, true, true);
let r = extractValue(n, void 0);
if (t && !s) t[1][t[0]] = r;
}
skipVoid(n, true);
if (n.p < e.length && (i = e.charCodeAt(n.p)) !== 10 && (i !== 13 || e.charCodeAt(n.p + 1) !== 10)) TomlError.x("each key-value declaration must be followed by an end-of-line", n);
skipVoid(n);
}
return r;
}
function describe({kind: e, name: t}) {
if (e === "file") return `\`${t}\``;
return e === "environment" ? `environment variable \`${t}\`` : `input \`config\` (\`${t}=\u2026\`)`;
}
function wrongType(e, t, n) {
return new UserError(`\`${e.join(".")}\` in ${describe(n)} must be ${t}`);
}
function isTable(e) {
return typeof e === "object" && Object.getPrototypeOf(e) === null;
}
function treeLayers(e, t) {
const n = foldersFrom(e).map(e => (0, o.join)(e, ".cargo", "config"));
const i = [];
for (const e of new Set([ ...n, (0, o.join)(t, "config") ])) {
const t = (0, r.existsSync)(e) ? e : `${e}.toml`;
if ((0, r.existsSync)(t)) i.push(...fileLayers(t, new Set));
}
return i;
}
function foldersFrom(e) {
const t = (0, o.dirname)(e);
return t === e ? [ e ] : [ e, ...foldersFrom(t) ];
}
function argumentLayers(e, t) {
const n = (0, o.resolve)(t, e);
if ((0, r.existsSync)(n)) return fileLayers(n, new Set);
if (!e.includes("=")) throw new UserError("input `config` has a line that is neither KEY=VALUE nor a file");
const i = {
kind: "argument",
name: e.replace(/\s*=.*/s, "")
};
if (/(^|[.{,\s"'])(token|secret-key)["']?\s*=/.test(e)) throw new UserError(`${describe(i)} must not hold a token; use the input \`token\``);
return withIncludes(layerOf(e, i), t, new Set);
}
function layerOf(e, t) {
try {
return {
table: parse(e, {
integersAsBigInt: true
}),
definition: t
};
} catch (e) {
if (!(e instanceof TomlError)) throw e;
const {line: n, column: r} = e;
const o = t.kind === "argument" ? "; a string needs quotes" : "";
throw new UserError(`${describe(t)} is not valid TOML: line ${n}, column ${r}${o}`);
}
}
function fileLayers(e, t) {
if (t.has(e)) throw new UserError(`\`${e}\` is included more than once`);
const n = layerOf(readText(e), {
kind: "file",
name: e
});
return withIncludes(n, (0, o.dirname)(e), t.add(e));
}
function readText(e) {
try {
if (!(0, r.statSync)(e).isFile()) throw new UserError(`cannot read \`${e}\`: it is not a regular file`);
const t = (0, r.readFileSync)(e);
if (!(0, A.isUtf8)(t)) throw new UserError(`\`${e}\` is not encoded in UTF-8`);
return t.toString();
} catch (t) {
throw t instanceof UserError ? t : systemFailure("read", e, t);
}
}
function withIncludes(e, t, n) {
const i = e.table["include"];
if (i === void 0) return [ e ];
const s = wrongType([ "include" ], "a list of paths", e.definition);
if (!Array.isArray(i)) throw s;
const a = i.map(e => {
const {path: i, optional: a} = isTable(e) ? e : {
path: e
};
if (typeof i !== "string") throw s;
const c = (0, o.resolve)(t, i);
return a === true && !(0, r.existsSync)(c) ? [] : fileLayers(c, n);
});
return [ e, ...a.toReversed().flat() ];
}
function cargoHome(e, t, n) {
return (0, o.resolve)(t, e["CARGO_HOME"] || (0, o.join)(n, ".cargo"));
}
class Config {
sources;
#o;
#i;
#s;
constructor(e) {
const {cwd: t, home: n, args: r, credentials: o} = e;
this.sources = e;
this.#o = r.toReversed().flatMap(e => argumentLayers(e, t));
this.#i = treeLayers(t, n);
this.#s = o?.text.includes("credential-") ? [ layerOf(o.text, {
kind: "file",
name: o.path
}) ] : [];
}
get files() {
const e = [ ...this.#o, ...this.#i ].map(({definition: e}) => e);
return e.flatMap(({kind: e, name: t}) => e === "file" ? [ t ] : []);
}
all(...e) {
const t = `CARGO_${environmentSpelling(e.join("_"))}`;
const n = e[0] === "source" ? void 0 : this.sources.env[t];
const r = n === void 0 ? [] : [ {
value: n,
definition: {
kind: "environment",
name: t
}
} ];
const [o, i] = [ valuesIn(this.#o, e), valuesIn(this.#i, e) ];
const s = t.includes("CREDENTIAL_") ? valuesIn(this.#s, e) : [];
return s.length > 0 ? [ ...r, ...s, ...o, ...i ] : [ ...o, ...r, ...i ];
}
get(...e) {
return this.all(...e)[0];
}
string(...e) {
const t = this.get(...e);
if (t === void 0) return;
const {value: n, definition: r} = t;
if (typeof n !== "string") throw wrongType(e, "a string", r);
return {
value: n,
definition: r
};
}
indexes() {
const e = new Map;
const t = [ ...this.#o, ...this.#i ].toReversed();
for (const {value: n, definition: r} of valuesIn(t, [ "registries" ])) for (const [t, o] of Object.entries(isTable(n) ? n : {})) {
const n = isTable(o) ? o["index"] : void 0;
if (n !== void 0) e.set(t, {
value: n,
definition: r
});
}
const n = [];
for (const e of Object.keys(this.sources.env)) {
if (!e.startsWith("CARGO_REGISTRIES_")) continue;
const [, t] = /^CARGO_REGISTRIES_(.+)_INDEX$/.exec(e) ?? [];
const r = this.sources.env[e];
if (t === void 0 || r === void 0) continue;
const o = {
kind: "environment",
name: e
};
n.push([ t.toLowerCase(), {
value: r,
definition: o
} ]);
}
return [ ...e, ...n ];
}
}
function environmentSpelling(e) {
return e.replaceAll("-", "_").toUpperCase();
}
function valuesIn(e, t) {
const n = [];
for (const {table: r, definition: o} of e) {
let e = r;
for (const [n, r] of t.entries()) {
if (e === void 0) break;
if (!isTable(e)) throw wrongType(t.slice(0, n), "a table", o);
e = e[r];
}
if (e !== void 0) n.push({
value: e,
definition: o
});
}
return n;
}
function isQuiet(e, {quiet: t, verbose: n}) {
const r = e.get("term", "quiet")?.value;
return t || !n && (r === true || r === "true");
}
let C;
function parseDocument(e, t) {
if (C?.text === e && C.path === t) return C;
try {
C = {
path: t,
text: e,
data: parseToml(e)
};
return C;
} catch (e) {
if (!(e instanceof TomlError)) throw e;
const {line: n, column: r, message: o} = e;
const [, i] = /^Invalid TOML document: ([a-z][a-z ,:.-]*)\n/.exec(o) ?? [];
throw new UserError(`could not parse \`${t}\` as TOML: line ${n}, column ${r}` + `${i === void 0 ? "" : `: ${i}`}; ` + "correct that line, or delete the file and log in again");
}
}
function parseToml(e) {
return parse(e, {
integersAsBigInt: true
});
}
function document_isTable(e) {
return typeof e === "object" && !Array.isArray(e) && !(e instanceof Date);
}
function isValue(e) {
return [ e ].flat().every(e => typeof e === "string");
}
function isSame(e, t) {
if (typeof e !== "object" || typeof t !== "object") return Object.is(e, t);
if (e instanceof Date) return JSON.stringify(e) === JSON.stringify(t);
const [n, r] = [ Object.entries(e), new Map(Object.entries(t)) ];
return Array.isArray(e) === Array.isArray(t) && n.length === r.size && n.every(([e, t]) => r.has(e) && isSame(t, r.get(e)));
}
function valueAt(e, t) {
return Object.hasOwn(e, t) ? e[t] : void 0;
}
function tableAt({path: e, data: t}, n) {
let r = t;
for (const [t, o] of n.entries()) {
const i = valueAt(r, o);
if (i === void 0) return;
if (!document_isTable(i)) throw document_wrongType(e, n.slice(0, t + 1), "a table");
r = i;
}
return r;
}
function document_wrongType(e, t, n) {
return new UserError(`\`${spellPath(t)}\` in \`${e}\` must be ${n}; correct or remove it there, and try again`);
}
function basicString(e) {
return JSON.stringify(e).replaceAll("\x7f", "\\u007f");
}
function spellValue(e) {
return typeof e === "string" ? basicString(e) : `[${e.map(basicString).join(", ")}]`;
}
function spellPath(e) {
return e.map(e => /^[A-Za-z0-9_-]+$/.test(e) ? e : basicString(e)).join(".");
}
const j = 384;
function locateCredentials(e) {
const t = (0, o.join)(e, "credentials");
const n = r.existsSync(t) ? t : `${t}.toml`;
try {
return {
path: n,
target: targetOf(n)
};
} catch (t) {
if (errorCode(t) === "ENOTDIR") throw notAFolder(e, t);
throw systemFailure("follow the links of", n, t);
}
}
function targetOf(e) {
const t = orAbsent(() => r.realpathSync.native(e));
if (t !== void 0) return t;
const n = orAbsent(() => r.realpathSync.native((0, o.dirname)(e))) ?? (0, o.dirname)(e);
return (0, o.resolve)(n, attempt(() => r.readlinkSync(e)) ?? (0, o.basename)(e));
}
function orAbsent(e) {
try {
return e();
} catch (e) {
if (errorCode(e) === "ENOENT") return;
throw e;
}
}
function notAFolder(e, t) {
return new UserError(`Cargo's home must be a folder, but \`${e}\` is not; delete that file, or set CARGO_HOME to a folder`, {
cause: t
});
}
function readCredentials(e) {
try {
const t = r.statSync(e, {
throwIfNoEntry: false
});
if (t === void 0) return;
if (!t.isFile()) {
const n = t.isDirectory() ? "a folder" : "a pipe, socket or device";
throw new UserError(`the credentials file must be a regular file, but \`${e}\` is ${n}; remove it, or set CARGO_HOME to another folder`);
}
const n = orAbsent(() => patiently(() => r.readFileSync(e)));
const o = process.platform === "win32" ? j : t.mode & 4095;
return n && {
text: decode(n, e),
mode: o,
stats: t
};
} catch (t) {
throw t instanceof UserError ? t : systemFailure("read", e, t);
}
}
function decode(e, t) {
const n = e.toString("utf8");
if ((0, A.isUtf8)(e)) return n;
const r = n.slice(0, n.indexOf("\ufffd")).split("\n").length;
throw new UserError(`could not read \`${t}\`: line ${r} is not valid UTF-8; correct that line, or delete the file and log in again`);
}
function isUntouched(e, t) {
const n = r.statSync(e, {
throwIfNoEntry: false
});
const o = t?.stats;
return n?.ino === o?.ino && n?.size === o?.size && n?.mtimeMs === o?.mtimeMs;
}
function replaceFile(e, t, n, o, i) {
const s = `${e}.new-${process.pid}-${Math.random().toString(36).slice(2)}`;
try {
write(s, t, n, o?.stats);
i();
patiently(() => r.renameSync(s, e));
} catch (t) {
attempt(() => removeFile(s));
if (errorCode(t) === void 0) throw t;
if (errorCode(t) === "EBUSY" && process.platform !== "win32") throw new UserError(`cannot replace \`${e}\`, which is a mount point; mount its folder instead, or set CARGO_HOME to another folder`, {
cause: t
});
throw systemFailure("write", e, t);
}
}
function write(e, t, n, o) {
const i = r.openSync(e, "wx", j);
try {
r.writeFileSync(i, t);
if (o !== void 0) giveTo(o, i);
if (n !== j) r.fchmodSync(i, n);
r.fsyncSync(i);
} finally {
r.closeSync(i);
}
}
function giveTo(e, t) {
const {uid: n, gid: o} = r.fstatSync(t);
if (n === e.uid && o === e.gid) return;
try {
r.fchownSync(t, e.uid, e.gid);
} catch (t) {
if (n === e.uid) return;
throw new UserError(`the credentials file belongs to user ${e.uid}, but the job runs as user ${n}; run the job as user ${e.uid}, or give it its own CARGO_HOME`, {
cause: t
});
}
}
function removeFile(e) {
orAbsent(() => patiently(() => r.unlinkSync(e)));
}
function patiently(e, t = process.platform) {
for (let n = 1; ;n++) try {
return e();
} catch (e) {
const r = [ "EPERM", "EACCES", "EBUSY" ].includes(errorCode(e) ?? "");
if (t !== "win32" || !r || n === 50) throw e;
Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 20);
}
}
function makeFolder(e) {
try {
r.mkdirSync(e, 493);
return e;
} catch (t) {
if (isFolder(e)) return;
const n = errorCode(t) ?? "";
if ([ "ENOTDIR", "EEXIST" ].includes(n)) throw notAFolder(e, t);
const r = n === "ENOENT" && (0, o.dirname)(e) !== e;
if (!r) throw systemFailure("make the folder", e, t);
}
const t = makeFolder((0, o.dirname)(e));
const n = makeFolder(e);
return t ?? n;
}
function isFolder(e) {
return attempt(() => r.statSync(e).isDirectory()) ?? false;
}
function removeEmptyFolders(e, t) {
attempt(() => {
for (let n = e; n.startsWith(t); n = (0, o.dirname)(n)) r.rmdirSync(n);
});
}
function primitive(e) {
return t => {
if (typeof t !== e) throw new TypeError(`not a ${e}`);
return t;
};
}
const I = primitive("string");
const U = primitive("number");
const F = primitive("boolean");
function json_optional(e) {
return t => t === void 0 || t === null ? void 0 : e(t);
}
function list(e) {
return t => {
if (!Array.isArray(t)) throw new TypeError("not a list");
return t.map(t => e(t));
};
}
function object(e) {
return t => {
if (typeof t !== "object" || t === null) throw new TypeError("not an object");
const n = new Map(Object.entries(t));
const r = Object.entries(e).map(([e, t]) => [ e, t(n.get(e)) ]);
return Object.fromEntries(r);
};
}
function parseJson(e, t) {
try {
return t(JSON.parse(e));
} catch {
return;
}
}
const D = /^[a-z0-9]+(?:-[a-z0-9]+){2}$/;
const id = e => {
if (!D.test(I(e))) throw new TypeError("not an id");
return I(e);
};
const words = e => Array.isArray(e) ? list(I)(e) : I(e);
const L = object({
name: json_optional(I),
token: I,
provider: json_optional(words)
});
const N = object({
id: id,
registry: I,
index: I,
entries: list(L),
provider: json_optional(I),
revocation: json_optional(object({
url: I,
token: I
})),
host: I,
mounts: json_optional(I),
boot: json_optional(I),
runner: json_optional(object({
pid: U,
start: I
})),
temp: json_optional(I),
since: U,
changed: F
});
const P = 5 * 24 * 60 * 60 * 1e3;
let M;
function thisHost() {
M ??= readHost(process.platform);
return M;
}
function readHost(e) {
if (e === "linux") {
const e = attempt(() => r.readlinkSync("/proc/self/ns/pid")) ?? "";
const t = attempt(() => r.readlinkSync("/proc/self/ns/mnt"));
const n = attempt(() => r.readFileSync("/proc/sys/kernel/random/boot_id", "utf8").trim());
return {
host: `${(0, c.hostname)()} ${e}`,
mounts: t,
boot: n,
start: processStat(process.pid)?.start
};
}
const t = e === "darwin" ? attempt(() => r.statSync("/private/var/db")) : void 0;
const n = t === void 0 ? (0, c.hostname)() : `macOS ${t.ino} ${t.birthtimeMs}`;
return {
host: n,
mounts: void 0,
boot: void 0,
start: void 0
};
}
function processStat(e) {
if (process.platform !== "linux") return;
const t = attempt(() => r.readFileSync(`/proc/${e}/stat`, "utf8"));
if (t === void 0) return;
const n = t.lastIndexOf(")");
const [o = "", ...i] = t.slice(n + 2).split(" ");
return {
command: t.slice(t.indexOf("(") + 1, n),
state: o,
start: i[18] ?? ""
};
}
function isRunning(e, t) {
try {
process.kill(e, 0);
} catch (e) {
if (errorCode(e) === "ESRCH") return false;
}
const n = processStat(e);
if (n === void 0) return true;
return ![ "Z", "X" ].includes(n.state) && (t ?? n.start) === n.start;
}
const q = [ "sh", "bash", "dash", "ash", "zsh", "ksh", "mksh", "fish", "busybox", "pwsh" ];
const R = 100;
function runnerProcess() {
const e = thisHost().start;
const t = processStat(process.ppid);
if (t === void 0 || e === void 0) return;
if (q.includes(t.command)) return;
if (Number(e) - Number(t.start) < R) return;
return {
pid: process.ppid,
start: t.start
};
}
function newLease(e, t) {
const n = Math.random().toString(36).slice(2, 12) || "0";
const r = `${Date.now().toString(36)}-${process.pid.toString(36)}-${n}`;
const {host: o, mounts: i, boot: s} = thisHost();
const a = runnerProcess();
return {
...e,
id: r,
host: o,
mounts: i,
boot: s,
runner: a,
temp: t,
since: Date.now(),
changed: false
};
}
function markerPath({id: e, temp: t}) {
return t === void 0 ? void 0 : (0, o.join)(t, `cargo-login-${e}`);
}
function createMarker(e) {
const t = markerPath(e);
try {
if (t !== void 0) r.writeFileSync(t, "", {
flag: "wx",
mode: 384
});
} catch (e) {
throw systemFailure("write", t ?? "", e);
}
}
function removeMarker(e) {
const t = D.test(e.id) ? markerPath(e) : void 0;
if (t !== void 0) attempt(() => r.unlinkSync(t));
}
function isMarkerGone(e) {
const t = markerPath(e);
if (t === void 0) return false;
return attempt(() => r.lstatSync(t, {
throwIfNoEntry: false
}) === void 0) ?? false;
}
function isDead(e) {
const t = thisHost();
const {runner: n} = e;
if (Date.now() - e.since > P) return true;
if (e.host !== t.host) return false;
if (e.boot !== t.boot) return true;
if (n !== void 0 && !isRunning(n.pid, n.start)) return true;
return e.mounts === t.mounts && isMarkerGone(e);
}
const B = 60;
const G = 30;
async function withLock(e, t, n) {
const r = `${e}.lock`;
const o = `${Date.now().toString(36)}${Math.random().toString(36).slice(2)}`;
const {host: i, boot: s, start: a} = thisHost();
const c = [ process.pid, a, s, o, i ].join("/");
const isHeld = () => readOwner(r) === c;
await acquire(r, `${r}-${o}`, c, t);
try {
sweep(e);
t();
return n(isHeld);
} finally {
attempt(() => isHeld() && removeFile(r));
}
}
async function acquire(e, t, n, r) {
const o = process.uptime();
let i = {
owner: "",
since: o
};
while (!makeLock(e, t, n)) {
r();
const s = process.uptime();
const a = readOwner(e) ?? "";
if (a !== i.owner) i = {
owner: a,
since: s
};
if (lock_isDead(a, s - i.since)) breakLock(e, t, n, a);
if (s - o > B) throw heldTooLong(e, a);
await new Promise(e => setTimeout(e, 5 + Math.random() * 20));
}
}
function makeLock(e, t, n) {
r.writeFileSync(t, n, {
mode: 384
});
try {
patiently(() => r.linkSync(t, e));
return true;
} catch (t) {
if ([ "EEXIST", "ENOENT" ].includes(errorCode(t) ?? "")) return false;
attempt(() => r.writeFileSync(e, n, {
flag: "wx",
mode: 384
}));
return readOwner(e) === n;
} finally {
attempt(() => removeFile(t));
}
}
function breakLock(e, t, n, r) {
const o = `${e}-claim`;
if (!makeLock(o, t, n)) {
const e = readOwner(o);
if (e !== void 0 && lock_isDead(e, 0)) removeFile(o);
return;
}
try {
if (readOwner(e) === r) removeFile(e);
} finally {
attempt(() => removeFile(o));
}
}
function sweep(e) {
const [t, n] = [ (0, o.dirname)(e), (0, o.basename)(e) ];
for (const e of r.readdirSync(t)) {
const r = e.startsWith(`${n}.new-`) || e.startsWith(`${n}.lock-`);
if (r) removeFile((0, o.join)(t, e));
}
}
function parseOwner(e) {
const [t, n, r, , o] = e.split("/");
return {
pid: Number(t),
start: n || void 0,
boot: r || void 0,
host: o
};
}
function lock_isDead(e, t) {
const {pid: n, start: r, boot: o, host: i} = parseOwner(e);
const s = thisHost();
if (i !== s.host) return t > G;
return o !== s.boot || !isRunning(n, r);
}
function heldTooLong(e, t) {
const {pid: n, host: r} = parseOwner(t);
const o = r === void 0 ? "an unknown process" : `process ${n} on ${r}`;
return new UserError(`timed out after ${B} s waiting for \`${e}\`, which is held by ${o}; wait for that job to finish, or delete the file if no such job is running`);
}
function readOwner(e) {
return orAbsent(() => patiently(() => r.readFileSync(e, "utf8")));
}
const V = /"""(?:[^\\"]|\\[\s\S]|"(?!""))*"{3,5}|'''(?:[^']|'(?!''))*'{3,5}|"[^\\"\n]*(?:\\.[^\\"\n]*)*"|'[^'\n]*'/y;
const W = /\uFEFF?(?:[ \t\r\n]+|#[^\n]*)*/y;
const H = /,/y;
const K = /\[\[?[ \t]*/y;
const z = /[ \t]*\]\]?/y;
const Z = /[A-Za-z0-9_-]+/y;
const J = /[ \t]*\.[ \t]*/y;
const X = /[ \t]*=[ \t]*/y;
const Q = /[[{]/y;
const Y = /[^,\]}#\r\n]*[^,\]}#\r\n \t]/y;
const ee = /[[{\]}]|[^[\]{}"'#]+|#[^\n]*/y;
function hasComment(e) {
return e.includes("#") && e.replace(new RegExp(V, "g"), "").includes("#");
}
function headerOf(e, t) {
return e.find(({value: e, path: n}) => e === void 0 && isPath(n, t));
}
function pairOf(e, t) {
return e.find(({value: e, path: n}) => e !== void 0 && isPath(n, t));
}
function isPath(e, t) {
return e.length === t.length && startsWith(e, t);
}
function startsWith(e, t) {
return t.every((t, n) => t === e[n]);
}
const te = [ "", "", "" ];
function scan(e) {
const t = new Reader(e);
let n = [];
t.need(W);
while (t.at < e.length) {
const e = t.at;
const r = t.take(K);
if (r === void 0) t.pair(n, void 0); else {
const o = t.key();
t.need(z);
n = r.startsWith("[[") ? te : o;
const i = {
path: n,
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
t.need(W);
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
this.at += t?.length ?? 0;
return t;
}
need(e) {
const t = this.take(e);
if (t === void 0) throw new Error(`the scanner found no way on at index ${this.at}`);
return t;
}
key() {
const e = [];
do {
e.push(nameOf(this.take(Z) ?? this.need(V)));
} while (this.take(J) !== void 0);
return e;
}
pair(e, t) {
const n = this.at;
const r = [ ...e, ...this.key() ];
this.need(X);
const o = {
start: this.at,
end: this.#a()
};
const i = {
path: r,
depth: e.length,
start: n,
end: o.end,
value: o,
parent: t
};
this.items.push(i);
if (this.text[o.start] !== "{") return;
this.at = o.start + 1;
this.need(W);
while (this.text[this.at] !== "}") {
this.pair(r, i);
this.need(W);
this.take(H);
this.need(W);
}
this.at = o.end;
}
#a() {
if (this.take(Q) === void 0) this.take(V) ?? this.need(Y); else for (let e = 1; e > 0; ) {
const t = this.take(V) ?? this.need(ee);
if (t === "[" || t === "{") e++;
if (t === "]" || t === "}") e--;
}
return this.at;
}
}
function nameOf(e) {
if (/^"[\s\S]*\\/.test(e)) return Object.keys(parse(`${e}=0`)).join();
return e.replace(/^["']|["']$/g, "");
}
function setKeys(e, t, n, r) {
const o = tableAt(e, t);
const i = new Map;
let s = e;
for (const [e, r] of n) {
const n = valueAt(o ?? {}, e);
if (isSame(n, r)) continue;
if (n === void 0 && r !== void 0) i.set(e, r); else {
const n = new Map([ [ e, r ] ]);
s = verified(s, t, n, ({text: n}) => replacement(n, t, e, r));
}
}
if (i.size > 0) {
const add = e => verified(s, t, i, n => e(n, t, i));
return (o === void 0 ? attempt(() => add(newTable)) : void 0) ?? add(insertion);
}
return s === e ? e : withoutEmpty(s, t, r);
}
function verified(e, t, n, r) {
const o = e.text;
const i = attempt(() => {
const {start: i, end: s, text: a} = r(e);
const c = o.slice(0, i) + a + o.slice(s);
const l = parseToml(c);
const u = isSame(changed(l, t, new Map), changed(e.data, t, n));
if (!u || hasComment(o.slice(i, s))) return;
return {
path: e.path,
text: c,
data: l
};
});
if (i !== void 0) return i;
const s = spellPath([ ...t, ...n.keys() ].slice(0, t.length + 1));
throw new UserError(`refused to edit \`${e.path}\`: cannot change only \`${s}\`; ` + `write \`${s}\` on its own line under a table header, or remove it, and try again`);
}
function changed(e, [t, ...n], r) {
const o = new Map(Object.entries(e));
if (t === void 0) for (const [e, t] of r) if (t === void 0) o.delete(e); else o.set(e, typeof t === "string" ? t : [ ...t ]); else {
const i = valueAt(e, t) ?? {};
const s = document_isTable(i) ? changed(i, n, r) : i;
o.set(t, s);
if (isSame(s, {})) o.delete(t);
}
return Object.fromEntries(o);
}
function nextLine(e, t) {
const n = e.indexOf("\n", t);
return n === -1 ? e.length : n + 1;
}
function replacement(e, t, n, r) {
const o = scan(e);
const i = pairOf(o, [ ...t, n ]);
if (i?.value === void 0) throw new Error("the scanner did not find what the parser found");
return r === void 0 ? removal(e, i, o) : {
...i.value,
text: spellValue(r)
};
}
function removal(e, t, n) {
if (t.parent === void 0) return lineRemoval(e, t, false);
const r = n.filter(({parent: e}) => e === t.parent);
const o = r.indexOf(t);
const [i, s] = [ r[o - 1], r[o + 1] ];
if (s !== void 0) return {
start: t.start,
end: s.start,
text: ""
};
if (i !== void 0) return {
start: i.end,
end: t.end,
text: ""
};
return removal(e, t.parent, n);
}
function lineRemoval(e, {start: t, end: n}, r) {
const o = n + e.slice(n).search(/[^ \t]|$/);
if (e[o] === "#") return {
start: t,
end: o,
text: ""
};
const i = r ? /(?:(?<=\n|^\uFEFF?)\r?\n)?[ \t]*$/ : /[ \t]*$/;
return {
start: e.slice(0, t).search(i),
end: nextLine(e, n),
text: ""
};
}
function withoutEmpty(e, t, n) {
let r = e;
for (let e = t; e.length > 0; e = e.slice(0, -1)) {
const t = n !== void 0 && tableAt(n, e) !== void 0;
if (t || !isSame(tableAt(r, e), {})) continue;
r = verified(r, e, new Map, ({text: t}) => {
const n = headerOf(scan(t), e);
return n ? lineRemoval(t, n, true) : {
start: 0,
end: 0,
text: ""
};
});
}
return r;
}
function insertion(e, t, n) {
const {text: r} = e;
const pairs = e => spellPairs(t.slice(e), n);
const o = scan(r);
const i = headerOf(o, t);
if (i !== void 0) return newLines(r, nextLine(r, i.end), pairs(t.length));
const s = o.findLast(({path: e, value: n}) => n && r[n.start] === "{" && startsWith(t, e));
if (s?.value !== void 0) {
const e = pairs(s.path.length).join(", ");
const t = o.findLast(({parent: e}) => e === s)?.end;
const n = t ?? s.value.start + 1;
return {
start: n,
end: n,
text: t === void 0 ? ` ${e} ` : `, ${e}`
};
}
const a = o.findLast(e => e.value && e.depth < t.length && startsWith(e.path, t));
if (a !== void 0) return newLines(r, nextLine(r, a.end), pairs(a.depth));
return newTable(e, t, n);
}
function newTable({text: e}, t, n) {
const r = [ `[${spellPath(t)}]`, ...spellPairs([], n) ];
return newLines(e, e.length, [ "", "\ufeff" ].includes(e) ? r : [ "", ...r ]);
}
function spellPairs(e, t) {
return [ ...t ].map(([t, n]) => `${spellPath([ ...e, t ])} = ${spellValue(n)}`);
}
function newLines(e, t, n) {
const r = e.includes("\r\n") ? "\r\n" : "\n";
const o = t === 0 || "\n\ufeff".includes(e[t - 1] ?? "");
const i = n.map(e => e + r).join("");
return {
start: t,
end: t,
text: o ? i : r + i
};
}
const ne = "token";
const re = "credential-provider";
const oe = [ ne, "secret-key", "secret-key-subject" ];
function pathOf(e) {
return e === void 0 ? [ "registry" ] : [ "registries", e ];
}
function tokenOf(e, t) {
const n = tableAt(e, pathOf(t));
const r = n === void 0 && t === void 0;
const o = valueAt(r ? e.data : n ?? {}, ne);
if (o === void 0 || typeof o === "string") return o;
throw document_wrongType(e.path, r ? [ ne ] : [ ...pathOf(t), ne ], "a string");
}
function setEntry(e, {name: t, token: n, provider: r}) {
tokenOf(e, t);
const o = new Map([ [ ne, n ] ]);
if (r !== void 0) o.set(re, r);
return setKeys(e, pathOf(t), o);
}
function removeEntry(e, t) {
if (tokenOf(e, t) === void 0) return e;
const n = t === void 0 && typeof valueAt(e.data, ne) === "string";
const r = n ? setKeys(e, [], new Map([ [ ne, void 0 ] ])) : e;
const o = tableAt(r, pathOf(t)) ?? {};
const i = Object.keys(o).filter(e => !oe.includes(e));
const s = valueAt(o, re);
const a = isSame(s, "cargo:token") || isSame(s, [ "cargo:token" ]);
const c = a && i.length === 1 ? [ ...oe, re ] : oe;
return setKeys(r, pathOf(t), new Map(c.map(e => [ e, void 0 ])));
}
const ie = object({
text: I,
mode: U
});
const se = object({
version: U,
base: json_optional(ie),
leases: list(N),
folder: json_optional(I),
body: I
});
const ae = 1;
const ce = "[cargo-login]";
const le = "# Jobs that are logged in (cargo-login-action). It goes when they end.";
const ue = /(# Jobs [^\n]*\n)?^\[cargo-login\]\r?\nstate = ((?:(?:'''|""")\r?\n)?[^\n]*)\n?/m;
function withState(e, {base: t, leases: n, folder: r}) {
const o = {
version: ae,
base: t,
folder: r,
leases: n,
body: checksum(e)
};
const i = e === "" ? "" : "\n";
return `${e}${i}${le}\n${ce}\nstate = ${basicString(JSON.stringify(o))}\n`;
}
function checksum(e) {
let t = 0;
for (let n = 0; n < e.length; n++) t = Math.imul(t ^ e.charCodeAt(n), 2654435761);
return `${e.length}-${t >>> 0}`;
}
function splitState(e, t) {
if (!e.includes(ce)) return {
body: e,
state: void 0,
isRewritten: false
};
const [n = "", r, o = ""] = ue.exec(e) ?? [];
const i = parseJson(contentOf(o), se);
if (i?.version !== ae) throw new UserError(`the table \`${ce}\` in \`${t}\` is damaged, or another version of this action wrote it; ` + "when no job is running, delete that table and the tokens that jobs left there");
const [s = "", a = ""] = e.split(n);
const c = s.replace(a === "" ? /\r?\n$/ : /(?<=^|\n)\r?\n$/, "") + a;
return {
body: c,
state: i,
isRewritten: r === void 0
};
}
function contentOf(e) {
const t = attempt(() => JSON.parse(e)) ?? attempt(() => parseToml(`state = ${e}`)["state"]);
return typeof t === "string" ? t : "";
}
function layOver({base: e, leases: t}, n) {
const r = t.flatMap(e => e.entries);
const o = e?.text ?? "";
return r.length === 0 ? o : r.reduce(setEntry, parseDocument(o, n)).text;
}
function settle(e, t, n, r) {
const o = parseDocument(e.base?.text ?? "", r);
const i = parseDocument(layOver(e, r), r);
const s = parseDocument(t, r);
const a = e.leases.flatMap(e => e.entries);
const c = [ ...new Set(a.map(({name: e}) => e)) ];
const l = c.filter(e => tokenOf(s, e) !== tokenOf(i, e));
const u = c.reduce((e, t) => setBack(e, o, i, t), s);
const f = n ? attempt(() => carryOver(o, u)) : void 0;
const {text: d} = f ?? u;
const p = e.leases.map(e => withoutNames(e, l, true));
const h = e.base === void 0 && d.trim() === "";
const m = !n && e.base?.mode || 384;
return {
base: h ? void 0 : {
text: d,
mode: m
},
leases: p
};
}
function withoutNames(e, t, n) {
const r = e.entries.filter(({name: e}) => !t.includes(e));
return r.length === e.entries.length ? e : {
...e,
entries: r,
changed: n
};
}
function setBack(e, t, n, r) {
const o = new Map;
for (const i of [ ne, re ]) {
const [s, a, c] = [ t, n, e ].map(e => valueAt(tableAt(e, pathOf(r)) ?? {}, i));
if (c === void 0 || isSame(c, a)) o.set(i, isValue(s) ? s : void 0);
}
return setKeys(e, pathOf(r), o, t);
}
function carryOver(e, t) {
let n = e;
for (const [r, o] of differences(e.data, t.data, [])) n = setKeys(n, r, o);
return n;
}
function* differences(e, t, n) {
const r = new Map;
for (const o of new Set([ ...Object.keys(e), ...Object.keys(t) ])) {
const [i, s] = [ valueAt(e, o), valueAt(t, o) ];
const [a, c] = [ i ?? {}, s ?? {} ];
if (document_isTable(a) && document_isTable(c)) yield* differences(a, c, [ ...n, o ]); else if (!isSame(i, s)) {
if (s !== void 0 && !isValue(s)) throw new TypeError("no value that can be written");
r.set(o, s);
}
}
yield [ n, r ];
}
class Again extends UserError {}
const fe = 500;
const de = 100;
async function change(e, t, n, r = []) {
const i = (0, o.dirname)(e);
let s;
let a;
const assureQuiet = ({text: t, stats: n}) => {
if (t === a || Date.now() - n.mtimeMs >= fe) return;
a = t;
throw new Again(`other programs keep changing \`${e}\`; run the step again`);
};
const transact = t => {
const o = readLogins(e, assureQuiet);
s = o.folder ?? s;
const i = o.leases.filter(e => !r.includes(e.id) && isDead(e));
const a = o.leases.filter(e => !i.includes(e));
const c = n({
base: o.base,
leases: a
});
commit(e, {
...o,
folder: s
}, c, t);
const isLive = ({id: e}) => c.leases.some(t => t.id === e);
o.leases.filter(e => !isLive(e)).forEach(removeMarker);
return {
...c,
swept: i
};
};
try {
for (let r = 1; ;r++) try {
return await withLock(e, t, transact);
} catch (e) {
if (e instanceof Again && r < de) await new Promise(e => setTimeout(e, fe)); else if (errorCode(e) === "ENOENT" && !isFolder(i)) {
const e = n({
base: void 0,
leases: []
});
if (isNothing(e)) return {
...e,
swept: []
};
s = makeFolder(i) ?? s;
} else throw errorCode(e) === void 0 ? e : systemFailure("write in", i, e);
}
} finally {
if (s !== void 0) removeEmptyFolders(i, s);
}
}
function isNothing({base: e, leases: t}) {
return e === void 0 && t.length === 0;
}
function readLogins(e, t = () => {}) {
const n = readCredentials(e);
if (n === void 0) return {
file: n,
folder: void 0,
base: void 0,
leases: []
};
try {
const {body: r, state: o, isRewritten: i} = splitState(n.text, e);
if (o === void 0) {
const {text: t} = parseDocument(n.text, e);
return {
file: n,
folder: void 0,
base: {
text: t,
mode: n.mode
},
leases: []
};
}
const {folder: s, leases: a} = o;
const c = n.mode !== j;
const l = o.base && (c ? {
...o.base,
mode: n.mode
} : o.base);
if (checksum(r) === o.body) return {
file: n,
folder: s,
base: l,
leases: a
};
t(n);
parseDocument(n.text, e);
return {
file: n,
folder: s,
...settle({
base: l,
leases: a
}, r, i, e)
};
} catch (e) {
if (e instanceof UserError) t(n);
throw e;
}
}
function commit(e, t, n, r) {
const {file: o, folder: i} = t;
const check = () => {
if (r() && isUntouched(e, o)) return;
throw new Again(`other programs keep changing \`${e}\`; run the step again`);
};
if (isNothing(n)) {
if (o === void 0) return;
check();
removeFile(e);
return;
}
const {base: s, leases: a} = n;
const c = a.length > 0;
const l = layOver(n, e);
const u = c ? withState(l, {
base: s,
leases: a,
folder: i
}) : l;
const f = c ? j : s?.mode ?? j;
if (o?.text === u && o.mode === f) return;
replaceFile(e, u, f, o, check);
}
async function addLeases(e, t, n) {
try {
t.forEach(createMarker);
return await change(e, n, ({base: e, leases: n}) => {
refuseOtherIndex(t, n);
return {
base: e,
leases: [ ...n, ...t ]
};
});
} catch (e) {
t.forEach(removeMarker);
throw e;
}
}
function refuseOtherIndex(e, t) {
for (const {registry: n, index: r, entries: o} of e) {
const e = o.map(({name: e}) => e);
const isSame = t => t.entries.some(({name: t}) => e.includes(t));
const i = t.find(e => e.index !== r && isSame(e));
if (i !== void 0) throw new UserError(`a job on this machine is already logged in to a registry \`${n}\` with the index ${i.index}, but the index here is ${r}; ` + "Cargo would send the token of one job to the wrong server. Use different registry names, or give each job its own CARGO_HOME");
}
}
async function endLeases(e, t, n) {
const {ids: r, temp: o, names: i, tokens: s} = t;
const end = ({base: t, leases: n}) => {
const a = n.filter(({id: e}) => r.includes(e));
const c = n.filter(({id: e}) => !r.includes(e));
const l = a.filter(({provider: e}) => e !== void 0);
const isShared = ({provider: e, index: t}) => c.some(n => n.provider === e && n.index === t);
const u = a.length === 0 && r.some(e => !isMarkerGone({
id: e,
temp: o
}));
const tokenNow = n => tokenOf(parseDocument(t?.text ?? "", e), n);
const f = i.filter(e => u && s.some(t => t === tokenNow(e)));
return {
base: without(t, f, e),
leases: c,
removed: a.filter(({provider: e}) => e === void 0),
due: l.filter(e => !isShared(e)),
shared: l.filter(isShared),
byToken: f,
lost: u && f.length === 0
};
};
try {
return await change(e, n, end, r);
} finally {
for (const e of r) removeMarker({
id: e,
temp: o
});
}
}
function without(e, t, n) {
if (e === void 0 || t.length === 0) return e;
return {
...e,
text: t.reduce(removeEntry, parseDocument(e.text, n)).text
};
}
async function keepLeases(e, t, n) {
const r = t.map(({id: e}) => e);
const o = t.flatMap(e => e.entries);
const i = o.map(({name: e}) => e);
const keep = ({base: t, leases: n}) => {
const s = n.filter(({id: e}) => !r.includes(e));
const {text: a} = o.reduce(setEntry, parseDocument(t?.text ?? "", e));
return {
base: o.length === 0 ? t : {
text: a,
mode: j
},
leases: s.map(e => withoutNames(e, i, true))
};
};
await change(e, n, keep, r);
t.forEach(removeMarker);
}
async function removeEntries(e, t, n) {
const isNeeded = ({entries: e, provider: t, revocation: n}) => e.length > 0 || t !== void 0 || n !== void 0;
return await change(e, n, n => {
const r = parseDocument(layOver(n, e), e);
const o = n.leases.map(e => withoutNames(e, t, e.changed));
return {
base: without(n.base, t, e),
leases: o.filter(isNeeded),
removed: t.filter(e => tokenOf(r, e) !== void 0)
};
});
}
async function obtainTokens(e, t, n) {
for (const r of e.requests) {
const {token: o} = r;
const i = o && {
...r,
token: o,
issuer: void 0
};
const s = i ?? await requestToken(r, e, t);
if (s !== void 0) n.push(s);
}
}
async function requestToken(e, {trustedPublishingUrl: t, missingToken: n}, r) {
const {exchange: o, likelyCause: i} = await Promise.resolve().then(__nccwpck_require__.t.bind(__nccwpck_require__, 428, 23));
const s = t !== void 0 && (n === "error" && mayProveIdentity() ? r(e) : attempt(() => r(e)) === true);
if (!s || !mayProveIdentity()) {
reportMissing(e, n, i(s));
return;
}
try {
return {
...e,
token: await o(t, cancellation()),
issuer: t
};
} catch (t) {
if (n === "error") throw t;
reportMissing(e, n, messageOf(t));
return;
}
}
function mayProveIdentity() {
const e = environment();
return Boolean(e["ACTIONS_ID_TOKEN_REQUEST_URL"] && e["ACTIONS_ID_TOKEN_REQUEST_TOKEN"]);
}
function reportMissing({registry: e, origin: t}, n, r) {
const o = e === void 0 ? "" : ` to \`${e}\``;
const i = `not logged in${o}, because the token is empty (${t}). ${r}`;
const s = "If a missing token is fine here, set `missing-token: skip`.";
if (n === "error") throw new UserError(`${i} ${s}`);
if (n === "warn") runner_warning(i); else runner_info(i);
}
async function revokeToken(e, t) {
try {
if (t === void 0) throw new UserError("it is no longer in the credentials file");
const {revoke: n} = await Promise.resolve().then(__nccwpck_require__.t.bind(__nccwpck_require__, 428, 23));
await n(e, t);
runner_info(`The token that ${e} issued for this job has been revoked`);
} catch (t) {
runner_warning(`the token that ${e} issued for this job could not be revoked: ${messageOf(t)}. It expires half an hour after it was issued`);
}
}
const pe = "cargo:token";
const he = "cargo:token-from-stdout";
const me = [ "cargo:libsecret", "cargo:macos-keychain", "cargo:wincred" ];
const ge = [ "registry", "global-credential-providers" ];
function resolveProvider(e, t) {
const n = ownKey(t.names.at(-1));
const r = e.get(...n);
const o = r === void 0 ? globalProviders(e) : [ wordsOf(r, n) ];
const [i] = o;
if (i === void 0) return inFile(e, t, void 0);
const {definition: s} = i;
const a = o.map(({value: t}) => withoutAlias(e, t));
const c = a.filter(([e = ""]) => r !== void 0 || !me.includes(e));
if (c[0]?.[0] === pe) return inFile(e, t, s);
if (a[0]?.[0] === he) throw new UserError(`\`${t.name}\` gets its token from a program whenever Cargo needs one (\`${he}\` in ` + `${describe(s)}), so it needs no login. Remove this step, ` + `or set \`${n.join(".")}\` to \`${pe}\` to store a token.`);
return {
kind: "program",
providers: a,
definition: s
};
}
function ownKey(e) {
return [ ...e === void 0 ? [ "registry" ] : [ "registries", e ], "credential-provider" ];
}
function globalProviders(e) {
return e.all(...ge).flatMap(({value: e, definition: t}) => {
const n = Array.isArray(e) || t.kind === "environment";
const r = n ? stringsIn(e) : void 0;
if (r === void 0) throw wrongType(ge, "a list of strings", t);
return r.map(e => ({
value: split(e),
definition: t
})).reverse();
});
}
function wordsOf({value: e, definition: t}, n) {
const r = stringsIn(e) ?? [];
if (r.length > 0) return {
value: r,
definition: t
};
throw wrongType(n, "a provider: a string or a list of strings", t);
}
function stringsIn(e) {
if (typeof e === "string") return split(e);
const t = Array.isArray(e) && e.every(e => typeof e === "string");
return t ? e : void 0;
}
function split(e) {
return e.split(/\s+/).filter(e => e !== "");
}
function withoutAlias(e, t) {
const [n = "", ...r] = t;
if (n.startsWith("cargo:") || r.length > 0) return t;
const o = e.get("credential-alias", n);
const i = o === void 0 ? [] : stringsIn(o.value) ?? [];
return i.length > 0 ? i : t;
}
function inFile(e, t, n) {
const r = t.kind === "crates-io" ? [ void 0 ] : t.names;
const o = r.flatMap(t => e.all(...ownKey(t))).filter(e => e.definition.kind === "file").map(({value: e}) => e);
const i = o.some(e => Array.isArray(e)) ? [ pe ] : pe;
const s = t.kind === "alternate" || [ ...o.flat(), ...globalProviders(e).map(({value: e}) => e[0]) ].some(e => e !== pe);
return {
kind: "file",
definition: n,
provider: s ? i : void 0
};
}
const ve = "crates-io";
const we = "sparse+";
const ye = `${we}https://index.crates.io/`;
const be = "https://github.com/rust-lang/crates.io-index";
function resolveRegistry(e, t) {
const n = t.registry === void 0 ? e.string("registry", "default") : void 0;
const r = t.registry === "crates.io" ? ve : t.registry ?? n?.value;
if (r === void 0 || r === ve) return cratesIo(e, t, r !== void 0);
const o = n && `\`registry.default\` in ${describe(n.definition)}`;
checkName(r, o ?? "input `registry`");
const i = indexOf(e, r, t);
if (i === void 0) throw undefinedRegistry(e, r, o);
const s = [ ye, be ].includes(i.index.url);
const a = s ? "crates-io" : "alternate";
const c = a === "crates-io" ? [] : namesOf(e, r, i);
return {
...i,
name: r,
kind: a,
names: c,
warnings: warningsFor(i.index)
};
}
function tokenVariable({names: e}) {
const t = e.at(-1);
return t === void 0 ? "CARGO_REGISTRY_TOKEN" : `CARGO_REGISTRIES_${environmentSpelling(t)}_TOKEN`;
}
function cratesIo(e, {index: t}, n) {
if (t !== void 0) throw new UserError("input `index` is for a registry other than crates.io; name that registry in `registry`");
const r = n ? void 0 : e.string("source", ve, "replace-with");
if (r !== void 0) {
const {value: t, definition: n} = r;
throw new UserError(`${describe(n)} replaces crates-io with \`${t}\`, so the step must name its registry.\n` + `${adviceFor(e, t)}\nFor crates.io, add \`registry: ${ve}\` to the step.`);
}
const o = {
url: ye,
definition: void 0
};
const i = {
names: [],
exported: void 0,
warnings: []
};
return {
name: ve,
kind: "crates-io",
index: o,
...i
};
}
const ke = "^[\\p{XID_Start}_][\\p{XID_Continue}-]*$";
function checkName(e, t) {
if (/^[A-Za-z_][\w-]*$/.test(e) || new RegExp(ke, "u").test(e)) return;
const n = /[:/]|.\../.test(e) ? "an address: use the name in `[registries.NAME]` of Cargo's configuration, " + "and put the URL of the index into the input `index`" : "not a registry name; use a letter or `_`, then letters, digits, `-`, or `_`";
throw new UserError(`${t} is \`${e}\`, ${n}`);
}
function indexOf(e, t, n) {
const r = e.string("registries", t, "index");
const o = n.index === void 0 ? void 0 : parseIndexUrl(n.index, "input `index`");
if (r === void 0) {
const e = `CARGO_REGISTRIES_${environmentSpelling(t)}_INDEX`;
if (o === void 0) return;
const n = {
name: e,
value: o
};
return {
index: {
url: o,
definition: void 0
},
exported: n
};
}
const {value: i, definition: s} = r;
const a = parseIndexUrl(i, `\`registries.${t}.index\` in ${describe(s)}`);
if (o === void 0 || canonicalUrl(o) === canonicalUrl(a)) return {
index: {
url: a,
definition: s
},
exported: void 0
};
const c = s.kind === "environment" && n.earlier.get(t) === a;
const l = c ? `an earlier step of this action (${s.name})` : describe(s);
throw new UserError(`input \`index\` is \`${o}\`, but ${l} sets the index of \`${t}\` to ` + `\`${a}\`. Correct the one that is wrong, or use another name in \`registry\`.`);
}
function namesOf(e, t, {index: n, exported: r}) {
const [o, i] = [ new Set, new Set ];
if (r !== void 0) o.add(environmentSpelling(t).toLowerCase());
for (const [t, {value: r, definition: s}] of e.indexes()) {
const e = r !== n.url && canonicalUrl(r) !== canonicalUrl(n.url);
if (e) continue;
(s.kind === "environment" ? o : i).add(t);
}
const s = [ ...o.size > 0 ? o : i ].sort();
if (s.length > 1) throw new UserError(`the registries \`${s.join("`, `")}\` have one index, \`${n.url}\`, ` + "and Cargo cannot tell them apart; remove all but one from the configuration");
const [a = t] = s;
return a === t ? [ t ] : [ t, a ];
}
function warningsFor({url: e, definition: t}) {
if (!e.startsWith("http") || !e.endsWith("/")) return [];
const n = t === void 0 ? "input `index`" : describe(t);
return [ `Cargo treats the index \`${e}\` (${n}) as a git repository; ` + `if it is a sparse index, write \`sparse+${e}\`` ];
}
function undefinedRegistry(e, t, n) {
const {cwd: r, home: o} = e.sources;
const i = e.indexes().map(([e, {definition: t}]) => `\`${e}\` (${describe(t)})`).join(", ");
return new UserError(`no configuration defines the registry \`${t}\`${n === void 0 ? "" : ` (${n})`}\n` + (i === "" ? `No registry is defined in \`${r}\` and its parents, in \`${o}\`, or in the environment.\n` : `These are defined: ${i}.\n`) + adviceFor(e, t));
}
function adviceFor(e, t) {
const n = e.get("source", t);
if (e.get("registries", t, "index") !== void 0) return `For \`${t}\`, add \`registry: ${t}\` to the step.`;
if (n === void 0) return "If `.cargo/config.toml` is in your repository, run actions/checkout before this step, and set " + "`working-directory` if it is in a subfolder. " + "Otherwise, put the URL of the registry's index into `index`.";
const r = e.string("source", t, "registry")?.value ?? "\u2026";
return `\`[source.${t}]\` in ${describe(n.definition)} is not a registry: to log in to it, ` + `add \`[registries.${t}]\` with \`index = "${r}"\` to the configuration, ` + `and \`registry: ${t}\` to the step.`;
}
function parseIndexUrl(e, t) {
const wrong = n => new UserError(`the index \`${e}\` (${t}) ${n}`);
const n = urlOf(e);
if (n === void 0) throw wrong("is not a URL such as `sparse+https://\u2026/` or `ssh://git@\u2026`");
const {href: r, password: o} = n;
if (o !== "") throw wrong("must not contain a password");
if (r.startsWith(we) && !r.endsWith("/")) throw wrong("must end in a slash");
return r;
}
function urlOf(e) {
if (typeof e !== "string" || !URL.canParse(e)) return;
const t = new URL(e);
const n = t.href[t.protocol.length] === "/" && URL.canParse(t.href.replace(we, ""));
return n ? t : void 0;
}
function canonicalUrl(e) {
const t = urlOf(e);
if (t === void 0) return;
const {protocol: n, username: r, hostname: o, host: i, pathname: s, search: a, hash: c} = t;
const l = o === "github.com";
const [u, f] = l ? [ "https:", s.toLowerCase() ] : [ n, s ];
const d = f.replace(/(?<=.)\/$/, "").replace(/\.git$/, "");
return `${u}//${r}@${i}${d}${a}${c}`;
}
function readMachine({workingDirectory: e, config: t}) {
const n = environment();
const r = cargoHome(n, e, n["CARGO_HOME"] ? "" : homeFolder());
const o = locateCredentials(r);
const {base: i, leases: s} = readLogins(o.target);
const a = i && {
path: o.path,
text: i.text
};
const c = new Config({
cwd: e,
home: r,
env: n,
args: t,
credentials: a
});
runner_debug(`Cargo home: \`${r}\`; credentials file: \`${o.path}\``);
for (const e of g() ? c.files : []) runner_debug(`configuration: \`${e}\``);
return {
config: c,
file: o,
leases: s
};
}
function resolveTarget(e, {index: t}, n) {
const {config: r, leases: o} = n;
const i = new Map(o.map(e => [ e.registry, e.index ]));
const s = resolveRegistry(r, {
registry: e,
index: t,
earlier: i
});
const a = resolveProvider(r, s);
if (g()) debugTarget(s, a);
return {
registry: s,
keeper: a
};
}
function debugTarget({name: e, index: t, exported: n}, r) {
const o = n === void 0 ? "built in" : "input `index`";
const i = t.definition === void 0 ? o : describe(t.definition);
runner_debug(`registry \`${e}\`: \`${t.url}\` (${i})`);
const s = r.definition === void 0 ? "by default" : describe(r.definition);
runner_debug(`who keeps the token of \`${e}\`: ${r.kind} (${s})`);
}
function planLogins(e, t, n) {
const r = e.map(e => {
const r = resolveTarget(e.registry, t, n);
return {
request: e,
...r,
lease: leaseFor(r, e)
};
});
for (const [e, {registry: t, request: n}] of r.entries()) {
const isSame = e => plan_namesOf(t).includes(e);
const o = r.slice(0, e).find(e => plan_namesOf(e.registry).some(isSame));
if (o !== void 0) throw new UserError(`${o.request.origin} and ${n.origin} name the same registry, \`${t.name}\``);
}
for (const e of r) for (const n of plan_warningsFor(e, t)) runner_warning(n);
return r;
}
function leaseFor(e, {issuer: t, token: n}) {
const {registry: r, keeper: o} = e;
const i = o.kind === "file" ? plan_namesOf(r) : [];
const s = o.kind === "file" ? o.provider : void 0;
return newLease({
registry: r.name,
index: r.index.url,
entries: i.map(e => ({
name: e,
token: n.expose(),
provider: s
})),
provider: programOf(e),
revocation: t === void 0 ? void 0 : {
url: t,
token: n.expose()
}
}, temporaryFolder());
}
function plan_warningsFor({registry: e, keeper: t, request: n}, {verify: r}) {
const {name: o, kind: i, index: s} = e;
const a = n.token.expose();
const c = `the token for \`${o}\` (${n.origin})`;
const l = tokenVariable(e);
const u = t.kind === "file" && environment()[l] !== void 0;
const f = isBrokenBasic(a);
const d = i === "alternate";
const p = [ u && `the environment variable ${l} is set, and Cargo prefers it to the stored token, even when it is empty; unset it`, d && a.startsWith("cio") && `${c} looks like a token for crates.io, but Cargo will send it to ${s.url}; check the secret`, f && `${c} begins with \`Basic\`, but the rest is not base64 of \`user:password\`; give the user name in \`username\` and the password as the token`, d && !f && !r && schemeAdvice(s.url, a) ];
return [ ...e.warnings, ...p.filter(e => typeof e === "string") ];
}
function plan_namesOf({kind: e, names: t}) {
return e === "crates-io" ? [ void 0 ] : t;
}
function programOf({keeper: e}) {
if (e.kind === "file") return;
return e.providers.map(e => e.join(" ")).join(", then ");
}
const _e = "login";
const $e = 2;
const xe = object({
version: U,
file: I,
kept: F,
logins: list(object({
id: I,
registry: I,
names: list(json_optional(I)),
issuer: json_optional(I)
}))
});
function state_saveState(e) {
runner_saveState({
[_e]: JSON.stringify({
version: $e,
...e
})
});
}
function state_readState() {
const e = v(_e);
if (e === "") return "none";
const t = parseJson(e, xe);
return t?.version === $e ? t : "damaged";
}
async function login(e) {
const t = readMachine(e);
const isForCratesIo = ({registry: n}) => resolveTarget(n, e, t).registry.kind === "crates-io";
const n = [];
try {
await obtainTokens(e, isForCratesIo, n);
checkCancelled();
if (n.length > 0) await logIn(n, e, t); else login_setOutputs([], e, t);
} catch (e) {
for (const {issuer: e, token: t} of n) if (e !== void 0) await revokeToken(e, t);
throw e;
}
}
async function logIn(e, t, n) {
const r = planLogins(e, t, n);
if (t.verify) await verifyTokens(r);
const {target: o} = n.file;
save(o, r, false);
const i = r.map(({lease: e}) => e);
const {swept: s} = await addLeases(o, i, checkCancelled);
if (s.length > 0) (await Promise.resolve().then(__nccwpck_require__.t.bind(__nccwpck_require__, 428, 23))).reportSwept(s);
await carryOut(r, t, n);
if (!isQuiet(n.config, t.cargoArgs)) report(r, n);
}
async function verifyTokens(e) {
const {verify: t} = await Promise.resolve().then(__nccwpck_require__.t.bind(__nccwpck_require__, 428, 23));
for (const {registry: n, request: r} of e) {
const {name: e, kind: o, index: i} = n;
const s = o === "crates-io" ? "crates.io checks a token only when it is used" : await t(e, i.url, r.token, cancellation());
if (s === void 0) runner_info(`The registry \`${e}\` accepts the token`); else runner_notice(`the token for \`${e}\` could not be verified: ${s}`);
}
}
function save(e, t, n) {
state_saveState({
file: e,
kept: n,
logins: t.map(({lease: {id: e, registry: t, entries: n, revocation: r}}) => ({
id: e,
registry: t,
names: n.map(({name: e}) => e),
issuer: r?.url
}))
});
}
async function carryOut(e, t, n) {
const {target: r} = n.file;
const o = e.map(({lease: e}) => e);
const i = [];
let s;
try {
const a = e.flatMap(({registry: e}) => e.exported ?? []);
const c = Object.fromEntries(a.map(({name: e, value: t}) => [ e, t ]));
Object.assign(process.env, c);
for (const {lease: n, keeper: r, request: o} of e) {
if (r.kind === "file") continue;
const {logInWithCargo: e} = await Promise.resolve().then(__nccwpck_require__.t.bind(__nccwpck_require__, 428, 23));
s = n;
const a = await e(n, o.token, t, checkCancelled);
if (a.kind !== "unsure") s = void 0;
if (a.kind !== "done") throw new UserError(a.why);
i.push(n);
}
checkCancelled();
if (a.length > 0) exportVariables(c);
login_setOutputs(e, t, n);
if (t.logout) return;
await keepLeases(r, o, checkCancelled);
save(r, e, true);
} catch (e) {
const n = o.filter(e => e !== s);
throw await undo(r, n, i, t, e);
}
}
const Oe = 5;
async function undo(e, t, n, r, o) {
const i = process.uptime() + Oe;
const giveUp = () => {
if (process.uptime() > i) throw new UserError("another job did not release the lock");
};
try {
const i = t.map(({id: e}) => e);
const s = {
ids: i,
temp: temporaryFolder(),
names: [],
tokens: []
};
const {due: a} = await endLeases(e, s, giveUp);
const {endWithCargo: c} = await Promise.resolve().then(__nccwpck_require__.t.bind(__nccwpck_require__, 428, 23));
const isDue = ({id: e}) => a.some(t => t.id === e);
await c(n.filter(isDue), () => r);
return o;
} catch (e) {
const t = `Could not undo the changes: ${messageOf(e)}. The post step will try again.`;
return new UserError(`${messageOf(o)}\n${t}`, {
cause: e
});
}
}
function login_setOutputs(e, {requests: t}, {file: n}) {
const r = e.some(({keeper: e}) => e.kind === "file");
setOutputs({
registry: e.map(({registry: e}) => e.name).join("\n"),
"credentials-file": r ? n.path : "",
"logged-in": String(e.length === t.length)
});
}
function report(e, {file: t}) {
for (const {lease: n, keeper: r} of e) {
const {registry: e, index: o, provider: i, revocation: s} = n;
const a = s === void 0 ? "" : ` issued by ${s.url} for this job`;
const c = r.kind === "file" ? `in ${t.path}` : `by \`${i}\`, configured in ${describe(r.definition)}`;
runner_info(`Login token for \`${e}\` (${o})${a} saved ${c}`);
}
}
async function logoutAtEnd() {
const e = state_readState();
if (e === "none") runner_info("Nothing to log out of: the main step did not log in"); else if (e === "damaged") runner_error("the state that the main step saved is damaged, so its token may still be stored; look at the credentials file in the Cargo home of this machine"); else try {
await endLogins(e);
} catch (t) {
runner_error(`the token for ${registriesOf(e)} could not be removed from \`${e.file}\`: ${messageOf(t)}\n` + "Remove it there; the next login or logout on this machine will try again");
}
}
function registriesOf({logins: e}) {
return e.map(({registry: e}) => `\`${e}\``).join(", ");
}
async function endLogins(e) {
const {file: t, kept: n, logins: r} = e;
if (n) {
runner_info(`The login to ${registriesOf(e)} was kept, as \`logout: false\` asks`);
return;
}
await revokeTokens(e);
const o = {
ids: r.map(({id: e}) => e),
temp: temporaryFolder(),
names: r.flatMap(({names: e}) => e),
tokens: secretsGiven().map(e => e.expose())
};
const i = await endLeases(t, o, () => {});
logout_report(i, e);
if (i.due.length + i.swept.length === 0) return;
const {endWithCargo: s, reportSwept: a} = await Promise.resolve().then(__nccwpck_require__.t.bind(__nccwpck_require__, 428, 23));
a(i.swept);
await s(i.due, readCargoInputs);
}
async function revokeTokens({file: e, logins: t}) {
for (const {id: n, issuer: r} of t) {
if (r === void 0) continue;
const t = attempt(() => readLogins(e))?.leases.find(e => e.id === n);
if (t === void 0 && isMarkerGone({
id: n,
temp: temporaryFolder()
})) continue;
await revokeToken(r, t?.revocation && new Secret(t.revocation.token));
}
}
function logout_report(e, t) {
const {file: n, logins: r} = t;
const {removed: o, due: i, shared: s, byToken: a, lost: c} = e;
const l = r.filter(({names: e}) => e.some(e => a.includes(e)));
for (const {registry: e} of l) reportLogout(e);
for (const {registry: e, changed: t} of o) if (!t) reportLogout(e); else runner_info(`The entry for \`${e}\` was changed or removed during the job, so it is left as it is`);
for (const {registry: e, provider: t} of s) runner_info(`The login to \`${e}\` with \`${t}\` stays: other jobs need it`);
if (c) runner_warning(`the credentials file \`${n}\` does not record the login to ${registriesOf(t)}; a token that was moved or copied during the job may still be stored. If the main step was killed early, nothing is stored`); else if (o.length + l.length + s.length + i.length === 0) runner_info(`Already logged out of ${registriesOf(t)}`);
}
function reportLogout(e) {
runner_info(`Logout token for \`${e}\` has been removed from local storage`);
}
async function logoutNow(e) {
const t = readMachine(e);
const n = e.requests.map(({registry: n}) => resolveTarget(n, e, t));
for (const e of n.flatMap(({registry: e}) => e.warnings)) runner_warning(e);
const r = n.filter(({keeper: e}) => e.kind === "file");
setOutputs({
registry: n.map(({registry: e}) => e.name).join("\n"),
"credentials-file": r.length > 0 ? t.file.path : "",
"logged-in": "false"
});
const o = r.flatMap(({registry: e}) => plan_namesOf(e));
const {removed: i, swept: s} = await removeEntries(t.file.target, o, checkCancelled);
if (s.length > 0) (await Promise.resolve().then(__nccwpck_require__.t.bind(__nccwpck_require__, 428, 23))).reportSwept(s);
for (const r of n) {
const {registry: n, keeper: o} = r;
let s = plan_namesOf(n).some(e => i.includes(e));
if (o.kind === "program") {
const {logOutWithCargo: t} = await Promise.resolve().then(__nccwpck_require__.t.bind(__nccwpck_require__, 428, 23));
const o = {
registry: n.name,
provider: programOf(r),
revocation: void 0
};
s = await t(o, e);
}
if (isQuiet(t.config, e.cargoArgs)) continue;
if (s) reportLogout(n.name); else runner_info(`Logout not currently logged in to \`${n.name}\``);
}
}
async function main() {
return await run(1, async () => {
const e = readInputs();
if (e.command === "login") await login(e); else await logoutNow(e);
});
}
async function post() {
return await run(0, logoutAtEnd);
}
async function run(e, t) {
let n = 0;
collectOutput();
try {
requireNode();
listenForCancellation();
await t();
} catch (t) {
main_report(t);
n = e;
}
flush();
process.exit(n);
}
const Ee = 20;
function requireNode() {
const {node: e} = process.versions;
if (Number.parseInt(e, 10) >= Ee) return;
throw new UserError(`this action needs Node ${Ee} or newer, but the runner uses Node ${e}; update the runner or its Node`);
}
function main_report(e) {
runner_error(isUserError(e) ? e.message : `unexpected error, please report it: ${messageOf(e)}`);
if (e instanceof Error && e.stack) runner_debug(e.stack);
}
module.exports = n;
})();

if (require.main === module) module.exports.main();
