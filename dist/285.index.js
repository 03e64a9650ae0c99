export const id = 285;

export const ids = [ 285 ];

export const modules = {
 285: (e, t, o) => {
  o.d(t, {
   askVersion: () => askVersion,
   findProgram: () => findProgram,
   runProgram: () => runProgram,
   signalGroup: () => signalGroup
  });
  var s = o(421), i = o(24), r = o(760), n = o(975), c = o(193), d = o(857), l = o(434), a = o(317), u = o(928), h = (o(613), 
  o(896)), __awaiter = function(e, t, o, s) {
   return new (o || (o = Promise))(function(i, r) {
    function fulfilled(e) {
     try {
      step(s.next(e));
     } catch (e) {
      r(e);
     }
    }
    function rejected(e) {
     try {
      step(s.throw(e));
     } catch (e) {
      r(e);
     }
    }
    function step(e) {
     var t;
     e.done ? i(e.value) : (t = e.value, t instanceof o ? t : new o(function(e) {
      e(t);
     })).then(fulfilled, rejected);
    }
    step((s = s.apply(e, t || [])).next());
   });
  };
  const {chmod: p, copyFile: f, lstat: m, mkdir: w, open: g, readdir: v, rename: y, rm: x, rmdir: E, stat: b, symlink: C, unlink: P} = h.promises, S = "win32" === process.platform;
  function isRooted(e) {
   if (!(e = function(e) {
    return e = e || "", S ? (e = e.replace(/\//g, "\\")).replace(/\\\\+/g, "\\") : e.replace(/\/\/+/g, "/");
   }(e))) throw new Error('isRooted() parameter "p" cannot be empty');
   return S ? e.startsWith("\\") || /^[A-Z]:/i.test(e) : e.startsWith("/");
  }
  function tryGetExecutablePath(e, t) {
   return __awaiter(this, void 0, void 0, function*() {
    let o;
    try {
     o = yield b(e);
    } catch (t) {
     "ENOENT" !== t.code && console.log(`Unexpected error attempting to determine if executable file exists '${e}': ${t}`);
    }
    if (o && o.isFile()) if (S) {
     const o = u.extname(e).toUpperCase();
     if (t.some(e => e.toUpperCase() === o)) return e;
    } else if (isUnixExecutable(o)) return e;
    const s = e;
    for (const i of t) {
     e = s + i, o = void 0;
     try {
      o = yield b(e);
     } catch (t) {
      "ENOENT" !== t.code && console.log(`Unexpected error attempting to determine if executable file exists '${e}': ${t}`);
     }
     if (o && o.isFile()) {
      if (S) {
       try {
        const t = u.dirname(e), o = u.basename(e).toUpperCase();
        for (const s of yield v(t)) if (o === s.toUpperCase()) {
         e = u.join(t, s);
         break;
        }
       } catch (t) {
        console.log(`Unexpected error attempting to determine the actual case of the file '${e}': ${t}`);
       }
       return e;
      }
      if (isUnixExecutable(o)) return e;
     }
    }
    return "";
   });
  }
  function isUnixExecutable(e) {
   return (1 & e.mode) > 0 || (8 & e.mode) > 0 && void 0 !== process.getgid && e.gid === process.getgid() || (64 & e.mode) > 0 && void 0 !== process.getuid && e.uid === process.getuid();
  }
  h.constants.O_RDONLY;
  var io_awaiter = function(e, t, o, s) {
   return new (o || (o = Promise))(function(i, r) {
    function fulfilled(e) {
     try {
      step(s.next(e));
     } catch (e) {
      r(e);
     }
    }
    function rejected(e) {
     try {
      step(s.throw(e));
     } catch (e) {
      r(e);
     }
    }
    function step(e) {
     var t;
     e.done ? i(e.value) : (t = e.value, t instanceof o ? t : new o(function(e) {
      e(t);
     })).then(fulfilled, rejected);
    }
    step((s = s.apply(e, t || [])).next());
   });
  };
  function which(e, t) {
   return io_awaiter(this, void 0, void 0, function*() {
    if (!e) throw new Error("parameter 'tool' is required");
    if (t) {
     const t = yield which(e, !1);
     if (!t) throw S ? new Error(`Unable to locate executable file: ${e}. Please verify either the file path exists or the file can be found within a directory specified by the PATH environment variable. Also verify the file has a valid extension for an executable file.`) : new Error(`Unable to locate executable file: ${e}. Please verify either the file path exists or the file can be found within a directory specified by the PATH environment variable. Also check the file mode to verify the file is executable.`);
     return t;
    }
    const o = yield function(e) {
     return io_awaiter(this, void 0, void 0, function*() {
      if (!e) throw new Error("parameter 'tool' is required");
      const t = [];
      if (S && process.env.PATHEXT) for (const e of process.env.PATHEXT.split(u.delimiter)) e && t.push(e);
      if (isRooted(e)) {
       const o = yield tryGetExecutablePath(e, t);
       return o ? [ o ] : [];
      }
      if (e.includes(u.sep)) return [];
      const o = [];
      if (process.env.PATH) for (const e of process.env.PATH.split(u.delimiter)) e && o.push(e);
      const s = [];
      for (const i of o) {
       const o = yield tryGetExecutablePath(u.join(i, e), t);
       o && s.push(o);
      }
      return s;
     });
    }(e);
    return o && o.length > 0 ? o[0] : "";
   });
  }
  var _ = o(557), toolrunner_awaiter = function(e, t, o, s) {
   return new (o || (o = Promise))(function(i, r) {
    function fulfilled(e) {
     try {
      step(s.next(e));
     } catch (e) {
      r(e);
     }
    }
    function rejected(e) {
     try {
      step(s.throw(e));
     } catch (e) {
      r(e);
     }
    }
    function step(e) {
     var t;
     e.done ? i(e.value) : (t = e.value, t instanceof o ? t : new o(function(e) {
      e(t);
     })).then(fulfilled, rejected);
    }
    step((s = s.apply(e, t || [])).next());
   });
  };
  const T = "win32" === process.platform;
  class ToolRunner extends l.EventEmitter {
   constructor(e, t, o) {
    if (super(), !e) throw new Error("Parameter 'toolPath' cannot be null or empty.");
    this.toolPath = e, this.args = t || [], this.options = o || {};
   }
   _debug(e) {
    this.options.listeners && this.options.listeners.debug && this.options.listeners.debug(e);
   }
   _getCommandString(e, t) {
    const o = this._getSpawnFileName(), s = this._getSpawnArgs(e);
    let i = t ? "" : "[command]";
    if (T) if (this._isCmdFile()) {
     i += o;
     for (const e of s) i += ` ${e}`;
    } else if (e.windowsVerbatimArguments) {
     i += `"${o}"`;
     for (const e of s) i += ` ${e}`;
    } else {
     i += this._windowsQuoteCmdArg(o);
     for (const e of s) i += ` ${this._windowsQuoteCmdArg(e)}`;
    } else {
     i += o;
     for (const e of s) i += ` ${e}`;
    }
    return i;
   }
   _processLineBuffer(e, t, o) {
    try {
     let s = t + e.toString(), i = s.indexOf(d.EOL);
     for (;i > -1; ) o(s.substring(0, i)), s = s.substring(i + d.EOL.length), i = s.indexOf(d.EOL);
     return s;
    } catch (e) {
     return this._debug(`error processing line. Failed with error ${e}`), "";
    }
   }
   _getSpawnFileName() {
    return T && this._isCmdFile() ? process.env.COMSPEC || "cmd.exe" : this.toolPath;
   }
   _getSpawnArgs(e) {
    if (T && this._isCmdFile()) {
     let t = `/D /S /C "${this._windowsQuoteCmdArg(this.toolPath)}`;
     for (const o of this.args) t += " ", t += e.windowsVerbatimArguments ? o : this._windowsQuoteCmdArg(o);
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
    let o = !1;
    for (const s of e) if (t.some(e => e === s)) {
     o = !0;
     break;
    }
    if (!o) return e;
    let s = '"', i = !0;
    for (let t = e.length; t > 0; t--) s += e[t - 1], i && "\\" === e[t - 1] ? s += "\\" : '"' === e[t - 1] ? (i = !0, 
    s += '"') : i = !1;
    return s += '"', s.split("").reverse().join("");
   }
   _uvQuoteCmdArg(e) {
    if (!e) return '""';
    if (!e.includes(" ") && !e.includes("\t") && !e.includes('"')) return e;
    if (!e.includes('"') && !e.includes("\\")) return `"${e}"`;
    let t = '"', o = !0;
    for (let s = e.length; s > 0; s--) t += e[s - 1], o && "\\" === e[s - 1] ? t += "\\" : '"' === e[s - 1] ? (o = !0, 
    t += "\\") : o = !1;
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
    const o = {};
    return o.cwd = e.cwd, o.env = e.env, o.windowsVerbatimArguments = e.windowsVerbatimArguments || this._isCmdFile(), 
    e.windowsVerbatimArguments && (o.argv0 = `"${t}"`), o;
   }
   exec() {
    return toolrunner_awaiter(this, void 0, void 0, function*() {
     return !isRooted(this.toolPath) && (this.toolPath.includes("/") || T && this.toolPath.includes("\\")) && (this.toolPath = u.resolve(process.cwd(), this.options.cwd || process.cwd(), this.toolPath)), 
     this.toolPath = yield which(this.toolPath, !0), new Promise((e, t) => toolrunner_awaiter(this, void 0, void 0, function*() {
      this._debug(`exec tool: ${this.toolPath}`), this._debug("arguments:");
      for (const e of this.args) this._debug(`   ${e}`);
      const o = this._cloneExecOptions(this.options);
      !o.silent && o.outStream && o.outStream.write(this._getCommandString(o) + d.EOL);
      const s = new ExecState(o, this.toolPath);
      if (s.on("debug", e => {
       this._debug(e);
      }), this.options.cwd && !(yield function(e) {
       return __awaiter(this, void 0, void 0, function*() {
        try {
         yield b(e);
        } catch (e) {
         if ("ENOENT" === e.code) return !1;
         throw e;
        }
        return !0;
       });
      }(this.options.cwd))) return t(new Error(`The cwd: ${this.options.cwd} does not exist!`));
      const i = this._getSpawnFileName(), r = a.spawn(i, this._getSpawnArgs(o), this._getSpawnOptions(this.options, i));
      let n = "";
      r.stdout && r.stdout.on("data", e => {
       this.options.listeners && this.options.listeners.stdout && this.options.listeners.stdout(e), 
       !o.silent && o.outStream && o.outStream.write(e), n = this._processLineBuffer(e, n, e => {
        this.options.listeners && this.options.listeners.stdline && this.options.listeners.stdline(e);
       });
      });
      let c = "";
      if (r.stderr && r.stderr.on("data", e => {
       s.processStderr = !0, this.options.listeners && this.options.listeners.stderr && this.options.listeners.stderr(e), 
       !o.silent && o.errStream && o.outStream && (o.failOnStdErr ? o.errStream : o.outStream).write(e), 
       c = this._processLineBuffer(e, c, e => {
        this.options.listeners && this.options.listeners.errline && this.options.listeners.errline(e);
       });
      }), r.on("error", e => {
       s.processError = e.message, s.processExited = !0, s.processClosed = !0, s.CheckComplete();
      }), r.on("exit", e => {
       s.processExitCode = e, s.processExited = !0, this._debug(`Exit code ${e} received from tool '${this.toolPath}'`), 
       s.CheckComplete();
      }), r.on("close", e => {
       s.processExitCode = e, s.processExited = !0, s.processClosed = !0, this._debug(`STDIO streams have closed for tool '${this.toolPath}'`), 
       s.CheckComplete();
      }), s.on("done", (o, s) => {
       n.length > 0 && this.emit("stdline", n), c.length > 0 && this.emit("errline", c), 
       r.removeAllListeners(), o ? t(o) : e(s);
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
    _.setTimeout)(ExecState.HandleTimeout, this.delay, this)));
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
  var exec_awaiter = function(e, t, o, s) {
   return new (o || (o = Promise))(function(i, r) {
    function fulfilled(e) {
     try {
      step(s.next(e));
     } catch (e) {
      r(e);
     }
    }
    function rejected(e) {
     try {
      step(s.throw(e));
     } catch (e) {
      r(e);
     }
    }
    function step(e) {
     var t;
     e.done ? i(e.value) : (t = e.value, t instanceof o ? t : new o(function(e) {
      e(t);
     })).then(fulfilled, rejected);
    }
    step((s = s.apply(e, t || [])).next());
   });
  };
  function findProgram(e, t) {
   const o = "win32" === process.platform, s = Object.keys(t).find(e => "PATH" === e.toUpperCase()) ?? "PATH";
   return (t[o ? s : "PATH"] ?? "").split(r.delimiter).filter(r.isAbsolute).map(t => (0, 
   r.join)(t, o ? `${e}.exe` : e)).find(isProgram);
  }
  function isProgram(e) {
   try {
    const t = (0, i.statSync)(e);
    return t.isFile() && ("win32" === process.platform || !!(73 & t.mode));
   } catch {
    return !1;
   }
  }
  async function askVersion(e) {
   const {program: t, args: o, cwd: s, limitMs: i, checkCancelled: r} = e, d = Object.entries(e.env).flatMap(([e, t]) => void 0 === t ? [] : [ [ e, t ] ]), l = function(e, t, o) {
    return exec_awaiter(this, void 0, void 0, function*() {
     var s, i;
     let r = "", n = "";
     const d = new c.StringDecoder("utf8"), l = new c.StringDecoder("utf8"), a = null === (s = null == o ? void 0 : o.listeners) || void 0 === s ? void 0 : s.stdout, u = null === (i = null == o ? void 0 : o.listeners) || void 0 === i ? void 0 : i.stderr, h = Object.assign(Object.assign({}, null == o ? void 0 : o.listeners), {
      stdout: e => {
       r += d.write(e), a && a(e);
      },
      stderr: e => {
       n += l.write(e), u && u(e);
      }
     }), p = yield function(e, t, o) {
      return exec_awaiter(this, void 0, void 0, function*() {
       const s = function(e) {
        const t = [];
        let o = !1, s = !1, i = "";
        function append(e) {
         s && '"' !== e && (i += "\\"), i += e, s = !1;
        }
        for (let r = 0; r < e.length; r++) {
         const n = e.charAt(r);
         '"' !== n ? "\\" === n && s ? append(n) : "\\" === n && o ? s = !0 : " " !== n || o ? append(n) : i.length > 0 && (t.push(i), 
         i = "") : s ? append(n) : o = !o;
        }
        return i.length > 0 && t.push(i.trim()), t;
       }(e);
       if (0 === s.length) throw new Error("Parameter 'commandLine' cannot be null or empty.");
       const i = s[0];
       return t = s.slice(1).concat(t || []), new ToolRunner(i, t, o).exec();
      });
     }(e, t, Object.assign(Object.assign({}, o), {
      listeners: h
     }));
     return r += d.end(), n += l.end(), {
      exitCode: p,
      stdout: r,
      stderr: n
     };
    });
   }(`"${t}"`, [ ...o ], {
    cwd: s,
    env: Object.fromEntries(d),
    ignoreReturnCode: !0,
    silent: !0
   }).then(({stdout: e, stderr: t}) => (0, n.stripVTControlCharacters)(e + t), () => ""), a = 1e3 * process.uptime() + i;
   for (;1e3 * process.uptime() < a; ) {
    const e = await soon(l, A);
    if (void 0 !== e) return e;
    r();
   }
  }
  const A = 50, $ = 2e3, O = 300, k = 500, j = 65536;
  async function runProgram(e) {
   const t = (0, s.spawn)(e.program, e.args, {
    cwd: e.cwd,
    env: {
     ...e.env
    },
    detached: "win32" !== process.platform,
    windowsHide: !0
   }), o = function(e) {
    let t = Buffer.alloc(0);
    for (const o of [ e.stdout, e.stderr ]) o?.on("data", e => {
     t = Buffer.concat([ t, e ]).subarray(-j);
    });
    return () => t.toString();
   }(t), i = function(e) {
    const t = new Promise((t, o) => {
     e.once("error", o), e.once("exit", (o, s) => {
      const i = null === o ? {
       kind: "killed",
       signal: s ?? ""
      } : {
       kind: "exited",
       code: o
      }, r = setTimeout(() => t(i), k);
      e.once("close", () => {
       clearTimeout(r), t(i);
      });
     });
    });
    return t.catch(() => {}), t;
   }(t);
   try {
    void 0 !== t.pid && e.onStart(t.pid), t.stdin?.on("error", () => {}).end(e.input);
    const s = await async function(e, t, o) {
     const s = 1e3 * process.uptime() + o.limitMs;
     for (;;) {
      const i = await soon(t, A);
      if (void 0 !== i) return i;
      if (o.checkCancelled(), !(1e3 * process.uptime() < s)) return await endTree(e, t), 
      {
       kind: "overdue"
      };
     }
    }(t, i, e);
    return {
     ending: s,
     output: (0, n.stripVTControlCharacters)(o())
    };
   } catch (e) {
    throw await endTree(t, i), e;
   } finally {
    for (const e of [ t.stdin, t.stdout, t.stderr ]) e?.destroy();
   }
  }
  async function endTree(e, t) {
   const {pid: o} = e;
   if (void 0 !== o) {
    if ("win32" === process.platform) {
     const i = (0, r.join)(process.env.SystemRoot ?? "C:\\Windows", "System32", "taskkill.exe");
     return (0, s.spawn)(i, [ "/pid", String(o), "/T", "/F" ], {
      windowsHide: !0
     }).on("error", () => e.kill()), void await soon(t, $);
    }
    signalGroup(o, "SIGTERM"), await groupEnd(o, $), signalGroup(o, "SIGKILL"), await soon(t, $), 
    await groupEnd(o, O);
   }
  }
  async function groupEnd(e, t) {
   const o = 1e3 * process.uptime() + t;
   for (;1e3 * process.uptime() < o && signalGroup(e, 0); ) await sleep(A);
  }
  function signalGroup(e, t) {
   try {
    return process.kill(-e, t);
   } catch {
    return !1;
   }
  }
  async function soon(e, t) {
   let o;
   const s = new Promise(e => {
    o = setTimeout(() => e(void 0), t);
   });
   try {
    return await Promise.race([ e, s ]);
   } finally {
    clearTimeout(o);
   }
  }
  function sleep(e) {
   return new Promise(t => setTimeout(t, e));
  }
 }
};
