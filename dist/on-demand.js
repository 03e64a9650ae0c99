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
 const n = object({
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
 function likelyCause(e, t) {
  const o = function(e) {
   const t = function() {
    try {
     return (0, r.readFileSync)(e.GITHUB_EVENT_PATH ?? "", "utf8");
    } catch {
     return;
    }
   }();
   return void 0 === t ? void 0 : parseJson(t, n);
  }(e), s = e.GITHUB_EVENT_NAME ?? "", i = /^pull_request(_review|_review_comment)?$/.test(s) && void 0 !== o?.pull_request && o.pull_request.head.repo?.full_name !== e.GITHUB_REPOSITORY, a = t && !i && "pull_request_target" !== s && "workflow_run" !== s ? " With trusted publishing no secret is needed: give the job `permissions: id-token: write`." : "";
  return `${function(e, t, r) {
   const o = "pull_request_target" === e.GITHUB_EVENT_NAME;
   return "dependabot[bot]" !== e.GITHUB_ACTOR || o ? r ? "A pull request from a fork started this job, and such jobs get no secrets." : !0 === t?.repository?.fork ? "This repository is a fork, and a fork does not have the secrets of the original repository." : "The secret may be misspelled or not exist in this repository. It may belong to an environment that the job does not name with `environment:`. A reusable workflow gets only the secrets that its caller passes on. The output of another job is empty if it holds a masked value." : "Dependabot started this job, and it sees only Dependabot secrets: add the secret there too.";
  }(e, o, i)} If a missing token is fine here, set \`missing-token: skip\`.${a}`;
 }
 const i = require("node:child_process"), a = require("node:diagnostics_channel"), c = require("node:timers/promises"), u = require("node:util"), l = (require("string_decoder"), 
 require("os")), d = require("events"), h = require("child_process"), p = require("path"), f = (require("assert"), 
 require("fs"));
 var __awaiter = function(e, t, r, o) {
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
 const {chmod: m, copyFile: g, lstat: w, mkdir: y, open: v, readdir: b, rename: E, rm: _, rmdir: x, stat: $, symlink: C, unlink: S} = f.promises, k = "win32" === process.platform;
 function isRooted(e) {
  if (!(e = function(e) {
   return e = e || "", k ? (e = e.replace(/\//g, "\\")).replace(/\\\\+/g, "\\") : e.replace(/\/\/+/g, "/");
  }(e))) throw new Error('isRooted() parameter "p" cannot be empty');
  return k ? e.startsWith("\\") || /^[A-Z]:/i.test(e) : e.startsWith("/");
 }
 function tryGetExecutablePath(e, t) {
  return __awaiter(this, void 0, void 0, function*() {
   let r;
   try {
    r = yield $(e);
   } catch (t) {
    "ENOENT" !== t.code && console.log(`Unexpected error attempting to determine if executable file exists '${e}': ${t}`);
   }
   if (r && r.isFile()) if (k) {
    const r = p.extname(e).toUpperCase();
    if (t.some(e => e.toUpperCase() === r)) return e;
   } else if (isUnixExecutable(r)) return e;
   const o = e;
   for (const s of t) {
    e = o + s, r = void 0;
    try {
     r = yield $(e);
    } catch (t) {
     "ENOENT" !== t.code && console.log(`Unexpected error attempting to determine if executable file exists '${e}': ${t}`);
    }
    if (r && r.isFile()) {
     if (k) {
      try {
       const t = p.dirname(e), r = p.basename(e).toUpperCase();
       for (const o of yield b(t)) if (r === o.toUpperCase()) {
        e = p.join(t, o);
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
 f.constants.O_RDONLY;
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
    if (!t) throw k ? new Error(`Unable to locate executable file: ${e}. Please verify either the file path exists or the file can be found within a directory specified by the PATH environment variable. Also verify the file has a valid extension for an executable file.`) : new Error(`Unable to locate executable file: ${e}. Please verify either the file path exists or the file can be found within a directory specified by the PATH environment variable. Also check the file mode to verify the file is executable.`);
    return t;
   }
   const r = yield function(e) {
    return io_awaiter(this, void 0, void 0, function*() {
     if (!e) throw new Error("parameter 'tool' is required");
     const t = [];
     if (k && process.env.PATHEXT) for (const e of process.env.PATHEXT.split(p.delimiter)) e && t.push(e);
     if (isRooted(e)) {
      const r = yield tryGetExecutablePath(e, t);
      return r ? [ r ] : [];
     }
     if (e.includes(p.sep)) return [];
     const r = [];
     if (process.env.PATH) for (const e of process.env.PATH.split(p.delimiter)) e && r.push(e);
     const o = [];
     for (const s of r) {
      const r = yield tryGetExecutablePath(p.join(s, e), t);
      r && o.push(r);
     }
     return o;
    });
   }(e);
   return r && r.length > 0 ? r[0] : "";
  });
 }
 const T = require("timers");
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
 const O = "win32" === process.platform;
 class ToolRunner extends d.EventEmitter {
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
   if (O) if (this._isCmdFile()) {
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
    let o = t + e.toString(), s = o.indexOf(l.EOL);
    for (;s > -1; ) r(o.substring(0, s)), o = o.substring(s + l.EOL.length), s = o.indexOf(l.EOL);
    return o;
   } catch (e) {
    return this._debug(`error processing line. Failed with error ${e}`), "";
   }
  }
  _getSpawnFileName() {
   return O && this._isCmdFile() ? process.env.COMSPEC || "cmd.exe" : this.toolPath;
  }
  _getSpawnArgs(e) {
   if (O && this._isCmdFile()) {
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
    return !isRooted(this.toolPath) && (this.toolPath.includes("/") || O && this.toolPath.includes("\\")) && (this.toolPath = p.resolve(process.cwd(), this.options.cwd || process.cwd(), this.toolPath)), 
    this.toolPath = yield which(this.toolPath, !0), new Promise((e, t) => toolrunner_awaiter(this, void 0, void 0, function*() {
     this._debug(`exec tool: ${this.toolPath}`), this._debug("arguments:");
     for (const e of this.args) this._debug(`   ${e}`);
     const r = this._cloneExecOptions(this.options);
     !r.silent && r.outStream && r.outStream.write(this._getCommandString(r) + l.EOL);
     const o = new ExecState(r, this.toolPath);
     if (o.on("debug", e => {
      this._debug(e);
     }), this.options.cwd && !(yield function(e) {
      return __awaiter(this, void 0, void 0, function*() {
       try {
        yield $(e);
       } catch (e) {
        if ("ENOENT" === e.code) return !1;
        throw e;
       }
       return !0;
      });
     }(this.options.cwd))) return t(new Error(`The cwd: ${this.options.cwd} does not exist!`));
     const s = this._getSpawnFileName(), n = h.spawn(s, this._getSpawnArgs(r), this._getSpawnOptions(this.options, s));
     let i = "";
     n.stdout && n.stdout.on("data", e => {
      this.options.listeners && this.options.listeners.stdout && this.options.listeners.stdout(e), 
      !r.silent && r.outStream && r.outStream.write(e), i = this._processLineBuffer(e, i, e => {
       this.options.listeners && this.options.listeners.stdline && this.options.listeners.stdline(e);
      });
     });
     let a = "";
     if (n.stderr && n.stderr.on("data", e => {
      o.processStderr = !0, this.options.listeners && this.options.listeners.stderr && this.options.listeners.stderr(e), 
      !r.silent && r.errStream && r.outStream && (r.failOnStdErr ? r.errStream : r.outStream).write(e), 
      a = this._processLineBuffer(e, a, e => {
       this.options.listeners && this.options.listeners.errline && this.options.listeners.errline(e);
      });
     }), n.on("error", e => {
      o.processError = e.message, o.processExited = !0, o.processClosed = !0, o.CheckComplete();
     }), n.on("exit", e => {
      o.processExitCode = e, o.processExited = !0, this._debug(`Exit code ${e} received from tool '${this.toolPath}'`), 
      o.CheckComplete();
     }), n.on("close", e => {
      o.processExitCode = e, o.processExited = !0, o.processClosed = !0, this._debug(`STDIO streams have closed for tool '${this.toolPath}'`), 
      o.CheckComplete();
     }), o.on("done", (r, o) => {
      i.length > 0 && this.emit("stdline", i), a.length > 0 && this.emit("errline", a), 
      n.removeAllListeners(), r ? t(r) : e(o);
     }), this.options.input) {
      if (!n.stdin) throw new Error("child process missing stdin");
      n.stdin.end(this.options.input);
     }
    }));
   });
  }
 }
 class ExecState extends d.EventEmitter {
  constructor(e, t) {
   if (super(), this.processClosed = !1, this.processError = "", this.processExitCode = 0, 
   this.processExited = !1, this.processStderr = !1, this.delay = 1e4, this.done = !1, 
   this.timeout = null, !t) throw new Error("toolPath must not be empty");
   this.options = e, this.toolPath = t, e.delay && (this.delay = e.delay);
  }
  CheckComplete() {
   this.done || (this.processClosed ? this._setResult() : this.processExited && (this.timeout = (0, 
   T.setTimeout)(ExecState.HandleTimeout, this.delay, this)));
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
 const A = Symbol.for("nodejs.util.inspect.custom"), P = "***";
 class Secret {
  #e;
  constructor(e) {
   this.#e = e;
  }
  expose() {
   return this.#e;
  }
  toString=() => P;
  toJSON=this.toString;
  [A]=this.toString;
 }
 function redact(e, t) {
  return t.flatMap(e => {
   const t = e.expose().split(" ").at(-1) ?? "", r = Buffer.from(t, "base64").toString(), o = /^[\x20-\x7e]+:[\x20-\x7e]+$/.test(r), s = r.slice(r.indexOf(":") + 1);
   return o ? [ e.expose(), t, r, s ] : [ e.expose(), t ];
  }).flatMap(e => [ e, JSON.stringify(e).slice(1, -1), encodeURIComponent(e), Buffer.from(e).toString("base64").replace(/=+$/, "") ]).filter(e => "" !== e).sort((e, t) => t.length - e.length).reduce((e, t) => e.replaceAll(t, P), e);
 }
 const j = [ "Bearer", "Basic", "Token" ], U = "`scheme: Bearer`", I = [ [ "JFrog Artifactory", /\/artifactory\/api\/cargo\//, /Bearer|Basic/, U ], [ "Gitea or Forgejo", /\/api\/packages\/[^/]+\/cargo(\/|\.git$|$)/, /Bearer|Token|Basic/, U ], [ "GitLab", /\/api\/v4\/projects\/[^/]+\/packages\/cargo/, /Bearer/, U ], [ "Buf", /\/\/buf\.build\//, /Bearer/, U ], [ "Cloudsmith", /\/\/cargo\.cloudsmith\.io\//, /Token|Bearer|Basic/, "`scheme: Token`" ], [ "Azure Artifacts", /\/\/(pkgs\.dev\.azure\.com|[\w-]+\.pkgs\.visualstudio\.com)\//, /Basic|Bearer/, "`username: PAT` for a personal access token, or `scheme: Bearer`" ] ], R = 6e4, N = 50, L = 500, B = 3e3, q = "could not run", F = /failed to (write to|read response from) credential provider|failed to deserialize response|credential process `.*` failed with status/;
 async function runCargo(e, t) {
  const {registry: r, provider: o, cargoArgs: s, config: n, secrets: l} = e, d = void 0 === t ? "logout" : "login", h = n.flatMap(e => [ "--config", e ]), p = [ ...s.toolchain, d, "--registry", r, ...h ];
  p.push(...s.options), void 0 !== t && s.provider.length > 0 && p.push("--", ...s.provider);
  const {end: f, output: m} = await async function(e, t, r) {
   let o;
   const onChild = e => {
    (function(e) {
     return "object" == typeof e && null !== e && "process" in e && e.process instanceof i.ChildProcess;
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
    delay: L
   };
   (0, a.subscribe)("child_process", onChild);
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
     end: q,
     output: reasonOf(e)
    }));
    return await async function(e, t) {
     const r = process.uptime() + (t.limitMs ?? R) / 1e3;
     for (;process.uptime() < r; ) {
      const r = await Promise.race([ e, (0, c.setTimeout)(N, void 0) ]);
      if (void 0 !== r) return r;
      t.checkCancelled();
     }
    }(r, e) ?? {
     end: "did not end in time",
     output: s
    };
   } finally {
    (0, a.unsubscribe)("child_process", onChild), o?.kill("SIGKILL");
    for (const e of [ o?.stdin, o?.stdout, o?.stderr ]) e?.destroy();
   }
  }(e, p, `${t?.expose() ?? ""}\n`), g = redact((0, u.stripVTControlCharacters)(m), l).trim().slice(-B);
  if (0 === f) return {
   kind: "done",
   words: g
  };
  const w = "number" == typeof f ? `failed with exit code ${f}` : f, y = `\`cargo ${d}\` for \`${r}\` (credential provider \`${o}\`)`, v = "" === g ? `${y} ${w}` : `${y} ${w}:\n${g}`;
  return {
   kind: "number" == typeof f && !F.test(m) || f === q ? "refused" : "unsure",
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
 function utils_toCommandValue(e) {
  return null == e ? "" : "string" == typeof e || e instanceof String ? e : JSON.stringify(e);
 }
 function command_issueCommand(e, t, r) {
  const o = new Command(e, t, r);
  process.stdout.write(o.toString() + l.EOL);
 }
 require("node:os"), require("node:path");
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
 var W;
 function setSecret(e) {
  command_issueCommand("add-mask", {}, e);
 }
 !function(e) {
  e[e.Success = 0] = "Success", e[e.Failure = 1] = "Failure";
 }(W || (W = {}));
 const environment = () => process.env;
 function printable(e) {
  return e.replaceAll("\r\n", "\n").replace(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u2028\u2029]/g, escapeControl).replace(/^(\s*):(?=:)/gm, "$1:\u200b").replaceAll("##[", "##\u200b[");
 }
 function escapeControl(e) {
  return `\\u{${e.charCodeAt(0).toString(16)}}`;
 }
 function mask(e) {
  const t = e.flatMap(e => [ e, ...e.split(/[\r\n]+/) ]).flatMap(e => [ e, e.trim() ]);
  for (const e of new Set(t)) "" !== e.trim() && setSecret(e);
 }
 const runner_info = e => {
  return t = printable(e), void process.stdout.write(t + l.EOL);
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
 }(printable(e));
 async function logInWithCargo(e, t, r, o, s) {
  const n = await runCargo(callOf(e, r, o, s), t);
  if ("done" !== n.kind) return n;
  const {words: i} = n;
  if (r.cargoArgs.verbose && "" !== i) runner_info(i); else for (const [, e = ""] of i.matchAll(/^warning: (.*)$/gm)) runner_warning(e);
  return n;
 }
 function callOf({registry: e, provider: t}, r, o, s) {
  return {
   registry: e,
   provider: t,
   ...r,
   env: environment(),
   secrets: o,
   checkCancelled: s
  };
 }
 async function logOutWithCargo(e, t, r) {
  const o = await runCargo(callOf(e, t, r, () => {}));
  if ("done" !== o.kind) throw new errors_UserError(o.why);
  return !/not currently logged in/.test(o.words);
 }
 async function endWithCargo(e, t, r) {
  for (const o of e) {
   const {registry: e, provider: s} = o;
   try {
    await logOutWithCargo(o, t, r), runner_info(`Logout token for \`${e}\` has been removed by \`${s}\``);
   } catch (t) {
    runner_warning(`the token for \`${e}\` may still be stored by its credential provider \`${s}\`: ${messageOf(t)}\n${logoutAdvice(e)}`);
   }
  }
 }
 function reportSwept(e) {
  for (const {registry: t, provider: r} of e) void 0 === r ? runner_info(`Removed the token for \`${t}\` of a job that ended without logging out`) : runner_warning(`a job ended without logging out of \`${t}\`, so the credential provider \`${r}\` may still hold its token\n${logoutAdvice(t)}`);
 }
 function logoutAdvice(e) {
  return `To remove it, run \`cargo logout --registry ${e}\` on this machine`;
 }
 const M = require("node:http");
 class PassingFailure extends errors_UserError {}
 const H = "cargo-login-action (https://github.com/OWNER/cargo-login-action)", D = 1e6, V = 1e3;
 function useProxyFromEnvironment() {
  const {setGlobalProxyFromEnv: e} = M;
  try {
   e?.();
  } catch {
   throw new errors_UserError("an environment variable `http_proxy` or `https_proxy` is not the URL of an HTTP proxy, such as `http://proxy.example.com:3128`; correct or unset it");
  }
 }
 async function retry(e, {pausesMs: t, signal: r}) {
  for (const o of t) try {
   return await e();
  } catch (e) {
   if (!(e instanceof PassingFailure)) throw e;
   runner_info(`${e.message}; trying again in ${o / 1e3} s`), await (0, c.setTimeout)(o, void 0, r && {
    signal: r
   }).catch(() => {}), r?.throwIfAborted();
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
      "User-Agent": H,
      ...s
     },
     body: n,
     redirect: "manual",
     signal: t
    }), {status: c} = a, u = await async function(e, t) {
     const r = new TextDecoder;
     let o = "";
     for await (const s of e.body ?? []) if (o += r.decode(s, {
      stream: !0
     }), o.length > D) throw new errors_UserError(`${t.origin} answered with more than ${D} bytes`);
     return o;
    }(a, o), shown = e => redact(e, i).slice(0, V), l = a.headers.get("location"), d = shown([ `HTTP ${c}`, ...c >= 300 && c < 400 && null !== l ? [ `a redirect to ${l}` ] : [], ...reasonsIn(u) ].join(", "));
    if (408 === c || 429 === c || c >= 500) throw new PassingFailure(`${o.origin} answered ${d}`);
    const h = shown(a.headers.get("www-authenticate") ?? "");
    return {
     status: c,
     isSuccess: a.ok,
     body: u,
     summary: d,
     challenge: h
    };
   }(e, r ? AbortSignal.any([ o, r ]) : o);
  } catch (s) {
   if (r?.throwIfAborted(), s instanceof errors_UserError) throw s;
   const n = o.aborted ? `no answer within ${t / 1e3} s` : function(e) {
    const t = e instanceof Error && e.cause instanceof Error ? e.cause : void 0;
    return t?.message || function(e) {
     if (e instanceof Error && "code" in e && "string" == typeof e.code) return e.code;
    }(t) || "a network error";
   }(s);
   throw new PassingFailure(`cannot reach ${e.url.origin}: ${n}`, {
    cause: s
   });
  }
 }
 const G = object({
  message: optional(o),
  errors: optional((J = object({
   detail: o
  }), e => {
   if (!Array.isArray(e)) throw new TypeError("not a list");
   return e.map(e => J(e));
  }))
 });
 var J;
 function reasonsIn(e) {
  const {errors: t, message: r} = parseJson(e, G) ?? {};
  return [ ...t?.map(({detail: e}) => e) ?? [], r ?? "" ].filter(Boolean);
 }
 const Q = {
  timeoutMs: 15e3,
  pausesMs: [ 1e3, 2e3, 4e3 ]
 }, K = {
  timeoutMs: 1e4,
  pausesMs: [ 1e3, 2e3 ]
 };
 async function exchange(e, t) {
  useProxyFromEnvironment();
  const r = {
   ...Q,
   signal: t
  };
  return await retry(async () => {
   const t = await async function(e, t) {
    const {url: r, token: o} = function() {
     const e = environment(), t = e.ACTIONS_ID_TOKEN_REQUEST_URL ?? "", r = e.ACTIONS_ID_TOKEN_REQUEST_TOKEN ?? "";
     if (mask([ r ]), isHeaderValue(r) && /^https?:/.test(t) && URL.canParse(t)) return {
      url: new URL(t),
      token: new Secret(r)
     };
     throw new errors_UserError("the environment variables ACTIONS_ID_TOKEN_REQUEST_URL and ACTIONS_ID_TOKEN_REQUEST_TOKEN are not what a runner sets, so the job cannot ask for an id token; look for a step that overwrites them");
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
    }, t), "value", `the runner's service for id tokens, ${r.origin},`, "Check that the job has `permissions: id-token: write`");
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
    }, s = await ask(o, r), {host: n} = new URL(e);
    return secretIn(s, "token", `no token was given, and trusted publishing failed (audience \`${n}\`): ${e}`, function({status: e}) {
     const t = "`trusted-publishing-url`";
     return e < 400 ? `Set ${t} to the address that the redirect leads to` : 404 === e || 405 === e ? `That registry has no trusted publishing: correct ${t}, or give a token` : "An owner of the crate must add this repository and workflow as a trusted publisher in the settings of the crate; or give a token";
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
  }, s = await retry(() => ask(o, K), K);
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
  if (void 0 !== n && mask([ n ]), void 0 !== n && isHeaderValue(n)) return new Secret(n);
  throw new errors_UserError(`${r} answered without a usable token (\`${t}\` of a JSON object)`);
 }
 function isHeaderValue(e) {
  return /^[\t\x20-\x7e]+$/.test(e) && "" !== e.trim();
 }
 const z = object({
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
  if (401 === a.status || 403 === a.status) throw function(e, t, r, o) {
   const {summary: s, challenge: n} = o, i = function(e, t) {
    const r = I.find(([, t]) => t.test(e)), o = function(e) {
     const t = /^(\w+)\s/.exec(e)?.[1]?.toLowerCase();
     return void 0 === t ? void 0 : j.find(e => e.toLowerCase() === t);
    }(t);
    if (void 0 === r) return;
    const [s, , n, i] = r;
    return void 0 !== o && n.test(o) ? void 0 : `\`${e}\` looks like ${s}, which expects a token with a scheme, but the token ${void 0 === o ? "has no scheme" : `has the scheme \`${o}\``}; set ${i}`;
   }(t, r.expose()) ?? "Check that the token has not expired, that it has access to this registry, and its `scheme`";
   return new errors_UserError(`the registry \`${e}\` (${t}) refused the token: ${s}.${"" === n ? "" : ` It asks for \`WWW-Authenticate: ${n}\`.`} ${i}`);
  }(e, t, r, a);
  return a.isSuccess ? !0 === parseJson(a.body, z)?.["auth-required"] ? void 0 : "its index is public and accepts any token" : `${s.href} answered ${a.summary}`;
 }
 module.exports = t;
})();
