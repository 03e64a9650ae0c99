(() => {
"use strict";
var e = {
d: (t, r) => {
for (var o in r) e.o(r, o) && !e.o(t, o) && Object.defineProperty(t, o, {
enumerable: !0,
get: r[o]
});
},
o: (e, t) => Object.prototype.hasOwnProperty.call(e, t),
r: e => {
"undefined" != typeof Symbol && Symbol.toStringTag && Object.defineProperty(e, Symbol.toStringTag, {
value: "Module"
}), Object.defineProperty(e, "__esModule", {
value: !0
});
}
}, t = {};
e.r(t), e.d(t, {
endWithCargo: () => endWithCargo,
exchange: () => exchange,
likelyCause: () => likelyCause,
logInWithCargo: () => logInWithCargo,
logOutWithCargo: () => logOutWithCargo,
reportSwept: () => reportSwept,
revoke: () => revoke,
verify: () => verify
});
const r = require("node:fs");
class errors_UserError extends Error {
name="UserError";
}
function messageOf(e) {
return e instanceof Error ? e.message : String(e);
}
function primitive(e) {
return t => {
if (typeof t !== e) throw new TypeError(`not a ${e}`);
return t;
};
}
const o = primitive("string"), s = (primitive("number"), primitive("boolean"));
function optional(e) {
return t => null == t ? void 0 : e(t);
}
function object(e) {
return t => {
if ("object" != typeof t || null === t) throw new TypeError("not an object");
const r = new Map(Object.entries(t)), o = Object.entries(e).map(([e, t]) => [ e, t(r.get(e)) ]);
return Object.fromEntries(o);
};
}
function parseJson(e, t) {
try {
return t(JSON.parse(e));
} catch {
return;
}
}
require("node:os"), require("node:path");
const n = require("os");
function utils_toCommandValue(e) {
return null == e ? "" : "string" == typeof e || e instanceof String ? e : JSON.stringify(e);
}
function command_issueCommand(e, t, r) {
const o = new Command(e, t, r);
process.stdout.write(o.toString() + n.EOL);
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
const o = this.properties[r];
o && (t ? t = !1 : e += ",", e += `${r}=${escapeProperty(o)}`);
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
const i = require("path");
var a;
function setSecret(e) {
command_issueCommand("add-mask", {}, e);
}
!function(e) {
e[e.Success = 0] = "Success", e[e.Failure = 1] = "Failure";
}(a || (a = {}));
const environment = () => process.env;
function rawInput(e) {
return process.env[`INPUT_${e.toUpperCase()}`];
}
const input = e => function(e) {
const t = process.env[`INPUT_${e.replace(/ /g, "_").toUpperCase()}`] || "";
return t.trim();
}(e), c = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u2028\u2029]/g;
function printable(e) {
return e.replaceAll("\r\n", "\n").replace(/\/\/(?!git@)[^/?#\s]*@/g, "//***@").replace(c, e => `\\u{${e.charCodeAt(0).toString(16)}}`).replace(/^(\s*):(?=:)/gm, "$1:\u200b").replaceAll("##[", "##\u200b[");
}
function mask(e) {
const t = e.flatMap(e => [ e, ...e.split(/[\r\n]+/) ]).flatMap(e => [ e, e.trim() ]);
for (const e of new Set(t)) "" !== e.trim() && setSecret(e);
}
const runner_info = e => {
return t = printable(e), void process.stdout.write(t + n.EOL);
var t;
}, runner_warning = e => function(e, t = {}) {
var r;
command_issueCommand("warning", (r = t, Object.keys(r).length ? {
title: r.title,
file: r.file,
line: r.startLine,
endLine: r.endLine,
col: r.startColumn,
endColumn: r.endColumn
} : {}), e instanceof Error ? e.toString() : e);
}(printable(e)), u = object({
repository: optional(object({
fork: optional(s)
})),
pull_request: optional(object({
head: object({
repo: optional(object({
full_name: o
}))
})
}))
});
function likelyCause(e) {
const t = environment(), o = parseJson(function() {
try {
return (0, r.readFileSync)(t.GITHUB_EVENT_PATH ?? "", "utf8");
} catch {
return;
}
}() ?? "", u), s = t.GITHUB_EVENT_NAME ?? "", n = /^pull_request(_review|_review_comment)?$/.test(s) && void 0 !== o?.pull_request && o.pull_request.head.repo?.full_name !== t.GITHUB_REPOSITORY, i = e && !n && "pull_request_target" !== s && "workflow_run" !== s ? " With trusted publishing no secret is needed: give the job `permissions: id-token: write`." : "", a = function(e, t, r) {
return e ? "Dependabot started this job, and it sees only Dependabot secrets: add the secret there too." : t ? "A pull request from a fork started this job, and such jobs get no secrets." : r ? "This repository is a fork, and a fork does not have the secrets of the original repository." : "The secret may be misspelled or not exist in this repository. It may belong to an environment that the job does not name with `environment:`. A reusable workflow gets only the secrets that its caller passes on. The output of another job is empty if it holds a masked value.";
}("dependabot[bot]" === t.GITHUB_ACTOR && "pull_request_target" !== s, n, !0 === o?.repository?.fork);
return `${a}${i}`;
}
const l = require("node:child_process"), d = require("node:diagnostics_channel"), h = require("node:timers/promises"), p = require("node:util"), f = (require("string_decoder"), 
require("events")), m = require("child_process"), g = (require("assert"), require("fs"));
var io_util_awaiter = function(e, t, r, o) {
return new (r || (r = Promise))(function(s, n) {
function fulfilled(e) {
try {
step(o.next(e));
} catch (e) {
n(e);
}
}
function rejected(e) {
try {
step(o.throw(e));
} catch (e) {
n(e);
}
}
function step(e) {
var t;
e.done ? s(e.value) : (t = e.value, t instanceof r ? t : new r(function(e) {
e(t);
})).then(fulfilled, rejected);
}
step((o = o.apply(e, t || [])).next());
});
};
const {chmod: w, copyFile: y, lstat: v, mkdir: b, open: E, readdir: _, rename: x, rm: $, rmdir: C, stat: S, symlink: k, unlink: T} = g.promises, O = "win32" === process.platform;
function isRooted(e) {
if (!(e = function(e) {
return e = e || "", O ? (e = e.replace(/\//g, "\\")).replace(/\\\\+/g, "\\") : e.replace(/\/\/+/g, "/");
}(e))) throw new Error('isRooted() parameter "p" cannot be empty');
return O ? e.startsWith("\\") || /^[A-Z]:/i.test(e) : e.startsWith("/");
}
function tryGetExecutablePath(e, t) {
return io_util_awaiter(this, void 0, void 0, function*() {
let r;
try {
r = yield S(e);
} catch (t) {
"ENOENT" !== t.code && console.log(`Unexpected error attempting to determine if executable file exists '${e}': ${t}`);
}
if (r && r.isFile()) if (O) {
const r = i.extname(e).toUpperCase();
if (t.some(e => e.toUpperCase() === r)) return e;
} else if (isUnixExecutable(r)) return e;
const o = e;
for (const s of t) {
e = o + s, r = void 0;
try {
r = yield S(e);
} catch (t) {
"ENOENT" !== t.code && console.log(`Unexpected error attempting to determine if executable file exists '${e}': ${t}`);
}
if (r && r.isFile()) {
if (O) {
try {
const t = i.dirname(e), r = i.basename(e).toUpperCase();
for (const o of yield _(t)) if (r === o.toUpperCase()) {
e = i.join(t, o);
break;
}
} catch (t) {
console.log(`Unexpected error attempting to determine the actual case of the file '${e}': ${t}`);
}
return e;
}
if (isUnixExecutable(r)) return e;
}
}
return "";
});
}
function isUnixExecutable(e) {
return (1 & e.mode) > 0 || (8 & e.mode) > 0 && void 0 !== process.getgid && e.gid === process.getgid() || (64 & e.mode) > 0 && void 0 !== process.getuid && e.uid === process.getuid();
}
g.constants.O_RDONLY;
var io_awaiter = function(e, t, r, o) {
return new (r || (r = Promise))(function(s, n) {
function fulfilled(e) {
try {
step(o.next(e));
} catch (e) {
n(e);
}
}
function rejected(e) {
try {
step(o.throw(e));
} catch (e) {
n(e);
}
}
function step(e) {
var t;
e.done ? s(e.value) : (t = e.value, t instanceof r ? t : new r(function(e) {
e(t);
})).then(fulfilled, rejected);
}
step((o = o.apply(e, t || [])).next());
});
};
function which(e, t) {
return io_awaiter(this, void 0, void 0, function*() {
if (!e) throw new Error("parameter 'tool' is required");
if (t) {
const t = yield which(e, !1);
if (!t) throw O ? new Error(`Unable to locate executable file: ${e}. Please verify either the file path exists or the file can be found within a directory specified by the PATH environment variable. Also verify the file has a valid extension for an executable file.`) : new Error(`Unable to locate executable file: ${e}. Please verify either the file path exists or the file can be found within a directory specified by the PATH environment variable. Also check the file mode to verify the file is executable.`);
return t;
}
const r = yield function(e) {
return io_awaiter(this, void 0, void 0, function*() {
if (!e) throw new Error("parameter 'tool' is required");
const t = [];
if (O && process.env.PATHEXT) for (const e of process.env.PATHEXT.split(i.delimiter)) e && t.push(e);
if (isRooted(e)) {
const r = yield tryGetExecutablePath(e, t);
return r ? [ r ] : [];
}
if (e.includes(i.sep)) return [];
const r = [];
if (process.env.PATH) for (const e of process.env.PATH.split(i.delimiter)) e && r.push(e);
const o = [];
for (const s of r) {
const r = yield tryGetExecutablePath(i.join(s, e), t);
r && o.push(r);
}
return o;
});
}(e);
return r && r.length > 0 ? r[0] : "";
});
}
const A = require("timers");
var toolrunner_awaiter = function(e, t, r, o) {
return new (r || (r = Promise))(function(s, n) {
function fulfilled(e) {
try {
step(o.next(e));
} catch (e) {
n(e);
}
}
function rejected(e) {
try {
step(o.throw(e));
} catch (e) {
n(e);
}
}
function step(e) {
var t;
e.done ? s(e.value) : (t = e.value, t instanceof r ? t : new r(function(e) {
e(t);
})).then(fulfilled, rejected);
}
step((o = o.apply(e, t || [])).next());
});
};
const P = "win32" === process.platform;
class ToolRunner extends f.EventEmitter {
constructor(e, t, r) {
if (super(), !e) throw new Error("Parameter 'toolPath' cannot be null or empty.");
this.toolPath = e, this.args = t || [], this.options = r || {};
}
_debug(e) {
this.options.listeners && this.options.listeners.debug && this.options.listeners.debug(e);
}
_getCommandString(e, t) {
const r = this._getSpawnFileName(), o = this._getSpawnArgs(e);
let s = t ? "" : "[command]";
if (P) if (this._isCmdFile()) {
s += r;
for (const e of o) s += ` ${e}`;
} else if (e.windowsVerbatimArguments) {
s += `"${r}"`;
for (const e of o) s += ` ${e}`;
} else {
s += this._windowsQuoteCmdArg(r);
for (const e of o) s += ` ${this._windowsQuoteCmdArg(e)}`;
} else {
s += r;
for (const e of o) s += ` ${e}`;
}
return s;
}
_processLineBuffer(e, t, r) {
try {
let o = t + e.toString(), s = o.indexOf(n.EOL);
for (;s > -1; ) r(o.substring(0, s)), o = o.substring(s + n.EOL.length), s = o.indexOf(n.EOL);
return o;
} catch (e) {
return this._debug(`error processing line. Failed with error ${e}`), "";
}
}
_getSpawnFileName() {
return P && this._isCmdFile() ? process.env.COMSPEC || "cmd.exe" : this.toolPath;
}
_getSpawnArgs(e) {
if (P && this._isCmdFile()) {
let t = `/D /S /C "${this._windowsQuoteCmdArg(this.toolPath)}`;
for (const r of this.args) t += " ", t += e.windowsVerbatimArguments ? r : this._windowsQuoteCmdArg(r);
return t += '"', [ t ];
}
return this.args;
}
_endsWith(e, t) {
return e.endsWith(t);
}
_isCmdFile() {
const e = this.toolPath.toUpperCase();
return this._endsWith(e, ".CMD") || this._endsWith(e, ".BAT");
}
_windowsQuoteCmdArg(e) {
if (!this._isCmdFile()) return this._uvQuoteCmdArg(e);
if (!e) return '""';
const t = [ " ", "\t", "&", "(", ")", "[", "]", "{", "}", "^", "=", ";", "!", "'", "+", ",", "`", "~", "|", "<", ">", '"' ];
let r = !1;
for (const o of e) if (t.some(e => e === o)) {
r = !0;
break;
}
if (!r) return e;
let o = '"', s = !0;
for (let t = e.length; t > 0; t--) o += e[t - 1], s && "\\" === e[t - 1] ? o += "\\" : '"' === e[t - 1] ? (s = !0, 
o += '"') : s = !1;
return o += '"', o.split("").reverse().join("");
}
_uvQuoteCmdArg(e) {
if (!e) return '""';
if (!e.includes(" ") && !e.includes("\t") && !e.includes('"')) return e;
if (!e.includes('"') && !e.includes("\\")) return `"${e}"`;
let t = '"', r = !0;
for (let o = e.length; o > 0; o--) t += e[o - 1], r && "\\" === e[o - 1] ? t += "\\" : '"' === e[o - 1] ? (r = !0, 
t += "\\") : r = !1;
return t += '"', t.split("").reverse().join("");
}
_cloneExecOptions(e) {
const t = {
cwd: (e = e || {}).cwd || process.cwd(),
env: e.env || process.env,
silent: e.silent || !1,
windowsVerbatimArguments: e.windowsVerbatimArguments || !1,
failOnStdErr: e.failOnStdErr || !1,
ignoreReturnCode: e.ignoreReturnCode || !1,
delay: e.delay || 1e4
};
return t.outStream = e.outStream || process.stdout, t.errStream = e.errStream || process.stderr, 
t;
}
_getSpawnOptions(e, t) {
e = e || {};
const r = {};
return r.cwd = e.cwd, r.env = e.env, r.windowsVerbatimArguments = e.windowsVerbatimArguments || this._isCmdFile(), 
e.windowsVerbatimArguments && (r.argv0 = `"${t}"`), r;
}
exec() {
return toolrunner_awaiter(this, void 0, void 0, function*() {
return !isRooted(this.toolPath) && (this.toolPath.includes("/") || P && this.toolPath.includes("\\")) && (this.toolPath = i.resolve(process.cwd(), this.options.cwd || process.cwd(), this.toolPath)), 
this.toolPath = yield which(this.toolPath, !0), new Promise((e, t) => toolrunner_awaiter(this, void 0, void 0, function*() {
this._debug(`exec tool: ${this.toolPath}`), this._debug("arguments:");
for (const e of this.args) this._debug(`   ${e}`);
const r = this._cloneExecOptions(this.options);
!r.silent && r.outStream && r.outStream.write(this._getCommandString(r) + n.EOL);
const o = new ExecState(r, this.toolPath);
if (o.on("debug", e => {
this._debug(e);
}), this.options.cwd && !(yield function(e) {
return io_util_awaiter(this, void 0, void 0, function*() {
try {
yield S(e);
} catch (e) {
if ("ENOENT" === e.code) return !1;
throw e;
}
return !0;
});
}(this.options.cwd))) return t(new Error(`The cwd: ${this.options.cwd} does not exist!`));
const s = this._getSpawnFileName(), i = m.spawn(s, this._getSpawnArgs(r), this._getSpawnOptions(this.options, s));
let a = "";
i.stdout && i.stdout.on("data", e => {
this.options.listeners && this.options.listeners.stdout && this.options.listeners.stdout(e), 
!r.silent && r.outStream && r.outStream.write(e), a = this._processLineBuffer(e, a, e => {
this.options.listeners && this.options.listeners.stdline && this.options.listeners.stdline(e);
});
});
let c = "";
if (i.stderr && i.stderr.on("data", e => {
o.processStderr = !0, this.options.listeners && this.options.listeners.stderr && this.options.listeners.stderr(e), 
!r.silent && r.errStream && r.outStream && (r.failOnStdErr ? r.errStream : r.outStream).write(e), 
c = this._processLineBuffer(e, c, e => {
this.options.listeners && this.options.listeners.errline && this.options.listeners.errline(e);
});
}), i.on("error", e => {
o.processError = e.message, o.processExited = !0, o.processClosed = !0, o.CheckComplete();
}), i.on("exit", e => {
o.processExitCode = e, o.processExited = !0, this._debug(`Exit code ${e} received from tool '${this.toolPath}'`), 
o.CheckComplete();
}), i.on("close", e => {
o.processExitCode = e, o.processExited = !0, o.processClosed = !0, this._debug(`STDIO streams have closed for tool '${this.toolPath}'`), 
o.CheckComplete();
}), o.on("done", (r, o) => {
a.length > 0 && this.emit("stdline", a), c.length > 0 && this.emit("errline", c), 
i.removeAllListeners(), r ? t(r) : e(o);
}), this.options.input) {
if (!i.stdin) throw new Error("child process missing stdin");
i.stdin.end(this.options.input);
}
}));
});
}
}
class ExecState extends f.EventEmitter {
constructor(e, t) {
if (super(), this.processClosed = !1, this.processError = "", this.processExitCode = 0, 
this.processExited = !1, this.processStderr = !1, this.delay = 1e4, this.done = !1, 
this.timeout = null, !t) throw new Error("toolPath must not be empty");
this.options = e, this.toolPath = t, e.delay && (this.delay = e.delay);
}
CheckComplete() {
this.done || (this.processClosed ? this._setResult() : this.processExited && (this.timeout = (0, 
A.setTimeout)(ExecState.HandleTimeout, this.delay, this)));
}
_debug(e) {
this.emit("debug", e);
}
_setResult() {
let e;
this.processExited && (this.processError ? e = new Error(`There was an error when attempting to execute the process '${this.toolPath}'. This may indicate the process failed to start. Error: ${this.processError}`) : 0 === this.processExitCode || this.options.ignoreReturnCode ? this.processStderr && this.options.failOnStdErr && (e = new Error(`The process '${this.toolPath}' failed because one or more lines were written to the STDERR stream`)) : e = new Error(`The process '${this.toolPath}' failed with exit code ${this.processExitCode}`)), 
this.timeout && (clearTimeout(this.timeout), this.timeout = null), this.done = !0, 
this.emit("done", e, this.processExitCode);
}
static HandleTimeout(e) {
if (!e.done) {
if (!e.processClosed && e.processExited) {
const t = `The STDIO streams did not close within ${e.delay / 1e3} seconds of the exit event from process '${e.toolPath}'. This may indicate a child process inherited the STDIO streams and has not yet exited.`;
e._debug(t);
}
e._setResult();
}
}
}
var exec_awaiter = function(e, t, r, o) {
return new (r || (r = Promise))(function(s, n) {
function fulfilled(e) {
try {
step(o.next(e));
} catch (e) {
n(e);
}
}
function rejected(e) {
try {
step(o.throw(e));
} catch (e) {
n(e);
}
}
function step(e) {
var t;
e.done ? s(e.value) : (t = e.value, t instanceof r ? t : new r(function(e) {
e(t);
})).then(fulfilled, rejected);
}
step((o = o.apply(e, t || [])).next());
});
};
const U = Symbol.for("nodejs.util.inspect.custom"), j = "***";
class tokens_Secret {
#e;
constructor(e) {
this.#e = e;
}
expose() {
return this.#e;
}
toString=() => j;
toJSON=this.toString;
[U]=this.toString;
}
function redact(e, t) {
return t.flatMap(e => {
const t = e.expose().split(" ").at(-1) ?? "", r = Buffer.from(t, "base64").toString(), [, o = ""] = /^[\x20-\x39\x3b-\x7e]+:([\x20-\x7e]+)$/.exec(r) ?? [];
return [ e.expose(), t, o ];
}).flatMap(e => [ e, JSON.stringify(e).slice(1, -1), encodeURIComponent(e), Buffer.from(e).toString("base64").replace(/=+$/, "") ]).filter(e => "" !== e).sort((e, t) => t.length - e.length).reduce((e, t) => e.replaceAll(t, j), e);
}
const I = [ "Bearer", "Basic", "Token" ];
function tokens_storedForm(e, {scheme: t, username: r}) {
const o = void 0 === r ? t : "Basic";
return void 0 === o || schemeOf(e) === o ? e : `${o} ${void 0 === r ? e : basicCredentials(r, e)}`;
}
function schemeOf(e) {
const t = /^(\w+)\s/.exec(e)?.[1]?.toLowerCase();
return void 0 === t ? void 0 : I.find(e => e.toLowerCase() === t);
}
function withoutScheme(e) {
const t = schemeOf(e);
return void 0 === t ? e : e.slice(t.length).trim();
}
function basicCredentials(e, t) {
return Buffer.from(`${e}:${t}`).toString("base64");
}
const R = "`scheme: Bearer`", L = [ [ "JFrog Artifactory", /\/artifactory\/api\/cargo\//, /Bearer|Basic/, R ], [ "Gitea or Forgejo", /\/api\/packages\/[^/]+\/cargo(\/|\.git$|$)/, /Bearer|Token|Basic/, R ], [ "GitLab", /\/api\/v4\/projects\/[^/]+\/packages\/cargo/, /Bearer/, R ], [ "Buf", /\/\/buf\.build\//, /Bearer/, R ], [ "Cloudsmith", /\/\/cargo\.cloudsmith\.io\//, /Token|Bearer|Basic/, "`scheme: Token`" ], [ "Azure Artifacts", /[/.]pkgs\.(dev\.azure|visualstudio)\.com\//, /Basic|Bearer/, "`username: PAT` for a personal access token, or `scheme: Bearer`" ] ], N = 6e4, B = 50, F = 500, q = 3e3, W = "could not run", M = /failed to (write to|read response from) credential provider|failed to deserialize response|credential process `.*` failed with status/;
async function runCargo(e, t) {
const {registry: r, provider: o, cargoArgs: s, config: n, secrets: i} = e, a = void 0 === t ? "logout" : "login", c = n.flatMap(e => [ "--config", e ]), u = [ ...s.toolchain, a, "--registry", r, ...c ];
u.push(...s.options), void 0 !== t && s.provider.length > 0 && u.push("--", ...s.provider);
const {end: f, output: m} = await async function(e, t, r) {
let o;
const onChild = e => {
(function(e) {
return "object" == typeof e && null !== e && "process" in e && e.process instanceof l.ChildProcess;
})(e) && (o = e.process, process.nextTick(() => o?.stdin?.on("error", () => {})));
};
let s = "";
const collect = e => {
s += e.toString();
}, n = {
cwd: e.workingDirectory,
env: withoutInputs(e.env),
input: Buffer.from(r),
listeners: {
stdout: collect,
stderr: collect
},
silent: !0,
ignoreReturnCode: !0,
delay: F
};
(0, d.subscribe)("child_process", onChild);
try {
const r = function(e, t, r) {
return exec_awaiter(this, void 0, void 0, function*() {
const e = function(e) {
const t = [];
let r = !1, o = !1, s = "";
function append(e) {
o && '"' !== e && (s += "\\"), s += e, o = !1;
}
for (let n = 0; n < e.length; n++) {
const i = e.charAt(n);
'"' !== i ? "\\" === i && o ? append(i) : "\\" === i && r ? o = !0 : " " !== i || r ? append(i) : s.length > 0 && (t.push(s), 
s = "") : o ? append(i) : r = !r;
}
return s.length > 0 && t.push(s.trim()), t;
}("cargo");
if (0 === e.length) throw new Error("Parameter 'commandLine' cannot be null or empty.");
const o = e[0];
return t = e.slice(1).concat(t || []), new ToolRunner(o, t, r).exec();
});
}(0, t, n).then(e => ({
end: e ?? "was killed",
output: s
}), e => ({
end: W,
output: reasonOf(e)
}));
return await async function(e, t) {
const r = process.uptime() + (t.limitMs ?? N) / 1e3;
for (;process.uptime() < r; ) {
const r = await Promise.race([ e, (0, h.setTimeout)(B, void 0) ]);
if (void 0 !== r) return r;
t.checkCancelled();
}
}(r, e) ?? {
end: "did not end in time",
output: s
};
} finally {
(0, d.unsubscribe)("child_process", onChild), o?.kill("SIGKILL");
for (const e of [ o?.stdin, o?.stdout, o?.stderr ]) e?.destroy();
}
}(e, u, `${t?.expose() ?? ""}\n`), g = redact((0, p.stripVTControlCharacters)(m), i).trim().slice(-q);
if (0 === f) return {
kind: "done",
words: g
};
const w = "number" == typeof f ? `failed with exit code ${f}` : f, y = `\`cargo ${a}\` for \`${r}\` (credential provider \`${o}\`)`, v = "" === g ? `${y} ${w}` : `${y} ${w}:\n${g}`;
return {
kind: "number" == typeof f && !M.test(m) || f === W ? "refused" : "unsure",
why: v
};
}
function reasonOf(e) {
return messageOf(e).startsWith("Unable to locate executable") ? "cargo is not on PATH; install Rust in a step before this one" : messageOf(e);
}
function withoutInputs(e) {
const t = /^(INPUT_|STATE_|ACTIONS_(RUNTIME|CACHE|RESULTS)_)/i, r = Object.entries(e).filter(([e]) => !t.test(e));
return Object.fromEntries(r.map(([e, t = ""]) => [ e, t ]));
}
function secretForms() {
const e = {
scheme: choice("scheme", I),
username: input("username") || void 0
};
return [ rawInput("token") ?? "", ...inputLines("tokens").filter(({text: e}) => !e.startsWith("#")).map(({number: e, text: t}) => {
const r = t.indexOf("="), o = t.slice(0, Math.max(r, 0)).trim(), s = t.slice(r + 1).trim(), n = /^(?=.*[A-Z])[\w+/-]{17,}={1,2}$/.test(t);
return {
number: e,
name: n ? "" : o,
token: n ? t : s
};
}).map(({token: e}) => e) ].flatMap(t => function(e, t) {
const r = function(e) {
return e.trim().replace(/^cargo login(\s+|$)/, "");
}(e);
if ("" === r) return [];
const o = void 0 === t.username ? [] : [ basicCredentials(t.username, r) ];
return [ e, r, withoutScheme(r), tokens_storedForm(r, t), ...o ];
}(t, e));
}
function choice(e, t) {
const r = input(e).toLowerCase();
return t.find(e => e.toLowerCase() === r);
}
function inputLines(e) {
const t = rawInput(e) || void 0;
return (t?.split(/\r\n|\r|\n/) ?? []).map((e, t) => ({
number: t + 1,
text: e.trim()
})).filter(({text: e}) => "" !== e);
}
async function logInWithCargo(e, t, r, o) {
const s = await runCargo(callOf(e, r, o), t);
if ("done" !== s.kind) return s;
const {words: n} = s;
if (r.cargoArgs.verbose && "" !== n) runner_info(n); else for (const [, e = ""] of n.matchAll(/^warning: (.*)$/gm)) runner_warning(e);
return s;
}
function callOf(e, t, r) {
const {registry: o, provider: s, revocation: n} = e, i = [ ...secretForms().map(e => new tokens_Secret(e)), new tokens_Secret(n?.token ?? "") ];
return {
registry: o,
provider: s,
...t,
env: environment(),
secrets: i,
checkCancelled: r
};
}
async function logOutWithCargo(e, t) {
const r = await runCargo(callOf(e, t, () => {}));
if ("done" !== r.kind) throw new errors_UserError(r.why);
return !/not currently logged in/.test(r.words);
}
async function endWithCargo(e, t) {
for (const r of e) {
const {registry: e, provider: o} = r;
try {
await logOutWithCargo(r, t()), runner_info(`Logout token for \`${e}\` has been removed by \`${o}\``);
} catch (t) {
runner_warning(`the token for \`${e}\` may still be stored by its credential provider \`${o}\`: ${messageOf(t)}\n${logoutAdvice(e)}`);
}
}
}
function reportSwept(e) {
for (const {registry: t, provider: r} of e) void 0 === r ? runner_info(`Removed the token for \`${t}\` of a job that ended without logging out`) : runner_warning(`a job ended without logging out of \`${t}\`, so the credential provider \`${r}\` may still hold its token\n${logoutAdvice(t)}`);
}
function logoutAdvice(e) {
return `To remove it, run \`cargo logout --registry ${e}\` on this machine`;
}
const H = require("node:http");
class PassingFailure extends errors_UserError {}
const D = "cargo-login-action (https://github.com/OWNER/cargo-login-action)", V = 1e6, G = 1e3;
function useProxyFromEnvironment() {
const {setGlobalProxyFromEnv: e} = H;
try {
e?.();
} catch {
throw new errors_UserError("the environment variable `http_proxy` or `https_proxy` is not the URL of a proxy; correct or unset it");
}
}
async function retry(e, t) {
const {pausesMs: r, signal: o} = t;
for (const t of r) try {
return await e();
} catch (e) {
if (!(e instanceof PassingFailure)) throw e;
runner_info(`${e.message}; trying again in ${t / 1e3} s`), await (0, h.setTimeout)(t, void 0, o && {
signal: o
}).catch(() => {}), o?.throwIfAborted();
}
return await e();
}
async function ask(e, {timeoutMs: t, signal: r}) {
const o = AbortSignal.timeout(t);
try {
return await async function(e, t) {
const {method: r, url: o, headers: s, body: n = null, secrets: i} = e, a = await fetch(o, {
method: r,
headers: {
Accept: "application/json",
"User-Agent": D,
...s
},
body: n,
redirect: "manual",
signal: t
}), {status: c, ok: u} = a, l = await async function(e, t) {
const r = new TextDecoder;
let o = "";
for await (const s of e.body ?? []) if (o += r.decode(s, {
stream: !0
}), o.length > V) throw new errors_UserError(`${t.origin} answered with more than ${V} bytes`);
return o;
}(a, o), d = a.headers.get("location"), h = a.headers.get("www-authenticate"), p = redact([ `HTTP ${c}`, d && `a redirect to ${d}`, h && `\`WWW-Authenticate: ${h}\``, ...reasonsIn(l) ].filter(Boolean).join(", "), i).slice(0, G);
if (408 === c || 429 === c || c >= 500) throw new PassingFailure(`${o.origin} answered ${p}`);
return {
status: c,
isSuccess: u,
body: l,
summary: p
};
}(e, r ? AbortSignal.any([ o, r ]) : o);
} catch (s) {
if (r?.throwIfAborted(), s instanceof errors_UserError) throw s;
const n = o.aborted ? `no answer within ${t / 1e3} s` : function(e) {
const t = e instanceof Error && e.cause instanceof Error ? e.cause : void 0;
return t?.message || function(e) {
const t = e instanceof Error && "code" in e ? e.code : void 0;
return "string" == typeof t ? t : void 0;
}(t) || "a network error";
}(s);
throw new PassingFailure(`cannot reach ${e.url.origin}: ${n}`, {
cause: s
});
}
}
const J = object({
message: optional(o),
errors: optional((Q = object({
detail: o
}), e => {
if (!Array.isArray(e)) throw new TypeError("not a list");
return e.map(e => Q(e));
}))
});
var Q;
function reasonsIn(e) {
const {errors: t = [], message: r} = parseJson(e, J) ?? {};
return [ ...t.map(({detail: e}) => e), r ];
}
const K = {
timeoutMs: 15e3,
pausesMs: [ 1e3, 2e3, 4e3 ]
}, z = {
timeoutMs: 1e4,
pausesMs: [ 1e3, 2e3 ]
};
async function exchange(e, t) {
useProxyFromEnvironment();
const r = {
...K,
signal: t
};
return await retry(async () => {
const t = await async function(e, t) {
const {url: r, token: o} = function() {
const e = environment(), t = e.ACTIONS_ID_TOKEN_REQUEST_URL ?? "", r = e.ACTIONS_ID_TOKEN_REQUEST_TOKEN ?? "";
if (mask([ r ]), isHeaderValue(r) && /^https?:/.test(t) && URL.canParse(t)) return {
url: new URL(t),
token: new tokens_Secret(r)
};
throw new errors_UserError("ACTIONS_ID_TOKEN_REQUEST_URL and ACTIONS_ID_TOKEN_REQUEST_TOKEN are not what a runner sets; look for a step that overwrites them");
}();
r.search += `${"" === r.search ? "?" : "&"}audience=${encodeURIComponent(e)}`;
const s = {
Authorization: `Bearer ${o.expose()}`
};
return secretIn(await ask({
method: "GET",
url: r,
headers: s,
secrets: [ o ]
}, t), "value", `the runner's service for id tokens, ${r.origin},`, "Check `permissions: id-token: write` of the job");
}(new URL(e).host, r);
return await async function(e, t, r) {
const o = {
method: "POST",
url: tokensUrl(e),
headers: {
"Content-Type": "application/json"
},
body: JSON.stringify({
jwt: t.expose()
}),
secrets: [ t ]
}, s = await ask(o, r);
return secretIn(s, "token", `no token was given, and trusted publishing failed: ${e}`, function({status: e}) {
return e < 400 || 404 === e || 405 === e ? "Correct `trusted-publishing-url` (no trusted publishing was found there), or give a token" : "An owner of the crate must add this repository and workflow as a trusted publisher in the settings of the crate; or give a token";
}(s));
}(e, t, r);
}, r);
}
async function revoke(e, t) {
useProxyFromEnvironment(), mask([ t.expose() ]);
const r = {
Authorization: `Bearer ${t.expose()}`
}, o = {
method: "DELETE",
url: tokensUrl(e),
headers: r,
secrets: [ t ]
}, s = await retry(() => ask(o, z), z);
if (!s.isSuccess) throw new errors_UserError(`${e} answered ${s.summary}`);
}
function tokensUrl(e) {
return new URL(`${e}/api/v1/trusted_publishing/tokens`);
}
function secretIn(e, t, r, s) {
if (!e.isSuccess) throw new errors_UserError(`${r} answered ${e.summary}\n${s}`);
const n = parseJson(e.body, object({
[t]: o
}))?.[t];
if (void 0 !== n && mask([ n ]), void 0 !== n && isHeaderValue(n)) return new tokens_Secret(n);
throw new errors_UserError(`${r} answered without a usable token (\`${t}\` of a JSON object)`);
}
function isHeaderValue(e) {
return /^[\t\x20-\x7e]+$/.test(e) && "" !== e.trim();
}
const X = object({
"auth-required": optional(s)
});
async function verify(e, t, r, o) {
if (!t.startsWith("sparse+")) return "its index is a git repository";
const s = new URL("config.json", t.slice(7)), n = {
Authorization: r.expose()
};
useProxyFromEnvironment();
const i = {
method: "GET",
url: s,
headers: n,
secrets: [ r ]
};
let a;
try {
a = await ask(i, {
timeoutMs: 1e4,
pausesMs: [],
signal: o
});
} catch (e) {
return o.throwIfAborted(), messageOf(e);
}
const {status: c, isSuccess: u, body: l, summary: d} = a;
if (401 === c || 403 === c) {
const o = function(e, t) {
const r = L.find(([, t]) => t.test(e)), o = schemeOf(t);
if (void 0 === r) return;
const [s, , n, i] = r;
return void 0 !== o && n.test(o) ? void 0 : `\`${e}\` looks like ${s}, which expects a token with a scheme, but the token ${void 0 === o ? "has no scheme" : `has the scheme \`${o}\``}; set ${i}`;
}(t, r.expose()) ?? "Check that the token has not expired, that it has access to this registry, and its `scheme`";
throw new errors_UserError(`the registry \`${e}\` (${t}) refused the token: ${d}. ${o}`);
}
return u ? !0 === parseJson(l, X)?.["auth-required"] ? void 0 : "its index is public and accepts any token" : `${s.href} answered ${d}`;
}
module.exports = t;
})();
