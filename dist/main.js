(() => {
 "use strict";
 var e, t, n = {
  428: e => {
   e.exports = require("./on-demand.js");
  }
 }, r = {};
 function __nccwpck_require__(e) {
  var t = r[e];
  if (void 0 !== t) return t.exports;
  var o = r[e] = {
   exports: {}
  }, i = !0;
  try {
   n[e](o, o.exports, __nccwpck_require__), i = !1;
  } finally {
   i && delete r[e];
  }
  return o.exports;
 }
 __nccwpck_require__.ab = __dirname + "/", t = Object.getPrototypeOf ? e => Object.getPrototypeOf(e) : e => e.__proto__, 
 __nccwpck_require__.t = function(n, r) {
  if (1 & r && (n = this(n)), 8 & r) return n;
  if ("object" == typeof n && n) {
   if (4 & r && n.__esModule) return n;
   if (16 & r && "function" == typeof n.then) return n;
  }
  var o = Object.create(null);
  __nccwpck_require__.r(o);
  var i = {};
  e = e || [ null, t({}), t([]), t(t) ];
  for (var s = 2 & r && n; "object" == typeof s && !~e.indexOf(s); s = t(s)) Object.getOwnPropertyNames(s).forEach(e => i[e] = () => n[e]);
  return i.default = () => n, __nccwpck_require__.d(o, i), o;
 }, __nccwpck_require__.d = (e, t) => {
  for (var n in t) __nccwpck_require__.o(t, n) && !__nccwpck_require__.o(e, n) && Object.defineProperty(e, n, {
   enumerable: !0,
   get: t[n]
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
  if (e instanceof Error && "code" in e && "string" == typeof e.code) return e.code;
 }
 function systemFailure(e, t, n) {
  const [, r = "a system error"] = /^[A-Z0-9_]+: ([^,]+)/.exec(messageOf(n)) ?? [];
  return new UserError(`cannot ${e} \`${t}\`: ${r} (${errorCode(n)})`, {
   cause: n
  });
 }
 const i = require("node:fs"), s = require("node:path"), a = /(?:'[^']*'|"[^"]*"|\S)+/g, c = /'([^']*)'|"([^"]*)"/g, l = /^(?:(?:-v+|--verbose|-q|--quiet|--color[ =]\w+|-Z ?\S+)(?: |$))*$/;
 function parseCargoArguments(e, t) {
  const n = (e.match(a) ?? []).map(e => e.replace(c, "$1$2")), r = n.includes("--") ? n.indexOf("--") : n.length, o = n[0]?.startsWith("+") ? 1 : 0, i = n.slice(o, r);
  if (!l.test(i.join(" "))) throw new UserError(`${t} has an argument that is not accepted. It takes \`+TOOLCHAIN\` first, \`-Z FLAG\`, \`-v\`, \`-q\`, \`--color WHEN\`, and after \`--\` what the credential provider takes. For anything else, use the inputs \`token\`, \`registry\`, \`index\`, \`config\`, and \`working-directory\`.`);
  return {
   toolchain: n.slice(0, o),
   options: i,
   provider: n.slice(r + 1),
   quiet: i.some(e => /^(-q|--quiet)$/.test(e)),
   verbose: i.some(e => /^(-v+|--verbose)$/.test(e))
  };
 }
 function isQuiet(e, {quiet: t, verbose: n}) {
  const r = e.get("term", "quiet")?.value;
  return t || !n && (!0 === r || "true" === r);
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
 function command_issueCommand(e, t, n) {
  const r = new Command(e, t, n);
  process.stdout.write(r.toString() + d.EOL);
 }
 class Command {
  constructor(e, t, n) {
   e || (e = "missing.command"), this.command = e, this.properties = t, this.message = n;
  }
  toString() {
   let e = "::" + this.command;
   if (this.properties && Object.keys(this.properties).length > 0) {
    e += " ";
    let t = !0;
    for (const n in this.properties) if (this.properties.hasOwnProperty(n)) {
     const r = this.properties[n];
     r && (t ? t = !1 : e += ",", e += `${n}=${escapeProperty(r)}`);
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
 function environment() {
  return process.env;
 }
 function rawInput(e) {
  return process.env[`INPUT_${e.toUpperCase()}`];
 }
 require("path"), function(e) {
  e[e.Success = 0] = "Success", e[e.Failure = 1] = "Failure";
 }(f || (f = {}));
 const input = e => function(e) {
  const t = process.env[`INPUT_${e.replace(/ /g, "_").toUpperCase()}`] || "";
  return t.trim();
 }(e);
 function temporaryFolder() {
  const e = process.env.RUNNER_TEMP;
  return e && (0, s.isAbsolute)(e) ? e : void 0;
 }
 let p, h, m = "";
 function collectOutput() {
  Object.defineProperty(process, "stdout", {
   configurable: !0,
   value: {
    write: e => ("" === m && setImmediate(flush), m += e, !0)
   }
  });
 }
 function flush() {
  let e = Buffer.from(m);
  for (m = ""; e.length > 0; ) try {
   e = e.subarray((0, i.writeSync)(1, e));
  } catch (e) {
   if ("EAGAIN" !== errorCode(e)) return;
   Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 1);
  }
 }
 function listenForCancellation() {
  const e = "win32" === process.platform ? "SIGBREAK" : "SIGTERM";
  for (const t of [ "SIGINT", e ]) process.on(t, () => {
   p ??= new UserError(`the step was cancelled (${t})`), h?.abort(p);
  });
  return () => {
   if (void 0 !== p) throw p;
  };
 }
 function cancellation() {
  return h ??= new AbortController, void 0 !== p && h.abort(p), h.signal;
 }
 function printable(e) {
  return e.replaceAll("\r\n", "\n").replace(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u2028\u2029]/g, escapeControl).replace(/^(\s*):(?=:)/gm, "$1:\u200b").replaceAll("##[", "##\u200b[");
 }
 function escapeControl(e) {
  return `\\u{${e.charCodeAt(0).toString(16)}}`;
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
 };
 function runner_setOutput(e, t) {
  appendToFileCommand("GITHUB_OUTPUT", e, t);
 }
 function runner_exportVariable(e, t) {
  appendToFileCommand("GITHUB_ENV", e, t);
 }
 function appendToFileCommand(e, t, n) {
  const r = process.env[e];
  if (!r) throw new UserError(`${e} is not set; this action needs a runner for JavaScript actions`);
  try {
   (0, i.appendFileSync)(r, `${t}${function(e) {
    if (!/[\r\n]/.test(e)) return `=${e}`;
    let t = "END";
    for (;e.includes(t); ) t += "_";
    return `<<${t}\n${e}\n${t}`;
   }(n)}\n`);
  } catch (n) {
   const o = errorCode(n) ?? "unknown error";
   throw new UserError(`cannot write \`${t}\` to the runner's file \`${r}\` (${e}): ${o}`, {
    cause: n
   });
  }
 }
 const g = Symbol.for("nodejs.util.inspect.custom"), v = "***";
 class Secret {
  #e;
  constructor(e) {
   this.#e = e;
  }
  expose() {
   return this.#e;
  }
  toString() {
   return v;
  }
  toJSON() {
   return v;
  }
  [g]() {
   return v;
  }
 }
 const y = [ "Bearer", "Basic", "Token" ];
 function normalizeToken(e) {
  return e.trim().replace(/^cargo login(?=\s|$)/, "").trim();
 }
 function storedForm(e, {scheme: t, username: n}) {
  return void 0 !== n ? "Basic" === schemeOf(e) ? e : `Basic ${basicCredentials(n, e)}` : void 0 === t || schemeOf(e) === t ? e : `${t} ${e}`;
 }
 function schemeOf(e) {
  const t = /^(\w+)\s/.exec(e)?.[1]?.toLowerCase();
  return void 0 === t ? void 0 : y.find(e => e.toLowerCase() === t);
 }
 function withoutScheme(e) {
  const t = schemeOf(e);
  return void 0 === t ? e : e.slice(t.length).trim();
 }
 function basicCredentials(e, t) {
  return Buffer.from(`${e}:${t}`).toString("base64");
 }
 const w = [ [ /^\*+$/, "only asterisks, which a runner prints in place of a secret" ], [ /\$\{\{/, "an expression that was not expanded; check where `${{ \u2026 }}` is written" ], [ /^(\$\w+|\$\{\w+\}|\$env:\w+|%\w+%)$/, "the name of a variable, which no shell expands here" ], [ /^(".*"|'.*'|`.*`)$/s, "a value in quotes; remove the quotes from the secret" ], [ /^token\s*=/i, "a line of a TOML file; only the value without quotes is the token" ], [ /^-/, "a command-line option; the name of the registry belongs in the input `registry`" ] ], b = "`scheme: Bearer`", k = [ [ "JFrog Artifactory", /\/artifactory\/api\/cargo\//, /Bearer|Basic/, b ], [ "Gitea or Forgejo", /\/api\/packages\/[^/]+\/cargo(\/|\.git$|$)/, /Bearer|Token|Basic/, b ], [ "GitLab", /\/api\/v4\/projects\/[^/]+\/packages\/cargo/, /Bearer/, b ], [ "Buf", /\/\/buf\.build\//, /Bearer/, b ], [ "Cloudsmith", /\/\/cargo\.cloudsmith\.io\//, /Token|Bearer|Basic/, "`scheme: Token`" ], [ "Azure Artifacts", /\/\/(pkgs\.dev\.azure\.com|[\w-]+\.pkgs\.visualstudio\.com)\//, /Basic|Bearer/, "`username: PAT` for a personal access token, or `scheme: Bearer`" ] ];
 function readCargoInputs() {
  return {
   config: inputLines("config").map(({text: e}) => e),
   workingDirectory: readWorkingDirectory(),
   cargoArgs: parseCargoArguments(input("cargo-args"), "input `cargo-args`")
  };
 }
 function secretsGiven() {
  return secretForms(tokensLines()).map(e => new Secret(e));
 }
 function secretForms(e) {
  const t = {
   scheme: choice("scheme", y),
   username: optional("username")
  };
  return [ rawInput("token") ?? "", ...e.map(({text: e}) => splitPair(e).value) ].flatMap(e => function(e, t) {
   const n = normalizeToken(e);
   if ("" === n) return [];
   const r = void 0 === t.username ? [] : [ basicCredentials(t.username, n) ];
   return [ e, n, withoutScheme(n), storedForm(n, t), ...r ];
  }(e, t));
 }
 function optional(e) {
  return input(e) || void 0;
 }
 function choice(e, t) {
  const n = input(e).toLowerCase();
  return t.find(e => e.toLowerCase() === n);
 }
 function oneOf(e, t, n) {
  const r = choice(e, t), o = input(e);
  if (void 0 !== r || "" === o) return r ?? n;
  const i = /^[\w-]{1,16}$/.test(o) ? `is \`${o}\`, but ` : "", s = t.map(e => `\`${e}\``).join(", ");
  throw new UserError(`input \`${e}\` ${i}must be one of ${s}`);
 }
 function isTrue(e, t) {
  return "true" === oneOf(e, [ "true", "false" ], t);
 }
 function inputLines(e) {
  return (rawInput(e) ?? "").split(/\r\n|\r|\n/).map((e, t) => ({
   number: t + 1,
   text: e.trim()
  })).filter(({text: e}) => "" !== e);
 }
 function tokensLines() {
  return inputLines("tokens").filter(({text: e}) => !e.startsWith("#"));
 }
 function splitPair(e) {
  const t = e.indexOf("="), n = e.slice(0, Math.max(t, 0)).trim(), r = e.slice(t + 1).trim();
  return /^=?$/.test(r) && n.length > 16 ? {
   name: "",
   value: e
  } : {
   name: n,
   value: r
  };
 }
 function bareLines(e) {
  return e.map(({text: e}) => e).filter(e => "" === splitPair(e).name);
 }
 function readRequests(e, t) {
  const n = function() {
   const e = optional("username"), t = oneOf("scheme", y);
   if (void 0 !== e && void 0 !== t && "Basic" !== t) throw new UserError(`input \`username\` makes \`Basic\` credentials, so \`scheme\` cannot be \`${t}\`; remove one of them`);
   if (e?.includes(":")) throw new UserError("input `username` contains a colon, which a user name cannot (RFC 7617); give the part after the colon as the token");
   return {
    scheme: t,
    username: e
   };
  }(), request = (e, r, o) => {
   const i = "login" === t ? normalizeToken(r) : "";
   return "" === i ? {
    registry: e,
    token: void 0,
    origin: o
   } : (function(e, t) {
    if (/[\r\n]/.test(e)) {
     const n = e.split(/\r\n|\r|\n/).length;
     throw new UserError(`${t} has ${n} lines, but a token is one line; check its secret`);
    }
    const n = w.find(([t]) => t.test(e) || t.test(withoutScheme(e)));
    if (void 0 !== n) throw new UserError(`${t} is no token: it is ${n[1]}`);
    const r = [ ...e ].findIndex(e => !/^[\t\x20-\x7e]$/.test(e));
    if (-1 !== r) throw new UserError(`token contains invalid characters.\nOnly printable ISO-8859-1 characters are allowed as it is sent in a HTTPS header.\n(${t}, character ${r + 1}; check the secret it comes from)`);
   }(i, o), {
    registry: e,
    token: new Secret(storedForm(i, n)),
    origin: o
   });
  };
  return 0 === inputLines("tokens").length ? [ request(optional("registry"), rawInput("token") ?? "", "input `token`") ] : (function(e) {
   if (0 === e.length) throw new UserError("input `tokens` has only comments; give one NAME=TOKEN a line");
   const t = [ "token", "registry", "index" ].find(e => void 0 !== optional(e));
   if (void 0 !== t) throw new UserError(`input \`tokens\` cannot be combined with \`${t}\`; give each registry a line of \`tokens\`, or use one step for each`);
  }(e), e.map(({number: e, text: t}) => {
   const {name: n, value: r} = splitPair(t), o = `line ${e} of input \`tokens\``;
   if ("" === n || /\s[A-Za-z_][\w-]*=[^=\s]/.test(r)) throw new UserError(`${o} must be one NAME=TOKEN: a registry's name, \`=\`, and its token`);
   return request(n, r, o);
  }));
 }
 function readWorkingDirectory() {
  const e = optional("working-directory"), t = (0, s.resolve)((0, s.resolve)(process.env.GITHUB_WORKSPACE || "."), e ?? "");
  if (attempt(() => (0, i.statSync)(t).isDirectory())) return "win32" === process.platform ? t : i.realpathSync.native(t);
  if (void 0 === e) return t;
  throw new UserError(`input \`working-directory\` is \`${e}\`, but \`${t}\` is not a folder; run actions/checkout before this step, or correct the path`);
 }
 const _ = "https://crates.io";
 function readTrustedPublishingUrl() {
  const e = rawInput("trusted-publishing-url")?.trim() ?? _;
  if ("" !== e) {
   if (e === _) return _;
   if (URL.canParse(e)) {
    const {protocol: t, hostname: n, origin: r, pathname: o, href: i} = new URL(e), s = /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/.test(n);
    if (("https:" === t || "http:" === t && s) && i === r + o) return i.replace(/\/+$/, "");
   }
   throw new UserError(`input \`trusted-publishing-url\` is \`${e.replace(/^.*@/s, "***@")}\`, but it must be an https address without a user name, query or fragment, such as \`${_}\`, or empty`);
  }
 }
 class TomlError extends Error {
  line;
  column;
  codeblock;
  constructor(e, t) {
   const [n, r] = function(e, t) {
    let n = e.slice(0, t).split(/\r?\n/);
    return [ n.length, n.pop().length + 1 ];
   }(t.toml, t.ptr), o = function(e, t, n) {
    let r = e.split(/\r?\n/), o = "", i = 1 + (0 | Math.log10(t + 1));
    for (let e = t - 1; e <= t + 1; e++) {
     let s = r[e - 1];
     s && (o += e.toString().padEnd(i, " "), o += ":  ", o += s, o += "\n", e === t && (o += " ".repeat(i + n + 2), 
     o += "^\n"));
    }
    return o;
   }(t.toml, n, r);
   super(`Invalid TOML document: ${e}\n\n${o}`, t), this.line = n, this.column = r, 
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
  let t = e.p, n = e.s.charCodeAt(e.p++), r = n, o = 39 === n, i = n === e.s.charCodeAt(e.p) && n === e.s.charCodeAt(e.p + 1);
  i && (10 === (n = e.s.charCodeAt(e.p += 2)) ? e.p++ : 13 === n && 10 === e.s.charCodeAt(e.p + 1) && (e.p += 2));
  let s = "", a = e.p, c = 0;
  for (;e.p < e.s.length; e.p++) if (n = e.s.charCodeAt(e.p), i && (10 === n || 13 === n && 10 === e.s.charCodeAt(e.p + 1))) c = c && 3; else if (n < 32 && 9 !== n || 127 === n) TomlError.x("control characters are not allowed in strings", e); else {
   if (!(c && 3 !== c || n !== r || i && (e.s.charCodeAt(e.p + 1) !== r || e.s.charCodeAt(e.p + 2) !== r))) {
    if (i && (e.s.charCodeAt(e.p + 3) === r && e.p++, e.s.charCodeAt(e.p + 3) === r && e.p++), 
    !c) {
     let t = e.s.slice(a, e.p);
     s = s ? s + t : t;
    }
    return e.p += i ? 3 : 1, s;
   }
   if (c) if (1 === c) if (120 === n || 117 === n || 85 === n) {
    let t = e.p++ - 1, r = 0, o = 120 === n ? 2 : 117 === n ? 4 : 8;
    for (let t = 0; t < o; t++, e.p++) {
     let t = e.s.charCodeAt(e.p), n = t >= 48 && t <= 57 ? t - 48 : t >= 65 && t <= 70 ? t - 65 + 10 : t >= 97 && t <= 102 ? t - 97 + 10 : -1;
     n < 0 && TomlError.x("invalid non-hex character in unicode escape", e), r = r << 4 | n;
    }
    (r < 0 || r > 1114111 || r >= 55296 && r <= 57343) && TomlError.x("invalid unicode escape", e, t), 
    s += String.fromCodePoint(r), a = e.p--, c = 0;
   } else !i || 32 !== n && 9 !== n ? (98 === n ? s += "\b" : 116 === n ? s += "\t" : 110 === n ? s += "\n" : 102 === n ? s += "\f" : 114 === n ? s += "\r" : 101 === n ? s += "\x1b" : 34 === n ? s += '"' : 92 === n ? s += "\\" : TomlError.x("unrecognised escape sequence", e), 
   a = e.p + 1, c = 0) : c = 2; else 32 !== n && 9 !== n && (2 === c && TomlError.x("invalid escape: only line-ending whitespace may be escaped", e, a), 
   c = o || 92 !== n ? 0 : 1, a = e.p); else o || 92 !== n || (s += e.s.slice(a, a = e.p), 
   c = 1);
  }
  TomlError.x("unfinished string", e, t);
 }
 let $, x = /^(\d{4}-\d{2}-\d{2})?[Tt ]?(?:(\d{2}):\d{2}(?::\d{2}(?:\.\d+)?)?)?(Z|z|[-+]\d{2}:\d{2})?$/i;
 class TomlDate extends Date {
  #t=!1;
  #n=!1;
  #r=null;
  constructor(e, t, n) {
   let r, o = !0, i = !0, s = "Z";
   if ("string" == typeof e) if (t) e: {
    if (t < 3) {
     if (+e.slice(11, 13) > 23) {
      e = "";
      break e;
     }
     2 === t ? (s = null, e += "Z") : 90 !== (r = e.charCodeAt(e.length - 1)) && 122 !== r && (s = e.slice(e.length - 6)), 
     n && (e = e.slice(0, 10) + "T" + e.slice(11));
    } else 4 === t && (e = +e.slice(0, 2) > 23 ? "" : `0000-01-01T${e}Z`);
    o = 4 !== t, i = 3 !== t;
   } else {
    let t = e.match(x);
    t ? (t[1] || (o = !1, e = `0000-01-01T${e}`), i = !!t[2], i && " " === e[10] && (e = e.replace(" ", "T")), 
    t[2] && +t[2] > 23 ? e = "" : (s = t[3] || null, !s && i && (e += "Z"))) : e = "";
   }
   super(e), isNaN(this.getTime()) || (this.#t = o, this.#n = i, this.#r = s);
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
   if (null === this.#r) return e.slice(0, -1);
   if ("Z" === this.#r || "z" === this.#r) return e;
   let t = 60 * +this.#r.slice(1, 3) + +this.#r.slice(4, 6);
   return t = "-" === this.#r[0] ? t : -t, new Date(this.getTime() - 6e4 * t).toISOString().slice(0, -1) + this.#r;
  }
  static wrapAsOffsetDateTime(e, t = "Z") {
   let n = new TomlDate(e);
   return n.#r = t, n;
  }
  static wrapAsLocalDateTime(e) {
   let t = new TomlDate(e);
   return t.#r = null, t;
  }
  static wrapAsLocalDate(e) {
   let t = new TomlDate(e);
   return t.#n = !1, t.#r = null, t;
  }
  static wrapAsLocalTime(e) {
   let t = new TomlDate(e);
   return t.#t = !1, t.#r = null, t;
  }
 }
 function isDigit(e, t = 10) {
  return 16 === t ? e > 47 && e < 58 || e > 64 && e < 71 || e > 96 && e < 103 : e > 47 && e < 48 + t;
 }
 function isEndOfValue(e, t) {
  return 32 === e || 9 === e || 10 === e || 13 === e || t && (e === t || 44 === e) || 35 === e;
 }
 function extractValue(e, t) {
  let n = e.p, r = e.s.charCodeAt(e.p);
  if (91 === r || 123 === r) {
   e.d-- || TomlError.x("document contains excessively nested structures. aborting.", e);
   let t = 91 === r ? function(e) {
    let t, n = e.p++, r = [];
    for (;e.p < e.s.length; ) {
     if (skipVoid(e), 93 === (t = e.s.charCodeAt(e.p))) return e.p++, r;
     if (r.push(extractValue(e, 93)), skipVoid(e), 93 === (t = e.s.charCodeAt(e.p++))) return r;
     44 !== t && TomlError.x("expected comma or end of structure", e, e.p - 1);
    }
    TomlError.x("unfinished array", e, n);
   }(e) : function(e) {
    let t, n = e.p++, r = Object.create(null), o = new Set;
    for (;e.p < e.s.length; ) {
     if (skipVoid(e), 125 === (t = e.s.charCodeAt(e.p))) return e.p++, r;
     let n, i = r, s = !1, a = e.p, c = parseKey(e);
     for (let t = 0; t < c.length; t++) {
      t && (i = s ? i[n] : i[n] = Object.create(null)), n = c[t], (s = Object.hasOwn(i, n)) && ("object" != typeof i[n] || o.has(i[n])) && TomlError.x("trying to redefine an already defined value", e, a);
      let r = "__proto__" === n;
      if (e.uk && (r || "constructor" === n)) {
       i = 1 !== e.uk && TomlError.x("document contains an unsafe property", e, a);
       break;
      }
      !s && r && Object.defineProperty(i, n, {
       enumerable: !0,
       configurable: !0,
       writable: !0
      });
     }
     s && TomlError.x("trying to redefine an already defined value", e, a), skipVoid(e, !0, !0);
     let l = extractValue(e, 125);
     if (i && "object" == typeof (i[n] = l) && o.add(l), skipVoid(e), 125 === (t = e.s.charCodeAt(e.p++))) return r;
     44 !== t && TomlError.x("expected comma or end of structure", e, e.p - 1);
    }
    TomlError.x("unfinished table", e, n);
   }(e);
   return e.d++, t;
  }
  return 34 === r || 39 === r ? parseString(e) : 116 === r ? (114 === e.s.charCodeAt(++e.p) && 117 === e.s.charCodeAt(++e.p) && 101 === e.s.charCodeAt(++e.p) || TomlError.x("invalid value", e, n), 
  e.p++, !0) : 102 === r ? (97 === e.s.charCodeAt(++e.p) && 108 === e.s.charCodeAt(++e.p) && 115 === e.s.charCodeAt(++e.p) && 101 === e.s.charCodeAt(++e.p) || TomlError.x("invalid value", e, n), 
  e.p++, !1) : 43 === r || 45 === r ? parseNumber(e, e.p, e.s.charCodeAt(++e.p), 44 - r, t) : 45 === e.s.charCodeAt(e.p + 4) && 45 === e.s.charCodeAt(e.p + 7) ? function(e, t, n) {
   let r, o = e.p++;
   if (!(isDigit(t) && isDigit(e.s.charCodeAt(e.p++)) && isDigit(e.s.charCodeAt(e.p++)) && isDigit(e.s.charCodeAt(e.p++)))) return parseNumber(e, e.p = o, t, 0, n);
   if (e.p += 5, isDigit(e.s.charCodeAt(e.p++)) || TomlError.x("invalid date-time: date part is malformed", e, o), 
   e.p >= e.s.length || (32 !== (t = e.s.charCodeAt(e.p)) || (r = !0, !isDigit(e.s.charCodeAt(e.p + 1)))) && 84 !== t && 116 !== t) {
    let t = e.s.slice(o, e.p);
    return readDate(e, t, 3, !1, o);
   }
   if (58 !== e.s.charCodeAt(e.p += 3) && TomlError.x("invalid date-time: time part is malformed", e, o), 
   58 === e.s.charCodeAt(e.p += 3) && (e.p += 3), 46 === e.s.charCodeAt(e.p)) for (;isDigit(e.s.charCodeAt(++e.p)); ) ;
   if (t = e.s.charCodeAt(e.p)) {
    if (90 === t || 122 === t) {
     let t = e.s.slice(o, ++e.p);
     return readDate(e, t, 1, r, o, "[+00:00]");
    }
    if (43 === t || 45 === t) {
     let t = e.s.slice(o, e.p += 6);
     return readDate(e, t, 1, r, o, !e.ld && "[" + e.s.slice(e.p - 6, e.p) + "]");
    }
   }
   let i = e.s.slice(o, e.p);
   return readDate(e, i, 2, r, o);
  }(e, r, t) : 58 === e.s.charCodeAt(e.p + 2) ? function(e, t, n) {
   let r = e.p;
   if (!isDigit(t) || !isDigit(e.s.charCodeAt(++e.p))) return parseNumber(e, --e.p, t, 0, n);
   if (58 === e.s.charCodeAt(e.p += 4) && (e.p += 3), 46 === e.s.charCodeAt(e.p)) for (;isDigit(e.s.charCodeAt(++e.p)); ) ;
   let o = e.s.slice(r, e.p);
   return readDate(e, o, 4, !1, r);
  }(e, r, t) : parseNumber(e, e.p, r, 0, t);
 }
 function parseNumber(e, t, n, r, o) {
  let i = n, s = 0, a = !1;
  if (105 === i) return 110 === e.s.charCodeAt(++e.p) && 102 === e.s.charCodeAt(++e.p) || TomlError.x("invalid value", e, t), 
  e.p++, (r || 1) / 0;
  if (110 === i) return 97 === e.s.charCodeAt(++e.p) && 110 === e.s.charCodeAt(++e.p) || TomlError.x("invalid value", e, t), 
  e.p++, NaN;
  if (48 === i) {
   if (++e.p >= e.s.length || isEndOfValue(i = e.s.charCodeAt(e.p), o)) return !0 === e.bi ? 0n : 0;
   if (!r) {
    if (120 === i) return parseIntegerBaseN(e, t, 16, o);
    if (98 === i) return parseIntegerBaseN(e, t, 2, o);
    if (111 === i) return parseIntegerBaseN(e, t, 8, o);
   }
   46 === i ? s = 2 : 101 === i || 69 === i ? s = 4 : TomlError.x("illegal leading zero", e, t);
  } else isDigit(i) || TomlError.x("invalid value", e, t);
  for (;++e.p < e.s.length && (i = e.s.charCodeAt(e.p), !isEndOfValue(i, o)); ) s || (s = 1), 
  95 === i ? (1 & s || TomlError.x("illegal underscore", e), s += 11, a = !0) : 1 === s && 46 === i ? s = 2 : 1 !== s && 3 !== s || 101 !== i && 69 !== i ? 4 !== s || 43 !== i && 45 !== i ? isDigit(i) ? s > 9 ? s -= 11 : 1 & s || s++ : TomlError.x("illegal character in numeric literal", e) : s = 6 : s = 4;
  if (!s) {
   let t = (n - 48) * (r || 1);
   return !0 === e.bi ? BigInt(t) : t;
  }
  1 & s || TomlError.x("unfinished numeric value", e, t);
  let c = e.s.slice(t, e.p);
  return a && (c = c.replaceAll("_", "")), s > 1 ? parseFloat(c) : parseInteger(e, c, 10, t);
 }
 function parseIntegerBaseN(e, t, n, r) {
  let o, i = 1;
  for (;++e.p < e.s.length && (o = e.s.charCodeAt(e.p), !isEndOfValue(o, r)); ) 95 === o ? (1 & i && TomlError.x("illegal underscore", e), 
  i = 3) : isDigit(o, n) ? 1 & i && i-- : TomlError.x("illegal character in numeric literal", e);
  1 & i && TomlError.x("unfinished numeric value", e);
  let s = e.s.slice(t + 2, e.p);
  return i && (s = s.replaceAll("_", "")), parseInteger(e, s, n, t);
 }
 function parseInteger(e, t, n, r) {
  if (!0 !== e.bi) e: {
   let o = parseInt(t, n);
   if (!Number.isSafeInteger(o)) {
    if (e.bi) break e;
    TomlError.x("integer value cannot be represented losslessly", e, r);
   }
   return o;
  }
  return 10 === n ? BigInt(t) : BigInt((2 === n ? "0b" : 8 === n ? "0o" : "0x") + t);
 }
 function readDate(e, t, n, r, o, i) {
  if (e.ld) {
   let i = new TomlDate(t, n, r);
   return i.isValid() || TomlError.x("invalid date", e, o), i;
  }
  try {
   switch (i && (t += i), n) {
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
 function skipVoid(e, t, n) {
  let r;
  for (;e.p < e.s.length; ) {
   for (;e.p < e.s.length && (32 === (r = e.s.charCodeAt(e.p)) || 9 === r || !t && (10 === r || 13 === r && 10 === e.s.charCodeAt(e.p + 1))); ) e.p++;
   if (n || 35 !== r) break;
   skipComment(e);
  }
 }
 function parseKey(e, t = 61) {
  let n, r, o = 0, i = [], s = e.s.charCodeAt(n = e.p);
  do {
   if (s === t) return o || TomlError.x("unexpected end of key", e), 1 === o && i.push(e.s.slice(r, e.p)), 
   e.p++, i;
   46 === s ? (o || TomlError.x("illegal empty bare key", e), 1 === o && i.push(e.s.slice(r, e.p)), 
   o = 0) : o || 34 !== s && 39 !== s ? 32 === s || 9 === s ? 1 === o && (i.push(e.s.slice(r, e.p)), 
   o = 2) : 2 === o || s < 48 && 45 !== s || s > 57 && s < 65 || s > 90 && s < 97 && 95 !== s || s > 122 ? TomlError.x("illegal character in key", e) : o || (o = 1, 
   r = e.p) : (s === e.s.charCodeAt(e.p + 1) && s === e.s.charCodeAt(e.p + 2) && TomlError.x("illegal quoted key: multiline strings are not allowed", e), 
   i.push(parseString(e)), o = 2, e.p--);
  } while (s = e.s.charCodeAt(++e.p));
  TomlError.x("incomplete key-value: cannot find end of key", e, n);
 }
 function peekTable(e, t, n, r, o) {
  let i, s, a = n, c = r, l = !1;
  for (let n = 0; n < t.length; n++) {
   if (n) {
    if (a = l ? a[i] : a[i] = Object.create(null), c = (s = c[i]).c, 0 === o && (1 === s.t || 2 === s.t)) return null;
    if (2 === s.t) {
     let e = a.length - 1;
     a = a[e], c = c[e].c;
    }
   }
   if (i = t[n], (l = Object.hasOwn(a, i)) && 0 === c[i]?.t && c[i]?.d) return null;
   if (!l) {
    let r = "__proto__" === i;
    if (e.uk && (r || "constructor" === i)) return !1;
    r && (Object.defineProperty(a, i, {
     enumerable: !0,
     configurable: !0,
     writable: !0
    }), Object.defineProperty(c, i, {
     enumerable: !0,
     configurable: !0,
     writable: !0
    })), c[i] = {
     t: n < t.length - 1 && 2 === o ? 3 : o,
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
 function validateTablePeek(e, t, n) {
  null !== t && 2 !== e.uk || TomlError.x(null === t ? "trying to redefine an already defined table or value" : "document contains an unsafe property", e, n);
 }
 function parse(e, t = {}) {
  let n, r = {
   s: e,
   p: 0,
   d: t.maxDepth ?? 1e3,
   bi: t.integersAsBigInt ?? !1,
   ld: t.useLegacyDate ?? !0,
   uk: "throw" === t.unsafeKeyBehaviour ? 2 : "drop" === t.unsafeKeyBehaviour ? 1 : 0
  }, o = Object.create(null), i = Object.create(null), s = !1, a = o, c = i;
  for (65279 === e.charCodeAt(0) && r.p++, skipVoid(r); r.p < e.length; ) {
   if (91 === e.charCodeAt(r.p)) {
    let t = 91 === e.charCodeAt(++r.p);
    n = r.p += +t, s = !1;
    let l = parseKey(r, 93);
    t && (93 !== e.charCodeAt(r.p) && TomlError.x("expected end of table array declaration", r), 
    r.p++);
    let u = peekTable(r, l, o, i, t ? 2 : 1);
    u ? (c = u[2], a = u[1]) : (validateTablePeek(r, u, n), s = !0);
   } else {
    n = r.p;
    let e = peekTable(r, parseKey(r), a, c, 0);
    e || s || validateTablePeek(r, e, n), skipVoid(r, !0, !0);
    let t = extractValue(r, void 0);
    e && !s && (e[1][e[0]] = t);
   }
   skipVoid(r, !0), r.p < e.length && 10 !== (n = e.charCodeAt(r.p)) && (13 !== n || 10 !== e.charCodeAt(r.p + 1)) && TomlError.x("each key-value declaration must be followed by an end-of-line", r), 
   skipVoid(r);
  }
  return o;
 }
 function describe({kind: e, name: t}) {
  return "file" === e ? `\`${t}\`` : "environment" === e ? `environment variable \`${t}\`` : `input \`config\` (\`${t}=\u2026\`)`;
 }
 function wrongType(e, t, n) {
  return new UserError(`\`${e.join(".")}\` in ${describe(n)} must be ${t}`);
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
   const {line: n, column: r} = e, o = "argument" === t.kind ? "; a string needs quotes" : "";
   throw new UserError(`${describe(t)} is not valid TOML: line ${n}, column ${r}${o}`);
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
 function withIncludes(e, t, n) {
  const r = e.table.include;
  if (void 0 === r) return [ e ];
  const o = wrongType([ "include" ], "a list of paths", e.definition);
  if (!Array.isArray(r)) throw o;
  const a = r.map(e => {
   const {path: r, optional: a} = isTable(e) ? e : {
    path: e
   };
   if ("string" != typeof r) throw o;
   const c = (0, s.resolve)(t, r);
   return !0 !== a || (0, i.existsSync)(c) ? fileLayers(c, n) : [];
  });
  return [ e, ...a.toReversed().flat() ];
 }
 class Config {
  sources;
  #o;
  #i;
  #s;
  constructor(e) {
   const {cwd: t, home: n, args: r, credentials: o} = e;
   this.sources = e, this.#o = r.toReversed().flatMap(e => function(e, t) {
    const n = (0, s.resolve)(t, e);
    if ((0, i.existsSync)(n)) return fileLayers(n, new Set);
    if (!e.includes("=")) throw new UserError("input `config` has a line that is neither KEY=VALUE nor a file");
    const r = {
     kind: "argument",
     name: e.replace(/\s*=.*/s, "")
    };
    if (/(^|[.{,\s"'])(token|secret-key)["']?\s*=/.test(e)) throw new UserError(`${describe(r)} must not hold a token; use the input \`token\``);
    return withIncludes(layerOf(e, r), t, new Set);
   }(e, t)), this.#i = function(e, t) {
    const n = new Set;
    for (let t = e; !n.has((0, s.join)(t, ".cargo")); t = (0, s.dirname)(t)) n.add((0, 
    s.join)(t, ".cargo"));
    const r = [];
    for (const e of n.add(t)) {
     const t = (0, s.join)(e, "config"), n = (0, i.existsSync)(t) ? t : `${t}.toml`;
     (0, i.existsSync)(n) && r.push(...fileLayers(n, new Set));
    }
    return r;
   }(t, n), this.#s = o?.text.includes("credential-") ? [ layerOf(o.text, {
    kind: "file",
    name: o.path
   }) ] : [];
  }
  get files() {
   return [ ...this.#o, ...this.#i ].map(({definition: e}) => e).flatMap(({kind: e, name: t}) => "file" === e ? [ t ] : []);
  }
  all(...e) {
   const t = `CARGO_${environmentSpelling(e.join("_"))}`, n = "source" === e[0] ? void 0 : this.sources.env[t], r = void 0 === n ? [] : [ {
    value: n,
    definition: {
     kind: "environment",
     name: t
    }
   } ], [o, i] = [ valuesIn(this.#o, e), valuesIn(this.#i, e) ], s = t.includes("CREDENTIAL_") ? valuesIn(this.#s, e) : [];
   return s.length > 0 ? [ ...r, ...s, ...o, ...i ] : [ ...o, ...r, ...i ];
  }
  get(...e) {
   return this.all(...e)[0];
  }
  string(...e) {
   const t = this.get(...e);
   if (void 0 === t) return;
   const {value: n, definition: r} = t;
   if ("string" != typeof n) throw wrongType(e, "a string", r);
   return {
    value: n,
    definition: r
   };
  }
  indexes() {
   const e = new Map, t = [ ...this.#o, ...this.#i ].toReversed();
   for (const {value: n, definition: r} of valuesIn(t, [ "registries" ])) for (const [t, o] of Object.entries(isTable(n) ? n : {})) {
    const n = isTable(o) ? o.index : void 0;
    void 0 !== n && e.set(t, {
     value: n,
     definition: r
    });
   }
   const n = [];
   for (const e of Object.keys(this.sources.env)) {
    const [, t] = /^CARGO_REGISTRIES_(.+)_INDEX$/.exec(e) ?? [], r = this.sources.env[e];
    if (void 0 === t || void 0 === r) continue;
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
    if (void 0 === e) break;
    if (!isTable(e)) throw wrongType(t.slice(0, n), "a table", o);
    e = e[r];
   }
   void 0 !== e && n.push({
    value: e,
    definition: o
   });
  }
  return n;
 }
 function parseDocument(e, t) {
  if ($?.text === e && $.path === t) return $;
  try {
   return $ = {
    path: t,
    text: e,
    data: parse(e, {
     integersAsBigInt: !0
    })
   }, $;
  } catch (n) {
   if (!(n instanceof TomlError)) throw n;
   const {line: r, message: o} = n, i = 1 === r ? n.column - (e.startsWith("\ufeff") ? 1 : 0) : n.column, [, s] = /^Invalid TOML document: ([a-z][a-z ,:.-]*)\n/.exec(o) ?? [];
   throw new UserError(`could not parse \`${t}\` as TOML: line ${r}, column ${i}` + (void 0 === s ? "" : `: ${s}`) + "; correct that line, or delete the file and log in again");
  }
 }
 function document_isTable(e) {
  return !("object" != typeof e || Array.isArray(e) || e instanceof Date);
 }
 function isValue(e) {
  return "string" == typeof e || Array.isArray(e) && e.every(e => "string" == typeof e);
 }
 function valueAt(e, t) {
  return Object.hasOwn(e, t) ? e[t] : void 0;
 }
 function document_wrongType(e, t, n, r) {
  return new UserError(`expected ${n}, but found ${function(e) {
   return Array.isArray(e) ? "an array" : document_isTable(e) ? "a table" : e instanceof Date ? "a datetime" : "bigint" == typeof e ? "an integer" : "number" == typeof e ? "a float" : "a " + typeof e;
  }(r)} for \`${spellPath(t)}\` in \`${e}\`; correct or remove it there, and try again`);
 }
 function tableAt({path: e, data: t}, n) {
  let r = t;
  for (const [t, o] of n.entries()) {
   const i = valueAt(r, o);
   if (void 0 === i) return;
   if (!document_isTable(i)) throw document_wrongType(e, n.slice(0, t + 1), "a table", i);
   r = i;
  }
  return r;
 }
 const O = "empty table";
 function valuesOf(e) {
  const t = new Map, n = [ [ [], e ] ];
  for (let e = n.pop(); void 0 !== e; e = n.pop()) {
   const [r, o] = e;
   if (Array.isArray(o) && t.set(JSON.stringify(r), `array of ${o.length}`), Array.isArray(o) || document_isTable(o)) {
    const e = Object.entries(o);
    0 === e.length && document_isTable(o) && t.set(JSON.stringify(r), O);
    for (const [t, o] of e) n.push([ [ ...r, t ], o ]);
   } else {
    const e = o instanceof Date ? o.toISOString() : String(o);
    t.set(JSON.stringify(r), `${typeof o} ${Object.is(o, -0) ? "-0" : e}`);
   }
  }
  return t;
 }
 function basicString(e) {
  return JSON.stringify(e).replaceAll("\x7f", "\\u007f");
 }
 function spellValue(e) {
  return "string" == typeof e ? basicString(e) : `[${e.map(basicString).join(", ")}]`;
 }
 function spellKey(e) {
  return /^[A-Za-z0-9_-]+$/.test(e) ? e : basicString(e);
 }
 function spellPath(e) {
  return e.map(spellKey).join(".");
 }
 const E = require("node:buffer"), T = 384;
 function realFolder(e) {
  const t = orAbsent(() => i.realpathSync.native(e));
  if (void 0 !== t) return i.statSync(t).isDirectory() ? t : void 0;
  const n = (0, s.dirname)(e) === e ? e : realFolder((0, s.dirname)(e));
  return n && (0, s.join)(n, (0, s.basename)(e));
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
 function readCredentials(e) {
  try {
   const t = orAbsent(() => i.statSync(e));
   if (void 0 === t) return;
   if (!t.isFile()) throw function(e, t) {
    const n = t.isDirectory() ? "a folder" : "a pipe, socket or device";
    return new UserError(`the credentials file must be a regular file, but \`${e}\` is ${n}; remove it, or set CARGO_HOME to another folder`);
   }(e, t);
   const n = orAbsent(() => patiently(() => i.readFileSync(e)));
   return n && {
    text: decode(n, e),
    mode: 4095 & t.mode,
    stats: t
   };
  } catch (t) {
   throw t instanceof UserError ? t : systemFailure("read", e, t);
  }
 }
 function hasMode(e, t, n = process.platform) {
  return "win32" === n || e.mode === t;
 }
 function decode(e, t) {
  if ((0, E.isUtf8)(e)) return e.toString("utf8");
  let n = 1;
  for (let t = 0; ;n++) {
   const n = e.indexOf("\n", t);
   if (-1 === n || !(0, E.isUtf8)(e.subarray(t, n))) break;
   t = n + 1;
  }
  throw new UserError(`could not read \`${t}\`: line ${n} is not valid UTF-8; correct that line, or delete the file and log in again`);
 }
 function removeFile(e) {
  try {
   orAbsent(() => patiently(() => i.unlinkSync(e)));
  } catch (t) {
   throw systemFailure("remove", e, t);
  }
 }
 const A = 50;
 function patiently(e, t = process.platform) {
  for (let n = 1; ;n++) try {
   return e();
  } catch (e) {
   const r = [ "EPERM", "EACCES", "EBUSY" ].includes(errorCode(e) ?? "");
   if ("win32" !== t || !r || n === A) throw e;
   Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 20);
  }
 }
 function makeFolder(e) {
  try {
   return makeFolders(e);
  } catch (t) {
   if ([ "ENOTDIR", "EEXIST" ].includes(errorCode(t) ?? "")) throw notAFolder(e, t);
   throw systemFailure("make the folder", e, t);
  }
 }
 function makeFolders(e) {
  try {
   return i.mkdirSync(e, 493), e;
  } catch (t) {
   if ("EEXIST" === errorCode(t) && i.statSync(e).isDirectory()) return;
   if ("ENOENT" !== errorCode(t) || (0, s.dirname)(e) === e) throw t;
  }
  const t = makeFolders((0, s.dirname)(e));
  return void 0 === makeFolders(e) ? t : t ?? e;
 }
 function isFolder(e) {
  return attempt(() => i.statSync(e).isDirectory()) ?? !1;
 }
 const S = /^[a-z0-9]+(?:-[a-z0-9]+){2}$/, C = 432e6;
 let j;
 function thisHost(e = process.platform) {
  return j?.platform === e || (j = {
   ...readHost(e),
   platform: e
  }), j;
 }
 function readHost(e) {
  if ("linux" === e) {
   const e = attempt(() => i.readlinkSync("/proc/self/ns/pid")) ?? "", t = attempt(() => i.readlinkSync("/proc/self/ns/mnt")), n = attempt(() => i.readFileSync("/proc/sys/kernel/random/boot_id", "latin1").trim());
   return {
    name: `${(0, u.hostname)()} ${e}`,
    mounts: t,
    boot: n
   };
  }
  const t = "darwin" === e ? attempt(() => i.statSync("/private/var/db")) : void 0;
  return {
   name: void 0 === t ? (0, u.hostname)() : `macOS ${t.ino} ${t.birthtimeMs}`,
   mounts: void 0,
   boot: void 0
  };
 }
 function processStat(e, {platform: t}) {
  if ("linux" !== t) return;
  const n = attempt(() => i.readFileSync(`/proc/${e}/stat`, "latin1"));
  if (void 0 === n) return;
  const r = n.lastIndexOf(")"), [o = "", ...s] = n.slice(r + 2).split(" ");
  return {
   command: n.slice(n.indexOf("(") + 1, r),
   state: o,
   start: s[18] ?? ""
  };
 }
 function processStart(e, t) {
  return processStat(e, t)?.start;
 }
 function isRunning(e, t, n) {
  try {
   process.kill(e, 0);
  } catch (e) {
   if ("ESRCH" === errorCode(e)) return !1;
  }
  const r = processStat(e, n);
  return void 0 === r || ![ "Z", "X" ].includes(r.state) && (void 0 === t || r.start === t);
 }
 const U = /^(?:ba|da|a|z|k|mk|fi)?sh$|^busybox$|^pwsh$/, I = 100;
 function markerPath(e, t) {
  return void 0 !== t && S.test(e) ? (0, s.join)(t, `cargo-login-${e}`) : void 0;
 }
 function createMarker({id: e, temp: t}) {
  const n = markerPath(e, t);
  if (void 0 !== n) try {
   i.writeFileSync(n, "", {
    flag: "wx",
    mode: 384
   });
  } catch (e) {
   throw systemFailure("write", n, e);
  }
 }
 function removeMarker(e, t) {
  const n = markerPath(e, t);
  void 0 !== n && attempt(() => i.unlinkSync(n));
 }
 function hasMarker(e, t) {
  const n = markerPath(e, t);
  if (void 0 === n) return !1;
  try {
   return i.lstatSync(n), !0;
  } catch (e) {
   return ![ "ENOENT", "ENOTDIR" ].includes(errorCode(e) ?? "");
  }
 }
 function removeLeaseMarker({id: e, temp: t, host: n, mounts: r}) {
  const o = thisHost();
  n === o.name && r === o.mounts && removeMarker(e, t);
 }
 const D = 6e4, N = 3e4;
 async function withLock(e, t, n, r = thisHost()) {
  const o = `${e}.lock`, a = `${Date.now().toString(36)}${Math.random().toString(36).slice(2)}`, c = function(e, t) {
   const n = processStart(process.pid, t) ?? "";
   return [ process.pid, n, t.boot ?? "", e, t.name ].join("/");
  }(a, r);
  await async function(e, t, n, r) {
   const o = milliseconds(), i = new Map;
   for (;!makeOwnerFile(e, t); ) {
    n();
    const s = readOwner(e);
    if (void 0 === s || !lock_isDead(s, ageOf(i, e, s), r) || !breakLock(e, s, t, i, r)) {
     if (milliseconds() - o > D) throw heldTooLong(e, s);
     await new Promise(e => setTimeout(e, 5 + 20 * Math.random()));
    }
   }
  }(o, c, t, r);
  try {
   return function(e, t) {
    const [n, r] = [ (0, s.dirname)(e), (0, s.basename)(e) ];
    for (const e of i.readdirSync(n)) {
     const o = (0, s.join)(n, e);
     if (e.startsWith(`${r}.new-`) && removeFile(o), !e.startsWith(`${r}.lock-`)) continue;
     const i = attempt(() => readOwner(o));
     i && !lock_isDead(i, 0, t) || attempt(() => removeFile(o));
    }
   }(e, r), t(), n({
    isHeld: () => readOwner(o) === c,
    draft: `${e}.new-${a}`
   });
  } finally {
   !function(e, t) {
    try {
     readOwner(e) === t && patiently(() => i.unlinkSync(e));
    } catch {
     L.add(t);
    }
   }(o, c);
  }
 }
 const L = new Set;
 function breakLock(e, t, n, r, o) {
  const i = `${e}-claim`;
  if (!makeOwnerFile(i, n)) {
   const e = readOwner(i), t = void 0 !== e && lock_isDead(e, ageOf(r, i, e), o);
   return t && removeFile(i), t;
  }
  try {
   return readOwner(e) === t && removeFile(e), !0;
  } finally {
   attempt(() => removeFile(i));
  }
 }
 function ageOf(e, t, n) {
  const r = e.get(t), o = milliseconds();
  return r?.content === n ? o - r.since : (e.set(t, {
   content: n,
   since: o
  }), 0);
 }
 function milliseconds() {
  return 1e3 * process.uptime();
 }
 function parseOwner(e) {
  const [, t, n, r, o] = /^(\d+)\/(.*?)\/(.*?)\/.*?\/(.+)$/.exec(e) ?? [];
  if (void 0 !== o) return {
   pid: Number(t),
   start: n || void 0,
   boot: r || void 0,
   host: o
  };
 }
 function lock_isDead(e, t, n) {
  if (L.has(e)) return !0;
  const r = parseOwner(e);
  return void 0 === r || r.host !== n.name ? t > N : r.boot !== n.boot || !isRunning(r.pid, r.start, n);
 }
 function heldTooLong(e, t) {
  const n = parseOwner(t ?? ""), r = void 0 === n ? "an unknown process" : `process ${n.pid} on ${n.host}`;
  return new UserError(`timed out after ${D / 1e3} s waiting for \`${e}\`, which is held by ${r}; wait for that job to finish, or delete the file if no such job is running`);
 }
 const F = [ "EPERM", "ENOTSUP", "EOPNOTSUPP", "ENOSYS", "EISDIR" ];
 function makeOwnerFile(e, t) {
  const n = `${e}-${process.pid}-${Math.random().toString(36).slice(2)}`, r = {
   flag: "wx",
   mode: 384
  };
  try {
   i.writeFileSync(n, t, r);
   try {
    patiently(() => i.linkSync(n, e));
   } catch (n) {
    if (!F.includes(errorCode(n) ?? "")) throw n;
    patiently(() => i.writeFileSync(e, t, r));
   }
   return !0;
  } catch (t) {
   const n = "ENOENT" === errorCode(t) && isFolder((0, s.dirname)(e));
   if ("EEXIST" === errorCode(t) || n) return !1;
   throw t;
  } finally {
   attempt(() => removeFile(n));
  }
 }
 function readOwner(e) {
  try {
   return patiently(() => i.readFileSync(e, "utf8"));
  } catch (e) {
   if ("ENOENT" === errorCode(e)) return;
   throw e;
  }
 }
 class ScanError extends Error {
  name="ScanError";
 }
 const M = /(?:[ \t\r\n]+|#[^\n]*)*/y, P = /[A-Za-z0-9_-]+/y, q = /[^,\]}#\r\n]*[^,\]}#\r\n \t]/y, R = /[^[\]{}"'#]+|#[^\n]*/y, B = /"""(?:[^\\"]|\\[\s\S]|"(?!""))*"{3,5}|'''(?:[^']|'(?!''))*'{3,5}|"[^\\"\n]*(?:\\.[^\\"\n]*)*"|'[^'\n]*'/y;
 function commentsOf(e) {
  return e.includes("#") ? (e.match(new RegExp(`${B.source}|#[^\\r\\n]*`, "g")) ?? []).filter(e => e.startsWith("#")).join("\n") : "";
 }
 function startOfContent(e) {
  return e.startsWith("\ufeff") ? 1 : 0;
 }
 function skipBlanks(e, t) {
  let n = t;
  for (;" " === e[n] || "\t" === e[n]; ) n++;
  return n;
 }
 function fail(e) {
  throw new ScanError(`the scanner found no way on at index ${e}`);
 }
 function endOf(e, t, n) {
  return e.lastIndex = n, e.test(t) ? e.lastIndex : fail(n);
 }
 function isQuote(e) {
  return '"' === e || "'" === e;
 }
 function expectNext(e, t, n) {
  const r = skipBlanks(e, t);
  return e.startsWith(n, r) ? r + n.length : fail(r);
 }
 function endOfValue(e, t) {
  if (isQuote(e[t])) return endOf(B, e, t);
  if ("[" !== e[t] && "{" !== e[t]) return endOf(q, e, t);
  let [n, r] = [ t, 0 ];
  do {
   const o = e[n] ?? fail(t);
   "[{".includes(o) && r++, "]}".includes(o) && r--, "[{]}".includes(o) ? n++ : n = endOf(isQuote(o) ? B : R, e, n);
  } while (r > 0);
  return n;
 }
 function nameOf(e, t) {
  if (!isQuote(e[0])) return e;
  if (!e.startsWith('"') || !e.includes("\\")) return e.slice(1, -1);
  try {
   return Object.keys(parse(`${e}=0`))[0] ?? fail(t);
  } catch {
   return fail(t);
  }
 }
 function scanKey(e, t) {
  const n = [], r = [];
  for (let o = t; ;) {
   const t = endOf(isQuote(e[o]) ? B : P, e, o);
   n.push(nameOf(e.slice(o, t), o)), r.push(t);
   const i = skipBlanks(e, t);
   if ("." !== e[i]) return {
    path: n,
    parts: r,
    end: t
   };
   o = skipBlanks(e, i + 1);
  }
 }
 function scanPair(e, t, n) {
  const r = scanKey(e, t), o = skipBlanks(e, expectNext(e, r.end, "=")), i = {
   start: o,
   end: endOfValue(e, o)
  }, s = [ ...n, ...r.path ], a = "{" === e[o] ? function(e, t, n) {
   const r = [];
   let o = endOf(M, e, t);
   for (;"}" !== e[o]; ) {
    const t = scanPair(e, o, n), i = endOf(M, e, t.end), s = "," === e[i] ? i : void 0;
    r.push({
     ...t,
     comma: s
    }), o = void 0 === s ? i : endOf(M, e, s + 1);
   }
   return r;
  }(e, o + 1, s) : void 0;
  return {
   ...r,
   start: t,
   end: i.end,
   path: s,
   value: i,
   inner: a,
   comma: void 0
  };
 }
 const V = [ "", "", "" ], scan = e => {
  const t = [];
  let n = [], r = endOf(M, e, startOfContent(e));
  for (;r < e.length; ) {
   let o;
   if ("[" === e[r]) {
    const t = e.startsWith("[[", r), i = scanKey(e, skipBlanks(e, r + (t ? 2 : 1))), s = expectNext(e, i.end, t ? "]]" : "]");
    n = t ? V : i.path, o = {
     ...i,
     path: n,
     start: r,
     end: s,
     value: void 0,
     inner: void 0,
     comma: void 0
    };
   } else o = scanPair(e, r, n);
   t.push(o), r = endOf(M, e, o.end);
  }
  return t;
 };
 function survey(e, t, n) {
  const r = {
   keys: new Map,
   section: void 0,
   braces: void 0,
   sibling: void 0
  }, visit = (e, n) => {
   const {value: o, inner: i} = e, s = e.path.length - t.length;
   if (void 0 === o) return;
   const a = {
    item: {
     ...e,
     value: o
    },
    among: n
   };
   if (s > 0 && t.every((t, n) => t === e.path[n])) {
    1 === s && r.keys.set(e.path.at(-1) ?? "", a);
    const t = e.parts[e.parts.length - s - 1];
    void 0 !== t && (r.sibling = {
     item: e,
     end: t
    });
   } else if (void 0 !== i && e.path.every((e, n) => e === t[n])) {
    r.braces = a;
    for (const e of i) visit(e, i);
   }
  }, o = n(e);
  for (const [e, n] of o.entries()) {
   if (visit(n), void 0 !== n.value || n.path.length !== t.length || !n.path.every((e, n) => e === t[n])) continue;
   const i = o[e + 1];
   r.section = {
    header: n,
    first: i?.value && i
   };
  }
  return r;
 }
 function startOfLine(e, t) {
  const n = 0 === t ? -1 : e.lastIndexOf("\n", t - 1);
  return Math.max(n + 1, startOfContent(e));
 }
 function endOfLine(e, t) {
  const n = e.indexOf("\n", t);
  return -1 === n ? e.length : n + 1;
 }
 function newlineBefore(e, t) {
  return "\n" !== e[t - 1] ? "" : "\r" === e[t - 2] ? "\r\n" : "\n";
 }
 function insertLines(e, t, n) {
  const r = e.lastIndexOf("\n", Math.max(t - 1, 0)), o = newlineBefore(e, (-1 === r ? e.indexOf("\n") : r) + 1) || "\n", i = t === startOfContent(e) || "\n" === e[t - 1];
  return {
   start: t,
   end: t,
   text: n.map(e => i ? e + o : o + e).join("")
  };
 }
 function indentation(e, t) {
  const n = void 0 === t ? "" : e.slice(startOfLine(e, t.start), t.start);
  return /^[ \t]*$/.test(n) ? n : "";
 }
 function cutLines(e, t, n) {
  const r = skipBlanks(e, t.end);
  if ("#" === e[r]) return {
   start: t.start,
   end: r,
   text: ""
  };
  let o = startOfLine(e, t.start);
  const i = endOfLine(e, t.end), s = o - newlineBefore(e, o).length;
  return n && s < o && startOfLine(e, s) === s && (o = s), "" === newlineBefore(e, i) && (o -= newlineBefore(e, o).length), 
  {
   start: o,
   end: i,
   text: ""
  };
 }
 function cutSite(e, {item: t, among: n}) {
  return void 0 === n ? cutLines(e, t, !1) : function(e, t, n) {
   const r = n.findIndex(({start: e}) => e === t.start), {start: o, end: i, comma: s} = t, a = n[r - 1]?.comma;
   if (void 0 !== a) return {
    start: a,
    end: i,
    text: ""
   };
   if (void 0 !== s) return {
    start: o,
    end: n[r + 1]?.start ?? skipBlanks(e, s + 1),
    text: ""
   };
   const blank = t => " " === e[t] ? 1 : 0;
   return {
    start: o - blank(o - 1),
    end: i + blank(i),
    text: ""
   };
  }(e, t, n);
 }
 class Doubt extends Error {
  name="Doubt";
 }
 function found(e) {
  if (void 0 === e) throw new Doubt("the scanner did not find what the parser found");
  return e;
 }
 function verified(e, t, n, r) {
  const {text: o, path: i} = e;
  try {
   const s = n(o);
   if (void 0 === s) return e;
   const {start: a, end: c, text: l} = s;
   if (!(a >= 0 && a <= c && c <= o.length)) throw new Doubt("no span");
   const u = o.slice(0, a) + l + o.slice(c), d = parse(u, {
    integersAsBigInt: !0
   }), f = valuesOf(e.data);
   r(f);
   const p = valuesOf(d);
   for (let e = 0; e <= t.length; e++) {
    const n = JSON.stringify(t.slice(0, e));
    for (const e of [ f, p ]) e.get(n) === O && e.delete(n);
   }
   if (p.size !== f.size || ![ ...p ].every(([e, t]) => f.get(e) === t) || commentsOf(u) !== commentsOf(o)) throw new Doubt("another change");
   return {
    path: i,
    text: u,
    data: d
   };
  } catch (e) {
   if (!(e instanceof Doubt || e instanceof ScanError || e instanceof TomlError)) throw e;
   const n = spellPath(t);
   throw new UserError(`refused to edit \`${i}\`: no single change of its text changes \`${n}\` and nothing else, so the file is left as it is; give \`${n}\` a line of its own under a table header, or remove it, and try again`);
  }
 }
 function change(e, t, n) {
  const r = JSON.stringify(t), o = `${r.slice(0, -1)},`;
  for (const t of e.keys()) (t === r || t.startsWith(o)) && e.delete(t);
  if (void 0 !== n) for (const [t, i] of valuesOf({
   "": "string" == typeof n ? n : [ ...n ]
  })) e.set('[""]' === t ? r : o + t.slice(4), i);
 }
 function setValues(e, t, n, r = scan, o) {
  const i = tableAt(e, t) ?? {}, s = new Map;
  let a = e;
  for (const [e, c] of n) {
   const n = valueAt(i, e);
   if (void 0 === n && s.set(e, c), void 0 === n || isValue(n) && JSON.stringify(n) === JSON.stringify(c)) continue;
   const replace = n => {
    const {start: i, end: s} = found(survey(n, t, r).keys.get(e)).item.value;
    if (/^\s|[\s,]$/.test(n.slice(i, s))) throw new Doubt("more than a value");
    return {
     start: i,
     end: s,
     text: o ?? spellValue(c)
    };
   }, l = [ ...t, e ];
   a = verified(a, l, replace, e => change(e, l, c));
  }
  const [c] = s.keys();
  return void 0 === c ? a : verified(a, [ ...t, c ], e => function(e, t, n, {section: r, braces: o, sibling: i}) {
   const pairs = e => [ ...n ].map(([t, n]) => `${e}${spellKey(t)} = ${spellValue(n)}`);
   if (0 === t.length) return insertLines(e, startOfContent(e), pairs(""));
   if (void 0 !== r) return insertLines(e, endOfLine(e, r.header.end), pairs(indentation(e, r.first)));
   if (void 0 !== o) {
    const {path: e, value: n, inner: r} = o.item, i = r?.at(-1), s = pairs(t.slice(e.length).map(e => `${spellKey(e)}.`).join("")).join(", "), a = i?.end ?? n.start + 1;
    return {
     start: a,
     end: a,
     text: void 0 === i ? ` ${s} ` : `, ${s}`
    };
   }
   if (void 0 !== i) {
    const {item: t, end: n} = i, r = `${indentation(e, t)}${e.slice(t.start, n)}.`;
    return insertLines(e, endOfLine(e, t.end), pairs(r));
   }
   const s = [ `[${spellPath(t)}]`, ...pairs("") ], a = e.length === startOfContent(e);
   return insertLines(e, e.length, a ? s : [ "", ...s ]);
  }(e, t, s, survey(e, t, r)), e => {
   for (const [n, r] of s) change(e, [ ...t, n ], r);
  });
 }
 function removeKeys(e, t, n, r, o = scan) {
  const i = tableAt(e, t) ?? {};
  let s = e;
  for (const e of n) {
   if (void 0 === valueAt(i, e)) continue;
   const n = [ ...t, e ];
   s = verified(s, n, n => cutSite(n, found(survey(n, t, o).keys.get(e))), e => change(e, n));
  }
  if (s === e) return e;
  for (let e = t.length; e > 0; e--) {
   const n = t.slice(0, e), i = 0 === Object.keys(tableAt(s, n) ?? {}).length;
   s = verified(s, n, e => i || n.length === t.length ? cutEmptied(e, n, i, r, o) : void 0, () => {});
  }
  return s;
 }
 function cutEmptied(e, t, n, r, o) {
  const {section: i} = survey(e, t, o);
  if (void 0 !== i) {
   const n = r && void 0 !== survey(r.text, t, scan).section;
   return void 0 !== i.first || n ? void 0 : cutLines(e, i.header, !0);
  }
  const s = survey(e, t.slice(0, -1), o).keys.get(t.at(-1) ?? "");
  if (void 0 === s || !n || r && tableAt(r, t)) return;
  const {start: a, end: c} = s.item.value;
  return e.slice(a, c).includes("#") ? void 0 : cutSite(e, s);
 }
 const G = "token", K = "credential-provider", H = [ G, "secret-key", "secret-key-subject" ];
 function pathOf(e) {
  return void 0 === e ? [ "registry" ] : [ "registries", e ];
 }
 function readEntry(e, t) {
  const n = pathOf(t), r = tableAt(e, n);
  if (void 0 === r && void 0 === t) {
   const t = stringAt(e, [], e.data, G);
   return {
    token: t,
    provider: void 0,
    tokenPath: void 0 === t ? n : []
   };
  }
  const [o] = H.map(t => stringAt(e, n, r ?? {}, t)), i = valueAt(r ?? {}, K);
  if (void 0 === i || isValue(i)) return {
   token: o,
   provider: i,
   tokenPath: n
  };
  throw document_wrongType(e.path, [ ...n, K ], "a string or array of strings", i);
 }
 function stringAt({path: e}, t, n, r) {
  const o = valueAt(n, r);
  if (void 0 === o || "string" == typeof o) return o;
  throw document_wrongType(e, [ ...t, r ], "a string", o);
 }
 function setEntry(e, {name: t, token: n, provider: r}) {
  const {tokenPath: o} = readEntry(e, t), i = void 0 === r ? o : pathOf(t), s = new Map([ [ G, n ] ]);
  return void 0 !== r && s.set(K, r), setValues(e, i, s);
 }
 function removeEntry(e, t) {
  readEntry(e, t);
  const n = tableAt(e, pathOf(t)) ?? {}, r = Object.keys(n).filter(e => !H.includes(e)), o = r.length < Object.keys(n).length, i = 1 === r.length && "cargo:token" === [ valueAt(n, K) ].flat().join() && o ? [ ...H, K ] : H, s = removeKeys(e, pathOf(t), i);
  return void 0 === t && "string" == typeof valueAt(s.data, G) ? removeKeys(s, [], [ G ]) : s;
 }
 function layOver({base: e, leases: t}, n) {
  const r = t.flatMap(e => e.entries), o = e?.text ?? "";
  return 0 === r.length ? o : r.reduce(setEntry, parseDocument(o, n)).text;
 }
 function settle(e, t, n, r) {
  const o = {
   original: parseDocument(e.base?.text ?? "", r),
   expected: parseDocument(layOver(e, r), r),
   edited: parseDocument(t, r)
  }, i = new Set(e.leases.flatMap(({entries: e}) => e.map(({name: e}) => e))), s = [ ...i ].filter(e => readEntry(o.edited, e).token !== readEntry(o.expected, e).token), a = n ? function(e, t) {
   const {original: n, expected: r, edited: o} = e, i = new Map;
   if (collect(modern(r.data), modern(o.data), [], i)) {
    for (const e of t) {
     const t = i.get(JSON.stringify(pathOf(e)))?.values;
     for (const e of [ G, K ]) t?.has(e) && void 0 === t.get(e) && t.delete(e);
    }
    return [ ...i.values() ].reduce(apply, n);
   }
  }(o, i) : void 0, {text: c} = a ?? [ ...i ].reduce((e, t) => function(e, t, n) {
   const [r, o, i] = [ t.original, t.expected, e ].map(e => readEntry(e, n));
   if (void 0 === r || void 0 === o || void 0 === i) return e;
   const isSetBack = e => !same(i[e], r[e]) && (void 0 === i[e] || same(i[e], o[e]));
   let s = e;
   if (isSetBack("provider") && (s = setBack(s, t.original, pathOf(n), pathOf(n), K, r.provider)), 
   !isSetBack("token")) return s;
   const a = 0 === r.tokenPath.length && valueAt(e.data, G) === r.token && i.tokenPath.length > 0 ? void 0 : r.token;
   return setBack(s, t.original, i.tokenPath, r.tokenPath, G, a);
  }(e, o, t), o.edited), l = e.leases.map(e => withoutNames(e, s, !0));
  return {
   base: void 0 === e.base && "" === c.trim() ? void 0 : {
    text: c,
    mode: e.base?.mode ?? 384
   },
   leases: l
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
 function same(e, t) {
  return JSON.stringify(e) === JSON.stringify(t);
 }
 function setBack(e, t, n, r, o, i) {
  if (void 0 === i) return removeKeys(e, n, [ o ], t);
  const s = function({text: e}, t, n) {
   const {value: r} = survey(e, t, scan).keys.get(n)?.item ?? {};
   return r && e.slice(r.start, r.end);
  }(t, r, o);
  return setValues(e, n, new Map([ [ o, i ] ]), void 0, s);
 }
 function apply(e, {path: t, values: n}) {
  const r = 1 === t.length && "registry" === t[0] && 0 === readEntry(e, void 0).tokenPath.length && [ ...n.keys() ].join() === G ? [] : t, o = new Map;
  for (const [e, t] of n) void 0 !== t && o.set(e, t);
  const i = [ ...n.keys() ].filter(e => !o.has(e));
  return removeKeys(setValues(e, r, o), r, i);
 }
 function modern(e) {
  const {token: t, ...n} = e;
  return "string" != typeof t ? e : void 0 === n.registry ? {
   ...n,
   registry: {
    token: t
   }
  } : n;
 }
 function collect(e, t, n, r) {
  for (const o of new Set([ ...Object.keys(e), ...Object.keys(t) ])) {
   const [i, s] = [ valueAt(e, o), valueAt(t, o) ];
   if (document_isTable(i ?? {}) && document_isTable(s ?? {})) {
    const [e, t] = [ i, s ].map(e => document_isTable(e) ? e : {});
    if (!collect(e ?? {}, t ?? {}, [ ...n, o ], r)) return !1;
   } else if (spelled(i) !== spelled(s)) {
    if (void 0 !== s && !isValue(s)) return !1;
    const e = JSON.stringify(n), t = r.get(e) ?? {
     path: n,
     values: new Map
    };
    r.set(e, t), t.values.set(o, s);
   }
  }
  return !0;
 }
 function spelled(e) {
  return void 0 === e ? "" : JSON.stringify([ ...valuesOf({
   value: e
  }) ]);
 }
 function json_text(e) {
  if ("string" != typeof e) throw new TypeError("not a string");
  return e;
 }
 function number(e) {
  if ("number" != typeof e) throw new TypeError("not a number");
  return e;
 }
 function truth(e) {
  if ("boolean" != typeof e) throw new TypeError("not a boolean");
  return e;
 }
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
   const n = new Map(Object.entries(t)), r = Object.entries(e).map(([e, t]) => [ e, t(n.get(e)) ]);
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
 const J = 1, W = "cargo-login", z = "state", Z = "# Jobs that are logged in (cargo-login-action). It goes when they end.", Q = `${Z}\n[${W}]\n${z} = `;
 function checksum(e) {
  let [t, n] = [ 3735928559, 1103547991 ];
  for (let r = 0; r < e.length; r++) {
   const o = e.charCodeAt(r);
   t = Math.imul(t ^ o, 2654435761), n = Math.imul(n ^ o, 1597334677);
  }
  return [ e.length, t >>> 0, n >>> 0 ].join("-");
 }
 function splitState(e, t) {
  const n = e.lastIndexOf(Q), r = -1 === n ? void 0 : attempt(() => JSON.parse(e.slice(n + Q.length)));
  return "string" == typeof r ? {
   body: bodyOf(e.slice(0, n), ""),
   state: checked(r, t),
   isRewritten: !1
  } : e.includes(W) ? function(e, t) {
   const n = valueAt(parseDocument(e, t).data, W);
   if (void 0 === n) return {
    body: e,
    state: void 0,
    isRewritten: !1
   };
   const r = document_isTable(n) ? valueAt(n, z) : void 0, {section: o, keys: i} = survey(e, [ W ], scan), s = i.get(z)?.item;
   if (void 0 === o || void 0 === s || "string" != typeof r) throw damaged(t);
   const a = e.slice(0, o.header.start), c = a.endsWith(`${Z}\n`) || a.endsWith(`${Z}\r\n`), l = e.slice(nextLine(e, o.header.end), s.start);
   return {
    body: bodyOf(c ? a.slice(0, a.lastIndexOf(Z)) : a, l + e.slice(nextLine(e, s.end))),
    state: checked(r, t),
    isRewritten: !c
   };
  }(e, t) : {
   body: e,
   state: void 0,
   isRewritten: !1
  };
 }
 function bodyOf(e, t) {
  const n = e.replace(/\r?\n$/, "");
  return "" === t || "" === n || n.endsWith("\n") ? n + t : e + t;
 }
 function nextLine(e, t) {
  const n = e.indexOf("\n", t);
  return -1 === n ? e.length : n + 1;
 }
 function damaged(e) {
  return new UserError(`the table \`[${W}]\` in \`${e}\` is damaged, or another version of this action wrote it; when no job is running, delete that table and the tokens that do not belong in the file`);
 }
 function checked(e, t) {
  const n = parseJson(e, Y);
  if (void 0 === n) throw damaged(t);
  return n;
 }
 const X = object({
  id: e => {
   if (!S.test(json_text(e))) throw new TypeError("not an id");
   return json_text(e);
  },
  registry: json_text,
  index: json_text,
  entries: list(object({
   name: json_optional(json_text),
   token: json_text,
   provider: e => Array.isArray(e) ? list(json_text)(e) : json_optional(json_text)(e)
  })),
  provider: json_optional(json_text),
  revocation: json_optional(object({
   url: json_text,
   token: json_text
  })),
  host: json_text,
  mounts: json_optional(json_text),
  boot: json_optional(json_text),
  runner: json_optional(object({
   pid: number,
   start: json_text
  })),
  temp: json_optional(json_text),
  since: number,
  changed: truth
 }), Y = object({
  version: e => {
   if (e !== J) throw new TypeError("another version");
   return e;
  },
  base: json_optional(object({
   text: json_text,
   mode: number
  })),
  leases: list(X),
  folder: json_optional(json_text),
  body: json_text
 });
 class Again extends Error {
  name="Again";
  pause;
  constructor(e) {
   super("the credentials file is being changed by somebody else"), this.pause = e;
  }
 }
 const ee = 6e4;
 async function change_change(e, t, n, r = {}) {
  const o = (0, s.dirname)(e), a = function() {
   let e;
   return ({text: t, stats: n}, r) => {
    const o = 1e3 * process.uptime();
    e?.text !== t && (e = {
     text: t,
     since: o
    });
    const i = r && t.includes("[cargo-login]") ? 2e3 : 250;
    return Math.max(Date.now() - n.mtimeMs, o - e.since) >= i;
   };
  }(), c = process.uptime() + ee / 1e3;
  let l;
  try {
   for (;;) try {
    const o = await withLock(e, t, t => transact(e, t, l, a, n, r.isOurs));
    return l ??= o.folder, o.result.swept.forEach(removeLeaseMarker), o.result;
   } catch (e) {
    if (e instanceof Again && process.uptime() < c) await sleep(e.pause); else {
     if ("ENOENT" !== errorCode(e) || isFolder(o)) throw void 0 === errorCode(e) ? e : systemFailure("write in", o, e);
     if (!1 === r.isCreating) return {
      ...n({
       base: void 0,
       leases: []
      }, !1).result,
      swept: []
     };
     l = makeFolder(o) ?? l;
    }
   }
  } finally {
   void 0 !== l && (u = o, d = l, attempt(() => {
    for (let e = u; e.startsWith(d); e = (0, s.dirname)(e)) i.rmdirSync(e);
   }));
  }
  var u, d;
 }
 async function sleep(e) {
  await new Promise(t => setTimeout(t, e));
 }
 function transact(e, t, n, r, o, s = () => !1) {
  const {file: a, state: c, logins: l} = readLogins(e, (e, t) => {
   if (!r(e, t)) throw new Again(20);
  }), u = l.leases.filter(e => !s(e) && function(e, t = thisHost(), n = Date.now()) {
   return n - e.since > C || e.host === t.name && (e.boot !== t.boot || void 0 !== e.runner && !isRunning(e.runner.pid, e.runner.start, t) || void 0 !== e.temp && e.mounts === t.mounts && !hasMarker(e.id, e.temp));
  }(e)), d = l.leases.filter(e => !u.includes(e)), f = o({
   base: l.base,
   leases: d
  }, void 0 !== c), p = c?.folder ?? n;
  return function(e, t, n, {base: r, leases: o}, s) {
   const check = () => {
    if (!t.isHeld() || !function(e, t) {
     const n = i.statSync(e, {
      throwIfNoEntry: !1
     }), r = t?.stats;
     return n?.ino === r?.ino && n?.size === r?.size && n?.mtimeMs === r?.mtimeMs;
    }(e, n)) throw new Again(0);
   };
   if (void 0 === r && 0 === o.length) {
    if (void 0 === n) return;
    return check(), void removeFile(e);
   }
   const a = o.length > 0, c = layOver({
    base: r,
    leases: o
   }, e), l = a ? function(e, {base: t, leases: n, folder: r}) {
    const o = {
     version: J,
     base: t,
     folder: r,
     leases: n,
     body: checksum(e)
    };
    return `${e}${"" === e ? "" : "\n"}${Q}${basicString(JSON.stringify(o))}\n`;
   }(c, {
    base: r,
    leases: o,
    folder: s
   }) : c, u = a ? T : r?.mode ?? T;
   n?.text === l && hasMode(n, u) || function(e, t, n, r, o, s) {
    try {
     !function(e, t, n, r) {
      const o = i.openSync(e, "wx", T);
      try {
       i.writeFileSync(o, t), void 0 !== r && function(e, t) {
        const {uid: n, gid: r} = i.fstatSync(t);
        if (n !== e.uid || r !== e.gid) try {
         i.fchownSync(t, e.uid, e.gid);
        } catch (t) {
         if (n === e.uid) return;
         throw new UserError(`the credentials file belongs to another user (${e.uid}) than the job (${n}); run the job as that user, or set CARGO_HOME to a folder of its own`, {
          cause: t
         });
        }
       }(r, o), n !== T && i.fchmodSync(o, n), i.fsyncSync(o);
      } finally {
       i.closeSync(o);
      }
     }(t, n, r, o), s(), patiently(() => i.renameSync(t, e));
    } catch (n) {
     if (attempt(() => removeFile(t)), void 0 === errorCode(n)) throw n;
     if ("EBUSY" === errorCode(n) && "win32" !== process.platform) throw new UserError(`cannot replace \`${e}\`, which is a mount point; mount its folder instead, or set CARGO_HOME to another folder`, {
      cause: n
     });
     throw systemFailure("write", e, n);
    }
   }(e, t.draft, l, u, n?.stats, check);
  }(e, t, a, f.logins, p), {
   result: {
    ...f.result,
    swept: u
   },
   folder: p
  };
 }
 function readLogins(e, t) {
  const n = readCredentials(e);
  if (void 0 === n) return {
   file: n,
   state: void 0,
   logins: {
    base: void 0,
    leases: []
   }
  };
  try {
   const {body: r, state: o, isRewritten: i} = splitState(n.text, e);
   if (void 0 === o) return parseDocument(n.text, e), {
    file: n,
    state: o,
    logins: {
     base: {
      text: n.text,
      mode: n.mode
     },
     leases: []
    }
   };
   const s = !hasMode(n, T), a = {
    base: o.base && (s ? {
     ...o.base,
     mode: n.mode
    } : o.base),
    leases: o.leases
   };
   if (checksum(r) === o.body) return {
    file: n,
    state: o,
    logins: a
   };
   const c = settle(a, r, i, e);
   return t(n, !1), {
    file: n,
    state: o,
    logins: c
   };
  } catch (e) {
   throw e instanceof UserError && t(n, !0), e;
  }
 }
 function readLeases(e) {
  const t = readCredentials(e);
  return void 0 === t ? [] : splitState(t.text, e).state?.leases ?? [];
 }
 async function addLeases(e, t, n) {
  try {
   return t.forEach(createMarker), await change_change(e, n, ({base: e, leases: n}) => (function(e) {
    if (e.some(({id: e, temp: t}) => void 0 !== t && !hasMarker(e, t))) throw new UserError("the job has already ended, so the login is abandoned");
   }(t), function(e, t) {
    for (const {registry: n, index: r, entries: o} of e) {
     const isSame = e => o.some(t => t.name === e), e = t.find(e => e.index !== r && e.entries.some(({name: e}) => isSame(e)));
     if (void 0 !== e) throw new UserError(`another job on this machine is logged in to a registry \`${n}\` with the index ${e.index}, but the index here is ${r}; cargo would send one job's token to the other's server. Give one registry another name, or give the jobs a CARGO_HOME of their own`);
    }
   }(t, n), {
    logins: {
     base: e,
     leases: [ ...n, ...t ]
    },
    result: {}
   }));
  } catch (e) {
   throw t.forEach(removeLeaseMarker), e;
  }
 }
 async function endLeases(e, t, n, r, o) {
  const isOurs = ({id: e}) => t.includes(e), i = o || void 0, s = void 0 === i || t.some(e => hasMarker(e, i)), end = (n, o) => {
   const [a, c] = [ n.leases.filter(isOurs), n.leases.filter(e => !isOurs(e)) ], l = a.filter(({provider: e}) => void 0 !== e), u = l.filter(e => c.some(t => {
    return r = e, (n = t).provider === r.provider && n.index === r.index;
    var n, r;
   })), d = a.filter(({provider: e}) => void 0 === e), f = 0 === a.length && t.length > 0 && (void 0 === i ? !o : s), p = f && void 0 !== r ? function(e, {names: t, tokens: n}, r) {
    if (void 0 === e) return;
    const o = parseDocument(e.text, r), i = t.filter(e => {
     const {token: t} = readEntry(o, e);
     return void 0 !== t && n.includes(t);
    }), {text: s} = i.reduce(removeEntry, o);
    return {
     names: i,
     base: "" === s.trim() ? void 0 : {
      ...e,
      text: s
     }
    };
   }(n.base, r, e) : void 0, h = {
    removed: d.filter(({changed: e}) => !e),
    due: l.filter(e => !u.includes(e)),
    shared: u,
    changed: d.filter(({changed: e}) => e),
    byToken: p?.names ?? [],
    lost: f && void 0 !== i && 0 === (p?.names ?? []).length
   };
   return {
    logins: {
     base: void 0 === p ? n.base : p.base,
     leases: c
    },
    result: h
   };
  };
  try {
   return await change_change(e, n, end, {
    isOurs: isOurs,
    isCreating: !1
   });
  } finally {
   for (const e of t) removeMarker(e, i);
  }
 }
 async function writeEntries(e, t, n) {
  const r = t.flatMap(e => e.entries), o = r.map(({name: e}) => e);
  return await change_change(e, n, ({base: t, leases: n}) => {
   const {text: i} = r.reduce(setEntry, parseDocument(t?.text ?? "", e)), s = n.map(e => withoutNames(e, o, !0));
   return {
    logins: {
     base: {
      text: i,
      mode: T
     },
     leases: s
    },
    result: {}
   };
  });
 }
 async function requestToken(e, {trustedPublishingUrl: t, missingToken: n}, r) {
  const o = void 0 !== t && ("error" === n && mayProveIdentity() ? r(e) : !0 === attempt(() => r(e)));
  if (!o || !mayProveIdentity()) {
   const {likelyCause: t} = await Promise.resolve().then(__nccwpck_require__.t.bind(__nccwpck_require__, 428, 23));
   return void reportMissing(e, n, t(environment(), o));
  }
  const {exchange: i} = await Promise.resolve().then(__nccwpck_require__.t.bind(__nccwpck_require__, 428, 23));
  try {
   return {
    ...e,
    token: await i(t, cancellation()),
    issuer: t
   };
  } catch (t) {
   if ("error" === n) throw t;
   return void reportMissing(e, n, messageOf(t));
  }
 }
 function mayProveIdentity() {
  const e = environment();
  return Boolean(e.ACTIONS_ID_TOKEN_REQUEST_URL && e.ACTIONS_ID_TOKEN_REQUEST_TOKEN);
 }
 function reportMissing({registry: e, origin: t}, n, r) {
  const o = void 0 === e ? "" : ` for \`${e}\``;
  if ("error" === n) throw new UserError(`please provide a non-empty token: the token${o} is empty (${t}). ${r}`);
  const i = `not logged in${o}, because the token is empty (${t}). ${r}`;
  "warn" === n ? runner_warning(i) : runner_info(i);
 }
 async function revokeToken(e, t) {
  try {
   const {revoke: n} = await Promise.resolve().then(__nccwpck_require__.t.bind(__nccwpck_require__, 428, 23));
   await n(e, t), runner_info(`The token that ${e} issued for this job has been revoked`);
  } catch (t) {
   warnOfUnrevoked(e, messageOf(t));
  }
 }
 function warnOfUnrevoked(e, t) {
  runner_warning(`the token that ${e} issued for this job could not be revoked: ${t}. It expires half an hour after it was issued`);
 }
 const te = "cargo:token", ne = "cargo:token-from-stdout", re = [ "cargo:libsecret", "cargo:macos-keychain", "cargo:wincred" ], oe = [ "registry", "global-credential-providers" ];
 function ownKey(e) {
  return [ ...void 0 === e ? [ "registry" ] : [ "registries", e ], "credential-provider" ];
 }
 function globalProviders(e) {
  return e.all(...oe).flatMap(({value: e, definition: t}) => {
   const n = Array.isArray(e) || "environment" === t.kind ? stringsIn(e) : void 0;
   if (void 0 === n) throw wrongType(oe, "a list of strings", t);
   return n.map(e => ({
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
  return "string" == typeof e ? split(e) : Array.isArray(e) && e.every(e => "string" == typeof e) ? e : void 0;
 }
 function split(e) {
  return e.split(/\s+/).filter(e => "" !== e);
 }
 function inFile(e, t, n) {
  const r = ("crates-io" === t.kind ? [ void 0 ] : t.names).flatMap(t => e.all(...ownKey(t))).filter(e => "environment" !== e.definition.kind).map(({value: e}) => e), o = r.some(e => Array.isArray(e)) ? [ te ] : te;
  return {
   kind: "file",
   definition: n,
   provider: "alternate" === t.kind || [ ...r.flat(), ...globalProviders(e).map(({value: e}) => e[0]) ].some(e => e !== te) ? o : void 0
  };
 }
 function parseIndexUrl(e, t) {
  const wrong = n => new UserError(`the index \`${shownUrl(e)}\` (${t}) ${n}`);
  if (void 0 === canonicalUrl(e)) throw wrong("is not a URL such as `sparse+https://\u2026/` or `ssh://git@\u2026`");
  const {href: n, password: r} = new URL(e);
  if ("" !== r) throw wrong("must not contain a password");
  if (/^sparse\+.*[^/]$/.test(n)) throw wrong("must end in a slash");
  return n;
 }
 function canonicalUrl(e) {
  if ("string" != typeof e || !URL.canParse(e)) return;
  const {href: t, protocol: n, username: r, hostname: o, host: i, pathname: s, search: a, hash: c} = new URL(e);
  if ("/" !== t[n.length] || !URL.canParse(t.replace(/^sparse\+/, ""))) return;
  const l = "github.com" === o, [u, d] = l ? [ "https:", s.toLowerCase() ] : [ n, s ];
  return `${u}//${r}@${i}${d.replace(/(?<=.)\/$/, "").replace(/\.git$/, "")}${a}${c}`;
 }
 function shownUrl(e) {
  return e.replace(/\/\/(?!git@)[^?#\s]*@/, "//***@");
 }
 const ie = "crates-io", se = "sparse+https://index.crates.io/", ae = "https://github.com/rust-lang/crates.io-index";
 function warningsFor({url: e, definition: t}) {
  if (!/^https?:.*\/$/.test(e)) return [];
  const n = void 0 === t ? "input `index`" : describe(t);
  return [ `Cargo takes the index \`${shownUrl(e)}\` (${n}) for a git repository; if it is a sparse index, write \`sparse+${shownUrl(e)}\`` ];
 }
 function adviceFor(e, t) {
  const n = e.get("source", t);
  if (void 0 !== e.get("registries", t, "index")) return `For \`${t}\`, add \`registry: ${t}\` to the step.`;
  if (void 0 === n) return "If `.cargo/config.toml` is in your repository, run actions/checkout before this step, and set `working-directory` if it is in a subfolder. Otherwise, put the URL of the registry's index into `index`.";
  const r = e.string("source", t, "registry")?.value ?? "\u2026";
  return `\`[source.${t}]\` in ${describe(n.definition)} is not a registry: to log in to it, add \`[registries.${t}]\` with \`index = "${shownUrl(r)}"\` to the configuration, and \`registry: ${t}\` to the step.`;
 }
 function readMachine({workingDirectory: e, config: t}) {
  const n = environment(), r = function(e, t, n) {
   return (0, s.resolve)(t, e.CARGO_HOME || (0, s.join)(n, ".cargo"));
  }(n, e, n.CARGO_HOME ? "" : function() {
   try {
    const e = (0, u.homedir)();
    if ("" !== e) return e;
   } catch {}
   throw new UserError("the home folder of this user is unknown; set CARGO_HOME, or HOME");
  }()), o = function(e) {
   const t = (0, s.join)(e, "credentials"), n = i.existsSync(t) ? t : (0, s.join)(e, "credentials.toml");
   try {
    const e = function(e) {
     for (let t = e, n = 0; ;n++) {
      const e = orAbsent(() => i.realpathSync.native(t));
      if (void 0 !== e) return e;
      const r = orAbsent(() => i.lstatSync(t).isSymbolicLink() && i.readlinkSync(t));
      if ("string" == typeof r && n < 40) {
       t = (0, s.resolve)((0, s.dirname)(t), r);
       continue;
      }
      const o = realFolder((0, s.dirname)(t));
      return o && (0, s.join)(o, (0, s.basename)(t));
     }
    }(n);
    if (void 0 !== e) return {
     path: n,
     target: e
    };
   } catch (e) {
    if ("ENOTDIR" !== errorCode(e)) throw systemFailure("follow the links of", n, e);
   }
   throw notAFolder(e);
  }(r), a = function({target: e}) {
   return readLogins(e, () => {}).logins.base?.text;
  }(o), c = void 0 === a ? void 0 : {
   path: o.path,
   text: a
  }, l = new Config({
   cwd: e,
   home: r,
   env: n,
   args: t,
   credentials: c
  });
  if (runner_debug(`Cargo home: \`${r}\`; credentials file: \`${o.path}\``), runner_isDebug()) for (const e of l.files) runner_debug(`configuration: \`${e}\``);
  return {
   config: l,
   file: o
  };
 }
 function resolveTarget(e, {index: t}, n) {
  const {config: r, file: o} = n, i = function(e, t) {
   const n = void 0 === t.registry ? e.string("registry", "default") : void 0, r = "crates.io" === t.registry ? ie : t.registry ?? n?.value;
   if (void 0 === r || r === ie) return function(e, {index: t}, n) {
    if (void 0 !== t) throw new UserError("input `index` is for a registry other than crates.io; name that registry in `registry`");
    const r = n ? void 0 : e.string("source", ie, "replace-with");
    if (void 0 !== r) {
     const {value: t, definition: n} = r;
     throw new UserError(`${describe(n)} replaces crates-io with \`${t}\`, so the step must name its registry.\n${adviceFor(e, t)}\nFor crates.io, add \`registry: ${ie}\` to the step.`);
    }
    return {
     name: ie,
     kind: "crates-io",
     index: {
      url: se,
      definition: void 0
     },
     names: [],
     exported: void 0,
     warnings: []
    };
   }(e, t, void 0 !== r);
   const o = n && `\`registry.default\` in ${describe(n.definition)}`;
   !function(e, t) {
    if (/^[A-Za-z_][\w-]*$/.test(e) || /^[\p{XID_Start}_][\p{XID_Continue}-]*$/u.test(e)) return;
    const n = /[:/]|.\../.test(e) ? "an address: use the name in `[registries.NAME]` of Cargo's configuration, and put the URL of the index into the input `index`" : "not a registry name: a letter or `_`, followed by letters, digits, `-`, or `_`";
    throw new UserError(`${t} is \`${shownUrl(e)}\`, ${n}`);
   }(r, o ?? "input `registry`");
   const i = function(e, t, n) {
    const r = e.string("registries", t, "index"), o = void 0 === n.index ? void 0 : parseIndexUrl(n.index, "input `index`");
    if (void 0 === r) {
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
    const {value: i, definition: s} = r, a = parseIndexUrl(i, `\`registries.${t}.index\` in ${describe(s)}`);
    if (void 0 === o || canonicalUrl(o) === canonicalUrl(a)) return {
     index: {
      url: a,
      definition: s
     },
     exported: void 0
    };
    const c = "environment" === s.kind && n.earlier.get(t) === a ? `an earlier step of this action (${s.name})` : describe(s);
    throw new UserError(`input \`index\` is \`${shownUrl(o)}\`, but ${c} sets the index of \`${t}\` to \`${shownUrl(a)}\`. Correct the one that is wrong, or use another name in \`registry\`.`);
   }(e, r, t);
   if (void 0 === i) throw function(e, t, n) {
    const {cwd: r, home: o} = e.sources, i = e.indexes().map(([e, {definition: t}]) => `\`${e}\` (${describe(t)})`).join(", ");
    return new UserError(`no configuration defines the registry \`${t}\`${void 0 === n ? "" : ` (${n})`}\n` + ("" === i ? `No registry is defined in \`${r}\` and its parents, in \`${o}\`, or in the environment.\n` : `These are defined: ${i}.\n`) + adviceFor(e, t));
   }(e, r, o);
   const s = [ se, ae ].includes(i.index.url) ? "crates-io" : "alternate", a = "crates-io" === s ? [] : function(e, t, {index: n, exported: r}) {
    const o = canonicalUrl(n.url), [i, s] = [ new Set, new Set ];
    void 0 !== r && i.add(environmentSpelling(t).toLowerCase());
    for (const [t, {value: n, definition: r}] of e.indexes()) canonicalUrl(n) === o && ("environment" === r.kind ? i : s).add(t);
    const a = [ ...i.size > 0 ? i : s ].sort();
    if (a.length > 1) throw new UserError(`the registries \`${a.join("`, `")}\` have one index, \`${shownUrl(n.url)}\`, and Cargo cannot tell them apart; remove all but one from the configuration`);
    const [c = t] = a;
    return c === t ? [ t ] : [ t, c ];
   }(e, r, i);
   return {
    ...i,
    name: r,
    kind: s,
    names: a,
    warnings: warningsFor(i.index)
   };
  }(r, {
   registry: e,
   index: t,
   earlier: new Map(void 0 === t ? [] : readLeases(o.target).map(e => [ e.registry, e.index ]))
  }), s = function(e, t) {
   const n = ownKey(t.names.at(-1)), r = e.get(...n), o = void 0 === r ? globalProviders(e) : [ wordsOf(r, n) ], [i] = o;
   if (void 0 === i) return inFile(e, t, void 0);
   const {definition: s} = i, a = o.map(({value: t}) => function(e, t) {
    const [n = "", ...r] = t;
    if (n.startsWith("cargo:") || r.length > 0) return t;
    const o = e.get("credential-alias", n), i = void 0 === o ? [] : stringsIn(o.value) ?? [];
    return i.length > 0 ? i : t;
   }(e, t)), c = a.filter(([e = ""]) => void 0 !== r || !re.includes(e));
   if (c[0]?.[0] === te) return inFile(e, t, s);
   if (a[0]?.[0] === ne) throw new UserError(`\`${t.name}\` gets its token from a program whenever Cargo needs one (\`${ne}\` in ${describe(s)}), so it needs no login. Remove this step, or, to use its token, set \`${n.join(".")}\` to \`${te}\` instead.`);
   return {
    kind: "program",
    providers: a,
    definition: s
   };
  }(r, i);
  return runner_isDebug() && function({name: e, index: t}, n) {
   const r = void 0 === t.definition ? "built in" : describe(t.definition);
   runner_debug(`registry \`${e}\`: \`${t.url}\` (${r})`);
   const o = void 0 === n.definition ? "by default" : describe(n.definition);
   runner_debug(`who keeps the token of \`${e}\`: ${n.kind} (${o})`);
  }(i, s), {
   registry: i,
   keeper: s
  };
 }
 function leaseFor(e, {issuer: t, token: n}) {
  const {registry: r, keeper: o} = e, i = "file" === o.kind ? plan_namesOf(r) : [], s = "file" === o.kind ? o.provider : void 0;
  return function(e, t) {
   const n = Math.random().toString(36).slice(2, 12) || "0", r = `${Date.now().toString(36)}-${process.pid.toString(36)}-${n}`, o = thisHost(), {name: i, mounts: s, boot: a} = o, c = function(e) {
    const t = process.ppid > 0 ? processStat(process.ppid, e) : void 0, n = processStart(process.pid, e);
    if (!(void 0 === t || void 0 === n || U.test(t.command) || Number(n) - Number(t.start) < I)) return {
     pid: process.ppid,
     start: t.start
    };
   }(o);
   return {
    ...e,
    id: r,
    host: i,
    mounts: s,
    boot: a,
    runner: c,
    temp: t || void 0,
    since: Date.now(),
    changed: !1
   };
  }({
   registry: r.name,
   index: r.index.url,
   entries: i.map(e => ({
    name: e,
    token: n.expose(),
    provider: s
   })),
   provider: programOf(e),
   revocation: void 0 === t ? void 0 : {
    url: t,
    token: n.expose()
   }
  }, temporaryFolder());
 }
 function plan_warningsFor({registry: e, keeper: t, request: n}, {verify: r}) {
  const {name: o, kind: i, index: s} = e, a = n.token.expose(), c = [ ...e.warnings ], l = function({names: e}) {
   const t = e.at(-1);
   return void 0 === t ? "CARGO_REGISTRY_TOKEN" : `CARGO_REGISTRIES_${environmentSpelling(t)}_TOKEN`;
  }(e);
  "file" === t.kind && void 0 !== environment()[l] && c.push(`the environment variable ${l} is set, and Cargo prefers it to the stored token, even when it is empty; unset it`), 
  "alternate" === i && a.startsWith("cio") && c.push(`the token for \`${o}\` (${n.origin}) looks like a token for crates.io, but Cargo will send it to ${s.url}; check the secret`);
  const u = function(e) {
   if ("Basic" !== schemeOf(e)) return !1;
   const t = withoutScheme(e);
   return !/^[A-Za-z0-9+/]+={0,2}$/.test(t) || !Buffer.from(t, "base64").includes(":");
  }(a);
  u && c.push(`the token for \`${o}\` (${n.origin}) begins with \`Basic\`, but the rest is not base64 of \`user:password\`; give the user name in \`username\` and the password as the token`);
  const d = r || u || "crates-io" === i ? void 0 : function(e, t) {
   const n = k.find(([, t]) => t.test(e)), r = schemeOf(t);
   if (void 0 === n) return;
   const [o, , i, s] = n;
   return void 0 !== r && i.test(r) ? void 0 : `\`${e}\` looks like ${o}, which expects a token with a scheme, but the token ${void 0 === r ? "has no scheme" : `has the scheme \`${r}\``}; set ${s}`;
  }(s.url, a);
  return void 0 === d ? c : [ ...c, d ];
 }
 function plan_namesOf({kind: e, names: t}) {
  return "crates-io" === e ? [ void 0 ] : t;
 }
 function programOf({keeper: e}) {
  if ("file" !== e.kind) return e.providers.map(e => e.join(" ")).join(", then ");
 }
 function reportLogout(e) {
  runner_info(`Logout token for \`${e}\` has been removed from local storage`);
 }
 function reportSwept(e) {
  for (const {registry: t, provider: n} of e) void 0 === n ? runner_info(`Removed the token for \`${t}\` of a job that ended without logging out`) : runner_warning(`a job ended without logging out of \`${t}\`, so the credential provider \`${n}\` may still hold its token\n${logoutAdvice(t)}`);
 }
 function logoutAdvice(e) {
  return `To remove it, run \`cargo logout --registry ${e}\` on this machine`;
 }
 const ce = "login", le = 2, ue = object({
  version: number,
  file: json_text,
  kept: truth,
  logins: list(object({
   id: json_text,
   registry: json_text,
   names: list(json_optional(json_text)),
   issuer: json_optional(json_text)
  }))
 });
 const de = 5;
 function setOutputs(e, {requests: t}, n) {
  runner_setOutput("registry", e.map(({registry: e}) => e.name).join("\n")), runner_setOutput("credentials-file", n), 
  runner_setOutput("logged-in", String(e.length === t.length));
 }
 function reportNow({registry: e}, t, {cargoArgs: n}, {config: r}) {
  isQuiet(r, n) || (t ? reportLogout(e.name) : runner_info(`Logout not currently logged in to \`${e.name}\``));
 }
 async function logOut(e, t) {
  const {logOutWithCargo: n} = await Promise.resolve().then(__nccwpck_require__.t.bind(__nccwpck_require__, 428, 23));
  return await n(e.registry.name, programOf(e), t, secretsGiven());
 }
 async function main() {
  collectOutput();
  try {
   requireNode();
   const e = function() {
    const e = tokensLines();
    !function(e) {
     const t = e.flatMap(e => [ e, ...e.split(/[\r\n]+/) ]).flatMap(e => [ e, e.trim() ]);
     for (const e of new Set(t)) "" !== e.trim() && setSecret(e);
    }([ ...bareLines(e), ...secretForms(e) ]);
    const t = oneOf("command", [ "login", "logout" ], "login");
    return {
     command: t,
     requests: readRequests(e, t),
     index: optional("index"),
     verify: isTrue("verify", "false"),
     missingToken: oneOf("missing-token", [ "error", "warn", "skip" ], "error"),
     logout: isTrue("logout", "true"),
     ...readCargoInputs(),
     trustedPublishingUrl: readTrustedPublishingUrl()
    };
   }();
   return "login" === e.command ? await async function(e) {
    const t = listenForCancellation();
    let n;
    const machine = () => (n ??= readMachine(e), n), r = await async function(e, t) {
     const n = [];
     for (const r of e.requests) {
      const o = r.token, i = void 0 === o ? await requestToken(r, e, t) : {
       ...r,
       token: o,
       issuer: void 0
      };
      void 0 !== i && n.push(i);
     }
     return n;
    }(e, ({registry: t}) => "crates-io" === resolveTarget(t, e, machine()).registry.kind);
    if (0 !== r.length) try {
     t(), await async function(e, t, n, r) {
      const o = function(e, t, n) {
       const r = e.map(e => {
        const r = resolveTarget(e.registry, t, n);
        return {
         request: e,
         ...r,
         lease: leaseFor(r, e)
        };
       }), o = new Map;
       for (const {registry: e, request: t} of r) for (const n of plan_namesOf(e)) {
        const r = o.get(n);
        if (void 0 !== r) throw new UserError(`${r} and ${t.origin} mean the same registry, \`${e.name}\``);
        o.set(n, t.origin);
       }
       for (const e of r) for (const n of plan_warningsFor(e, t)) runner_warning(n);
       return r;
      }(e, t, n);
      t.verify && await async function(e) {
       const {verify: t} = await Promise.resolve().then(__nccwpck_require__.t.bind(__nccwpck_require__, 428, 23));
       for (const {registry: n, request: r} of e) {
        const {name: e, kind: o, index: i} = n, s = "crates-io" === o ? "crates.io checks a token only when it is used" : await t(e, i.url, r.token, cancellation());
        void 0 === s ? runner_info(`The registry \`${e}\` accepts the token`) : runner_notice(`the token for \`${e}\` could not be verified: ${s}`);
       }
      }(o);
      const {target: i} = n.file;
      !function(e, t, {logout: n}) {
       var r;
       r = {
        file: e,
        kept: !n,
        logins: t.map(({lease: {id: e, registry: t, entries: n, revocation: r}}) => ({
         id: e,
         registry: t,
         names: n.map(({name: e}) => e),
         issuer: r?.url
        }))
       }, appendToFileCommand("GITHUB_STATE", ce, JSON.stringify({
        version: le,
        ...r
       }));
      }(i, o, t);
      const s = o.map(({lease: e}) => e), a = t.logout ? addLeases : writeEntries;
      reportSwept((await a(i, s, r)).swept), await async function(e, t, {file: n}, r) {
       const o = [];
       let i;
       try {
        const s = e.flatMap(({registry: e}) => e.exported ?? []);
        for (const {name: e, value: t} of s) process.env[e] = t;
        for (const {lease: n, keeper: s, request: a} of e) {
         if ("file" === s.kind) continue;
         const {token: e} = a, c = [ ...secretsGiven(), e ], {logInWithCargo: l} = await Promise.resolve().then(__nccwpck_require__.t.bind(__nccwpck_require__, 428, 23));
         i = n;
         const u = await l(n, e, t, c, r);
         if ("unsure" !== u.kind && (i = void 0), "done" !== u.kind) throw new UserError(u.why);
         o.push(n);
        }
        r();
        for (const {name: e, value: t} of s) runner_exportVariable(e, t);
        const a = e.some(({keeper: e}) => "file" === e.kind);
        setOutputs(e, t, a ? n.path : "");
       } catch (r) {
        const s = e.map(({lease: e}) => e).filter(e => e !== i);
        throw await async function(e, t, n, r, o) {
         const i = process.uptime() + de, giveUp = () => {
          if (process.uptime() > i) throw new UserError("another job holds the lock too long");
         };
         try {
          const i = t.map(({id: e}) => e), {due: s} = await endLeases(e, i, giveUp, void 0, temporaryFolder()), wasDone = ({id: e}) => n.some(t => t.id === e);
          if (s.some(wasDone)) {
           const {endWithCargo: e} = await Promise.resolve().then(__nccwpck_require__.t.bind(__nccwpck_require__, 428, 23));
           await e(s.filter(wasDone), r, secretsGiven());
          }
          return o;
         } catch (e) {
          const [t, n] = [ messageOf(o), messageOf(e) ];
          return t === n ? o : new UserError(`${t}\nCould not undo the changes: ${n}. The post step will try again.`, {
           cause: e
          });
         }
        }(n.target, s, o, t, r);
       }
      }(o, t, n, r), isQuiet(n.config, t.cargoArgs) || function(e, {file: t}) {
       for (const {lease: n, keeper: r} of e) {
        const {registry: e, index: o, provider: i, revocation: s} = n, a = void 0 === s ? "" : ` issued by ${s.url} for this job`, c = "file" === r.kind ? `in ${t.path}` : `by \`${i}\`, configured in ${describe(r.definition)}`;
        runner_info(`Login token for \`${e}\` (${o})${a} saved ${c}`);
       }
      }(o, n);
     }(r, e, machine(), t);
    } catch (e) {
     for (const {issuer: e, token: t} of r) void 0 !== e && await revokeToken(e, t);
     throw e;
    } else setOutputs([], e, "");
   }(e) : await async function(e) {
    const t = listenForCancellation(), n = readMachine(e), r = e.requests.map(({registry: t}) => resolveTarget(t, e, n));
    for (const e of r.flatMap(({registry: e}) => e.warnings)) runner_warning(e);
    const o = r.filter(({keeper: e}) => "file" === e.kind);
    runner_setOutput("registry", r.map(({registry: e}) => e.name).join("\n")), runner_setOutput("credentials-file", o.length > 0 ? n.file.path : ""), 
    runner_setOutput("logged-in", "false");
    const i = o.flatMap(({registry: e}) => plan_namesOf(e)), {removed: s, swept: a} = await async function(e, t, n) {
     let r = [];
     const o = await change_change(e, n, n => {
      const o = parseDocument(layOver(n, e), e), i = t.filter(e => void 0 !== readEntry(o, e).token), s = n.base && {
       ...n.base,
       text: t.reduce(removeEntry, parseDocument(n.base.text, e)).text
      }, a = n.leases.map(e => withoutNames(e, t, e.changed)), isDone = (e, t) => e !== n.leases[t] && 0 === e.entries.length && void 0 === e.revocation;
      return r = a.filter(isDone), {
       logins: {
        base: s,
        leases: a.filter((e, t) => !isDone(e, t))
       },
       result: {
        removed: i
       }
      };
     }, {
      isCreating: !1
     });
     return r.forEach(removeLeaseMarker), o;
    }(n.file.target, i, t);
    reportSwept(a);
    for (const t of r) reportNow(t, "file" === t.keeper.kind ? plan_namesOf(t.registry).some(e => s.includes(e)) : await logOut(t, e), e, n);
   }(e), exit(0);
  } catch (e) {
   return main_report(e), exit(1);
  }
 }
 async function post() {
  collectOutput();
  try {
   requireNode(), listenForCancellation(), await async function() {
    const e = function() {
     const e = readState(ce);
     if ("" === e) return "none";
     const t = parseJson(e, ue);
     return t?.version === le ? t : "damaged";
    }();
    "none" === e ? runner_info("Nothing to log out of: the main step did not log in") : "damaged" === e ? runner_error("the state that the main step saved is damaged, so its token may still be stored; look at the credentials file in the Cargo home of this machine") : await async function(e) {
     const {file: t, kept: n, logins: r} = e, o = r.map(({id: e}) => e);
     if (n) {
      for (const {registry: e} of r) runner_info(`The login to \`${e}\` was kept, as \`logout: false\` asks`);
      return;
     }
     const i = readLeases(t).filter(({id: e}) => o.includes(e)), s = await async function({logins: e}, t) {
      const n = [];
      for (const {id: r, issuer: o} of e) {
       if (void 0 === o) continue;
       const e = t.find(e => e.id === r)?.revocation;
       if (void 0 === e) warnOfUnrevoked(o, "it is no longer in the credentials file"); else {
        const t = new Secret(e.token);
        n.push(t), await revokeToken(e.url, t);
       }
      }
      return n;
     }(e, i), a = {
      names: r.flatMap(({names: e}) => e),
      tokens: secretsGiven().map(e => e.expose())
     }, c = await endLeases(t, o, () => {}, a, temporaryFolder());
     if (function(e, {file: t, logins: n}) {
      const {removed: r, due: o, shared: i, changed: s, byToken: a, lost: c, swept: l} = e;
      reportSwept(l);
      const u = n.filter(({names: e}) => e.some(e => a.includes(e)));
      for (const {registry: e} of [ ...r, ...u ]) reportLogout(e);
      for (const {registry: e} of s) runner_info(`The entry for \`${e}\` was changed during the job, so it stays as it is`);
      for (const {registry: e, provider: t} of i) runner_info(`The login to \`${e}\` with \`${t}\` stays: other jobs need it`);
      const d = n.map(({registry: e}) => `\`${e}\``).join(", ");
      c ? runner_warning(`the credentials file \`${t}\` no longer records the login to ${d}; a token that was moved or copied during the job may still be stored`) : r.length + u.length + s.length + i.length + o.length === 0 && runner_info(`Nothing left to log out of: ${d} already ended`);
     }(c, e), 0 === c.due.length) return;
     const {endWithCargo: l} = await Promise.resolve().then(__nccwpck_require__.t.bind(__nccwpck_require__, 428, 23));
     await l(c.due, readCargoInputs(), [ ...secretsGiven(), ...s ]);
    }(e).catch(t => function({file: e, logins: t}, n) {
     const r = t.map(({registry: e}) => `\`${e}\``).join(", ");
     runner_error(`the token for ${r} could not be removed from \`${e}\`: ${n}\nRemove it there; the next login or logout on this machine will try again`);
    }(e, messageOf(t)));
   }();
  } catch (e) {
   main_report(e);
  }
  return exit(0);
 }
 const fe = 20;
 function requireNode() {
  const {node: e} = process.versions;
  if (!(Number.parseInt(e, 10) >= fe)) throw new UserError(`this action needs Node ${fe} or newer, but the runner runs it with Node ${e}; install a newer Node on the runner, or update the runner to one that supports node24 actions`);
 }
 function main_report(e) {
  runner_error(function(e) {
   return e instanceof Error && "UserError" === e.name;
  }(e) ? e.message : `unexpected error, please report it: ${messageOf(e)}`), e instanceof Error && e.stack && runner_debug(e.stack);
 }
 function exit(e) {
  flush(), process.exit(e);
 }
 module.exports = o;
})(), require.main === module && module.exports.main();
