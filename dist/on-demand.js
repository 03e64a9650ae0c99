(() => {
"use strict";
var e = {};
(() => {
e.d = (t, r) => {
for (var o in r) if (e.o(r, o) && !e.o(t, o)) Object.defineProperty(t, o, {
enumerable: true,
get: r[o]
});
};
})();
(() => {
e.o = (e, t) => Object.prototype.hasOwnProperty.call(e, t);
})();
(() => {
e.r = e => {
if (typeof Symbol !== "undefined" && Symbol.toStringTag) Object.defineProperty(e, Symbol.toStringTag, {
value: "Module"
});
Object.defineProperty(e, "__esModule", {
value: true
});
};
})();
var t = {};
e.r(t);
e.d(t, {
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
function errors_attempt(e) {
try {
return e();
} catch {
return;
}
}
function errors_errorCode(e) {
const t = e instanceof Error && "code" in e ? e.code : void 0;
return typeof t === "string" ? t : void 0;
}
function primitive(e) {
return t => {
if (typeof t !== e) throw new TypeError(`not a ${e}`);
return t;
};
}
const o = primitive("string");
primitive("number");
const n = primitive("boolean");
function optional(e) {
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
const r = new Map(Object.entries(t));
const o = Object.entries(e).map(([e, t]) => [ e, t(r.get(e)) ]);
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
require("node:os");
require("node:path");
const s = require("os");
function utils_toCommandValue(e) {
if (e === null || e === void 0) return ""; else if (typeof e === "string" || e instanceof String) return e;
return JSON.stringify(e);
}
function utils_toCommandProperties(e) {
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
function command_issueCommand(e, t, r) {
const o = new Command(e, t, r);
process.stdout.write(o.toString() + s.EOL);
}
const i = "::";
class Command {
constructor(e, t, r) {
if (!e) e = "missing.command";
this.command = e;
this.properties = t;
this.message = r;
}
toString() {
let e = i + this.command;
if (this.properties && Object.keys(this.properties).length > 0) {
e += " ";
let t = true;
for (const r in this.properties) if (this.properties.hasOwnProperty(r)) {
const o = this.properties[r];
if (o) {
if (t) t = false; else e += ",";
e += `${r}=${escapeProperty(o)}`;
}
}
}
e += `${i}${escapeData(this.message)}`;
return e;
}
}
function escapeData(e) {
return utils_toCommandValue(e).replace(/%/g, "%25").replace(/\r/g, "%0D").replace(/\n/g, "%0A");
}
function escapeProperty(e) {
return utils_toCommandValue(e).replace(/%/g, "%25").replace(/\r/g, "%0D").replace(/\n/g, "%0A").replace(/:/g, "%3A").replace(/,/g, "%2C");
}
const c = require("path");
void 0 && (void 0).__awaiter;
var a;
(function(e) {
e[e["Success"] = 0] = "Success";
e[e["Failure"] = 1] = "Failure";
})(a || (a = {}));
function setSecret(e) {
command_issueCommand("add-mask", {}, e);
}
function getInput(e, t) {
const r = process.env[`INPUT_${e.replace(/ /g, "_").toUpperCase()}`] || "";
if (t && t.required && !r) throw new Error(`Input required and not supplied: ${e}`);
if (t && t.trimWhitespace === false) return r;
return r.trim();
}
function warning(e, t = {}) {
command_issueCommand("warning", utils_toCommandProperties(t), e instanceof Error ? e.toString() : e);
}
function info(e) {
process.stdout.write(e + s.EOL);
}
const environment = () => process.env;
const rawInput = e => process.env[`INPUT_${e.toUpperCase()}`];
const input = e => getInput(e);
const u = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u2028\u2029]/g;
function printable(e) {
if (!/[^ -~]|^\s*::|##\[|@/.test(e)) return e;
return e.replaceAll("\r\n", "\n").replace(/\/\/(?!git@)[^/?#\s]*@/g, "//***@").replace(u, e => `\\u{${e.charCodeAt(0).toString(16)}}`).replace(/^(\s*):(?=:)/gm, "$1:\u200b").replaceAll("##[", "##\u200b[");
}
function mask(e) {
const t = e.flatMap(e => [ e, ...e.replaceAll("\r", "\n").split("\n") ]);
const r = t.flatMap(e => [ e, e.trim() ]);
for (const e of new Set(r)) if (e.trim() !== "") setSecret(e);
}
const runner_info = e => info(printable(e));
const runner_warning = e => warning(printable(e));
const l = object({
repository: optional(object({
fork: optional(n)
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
const t = environment();
const o = errors_attempt(() => (0, r.readFileSync)(t["GITHUB_EVENT_PATH"] ?? "", "utf8"));
const n = parseJson(o ?? "", l);
const s = t["GITHUB_EVENT_NAME"] ?? "";
const i = /^pull_request(_review|_review_comment)?$/.test(s) && n?.pull_request !== void 0 && n.pull_request.head.repo?.full_name !== t["GITHUB_REPOSITORY"];
const c = i || s === "pull_request_target" || s === "workflow_run";
const a = e && !c ? " With trusted publishing no secret is needed: give the job `permissions: id-token: write`." : "";
const u = t["GITHUB_ACTOR"] === "dependabot[bot]" && s !== "pull_request_target";
const d = causeIn(u, i, n?.repository?.fork === true);
return `${d}${a}`;
}
function causeIn(e, t, r) {
if (e) return "Dependabot started this job, and it sees only Dependabot secrets: add the secret there too.";
if (t) return "A pull request from a fork started this job, and such jobs get no secrets.";
if (r) return "This repository is a fork, and a fork does not have the secrets of the original repository.";
return "The secret may be misspelled or not exist in this repository. It may belong to an environment " + "that the job does not name with `environment:`. A reusable workflow gets only the secrets that " + "its caller passes on. The output of another job is empty if it holds a masked value.";
}
const d = require("node:child_process");
const f = require("node:diagnostics_channel");
const h = require("node:timers/promises");
const p = require("node:util");
require("string_decoder");
const m = require("events");
const g = require("child_process");
require("assert");
const w = require("fs");
var y = void 0 && (void 0).__awaiter || function(e, t, r, o) {
function adopt(e) {
return e instanceof r ? e : new r(function(t) {
t(e);
});
}
return new (r || (r = Promise))(function(r, n) {
function fulfilled(e) {
try {
step(o.next(e));
} catch (e) {
n(e);
}
}
function rejected(e) {
try {
step(o["throw"](e));
} catch (e) {
n(e);
}
}
function step(e) {
e.done ? r(e.value) : adopt(e.value).then(fulfilled, rejected);
}
step((o = o.apply(e, t || [])).next());
});
};
const {chmod: v, copyFile: b, lstat: _, mkdir: E, open: x, readdir: $, rename: C, rm: S, rmdir: k, stat: T, symlink: O, unlink: A} = w.promises;
const P = process.platform === "win32";
w.constants.O_RDONLY;
function exists(e) {
return y(this, void 0, void 0, function*() {
try {
yield T(e);
} catch (e) {
if (e.code === "ENOENT") return false;
throw e;
}
return true;
});
}
function isRooted(e) {
e = normalizeSeparators(e);
if (!e) throw new Error('isRooted() parameter "p" cannot be empty');
if (P) return e.startsWith("\\") || /^[A-Z]:/i.test(e);
return e.startsWith("/");
}
function tryGetExecutablePath(e, t) {
return y(this, void 0, void 0, function*() {
let r;
try {
r = yield T(e);
} catch (t) {
if (t.code !== "ENOENT") console.log(`Unexpected error attempting to determine if executable file exists '${e}': ${t}`);
}
if (r && r.isFile()) if (P) {
const r = c.extname(e).toUpperCase();
if (t.some(e => e.toUpperCase() === r)) return e;
} else if (isUnixExecutable(r)) return e;
const o = e;
for (const n of t) {
e = o + n;
r = void 0;
try {
r = yield T(e);
} catch (t) {
if (t.code !== "ENOENT") console.log(`Unexpected error attempting to determine if executable file exists '${e}': ${t}`);
}
if (r && r.isFile()) if (P) {
try {
const t = c.dirname(e);
const r = c.basename(e).toUpperCase();
for (const o of yield $(t)) if (r === o.toUpperCase()) {
e = c.join(t, o);
break;
}
} catch (t) {
console.log(`Unexpected error attempting to determine the actual case of the file '${e}': ${t}`);
}
return e;
} else if (isUnixExecutable(r)) return e;
}
return "";
});
}
function normalizeSeparators(e) {
e = e || "";
if (P) {
e = e.replace(/\//g, "\\");
return e.replace(/\\\\+/g, "\\");
}
return e.replace(/\/\/+/g, "/");
}
function isUnixExecutable(e) {
return (e.mode & 1) > 0 || (e.mode & 8) > 0 && process.getgid !== void 0 && e.gid === process.getgid() || (e.mode & 64) > 0 && process.getuid !== void 0 && e.uid === process.getuid();
}
var U = void 0 && (void 0).__awaiter || function(e, t, r, o) {
function adopt(e) {
return e instanceof r ? e : new r(function(t) {
t(e);
});
}
return new (r || (r = Promise))(function(r, n) {
function fulfilled(e) {
try {
step(o.next(e));
} catch (e) {
n(e);
}
}
function rejected(e) {
try {
step(o["throw"](e));
} catch (e) {
n(e);
}
}
function step(e) {
e.done ? r(e.value) : adopt(e.value).then(fulfilled, rejected);
}
step((o = o.apply(e, t || [])).next());
});
};
function which(e, t) {
return U(this, void 0, void 0, function*() {
if (!e) throw new Error("parameter 'tool' is required");
if (t) {
const t = yield which(e, false);
if (!t) if (P) throw new Error(`Unable to locate executable file: ${e}. Please verify either the file path exists or the file can be found within a directory specified by the PATH environment variable. Also verify the file has a valid extension for an executable file.`); else throw new Error(`Unable to locate executable file: ${e}. Please verify either the file path exists or the file can be found within a directory specified by the PATH environment variable. Also check the file mode to verify the file is executable.`);
return t;
}
const r = yield findInPath(e);
if (r && r.length > 0) return r[0];
return "";
});
}
function findInPath(e) {
return U(this, void 0, void 0, function*() {
if (!e) throw new Error("parameter 'tool' is required");
const t = [];
if (P && process.env["PATHEXT"]) for (const e of process.env["PATHEXT"].split(c.delimiter)) if (e) t.push(e);
if (isRooted(e)) {
const r = yield tryGetExecutablePath(e, t);
if (r) return [ r ];
return [];
}
if (e.includes(c.sep)) return [];
const r = [];
if (process.env.PATH) for (const e of process.env.PATH.split(c.delimiter)) if (e) r.push(e);
const o = [];
for (const n of r) {
const r = yield tryGetExecutablePath(c.join(n, e), t);
if (r) o.push(r);
}
return o;
});
}
const j = require("timers");
var I = void 0 && (void 0).__awaiter || function(e, t, r, o) {
function adopt(e) {
return e instanceof r ? e : new r(function(t) {
t(e);
});
}
return new (r || (r = Promise))(function(r, n) {
function fulfilled(e) {
try {
step(o.next(e));
} catch (e) {
n(e);
}
}
function rejected(e) {
try {
step(o["throw"](e));
} catch (e) {
n(e);
}
}
function step(e) {
e.done ? r(e.value) : adopt(e.value).then(fulfilled, rejected);
}
step((o = o.apply(e, t || [])).next());
});
};
const R = process.platform === "win32";
class ToolRunner extends m.EventEmitter {
constructor(e, t, r) {
super();
if (!e) throw new Error("Parameter 'toolPath' cannot be null or empty.");
this.toolPath = e;
this.args = t || [];
this.options = r || {};
}
_debug(e) {
if (this.options.listeners && this.options.listeners.debug) this.options.listeners.debug(e);
}
_getCommandString(e, t) {
const r = this._getSpawnFileName();
const o = this._getSpawnArgs(e);
let n = t ? "" : "[command]";
if (R) if (this._isCmdFile()) {
n += r;
for (const e of o) n += ` ${e}`;
} else if (e.windowsVerbatimArguments) {
n += `"${r}"`;
for (const e of o) n += ` ${e}`;
} else {
n += this._windowsQuoteCmdArg(r);
for (const e of o) n += ` ${this._windowsQuoteCmdArg(e)}`;
} else {
n += r;
for (const e of o) n += ` ${e}`;
}
return n;
}
_processLineBuffer(e, t, r) {
try {
let o = t + e.toString();
let n = o.indexOf(s.EOL);
while (n > -1) {
const e = o.substring(0, n);
r(e);
o = o.substring(n + s.EOL.length);
n = o.indexOf(s.EOL);
}
return o;
} catch (e) {
this._debug(`error processing line. Failed with error ${e}`);
return "";
}
}
_getSpawnFileName() {
if (R) if (this._isCmdFile()) return process.env["COMSPEC"] || "cmd.exe";
return this.toolPath;
}
_getSpawnArgs(e) {
if (R) if (this._isCmdFile()) {
let t = `/D /S /C "${this._windowsQuoteCmdArg(this.toolPath)}`;
for (const r of this.args) {
t += " ";
t += e.windowsVerbatimArguments ? r : this._windowsQuoteCmdArg(r);
}
t += '"';
return [ t ];
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
let r = false;
for (const o of e) if (t.some(e => e === o)) {
r = true;
break;
}
if (!r) return e;
let o = '"';
let n = true;
for (let t = e.length; t > 0; t--) {
o += e[t - 1];
if (n && e[t - 1] === "\\") o += "\\"; else if (e[t - 1] === '"') {
n = true;
o += '"';
} else n = false;
}
o += '"';
return o.split("").reverse().join("");
}
_uvQuoteCmdArg(e) {
if (!e) return '""';
if (!e.includes(" ") && !e.includes("\t") && !e.includes('"')) return e;
if (!e.includes('"') && !e.includes("\\")) return `"${e}"`;
let t = '"';
let r = true;
for (let o = e.length; o > 0; o--) {
t += e[o - 1];
if (r && e[o - 1] === "\\") t += "\\"; else if (e[o - 1] === '"') {
r = true;
t += "\\";
} else r = false;
}
t += '"';
return t.split("").reverse().join("");
}
_cloneExecOptions(e) {
e = e || {};
const t = {
cwd: e.cwd || process.cwd(),
env: e.env || process.env,
silent: e.silent || false,
windowsVerbatimArguments: e.windowsVerbatimArguments || false,
failOnStdErr: e.failOnStdErr || false,
ignoreReturnCode: e.ignoreReturnCode || false,
delay: e.delay || 1e4
};
t.outStream = e.outStream || process.stdout;
t.errStream = e.errStream || process.stderr;
return t;
}
_getSpawnOptions(e, t) {
e = e || {};
const r = {};
r.cwd = e.cwd;
r.env = e.env;
r["windowsVerbatimArguments"] = e.windowsVerbatimArguments || this._isCmdFile();
if (e.windowsVerbatimArguments) r.argv0 = `"${t}"`;
return r;
}
exec() {
return I(this, void 0, void 0, function*() {
if (!isRooted(this.toolPath) && (this.toolPath.includes("/") || R && this.toolPath.includes("\\"))) this.toolPath = c.resolve(process.cwd(), this.options.cwd || process.cwd(), this.toolPath);
this.toolPath = yield which(this.toolPath, true);
return new Promise((e, t) => I(this, void 0, void 0, function*() {
this._debug(`exec tool: ${this.toolPath}`);
this._debug("arguments:");
for (const e of this.args) this._debug(`   ${e}`);
const r = this._cloneExecOptions(this.options);
if (!r.silent && r.outStream) r.outStream.write(this._getCommandString(r) + s.EOL);
const o = new ExecState(r, this.toolPath);
o.on("debug", e => {
this._debug(e);
});
if (this.options.cwd && !(yield exists(this.options.cwd))) return t(new Error(`The cwd: ${this.options.cwd} does not exist!`));
const n = this._getSpawnFileName();
const i = g.spawn(n, this._getSpawnArgs(r), this._getSpawnOptions(this.options, n));
let c = "";
if (i.stdout) i.stdout.on("data", e => {
if (this.options.listeners && this.options.listeners.stdout) this.options.listeners.stdout(e);
if (!r.silent && r.outStream) r.outStream.write(e);
c = this._processLineBuffer(e, c, e => {
if (this.options.listeners && this.options.listeners.stdline) this.options.listeners.stdline(e);
});
});
let a = "";
if (i.stderr) i.stderr.on("data", e => {
o.processStderr = true;
if (this.options.listeners && this.options.listeners.stderr) this.options.listeners.stderr(e);
if (!r.silent && r.errStream && r.outStream) {
const t = r.failOnStdErr ? r.errStream : r.outStream;
t.write(e);
}
a = this._processLineBuffer(e, a, e => {
if (this.options.listeners && this.options.listeners.errline) this.options.listeners.errline(e);
});
});
i.on("error", e => {
o.processError = e.message;
o.processExited = true;
o.processClosed = true;
o.CheckComplete();
});
i.on("exit", e => {
o.processExitCode = e;
o.processExited = true;
this._debug(`Exit code ${e} received from tool '${this.toolPath}'`);
o.CheckComplete();
});
i.on("close", e => {
o.processExitCode = e;
o.processExited = true;
o.processClosed = true;
this._debug(`STDIO streams have closed for tool '${this.toolPath}'`);
o.CheckComplete();
});
o.on("done", (r, o) => {
if (c.length > 0) this.emit("stdline", c);
if (a.length > 0) this.emit("errline", a);
i.removeAllListeners();
if (r) t(r); else e(o);
});
if (this.options.input) {
if (!i.stdin) throw new Error("child process missing stdin");
i.stdin.end(this.options.input);
}
}));
});
}
}
function argStringToArray(e) {
const t = [];
let r = false;
let o = false;
let n = "";
function append(e) {
if (o && e !== '"') n += "\\";
n += e;
o = false;
}
for (let s = 0; s < e.length; s++) {
const i = e.charAt(s);
if (i === '"') {
if (!o) r = !r; else append(i);
continue;
}
if (i === "\\" && o) {
append(i);
continue;
}
if (i === "\\" && r) {
o = true;
continue;
}
if (i === " " && !r) {
if (n.length > 0) {
t.push(n);
n = "";
}
continue;
}
append(i);
}
if (n.length > 0) t.push(n.trim());
return t;
}
class ExecState extends m.EventEmitter {
constructor(e, t) {
super();
this.processClosed = false;
this.processError = "";
this.processExitCode = 0;
this.processExited = false;
this.processStderr = false;
this.delay = 1e4;
this.done = false;
this.timeout = null;
if (!t) throw new Error("toolPath must not be empty");
this.options = e;
this.toolPath = t;
if (e.delay) this.delay = e.delay;
}
CheckComplete() {
if (this.done) return;
if (this.processClosed) this._setResult(); else if (this.processExited) this.timeout = (0, 
j.setTimeout)(ExecState.HandleTimeout, this.delay, this);
}
_debug(e) {
this.emit("debug", e);
}
_setResult() {
let e;
if (this.processExited) if (this.processError) e = new Error(`There was an error when attempting to execute the process '${this.toolPath}'. This may indicate the process failed to start. Error: ${this.processError}`); else if (this.processExitCode !== 0 && !this.options.ignoreReturnCode) e = new Error(`The process '${this.toolPath}' failed with exit code ${this.processExitCode}`); else if (this.processStderr && this.options.failOnStdErr) e = new Error(`The process '${this.toolPath}' failed because one or more lines were written to the STDERR stream`);
if (this.timeout) {
clearTimeout(this.timeout);
this.timeout = null;
}
this.done = true;
this.emit("done", e, this.processExitCode);
}
static HandleTimeout(e) {
if (e.done) return;
if (!e.processClosed && e.processExited) {
const t = `The STDIO streams did not close within ${e.delay / 1e3} seconds of the exit event from process '${e.toolPath}'. This may indicate a child process inherited the STDIO streams and has not yet exited.`;
e._debug(t);
}
e._setResult();
}
}
var F = void 0 && (void 0).__awaiter || function(e, t, r, o) {
function adopt(e) {
return e instanceof r ? e : new r(function(t) {
t(e);
});
}
return new (r || (r = Promise))(function(r, n) {
function fulfilled(e) {
try {
step(o.next(e));
} catch (e) {
n(e);
}
}
function rejected(e) {
try {
step(o["throw"](e));
} catch (e) {
n(e);
}
}
function step(e) {
e.done ? r(e.value) : adopt(e.value).then(fulfilled, rejected);
}
step((o = o.apply(e, t || [])).next());
});
};
function exec(e, t, r) {
return F(this, void 0, void 0, function*() {
const o = argStringToArray(e);
if (o.length === 0) throw new Error(`Parameter 'commandLine' cannot be null or empty.`);
const n = o[0];
t = o.slice(1).concat(t || []);
const s = new ToolRunner(n, t, r);
return s.exec();
});
}
const L = Symbol.for("nodejs.util.inspect.custom");
const N = "***";
class tokens_Secret {
#e;
constructor(e) {
this.#e = e;
}
expose() {
return this.#e;
}
toString=() => N;
toJSON=this.toString;
[L]=this.toString;
}
function redact(e, t) {
const r = t.flatMap(e => {
const t = e.expose().split(" ").at(-1) ?? "";
const r = Buffer.from(t, "base64").toString();
const [, o = ""] = /^[\x20-\x39\x3b-\x7e]+:([\x20-\x7e]+)$/.exec(r) ?? [];
return [ e.expose(), t, o ];
});
const o = r.flatMap(e => [ e, JSON.stringify(e).slice(1, -1), encodeURIComponent(e), Buffer.from(e).toString("base64").replace(/=+$/, "") ]);
const n = o.filter(e => e !== "").sort((e, t) => t.length - e.length);
return n.reduce((e, t) => e.replaceAll(t, N), e);
}
const B = [ "Bearer", "Basic", "Token" ];
function tokens_normalizeToken(e) {
const t = e.trim();
return t.startsWith("cargo login") ? t.replace(/^cargo login(\s+|$)/, "") : t;
}
function tokens_storedForm(e, {scheme: t, username: r}) {
const o = r === void 0 ? t : "Basic";
if (o === void 0 || schemeOf(e) === o) return e;
const n = r === void 0 ? e : Buffer.from(`${r}:${e}`).toString("base64");
return `${o} ${n}`;
}
function schemeOf(e) {
const [t = ""] = e.replaceAll("\t", " ").split(" ", 1);
if (t === e) return;
return B.find(e => e.toLowerCase() === t.toLowerCase());
}
function withoutScheme(e) {
const t = schemeOf(e);
return t === void 0 ? e : e.slice(t.length).trim();
}
function allForms(e, t) {
const r = tokens_normalizeToken(e);
if (r === "") return [];
const o = tokens_storedForm(r, t);
return [ e, r, withoutScheme(r), o, withoutScheme(o) ];
}
const q = "`scheme: Bearer`";
const W = "`username: PAT` for a personal access token, or `scheme: Bearer`";
const M = [ [ "JFrog Artifactory", [ "/artifactory/api/cargo/" ], /Bearer|Basic/, q ], [ "Gitea or Forgejo", [ "/api/packages/", "/cargo" ], /Bearer|Token|Basic/, q ], [ "GitLab", [ "/api/v4/projects/", "/packages/cargo" ], /Bearer/, q ], [ "Buf", [ "//buf.build/" ], /Bearer/, q ], [ "Cloudsmith", [ "//cargo.cloudsmith.io/" ], /Token|Bearer|Basic/, "`scheme: Token`" ], [ "Azure Artifacts", [ "/_packaging/", "/Cargo/index/" ], /Basic|Bearer/, W ] ];
function schemeAdvice(e, t) {
const r = M.find(([, t]) => t.every(t => e.includes(t)));
if (r === void 0) return;
const o = schemeOf(t);
const [n, , s, i] = r;
if (o !== void 0 && s.test(o)) return;
const c = o === void 0 ? "has no scheme" : `has the scheme \`${o}\``;
return `\`${e}\` looks like ${n}, which expects a token with a scheme, but the token ${c}; set ${i}`;
}
const D = 6e4;
const H = 50;
const V = 500;
const G = 3e3;
const J = "could not run";
const Q = /failed to (write to|read response from) credential provider|failed to deserialize response|credential process `.*` failed with status/;
async function runCargo(e, t) {
const {registry: r, provider: o, cargoArgs: n, config: s, secrets: i} = e;
const c = t === void 0 ? "logout" : "login";
const a = s.flatMap(e => [ "--config", e ]);
const u = [ ...n.toolchain, c, "--registry", r, ...a ];
u.push(...n.options);
if (t !== void 0 && n.provider.length > 0) u.push("--", ...n.provider);
const {end: l, output: d} = await start(e, u, `${t?.expose() ?? ""}\n`);
const f = redact((0, p.stripVTControlCharacters)(d), i).trim().slice(-G);
if (l === 0) return {
kind: "done",
words: f
};
const h = typeof l === "number" ? `failed with exit code ${l}` : l;
const m = `\`cargo ${c}\` for \`${r}\` (credential provider \`${o}\`)`;
const g = f === "" ? `${m} ${h}` : `${m} ${h}:\n${f}`;
const w = typeof l === "number" && !Q.test(d);
return {
kind: w || l === J ? "refused" : "unsure",
why: g
};
}
async function start(e, t, r) {
let o;
const onChild = e => {
if (!isOfChild(e)) return;
o = e.process;
process.nextTick(() => o?.stdin?.on("error", () => {}));
};
let n = "";
const collect = e => {
n += e.toString();
};
const s = {
cwd: e.workingDirectory,
env: withoutInputs(e.env),
input: Buffer.from(r),
listeners: {
stdout: collect,
stderr: collect
},
silent: true,
ignoreReturnCode: true,
delay: V
};
(0, f.subscribe)("child_process", onChild);
try {
const r = exec("cargo", t, s).then(e => ({
end: e ?? "was killed",
output: n
}), e => ({
end: J,
output: reasonOf(e)
}));
return await inTime(r, e) ?? {
end: "did not end in time",
output: n
};
} finally {
(0, f.unsubscribe)("child_process", onChild);
o?.kill("SIGKILL");
for (const e of [ o?.stdin, o?.stdout, o?.stderr ]) e?.destroy();
}
}
function isOfChild(e) {
const t = typeof e === "object" && e !== null;
return t && "process" in e && e.process instanceof d.ChildProcess;
}
async function inTime(e, t) {
const r = process.uptime() + (t.limitMs ?? D) / 1e3;
while (process.uptime() < r) {
const r = await Promise.race([ e, (0, h.setTimeout)(H, void 0) ]);
if (r !== void 0) return r;
t.checkCancelled();
}
return;
}
function reasonOf(e) {
const t = messageOf(e).startsWith("Unable to locate executable");
return t ? "cargo is not on PATH; install Rust in a step before this one" : messageOf(e);
}
function withoutInputs(e) {
const t = /^(INPUT_|STATE_|ACTIONS_(RUNTIME|CACHE|RESULTS)_)/i;
const r = Object.entries(e).filter(([e]) => !t.test(e));
return Object.fromEntries(r.map(([e, t = ""]) => [ e, t ]));
}
function secretsGiven() {
return secretForms().map(e => new tokens_Secret(e));
}
function secretForms() {
const e = {
scheme: choice("scheme", B),
username: inputs_optional("username")
};
const t = [ rawInput("token") ?? "", ...readPairs().map(({token: e}) => e) ];
return t.flatMap(t => allForms(t, e));
}
const inputs_optional = e => input(e) || void 0;
function choice(e, t) {
const r = input(e).toLowerCase();
return t.find(e => e.toLowerCase() === r);
}
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
const r = t.indexOf("=");
const o = t.slice(0, Math.max(r, 0)).trim();
const n = t.slice(r + 1).trim();
const s = /^(?=.*[A-Z])(?=.*[\d+/])[\w+/-]{17,}={1,2}$/.test(t);
return {
number: e,
name: s ? "" : o,
token: s ? t : n
};
});
}
async function logInWithCargo(e, t, r, o) {
const n = await runCargo(callOf(e, r, o), t);
if (n.kind !== "done") return n;
const {words: s} = n;
if (r.cargoArgs.verbose && s !== "") runner_info(s); else for (const [, e = ""] of s.matchAll(/^warning: (.*)$/gm)) runner_warning(e);
return n;
}
function callOf(e, t, r) {
const {registry: o, provider: n, revocation: s} = e;
const i = [ ...secretsGiven(), new tokens_Secret(s?.token ?? "") ];
return {
registry: o,
provider: n,
...t,
env: environment(),
secrets: i,
checkCancelled: r
};
}
async function logOutWithCargo(e, t) {
const r = await runCargo(callOf(e, t, () => {}));
if (r.kind !== "done") throw new errors_UserError(r.why);
return !/not currently logged in/.test(r.words);
}
async function endWithCargo(e, t) {
for (const r of e) {
const {registry: e, provider: o} = r;
try {
const n = await logOutWithCargo(r, t()) ? "has been" : "was already";
runner_info(`Logout token for \`${e}\` ${n} removed by \`${o}\``);
} catch (t) {
runner_warning(`the token for \`${e}\` may still be stored by its credential provider \`${o}\`: ${messageOf(t)}\n${logoutAdvice(e)}`);
}
}
}
function reportSwept(e) {
for (const {registry: t, provider: r} of e) if (r === void 0) runner_info(`Removed the token for \`${t}\` of a job that ended without logging out`); else runner_warning(`a job ended without logging out of \`${t}\`, so the credential provider \`${r}\` may still hold its token\n${logoutAdvice(t)}`);
}
function logoutAdvice(e) {
return `To remove it, run \`cargo logout --registry ${e}\` on this machine`;
}
const z = require("node:http");
class PassingFailure extends errors_UserError {}
const K = "cargo-login-action (https://github.com/OWNER/cargo-login-action)";
const X = 1e6;
const Y = 1e3;
function useProxyFromEnvironment() {
const {setGlobalProxyFromEnv: e} = z;
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
runner_info(`${e.message}; trying again in ${t / 1e3} s`);
await (0, h.setTimeout)(t, void 0, o && {
signal: o
}).catch(() => {});
o?.throwIfAborted();
}
return await e();
}
async function ask(e, {timeoutMs: t, signal: r}) {
const o = AbortSignal.timeout(t);
try {
return await answerTo(e, r ? AbortSignal.any([ o, r ]) : o);
} catch (n) {
r?.throwIfAborted();
if (n instanceof errors_UserError) throw n;
const s = o.aborted ? `no answer within ${t / 1e3} s` : http_reasonOf(n);
throw new PassingFailure(`cannot reach ${e.url.origin}: ${s}`, {
cause: n
});
}
}
async function answerTo(e, t) {
const {method: r, url: o, headers: n, body: s = null, secrets: i} = e;
const c = await fetch(o, {
method: r,
headers: {
Accept: "application/json",
"User-Agent": K,
...n
},
body: s,
redirect: "manual",
signal: t
});
const {status: a, ok: u} = c;
const l = await readBody(c, o);
const d = c.headers.get("location");
const f = c.headers.get("www-authenticate");
const h = [ `HTTP ${a}`, d && `a redirect to ${d}`, f && `\`WWW-Authenticate: ${f}\``, ...reasonsIn(l) ];
const p = redact(h.filter(Boolean).join(", "), i).slice(0, Y);
if (a === 408 || a === 429 || a >= 500) throw new PassingFailure(`${o.origin} answered ${p}`);
return {
status: a,
isSuccess: u,
body: l,
summary: p
};
}
async function readBody(e, t) {
const r = new TextDecoder;
let o = "";
for await (const n of e.body ?? []) {
o += r.decode(n, {
stream: true
});
if (o.length > X) throw new errors_UserError(`${t.origin} answered with more than ${X} bytes`);
}
return o;
}
const Z = object({
message: optional(o),
errors: optional(list(object({
detail: o
})))
});
function reasonsIn(e) {
const {errors: t = [], message: r} = parseJson(e, Z) ?? {};
return [ ...t.map(({detail: e}) => e), r ];
}
function http_reasonOf(e) {
const t = e instanceof Error && e.cause instanceof Error ? e.cause : void 0;
return t?.message || errors_errorCode(t) || "a network error";
}
const ee = {
timeoutMs: 15e3,
pausesMs: [ 1e3, 2e3, 4e3 ]
};
const te = {
timeoutMs: 1e4,
pausesMs: [ 1e3, 2e3 ]
};
async function exchange(e, t) {
useProxyFromEnvironment();
const r = {
...ee,
signal: t
};
return await retry(async () => {
const t = await requestIdToken(new URL(e).host, r);
return await exchangeIdToken(e, t, r);
}, r);
}
async function revoke(e, t) {
useProxyFromEnvironment();
mask([ t.expose() ]);
const r = {
Authorization: `Bearer ${t.expose()}`
};
const o = {
method: "DELETE",
url: tokensUrl(e),
headers: r,
secrets: [ t ]
};
const n = await retry(() => ask(o, te), te);
if (!n.isSuccess) throw new errors_UserError(`${e} answered ${n.summary}`);
}
function tokensUrl(e) {
return new URL(`${e}/api/v1/trusted_publishing/tokens`);
}
async function requestIdToken(e, t) {
const {url: r, token: o} = idTokenService();
r.search += `${r.search === "" ? "?" : "&"}audience=${encodeURIComponent(e)}`;
const n = {
Authorization: `Bearer ${o.expose()}`
};
const s = await ask({
method: "GET",
url: r,
headers: n,
secrets: [ o ]
}, t);
const i = `the ID token service of the runner, ${r.origin},`;
return secretIn(s, "value", i, "Check `permissions: id-token: write` of the job");
}
function idTokenService() {
const e = environment();
const t = e["ACTIONS_ID_TOKEN_REQUEST_URL"] ?? "";
const r = e["ACTIONS_ID_TOKEN_REQUEST_TOKEN"] ?? "";
mask([ r ]);
if (isHeaderValue(r) && /^https?:/.test(t) && URL.canParse(t)) return {
url: new URL(t),
token: new tokens_Secret(r)
};
throw new errors_UserError("ACTIONS_ID_TOKEN_REQUEST_URL and ACTIONS_ID_TOKEN_REQUEST_TOKEN are not valid; look for a step that overwrites them");
}
async function exchangeIdToken(e, t, r) {
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
};
const n = await ask(o, r);
const s = `no token was given, and trusted publishing failed: ${e}`;
return secretIn(n, "token", s, remedyFor(n));
}
function remedyFor({status: e}) {
if (e < 400 || e === 404 || e === 405) return "Correct `trusted-publishing-url` (no trusted publishing was found there), or give a token";
return "An owner of the crate must add this repository and workflow as a trusted publisher in the settings of the crate; or give a token";
}
function secretIn(e, t, r, n) {
if (!e.isSuccess) throw new errors_UserError(`${r} answered ${e.summary}\n${n}`);
const s = parseJson(e.body, object({
[t]: o
}))?.[t];
if (s !== void 0) mask([ s ]);
if (s !== void 0 && isHeaderValue(s)) return new tokens_Secret(s);
throw new errors_UserError(`${r} answered without a usable token (\`${t}\` of a JSON object)`);
}
function isHeaderValue(e) {
return /^[\t\x20-\x7e]+$/.test(e) && e.trim() !== "";
}
const re = object({
"auth-required": optional(n)
});
async function verify(e, t, r, o) {
if (!t.startsWith("sparse+")) return "its index is a git repository";
const n = new URL("config.json", t.slice("sparse+".length));
const s = {
Authorization: r.expose()
};
useProxyFromEnvironment();
const i = {
method: "GET",
url: n,
headers: s,
secrets: [ r ]
};
let c;
try {
c = await ask(i, {
timeoutMs: 1e4,
pausesMs: [],
signal: o
});
} catch (e) {
o.throwIfAborted();
return messageOf(e);
}
const {status: a, isSuccess: u, body: l, summary: d} = c;
if (a === 401 || a === 403) {
const o = schemeAdvice(t, r.expose()) ?? "Check the expiry date and the permissions of the token, and its `scheme`";
throw new errors_UserError(`the registry \`${e}\` (${t}) refused the token: ${d}. ${o}`);
}
if (!u) return `${n.href} answered ${d}`;
const f = parseJson(l, re)?.["auth-required"] === true;
return f ? void 0 : "its index is public and accepts any token";
}
module.exports = t;
})();
