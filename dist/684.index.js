"use strict";

exports.id = 684, exports.ids = [ 684 ], exports.modules = {
 684: (e, t, s) => {
  s.d(t, {
   runCargo: () => runCargo
  });
  var o = s(421), i = s(53), r = s(500), n = s(975), c = (s(193), s(857)), l = s(434), d = s(317), a = s(928), u = (s(613), 
  s(896)), __awaiter = function(e, t, s, o) {
   return new (s || (s = Promise))(function(i, r) {
    function fulfilled(e) {
     try {
      step(o.next(e));
     } catch (e) {
      r(e);
     }
    }
    function rejected(e) {
     try {
      step(o.throw(e));
     } catch (e) {
      r(e);
     }
    }
    function step(e) {
     var t;
     e.done ? i(e.value) : (t = e.value, t instanceof s ? t : new s(function(e) {
      e(t);
     })).then(fulfilled, rejected);
    }
    step((o = o.apply(e, t || [])).next());
   });
  };
  const {chmod: h, copyFile: p, lstat: f, mkdir: m, open: w, readdir: g, rename: v, rm: x, rmdir: E, stat: y, symlink: b, unlink: C} = u.promises, _ = "win32" === process.platform;
  function isRooted(e) {
   if (!(e = function(e) {
    return e = e || "", _ ? (e = e.replace(/\//g, "\\")).replace(/\\\\+/g, "\\") : e.replace(/\/\/+/g, "/");
   }(e))) throw new Error('isRooted() parameter "p" cannot be empty');
   return _ ? e.startsWith("\\") || /^[A-Z]:/i.test(e) : e.startsWith("/");
  }
  function tryGetExecutablePath(e, t) {
   return __awaiter(this, void 0, void 0, function*() {
    let s;
    try {
     s = yield y(e);
    } catch (t) {
     "ENOENT" !== t.code && console.log(`Unexpected error attempting to determine if executable file exists '${e}': ${t}`);
    }
    if (s && s.isFile()) if (_) {
     const s = a.extname(e).toUpperCase();
     if (t.some(e => e.toUpperCase() === s)) return e;
    } else if (isUnixExecutable(s)) return e;
    const o = e;
    for (const i of t) {
     e = o + i, s = void 0;
     try {
      s = yield y(e);
     } catch (t) {
      "ENOENT" !== t.code && console.log(`Unexpected error attempting to determine if executable file exists '${e}': ${t}`);
     }
     if (s && s.isFile()) {
      if (_) {
       try {
        const t = a.dirname(e), s = a.basename(e).toUpperCase();
        for (const o of yield g(t)) if (s === o.toUpperCase()) {
         e = a.join(t, o);
         break;
        }
       } catch (t) {
        console.log(`Unexpected error attempting to determine the actual case of the file '${e}': ${t}`);
       }
       return e;
      }
      if (isUnixExecutable(s)) return e;
     }
    }
    return "";
   });
  }
  function isUnixExecutable(e) {
   return (1 & e.mode) > 0 || (8 & e.mode) > 0 && void 0 !== process.getgid && e.gid === process.getgid() || (64 & e.mode) > 0 && void 0 !== process.getuid && e.uid === process.getuid();
  }
  u.constants.O_RDONLY;
  var io_awaiter = function(e, t, s, o) {
   return new (s || (s = Promise))(function(i, r) {
    function fulfilled(e) {
     try {
      step(o.next(e));
     } catch (e) {
      r(e);
     }
    }
    function rejected(e) {
     try {
      step(o.throw(e));
     } catch (e) {
      r(e);
     }
    }
    function step(e) {
     var t;
     e.done ? i(e.value) : (t = e.value, t instanceof s ? t : new s(function(e) {
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
     if (!t) throw _ ? new Error(`Unable to locate executable file: ${e}. Please verify either the file path exists or the file can be found within a directory specified by the PATH environment variable. Also verify the file has a valid extension for an executable file.`) : new Error(`Unable to locate executable file: ${e}. Please verify either the file path exists or the file can be found within a directory specified by the PATH environment variable. Also check the file mode to verify the file is executable.`);
     return t;
    }
    const s = yield function(e) {
     return io_awaiter(this, void 0, void 0, function*() {
      if (!e) throw new Error("parameter 'tool' is required");
      const t = [];
      if (_ && process.env.PATHEXT) for (const e of process.env.PATHEXT.split(a.delimiter)) e && t.push(e);
      if (isRooted(e)) {
       const s = yield tryGetExecutablePath(e, t);
       return s ? [ s ] : [];
      }
      if (e.includes(a.sep)) return [];
      const s = [];
      if (process.env.PATH) for (const e of process.env.PATH.split(a.delimiter)) e && s.push(e);
      const o = [];
      for (const i of s) {
       const s = yield tryGetExecutablePath(a.join(i, e), t);
       s && o.push(s);
      }
      return o;
     });
    }(e);
    return s && s.length > 0 ? s[0] : "";
   });
  }
  var P = s(557), toolrunner_awaiter = function(e, t, s, o) {
   return new (s || (s = Promise))(function(i, r) {
    function fulfilled(e) {
     try {
      step(o.next(e));
     } catch (e) {
      r(e);
     }
    }
    function rejected(e) {
     try {
      step(o.throw(e));
     } catch (e) {
      r(e);
     }
    }
    function step(e) {
     var t;
     e.done ? i(e.value) : (t = e.value, t instanceof s ? t : new s(function(e) {
      e(t);
     })).then(fulfilled, rejected);
    }
    step((o = o.apply(e, t || [])).next());
   });
  };
  const S = "win32" === process.platform;
  class ToolRunner extends l.EventEmitter {
   constructor(e, t, s) {
    if (super(), !e) throw new Error("Parameter 'toolPath' cannot be null or empty.");
    this.toolPath = e, this.args = t || [], this.options = s || {};
   }
   _debug(e) {
    this.options.listeners && this.options.listeners.debug && this.options.listeners.debug(e);
   }
   _getCommandString(e, t) {
    const s = this._getSpawnFileName(), o = this._getSpawnArgs(e);
    let i = t ? "" : "[command]";
    if (S) if (this._isCmdFile()) {
     i += s;
     for (const e of o) i += ` ${e}`;
    } else if (e.windowsVerbatimArguments) {
     i += `"${s}"`;
     for (const e of o) i += ` ${e}`;
    } else {
     i += this._windowsQuoteCmdArg(s);
     for (const e of o) i += ` ${this._windowsQuoteCmdArg(e)}`;
    } else {
     i += s;
     for (const e of o) i += ` ${e}`;
    }
    return i;
   }
   _processLineBuffer(e, t, s) {
    try {
     let o = t + e.toString(), i = o.indexOf(c.EOL);
     for (;i > -1; ) s(o.substring(0, i)), o = o.substring(i + c.EOL.length), i = o.indexOf(c.EOL);
     return o;
    } catch (e) {
     return this._debug(`error processing line. Failed with error ${e}`), "";
    }
   }
   _getSpawnFileName() {
    return S && this._isCmdFile() ? process.env.COMSPEC || "cmd.exe" : this.toolPath;
   }
   _getSpawnArgs(e) {
    if (S && this._isCmdFile()) {
     let t = `/D /S /C "${this._windowsQuoteCmdArg(this.toolPath)}`;
     for (const s of this.args) t += " ", t += e.windowsVerbatimArguments ? s : this._windowsQuoteCmdArg(s);
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
    let s = !1;
    for (const o of e) if (t.some(e => e === o)) {
     s = !0;
     break;
    }
    if (!s) return e;
    let o = '"', i = !0;
    for (let t = e.length; t > 0; t--) o += e[t - 1], i && "\\" === e[t - 1] ? o += "\\" : '"' === e[t - 1] ? (i = !0, 
    o += '"') : i = !1;
    return o += '"', o.split("").reverse().join("");
   }
   _uvQuoteCmdArg(e) {
    if (!e) return '""';
    if (!e.includes(" ") && !e.includes("\t") && !e.includes('"')) return e;
    if (!e.includes('"') && !e.includes("\\")) return `"${e}"`;
    let t = '"', s = !0;
    for (let o = e.length; o > 0; o--) t += e[o - 1], s && "\\" === e[o - 1] ? t += "\\" : '"' === e[o - 1] ? (s = !0, 
    t += "\\") : s = !1;
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
    const s = {};
    return s.cwd = e.cwd, s.env = e.env, s.windowsVerbatimArguments = e.windowsVerbatimArguments || this._isCmdFile(), 
    e.windowsVerbatimArguments && (s.argv0 = `"${t}"`), s;
   }
   exec() {
    return toolrunner_awaiter(this, void 0, void 0, function*() {
     return !isRooted(this.toolPath) && (this.toolPath.includes("/") || S && this.toolPath.includes("\\")) && (this.toolPath = a.resolve(process.cwd(), this.options.cwd || process.cwd(), this.toolPath)), 
     this.toolPath = yield which(this.toolPath, !0), new Promise((e, t) => toolrunner_awaiter(this, void 0, void 0, function*() {
      this._debug(`exec tool: ${this.toolPath}`), this._debug("arguments:");
      for (const e of this.args) this._debug(`   ${e}`);
      const s = this._cloneExecOptions(this.options);
      !s.silent && s.outStream && s.outStream.write(this._getCommandString(s) + c.EOL);
      const o = new ExecState(s, this.toolPath);
      if (o.on("debug", e => {
       this._debug(e);
      }), this.options.cwd && !(yield function(e) {
       return __awaiter(this, void 0, void 0, function*() {
        try {
         yield y(e);
        } catch (e) {
         if ("ENOENT" === e.code) return !1;
         throw e;
        }
        return !0;
       });
      }(this.options.cwd))) return t(new Error(`The cwd: ${this.options.cwd} does not exist!`));
      const i = this._getSpawnFileName(), r = d.spawn(i, this._getSpawnArgs(s), this._getSpawnOptions(this.options, i));
      let n = "";
      r.stdout && r.stdout.on("data", e => {
       this.options.listeners && this.options.listeners.stdout && this.options.listeners.stdout(e), 
       !s.silent && s.outStream && s.outStream.write(e), n = this._processLineBuffer(e, n, e => {
        this.options.listeners && this.options.listeners.stdline && this.options.listeners.stdline(e);
       });
      });
      let l = "";
      if (r.stderr && r.stderr.on("data", e => {
       o.processStderr = !0, this.options.listeners && this.options.listeners.stderr && this.options.listeners.stderr(e), 
       !s.silent && s.errStream && s.outStream && (s.failOnStdErr ? s.errStream : s.outStream).write(e), 
       l = this._processLineBuffer(e, l, e => {
        this.options.listeners && this.options.listeners.errline && this.options.listeners.errline(e);
       });
      }), r.on("error", e => {
       o.processError = e.message, o.processExited = !0, o.processClosed = !0, o.CheckComplete();
      }), r.on("exit", e => {
       o.processExitCode = e, o.processExited = !0, this._debug(`Exit code ${e} received from tool '${this.toolPath}'`), 
       o.CheckComplete();
      }), r.on("close", e => {
       o.processExitCode = e, o.processExited = !0, o.processClosed = !0, this._debug(`STDIO streams have closed for tool '${this.toolPath}'`), 
       o.CheckComplete();
      }), o.on("done", (s, o) => {
       n.length > 0 && this.emit("stdline", n), l.length > 0 && this.emit("errline", l), 
       r.removeAllListeners(), s ? t(s) : e(o);
      }), this.options.input) {
       if (!r.stdin) throw new Error("child process missing stdin");
       r.stdin.end(this.options.input);
      }
     }));
    });
   }
  }
  class ExecState extends l.EventEmitter {
   constructor(e, t) {
    if (super(), this.processClosed = !1, this.processError = "", this.processExitCode = 0, 
    this.processExited = !1, this.processStderr = !1, this.delay = 1e4, this.done = !1, 
    this.timeout = null, !t) throw new Error("toolPath must not be empty");
    this.options = e, this.toolPath = t, e.delay && (this.delay = e.delay);
   }
   CheckComplete() {
    this.done || (this.processClosed ? this._setResult() : this.processExited && (this.timeout = (0, 
    P.setTimeout)(ExecState.HandleTimeout, this.delay, this)));
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
  var exec_awaiter = function(e, t, s, o) {
   return new (s || (s = Promise))(function(i, r) {
    function fulfilled(e) {
     try {
      step(o.next(e));
     } catch (e) {
      r(e);
     }
    }
    function rejected(e) {
     try {
      step(o.throw(e));
     } catch (e) {
      r(e);
     }
    }
    function step(e) {
     var t;
     e.done ? i(e.value) : (t = e.value, t instanceof s ? t : new s(function(e) {
      e(t);
     })).then(fulfilled, rejected);
    }
    step((o = o.apply(e, t || [])).next());
   });
  }, $ = s(984), T = s(623);
  const A = 6e4, O = 50, R = 500, U = 3e3, k = "could not run", j = /failed to (write to|read response from) credential provider|failed to deserialize response|credential process `.*` failed with status/;
  async function runCargo(e, t) {
   const {registry: s, provider: c, cargoArgs: l, config: d, secrets: a} = e, u = void 0 === t ? "logout" : "login", h = d.flatMap(e => [ "--config", e ]), p = [ ...l.toolchain, u, "--registry", s, ...h ];
   p.push(...l.options), void 0 !== t && l.provider.length > 0 && p.push("--", ...l.provider);
   const {end: f, output: m} = await async function(e, t, s) {
    let n;
    const onChild = e => {
     (function(e) {
      return "object" == typeof e && null !== e && "process" in e && e.process instanceof o.ChildProcess;
     })(e) && (n = e.process, process.nextTick(() => n?.stdin?.on("error", () => {})));
    };
    let c = "";
    const collect = e => {
     c += e.toString();
    }, l = {
     cwd: e.cwd,
     env: withoutInputs(e.env),
     input: Buffer.from(s),
     listeners: {
      stdout: collect,
      stderr: collect
     },
     silent: !0,
     ignoreReturnCode: !0,
     delay: R
    };
    (0, i.subscribe)("child_process", onChild);
    try {
     const s = function(e, t, s) {
      return exec_awaiter(this, void 0, void 0, function*() {
       const e = function(e) {
        const t = [];
        let s = !1, o = !1, i = "";
        function append(e) {
         o && '"' !== e && (i += "\\"), i += e, o = !1;
        }
        for (let r = 0; r < e.length; r++) {
         const n = e.charAt(r);
         '"' !== n ? "\\" === n && o ? append(n) : "\\" === n && s ? o = !0 : " " !== n || s ? append(n) : i.length > 0 && (t.push(i), 
         i = "") : o ? append(n) : s = !s;
        }
        return i.length > 0 && t.push(i.trim()), t;
       }("cargo");
       if (0 === e.length) throw new Error("Parameter 'commandLine' cannot be null or empty.");
       const o = e[0];
       return t = e.slice(1).concat(t || []), new ToolRunner(o, t, s).exec();
      });
     }(0, t, l).then(e => ({
      end: e ?? "was killed",
      output: c
     }), e => ({
      end: k,
      output: reasonOf(e)
     }));
     return await async function(e, t) {
      const s = process.uptime() + (t.limitMs ?? A) / 1e3;
      for (;process.uptime() < s; ) {
       const s = await Promise.race([ e, (0, r.setTimeout)(O, void 0) ]);
       if (void 0 !== s) return s;
       t.checkCancelled();
      }
     }(s, e) ?? {
      end: "did not end in time",
      output: c
     };
    } finally {
     (0, i.unsubscribe)("child_process", onChild), n?.kill("SIGKILL");
     for (const e of [ n?.stdin, n?.stdout, n?.stderr ]) e?.destroy();
    }
   }(e, p, `${t?.expose() ?? ""}\n`), w = (0, T.E)((0, n.stripVTControlCharacters)(m), a).trim().slice(-U);
   if (0 === f) return {
    kind: "done",
    words: w
   };
   const g = "number" == typeof f ? `failed with exit code ${f}` : f, v = `\`cargo ${u}\` for \`${s}\` (credential provider \`${c}\`)`, x = "" === w ? `${v} ${g}` : `${v} ${g}:\n${w}`;
   return {
    kind: "number" == typeof f && !j.test(m) || f === k ? "refused" : "unsure",
    why: x
   };
  }
  function reasonOf(e) {
   return (0, $.bD)(e).startsWith("Unable to locate executable") ? "cargo is not on PATH; install Rust in a step before this one" : (0, 
   $.bD)(e);
  }
  function withoutInputs(e) {
   const t = /^(INPUT_|STATE_|ACTIONS_(RUNTIME|CACHE|RESULTS)_)/i, s = Object.entries(e).filter(([e]) => !t.test(e));
   return Object.fromEntries(s.map(([e, t = ""]) => [ e, t ]));
  }
 }
};
