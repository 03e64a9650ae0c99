var e, t, n, r, i = {
 613: e => {
  e.exports = process.getBuiltinModule("assert");
 },
 317: e => {
  e.exports = process.getBuiltinModule("child_process");
 },
 434: e => {
  e.exports = process.getBuiltinModule("events");
 },
 896: e => {
  e.exports = process.getBuiltinModule("fs");
 },
 421: e => {
  e.exports = process.getBuiltinModule("node:child_process");
 },
 24: (e => {
  e.exports = process.getBuiltinModule("node:fs");
 }),
 67: e => {
  e.exports = process.getBuiltinModule("node:http");
 },
 161: (e => {
  e.exports = process.getBuiltinModule("node:os");
 }),
 760: (e => {
  e.exports = process.getBuiltinModule("node:path");
 }),
 975: e => {
  e.exports = process.getBuiltinModule("node:util");
 },
 857: (e => {
  e.exports = process.getBuiltinModule("os");
 }),
 928: (e => {
  e.exports = process.getBuiltinModule("path");
 }),
 193: e => {
  e.exports = process.getBuiltinModule("string_decoder");
 },
 557: e => {
  e.exports = process.getBuiltinModule("timers");
 },
 473: ((e, t, n) => {
var attempt = (function(e) {
   try {
    return e();
   } catch {
    return;
   }
  });
var errorCode = (function(e) {
   if (e instanceof Error && "code" in e && "string" == typeof e.code) return e.code;
  });
var isInUse = (function(e, t) {
   return "win32" === t && [ "EPERM", "EACCES", "EBUSY" ].includes(errorCode(e) ?? "");
  });
  n.d(t, {
   CA: (() => errorCode),
   CD: (() => attempt),
   bD: () => messageOf,
   ly: (() => isInUse),
   oM: () => systemFailure,
   yo: (() => UserError)
  });
  class UserError extends Error {
   name="UserError";
  }
  function messageOf(e) {
   return e instanceof Error ? e.message : String(e);
  }
  
  
  
  const r = {
   EACCES: "permission denied",
   EBUSY: "it is in use",
   EDQUOT: "the disk quota is used up",
   EEXIST: "it exists already",
   EIO: "the disk reports an error",
   ELOOP: "too many symbolic links",
   EMFILE: "too many open files",
   ENOENT: "there is no such file or folder",
   ENOSPC: "no space is left on the device",
   ENOTDIR: "a part of the path is not a folder",
   EPERM: "the operation is not permitted",
   EROFS: "the file system is read-only"
  };
  function systemFailure(e, t, n) {
   const i = errorCode(n), o = r[i ?? ""] ?? "an error of the system";
   return new UserError(`cannot ${e} \`${t}\`: ${o}${void 0 === i ? "" : ` (${i})`}`, {
    cause: n
   });
  }
 }),
 788: ((e, t, n) => {
var hostIdentity = (function() {
   const e = (0, o.CD)((() => (0, r.readlinkSync)("/proc/self/ns/pid")));
   return void 0 === e ? (0, i.hostname)() : `${(0, i.hostname)()} ${e}`;
  });
var processStart = (function(e) {
   return processStat(e)?.start;
  });
var processStat = (function(e) {
   const t = (0, o.CD)((() => (0, r.readFileSync)(`/proc/${e}/stat`, "latin1")));
   if (void 0 === t) return;
   const n = t.slice(t.lastIndexOf(")") + 2).split(" ");
   return {
    state: n[0] ?? "",
    start: n[19] ?? ""
   };
  });
var now = (function() {
   const e = (0, o.CD)((() => (0, r.readFileSync)("/proc/sys/kernel/random/boot_id", "latin1").trim()));
   return {
    time: Date.now(),
    boot: e,
    uptime: Math.round((0, i.uptime)())
   };
  });
var elapsed = (function(e, t) {
   const n = void 0 !== e.boot && e.boot === t.boot;
   return Math.max(0, n ? 1e3 * (t.uptime - e.uptime) : t.time - e.time);
  });
var isFolder = (function(e) {
   return (0, o.CD)((() => (0, r.statSync)(e).isDirectory())) ?? !1;
  });
  n.d(t, {
   W_: () => isRunning,
   dW: (() => hostIdentity),
   gy: (() => processStart),
   lQ: (() => isFolder),
   tB: (() => now),
   vk: (() => elapsed)
  });
  var r = n(24), i = n(161), o = n(473);
  
  
  function isRunning(e, t) {
   try {
    process.kill(e, 0);
   } catch (e) {
    if ("ESRCH" === (0, o.CA)(e)) return !1;
   }
   const n = processStat(e);
   return void 0 === n || "Z" !== n.state && "X" !== n.state && (void 0 === t || n.start === t);
  }
  
  
  
  
 }),
 207: ((e, t, n) => {
  n.d(t, {
   E: () => redact,
   s: () => redactLikely
  });
  var r = n(693);
  const i = "***";
  function redact(e, t) {
   const n = new Set(t.flatMap(e => function(e) {
    const t = (0, r.yO)(e);
    if (!/^basic /i.test(e)) return [ e, t ];
    const n = Buffer.from(t, "base64").toString();
    return [ e, t, n, n.slice(n.indexOf(":") + 1) ];
   }(e.expose()).flatMap(formsOf)));
   return [ ...n ].filter(e => "" !== e).sort((e, t) => t.length - e.length).reduce((e, t) => e.replaceAll(t, i), e);
  }
  function redactLikely(e) {
   return e.replace(/[\w+=~-]{16,}/g, e => /[0-9]/.test(e) && /[A-Za-z]/.test(e) ? i : e);
  }
  function formsOf(e) {
   const t = Buffer.from(e);
   return [ e, JSON.stringify(e).slice(1, -1), encodeURIComponent(e), t.toString("base64").replace(/=+$/, ""), t.toString("base64url"), t.toString("hex") ];
  }
 }),
 720: ((e, t, n) => {
var utils_toCommandValue = (function(e) {
   return null == e ? "" : "string" == typeof e || e instanceof String ? e : JSON.stringify(e);
  });
var command_issueCommand = (function(e, t, n) {
   const r = new Command(e, t, n);
   process.stdout.write(r.toString() + a.EOL);
  });
var setSecret = (function(e) {
   command_issueCommand("add-mask", {}, e);
  });
var environment = (function() {
   return process.env;
  });
var rawInput = (function(e) {
   return process.env[`INPUT_${e.replaceAll(" ", "_").toUpperCase()}`];
  });
var input = (function(e) {
   return (function(e) {
    const t = process.env[`INPUT_${e.replace(/ /g, "_").toUpperCase()}`] || "";
    return t.trim();
   })(e);
  });
var workspace = (function() {
   const e = process.env.GITHUB_WORKSPACE;
   return e ? (0, s.resolve)(e) : process.cwd();
  });
var temporaryFolder = (function() {
   const e = process.env.RUNNER_TEMP;
   return e && (0, s.isAbsolute)(e) && (0, l.lQ)(e) ? e : void 0;
  });
var homeFolder = (function() {
   return (0, o.homedir)();
  });
var writeStdoutSynchronously = (function() {
   Object.defineProperty(process, "stdout", {
    configurable: !0,
    value: {
     write: (e => ((function(e, t) {
      let n = Buffer.from(t);
      for (;n.length > 0; ) try {
       n = n.subarray((0, i.writeSync)(1, n));
      } catch (e) {
       if ("EAGAIN" !== (0, c.CA)(e)) return;
       Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 1);
      }
     })(0, e), !0))
    }
   });
  });
var listenForCancellation = (function() {
   let e;
   const t = "win32" === process.platform ? "SIGBREAK" : "SIGTERM";
   for (const n of [ "SIGINT", t ]) process.on(n, () => {
    e = n;
   });
   return (() => {
    if (void 0 !== e) throw new c.yo(`the step was cancelled (${e})`);
   });
  });
var printable = (function(e) {
   return e.replaceAll("\r\n", "\n").replace(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u2028\u2029]/g, escapeControl).replace(/^(\s*):(?=:)/gm, "$1:\u200b").replaceAll("##[", "##\u200b[");
  });
var mask = (function(e) {
   const t = e.flatMap((e => e.split(/\r\n|\r|\n/))), n = [ ...e, ...t, ...t.map((e => e.trim())) ];
   for (const e of new Set(n)) "" !== e.trim() && setSecret(e);
  });
var runner_info = (function(e) {
   var t;
   t = printable(e), process.stdout.write(t + a.EOL);
  });
var runner_isDebug = (function() {
   return "1" === process.env.RUNNER_DEBUG;
  });
var runner_saveState = (function(e, t) {
   appendToFileCommand("GITHUB_STATE", e, t);
  });
var readState = (function(e) {
   return (function(e) {
    return process.env[`STATE_${e}`] || "";
   })(e);
  });
var runner_setOutput = (function(e, t) {
   appendToFileCommand("GITHUB_OUTPUT", e, t);
  });
var appendToFileCommand = (function(e, t, n) {
   const r = process.env[e];
   if (!r) throw new c.yo(`${e} is not set: this action must be run by a runner that is able to run node24 actions`);
   try {
    (0, i.appendFileSync)(r, `${t}${(function(e) {
     if (!/[\r\n]/.test(e)) return `=${e}`;
     let t = "END";
     for (;e.includes(t); ) t += "_";
     return `<<${t}\n${e}\n${t}`;
    })(n)}\n`);
   } catch (n) {
    throw new c.yo(`cannot write \`${t}\` to the runner's file \`${r}\` (${e}): ${(0, 
    c.CA)(n) ?? "unknown error"}`, {
     cause: n
    });
   }
  });
  n.d(t, {
   Yz: () => runner_debug,
   cA: (() => environment),
   z3: () => runner_error,
   dN: () => runner_exportVariable,
   Os: () => runner_group,
   Wx: (() => homeFolder),
   pq: (() => runner_info),
   hF: (() => input),
   _o: (() => runner_isDebug),
   ci: (() => listenForCancellation),
   dK: (() => mask),
   JR: (() => rawInput),
   un: (() => readState),
   LZ: (() => runner_saveState),
   uH: (() => runner_setOutput),
   yy: (() => temporaryFolder),
   $e: () => runner_warning,
   Gl: (() => workspace),
   t9: (() => writeStdoutSynchronously)
  });
  var r, i = n(24), o = n(161), s = n(760), a = n(857);
  
  function utils_toCommandProperties(e) {
   return Object.keys(e).length ? {
    title: e.title,
    file: e.file,
    line: e.startLine,
    endLine: e.endLine,
    col: e.startColumn,
    endColumn: e.endColumn
   } : {};
  }
  
  function command_issue(e, t = "") {
   command_issueCommand(e, {}, t);
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
  
  n(928), (function(e) {
   e[e.Success = 0] = "Success", e[e.Failure = 1] = "Failure";
  })(r || (r = {}));
  var c = n(473), l = n(788);
  
  
  
  
  
  
  
  
  
  function escapeControl(e) {
   return `\\u{${e.charCodeAt(0).toString(16)}}`;
  }
  
  
  function runner_debug(e) {
   runner_isDebug() && command_issueCommand("debug", {}, printable(e));
  }
  function runner_warning(e) {
   !function(e, t = {}) {
    command_issueCommand("warning", utils_toCommandProperties(t), e instanceof Error ? e.toString() : e);
   }(printable(e));
  }
  function runner_error(e) {
   !function(e, t = {}) {
    command_issueCommand("error", utils_toCommandProperties(t), e instanceof Error ? e.toString() : e);
   }(printable(e));
  }
  
  function runner_group(e, t) {
   command_issue("group", printable(e));
   try {
    t();
   } finally {
    command_issue("endgroup");
   }
  }
  
  
  
  function runner_exportVariable(e, t) {
   appendToFileCommand("GITHUB_ENV", e, t), process.env[e] = t;
  }
  
 }),
 693: ((e, t, n) => {
var applyForm = (function(e, t) {
   const n = void 0 === t.username ? t.scheme : "Basic";
   return void 0 === n || beginsWithScheme(e, n) ? e : `${n} ${void 0 === t.username ? e : basicCredentials(t.username, e)}`;
  });
var withoutScheme = (function(e) {
   const t = r.find((t => beginsWithScheme(e, t)));
   return void 0 === t ? e : e.slice(t.length).trim();
  });
var beginsWithScheme = (function(e, t) {
   return e.toLowerCase().startsWith(`${t.toLowerCase()} `);
  });
  n.d(t, {
   BG: () => basicCredentials,
   PB: (() => applyForm),
   dz: () => r,
   yO: (() => withoutScheme)
  });
  const r = [ "Bearer", "Basic", "Token" ];
  
  function basicCredentials(e, t) {
   return Buffer.from(`${e}:${t}`).toString("base64");
  }
  
  
 }),
 714: ((e, t, n) => {
  n.d(t, {
   z: (() => Secret)
  });
  const r = Symbol.for("nodejs.util.inspect.custom"), i = "***";
  class Secret {
   #e;
   constructor(e) {
    this.#e = e;
   }
   expose() {
    return this.#e;
   }
   toString() {
    return i;
   }
   toJSON() {
    return i;
   }
   [r]() {
    return i;
   }
  }
 })
}, o = {};

function __nccwpck_require__(e) {
 var t = o[e];
 if (void 0 !== t) return t.exports;
 var n = o[e] = {
  exports: {}
 }, r = !0;
 try {
  i[e](n, n.exports, __nccwpck_require__), r = !1;
 } finally {
  r && delete o[e];
 }
 return n.exports;
}

__nccwpck_require__.m = i, t = Object.getPrototypeOf ? e => Object.getPrototypeOf(e) : e => e.__proto__, 
__nccwpck_require__.t = function(n, r) {
 if (1 & r && (n = this(n)), 8 & r) return n;
 if ("object" == typeof n && n) {
  if (4 & r && n.__esModule) return n;
  if (16 & r && "function" == typeof n.then) return n;
 }
 var i = Object.create(null);
 __nccwpck_require__.r(i);
 var o = {};
 e = e || [ null, t({}), t([]), t(t) ];
 for (var s = 2 & r && n; "object" == typeof s && !~e.indexOf(s); s = t(s)) Object.getOwnPropertyNames(s).forEach(e => o[e] = () => n[e]);
 return o.default = () => n, __nccwpck_require__.d(i, o), i;
}, __nccwpck_require__.d = ((e, t) => {
 for (var n in t) __nccwpck_require__.o(t, n) && !__nccwpck_require__.o(e, n) && Object.defineProperty(e, n, {
  enumerable: !0,
  get: t[n]
 });
}), __nccwpck_require__.f = {}, __nccwpck_require__.e = e => Promise.all(Object.keys(__nccwpck_require__.f).reduce((t, n) => (__nccwpck_require__.f[n](e, t), 
t), [])), __nccwpck_require__.u = e => e + ".index.js", __nccwpck_require__.o = ((e, t) => Object.prototype.hasOwnProperty.call(e, t)), 
__nccwpck_require__.r = e => {
 "undefined" != typeof Symbol && Symbol.toStringTag && Object.defineProperty(e, Symbol.toStringTag, {
  value: "Module"
 }), Object.defineProperty(e, "__esModule", {
  value: !0
 });
}, n = {
 792: 0
}, r = e => {
 var t, r, {ids: i, modules: o, runtime: s} = e, a = 0;
 for (t in o) __nccwpck_require__.o(o, t) && (__nccwpck_require__.m[t] = o[t]);
 for (s && s(__nccwpck_require__); a < i.length; a++) r = i[a], __nccwpck_require__.o(n, r) && n[r] && n[r][0](), 
 n[i[a]] = 0;
}, __nccwpck_require__.f.j = (e, t) => {
 var i = __nccwpck_require__.o(n, e) ? n[e] : void 0;
 if (0 !== i) if (i) t.push(i[1]); else {
  var o = import("./" + __nccwpck_require__.u(e)).then(r, t => {
   throw 0 !== n[e] && (n[e] = void 0), t;
  });
  o = Promise.race([ o, new Promise(t => i = n[e] = [ t ]) ]), t.push(i[1] = o);
 }
};

var s = {};

__nccwpck_require__.d(s, {
 i: (() => main),
 b: (() => post)
});

var a = __nccwpck_require__(473), c = __nccwpck_require__(760);

const l = /[ \t\r\n]/, u = '"\\$`';

function pieceAt(e, t, n) {
 const r = e.charAt(t);
 if ("'" === r) return function(e, t, n) {
  const r = e.indexOf("'", t + 1);
  if (-1 === r) throw unbalanced("'", t, n);
  return {
   text: e.slice(t + 1, r),
   end: r + 1
  };
 }(e, t, n);
 if ('"' === r) return function(e, t, n) {
  let r = "";
  for (let n = t + 1; n < e.length; n++) {
   const t = e.charAt(n);
   if ('"' === t) return {
    text: r,
    end: n + 1
   };
   const i = e.charAt(n + 1);
   "\\" === t && "" !== i && `${u}\n`.includes(i) ? ("\n" !== i && (r += i), n++) : r += t;
  }
  throw unbalanced('"', t, n);
 }(e, t, n);
 if ("\\" !== r) return {
  text: r,
  end: t + 1
 };
 const i = e.charAt(t + 1);
 if ("" === i) throw new a.yo(`${n} ends with a backslash; write two for one`);
 return {
  text: "\n" === i ? "" : i,
  end: t + 2
 };
}

function unbalanced(e, t, n) {
 return new a.yo(`${n} has a ${e} without its counterpart, at character ${t + 1}; close it, or put a backslash before it`);
}

const d = "`+TOOLCHAIN` first, `-Z FLAG`, `-v`, `-q`, `--color WHEN`, and behind `--` what the credential provider takes", f = new Map([ [ "--token", "token" ], [ "--registry", "registry" ], [ "--index", "index" ], [ "--config", "config" ], [ "-C", "working-directory" ] ]);

var parseCargoArguments = (function(e, t) {
 const n = (function(e, t) {
  const n = [];
  let r;
  for (let i = 0; i < e.length; ) if (l.test(e.charAt(i))) void 0 !== r && n.push(r), 
  r = void 0, i++; else {
   const n = pieceAt(e, i, t);
   r = (r ?? "") + n.text, i = n.end;
  }
  return void 0 === r ? n : [ ...n, r ];
 })(e, t), r = n.indexOf("--"), [i, o] = -1 === r ? [ n, [] ] : [ n.slice(0, r), n.slice(r + 1) ], s = !0 === i[0]?.startsWith("+"), a = s ? i.slice(1) : i;
 return {
  toolchain: s ? i.slice(0, 1) : [],
  options: a,
  term: readOptions(a, t),
  provider: o
 };
});

var readOptions = (function(e, t) {
 let n = {};
 for (let r = 0; r < e.length; r++) {
  const i = e[r] ?? "", [o, s] = splitOption(i);
  if (/^(-v+|--verbose)$/.test(i)) n = {
   ...n,
   verbose: !0
  }; else if (/^(-q|--quiet)$/.test(i)) n = {
   ...n,
   quiet: !0
  }; else if ("--color" === o) n = {
   ...n,
   color: s ?? valueAfter(e, r++, "--color WHEN", t)
  }; else {
   if ("-Z" !== o) throw refused(i, o, t);
   checkFlag(s ?? valueAfter(e, r++, "-Z FLAG", t), t);
  }
 }
 return n;
});

function splitOption(e) {
 const t = /^(--[^=]*)=(.*)$/s.exec(e) ?? /^(-[A-Z])=?(.+)$/s.exec(e);
 return null === t ? [ e, void 0 ] : [ t[1] ?? "", t[2] ];
}

function valueAfter(e, t, n, r) {
 const i = e[t + 1];
 if (void 0 === i) throw new a.yo(`${r} ends where \`${n}\` wants a value`);
 return i;
}

function checkFlag(e, t) {
 if ("help" === e) throw new a.yo(`${t} has \`-Z help\`, which does not log in`);
}

function refused(e, t, n) {
 const r = f.get(t);
 if (void 0 !== r) return new a.yo(`${n} cannot have \`${t}\`; use the input \`${r}\``);
 if (/^(-[A-Za-z]|--[a-z][a-z-]*)$/.test(t)) return new a.yo(`${n} cannot have \`${t}\`; it takes ${d}`);
 const i = e.startsWith("+") ? "a toolchain that is not its first word" : "a word that is no option";
 return new a.yo(`${n} has ${i}; it takes ${d}, and never a token: that is for the input \`token\``);
}

var p = __nccwpck_require__(24);

var normalizeToken = (function(e) {
 return e.trim().replace(/^cargo login(?=\s|$)/, "").trim();
});

var h = __nccwpck_require__(720);

var optional = (function(e) {
 return h.hF(e) || void 0;
});

var oneOf = (function(e, t, n) {
 const r = optional(e);
 if (void 0 === r) return n;
 const i = t.find(e => e === r);
 if (void 0 === i) throw notUnderstood(e, r, t);
 return i;
});

function notUnderstood(e, t, n) {
 const r = n.map(e => `\`${e}\``).join(", ");
 return new a.yo(`input \`${e}\` is \`${t}\`, but it must be one of ${r}`);
}

var input_values_boolean = (function(e, t) {
 const n = optional(e);
 if (void 0 === n) return t;
 if (/^(true|True|TRUE)$/.test(n)) return !0;
 if (/^(false|False|FALSE)$/.test(n)) return !1;
 throw notUnderstood(e, n, [ "true", "false" ]);
});

var lines = (function(e) {
 return (h.JR(e) ?? "").split(/\r\n|\r|\n/).map(((e, t) => ({
  number: t + 1,
  text: e.trim()
 }))).filter((({text: e}) => "" !== e));
});

var g = __nccwpck_require__(693), m = __nccwpck_require__(714);

var schemeOf = (function(e) {
 if ("" !== e) return g.dz.find(t => t.toLowerCase() === e.toLowerCase()) ?? {
  unknown: e
 };
});

var givenForm = (function() {
 return {
  scheme: schemeOf(h.hF("scheme")),
  username: optional("username")
 };
});

function unknownScheme(e) {
 return /^[\w-]{1,16}$/.test(e) ? notUnderstood("scheme", e, g.dz) : new a.yo(`input \`scheme\` must be one of \`${g.dz.join("`, `")}\`; what it is instead could hold a token, so it is not shown`);
}

var secretsGiven = (function() {
 return tokenForms(givenForm()).map((e => new m.z(e)));
});

var tokenForms = (function({scheme: e, username: t}) {
 const n = {
  scheme: "object" == typeof e ? void 0 : e,
  username: t
 }, r = tokensLines().map(({text: e}) => splitPair(e)?.value ?? ""), i = [ h.JR("token") ?? "", ...r ];
 return [ ...i, ...i.flatMap((e => formsOf(normalizeToken(e), n))) ].filter((e => "" !== e.trim()));
});

var tokensLines = (function() {
 return lines("tokens").filter(({text: e}) => !e.startsWith("#"));
});

var formsOf = (function(e, t) {
 if ("" === e) return [];
 const n = void 0 === t.username ? [] : [ (0, g.BG)(t.username, e) ];
 return [ e, (0, g.yO)(e), (0, g.PB)(e, t), ...n ];
});

function splitPair(e) {
 const t = e.indexOf("=");
 if (-1 !== t && !function(e) {
  return e.length % 4 == 0 && /^[\w+/-]{18,}={1,2}$/.test(e) && [ /[A-Z]/, /[a-z]/, /[0-9]/ ].every(t => t.test(e));
 }(e)) return {
  name: e.slice(0, t).trim(),
  value: e.slice(t + 1).trim()
 };
}

var readLogins = (function(e) {
 return readPairs().map((({registry: t, raw: n, origin: r}) => {
  const i = normalizeToken(n);
  return "" === i ? {
   registry: t,
   token: void 0,
   origin: r
  } : ((function(e, t) {
   if ("" === e) throw new a.yo(`please provide a non-empty token (${t})`);
   if (/[\r\n]/.test(e)) throw new a.yo(`${t} holds ${e.split(/\r\n|\r|\n/).length} lines, but a token is one line; check the secret it comes from`);
   const n = [ ...e ].findIndex((e => !/^[\t\x20-\x7e]$/.test(e)));
   if (-1 !== n) throw new a.yo(`token contains invalid characters.\nOnly printable ISO-8859-1 characters are allowed as it is sent in a HTTPS header.\n(${t}, character ${n + 1}; check the secret it comes from)`);
  })(i, r), {
   registry: t,
   token: new m.z((0, g.PB)(i, e)),
   origin: r
  });
 }));
});

var readPairs = (function() {
 const e = h.JR("token") ?? "", t = {
  registry: optional("registry"),
  raw: e,
  origin: "input `token`"
 };
 return lines("tokens").length > 0 ? function() {
  const e = tokensLines().map(({number: e, text: t}) => function(e, t) {
   const n = splitPair(t);
   if (void 0 === n || "" === n.name) throw new a.yo(`${e} must be NAME=TOKEN: the registry's name, \`=\`, and its token`);
   if (function(e) {
    return /\s[A-Za-z_][\w-]*=[^=\s]/.test((0, g.yO)(normalizeToken(e)));
   }(n.value)) throw new a.yo(`${e} holds more than one NAME=TOKEN; give each a line of its own (a block that begins with \`>\` makes one line of all)`);
   return {
    registry: n.name,
    raw: n.value,
    origin: e
   };
  }(`line ${e} of input \`tokens\``, t));
  if (0 === e.length) throw new a.yo("input `tokens` names no registry: it must have a line NAME=TOKEN for each");
  !function(e) {
   const t = [ "token", "registry", "index" ].filter(e => void 0 !== optional(e));
   if (0 === t.length) return;
   const n = t.map(e => `\`${e}\``).join(", ");
   throw new a.yo(`input \`${e}\` cannot stand beside ${n}; give each registry a line of \`${e}\`, or use a step for each`);
  }("tokens");
  const t = new Map;
  for (const {registry: n, origin: r} of e) {
   const e = t.get(n);
   if (void 0 !== e) throw new a.yo(`registry \`${n}\` is named twice: ${e} and ${r}`);
   t.set(n, r);
  }
  return e;
 }() : [ t ];
});

var y = __nccwpck_require__(788);

const w = "https://crates.io";

var trustedPublishingUrl = (function() {
 if (void 0 === h.JR("trusted-publishing-url")) return w;
 const e = optional("trusted-publishing-url");
 return void 0 === e ? void 0 : function(e) {
  const t = URL.parse(e), n = null === t ? "it is no URL" : function({protocol: e, hostname: t, username: n, password: r, search: i, hash: o}) {
   return "" !== n || "" !== r ? "it must not hold a user name or a password" : "" !== i || "" !== o ? "nothing may stand behind its path" : "https:" === e || "http:" === e && function(e) {
    return /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/.test(e);
   }(t) ? void 0 : "it does not begin with `https://`";
  }(t);
  if (null === t || void 0 !== n) throw new a.yo(`input \`trusted-publishing-url\` is \`${e.replace(/^.*@/s, "***@")}\`, but ${n}; it must be the https address of a registry, such as \`https://crates.io\`, or empty`);
  return `${t.origin}${t.pathname.replace(/\/+$/, "")}`;
 }(e);
});

var readWorkingDirectory = (function() {
 const e = (0, c.resolve)(h.Gl(), h.hF("working-directory")), t = optional("working-directory");
 if ((0, y.lQ)(e)) return (function(e) {
  return "win32" === process.platform ? (0, c.resolve)(e) : p.realpathSync.native(e);
 })(e);
 if (void 0 === t) return e;
 throw new a.yo(`input \`working-directory\` is \`${t}\`, but \`${e}\` is not a folder; check out first, or correct the path`);
});

var v = __nccwpck_require__(207);

const k = /^CARGO_(HOME|REGISTRIES_.+_(INDEX|CREDENTIAL_PROVIDER)|REGISTRY_(GLOBAL_CREDENTIAL_PROVIDERS|CREDENTIAL_PROVIDER)|CREDENTIAL_ALIAS_.+)$/, b = /^(INPUT_|STATE_|ACTIONS_(RUNTIME|CACHE|RESULTS)_)/i, _ = 6e4, O = {
 major: 1,
 minor: 74
};

async function cargoLogout(e) {
 return await run(e, "logout", [], "");
}

const $ = {
 login: "install Rust in a step before this one",
 logout: "a later job of this machine that has cargo logs out, if it uses this action"
};

function cli_refused(e) {
 return {
  kind: "refused",
  why: e
 };
}

const x = /^ *(failed to (write to|read response from) credential provider|failed to deserialize response|credential process `.*` failed with status)/m;

async function run(e, t, n, r) {
 const {registry: i, toolchain: o, args: s} = e.login, c = [ ...o, t, "--registry", i, ...s, ...n ], l = await async function(e, t, n, r) {
  const i = await findCargo(e, t);
  if ("kind" in i) return i;
  const {login: o, limitMs: s, checkCancelled: c, onStart: l} = e, {program: u, cwd: d} = i, f = new Set([ ...o.toolchain, "login", "logout", "--registry", o.registry ]), p = n.map(e => f.has(e) ? e : "\u2026").join(" ");
  e.debug(`running \`${u} ${p}\` in \`${d}\``);
  const {runProgram: h} = await __nccwpck_require__.e(285).then(__nccwpck_require__.bind(__nccwpck_require__, 285));
  try {
   return await h({
    ...i,
    args: n,
    input: r,
    limitMs: s,
    checkCancelled: c,
    onStart: l
   });
  } catch (e) {
   if (!function(e) {
    return e instanceof Error && "syscall" in e && /^spawn/.test(String(e.syscall));
   }(e)) throw e;
   return cli_refused(`\`${u}\` could not be started (${(0, a.CA)(e)})`);
  }
 }(e, t, c, r);
 if ("kind" in l) return l;
 const {ending: u} = l, d = wordsOf(e, l.output), f = `\`cargo ${t}\` for \`${i}\``;
 switch (u.kind) {
 case "exited":
  return 0 === u.code ? {
   kind: "done",
   words: d.replace(/^:\n/, "")
  } : {
   kind: x.test(l.output) ? "broken off" : "refused",
   why: `${f} failed${d || ` with code ${u.code}`}`
  };

 case "killed":
  return {
   kind: "broken off",
   why: `${f} was killed (${u.signal})${d}`
  };

 case "overdue":
  return {
   kind: "broken off",
   why: `${f} did not end within ${e.limitMs / 1e3} s, so it was ended, and the credential provider \`${providerOf(e.login)}\` with it${d}`
  };
 }
}

async function findCargo({login: e, env: t}, n) {
 const {findProgram: r} = await __nccwpck_require__.e(285).then(__nccwpck_require__.bind(__nccwpck_require__, 285)), i = function(e, t) {
  const n = Object.entries(e).filter(([e]) => !b.test(e) && !k.test(e));
  return {
   ...Object.fromEntries(n),
   ...t
  };
 }(t, e.env), o = r("cargo", i);
 if (void 0 === o) return {
  kind: "no cargo",
  why: `cargo is not on PATH, but only cargo can call \`${providerOf(e)}\`, the credential provider of \`${e.registry}\`; ${$[n]}`
 };
 const s = e.workingDirectory;
 return (0, y.lQ)(s) ? {
  program: o,
  cwd: s,
  env: i
 } : cli_refused(`the working directory \`${s}\` is not there any more`);
}

function providerOf({providers: e}) {
 return e.map(e => e[0] ?? "").join("`, `");
}

const S = 3e3;

function wordsOf({secrets: e}, t) {
 const n = (e.length > 0 ? (0, v.E)(t, e) : (0, v.s)(t)).trim(), r = n.length > S ? `\u2026${n.slice(-S)}` : n;
 return "" === r ? "" : `:\n${r}`;
}

class TomlError extends Error {
 line;
 column;
 codeblock;
 constructor(e, t) {
  const [n, r] = function(e, t) {
   let n = e.slice(0, t).split(/\r?\n/);
   return [ n.length, n.pop().length + 1 ];
  }(t.toml, t.ptr), i = function(e, t, n) {
   let r = e.split(/\r?\n/), i = "", o = 1 + (0 | Math.log10(t + 1));
   for (let e = t - 1; e <= t + 1; e++) {
    let s = r[e - 1];
    s && (i += e.toString().padEnd(o, " "), i += ":  ", i += s, i += "\n", e === t && (i += " ".repeat(o + n + 2), 
    i += "^\n"));
   }
   return i;
  }(t.toml, n, r);
  super(`Invalid TOML document: ${e}\n\n${i}`, t), this.line = n, this.column = r, 
  this.codeblock = i;
 }
 static x(e, t, n) {
  throw new TomlError(e, {
   toml: t.s,
   ptr: n ?? t.p
  });
 }
}

var parseString = (function(e) {
 let t = e.p, n = e.s.charCodeAt(e.p++), r = n, i = 39 === n, o = n === e.s.charCodeAt(e.p) && n === e.s.charCodeAt(e.p + 1);
 o && (10 === (n = e.s.charCodeAt(e.p += 2)) ? e.p++ : 13 === n && 10 === e.s.charCodeAt(e.p + 1) && (e.p += 2));
 let s = "", a = e.p, c = 0;
 for (;e.p < e.s.length; e.p++) if (n = e.s.charCodeAt(e.p), o && (10 === n || 13 === n && 10 === e.s.charCodeAt(e.p + 1))) c = c && 3; else if (n < 32 && 9 !== n || 127 === n) TomlError.x("control characters are not allowed in strings", e); else {
  if (!(c && 3 !== c || n !== r || o && (e.s.charCodeAt(e.p + 1) !== r || e.s.charCodeAt(e.p + 2) !== r))) {
   if (o && (e.s.charCodeAt(e.p + 3) === r && e.p++, e.s.charCodeAt(e.p + 3) === r && e.p++), 
   !c) {
    let t = e.s.slice(a, e.p);
    s = s ? s + t : t;
   }
   return e.p += o ? 3 : 1, s;
  }
  if (c) if (1 === c) if (120 === n || 117 === n || 85 === n) {
   let t = e.p++ - 1, r = 0, i = 120 === n ? 2 : 117 === n ? 4 : 8;
   for (let t = 0; t < i; t++, e.p++) {
    let t = e.s.charCodeAt(e.p), n = t >= 48 && t <= 57 ? t - 48 : t >= 65 && t <= 70 ? t - 65 + 10 : t >= 97 && t <= 102 ? t - 97 + 10 : -1;
    n < 0 && TomlError.x("invalid non-hex character in unicode escape", e), r = r << 4 | n;
   }
   (r < 0 || r > 1114111 || r >= 55296 && r <= 57343) && TomlError.x("invalid unicode escape", e, t), 
   s += String.fromCodePoint(r), a = e.p--, c = 0;
  } else !o || 32 !== n && 9 !== n ? (98 === n ? s += "\b" : 116 === n ? s += "\t" : 110 === n ? s += "\n" : 102 === n ? s += "\f" : 114 === n ? s += "\r" : 101 === n ? s += "\x1b" : 34 === n ? s += '"' : 92 === n ? s += "\\" : TomlError.x("unrecognised escape sequence", e), 
  a = e.p + 1, c = 0) : c = 2; else 32 !== n && 9 !== n && (2 === c && TomlError.x("invalid escape: only line-ending whitespace may be escaped", e, a), 
  c = i || 92 !== n ? 0 : 1, a = e.p); else i || 92 !== n || (s += e.s.slice(a, a = e.p), 
  c = 1);
 }
 TomlError.x("unfinished string", e, t);
});

let C = /^(\d{4}-\d{2}-\d{2})?[Tt ]?(?:(\d{2}):\d{2}(?::\d{2}(?:\.\d+)?)?)?(Z|z|[-+]\d{2}:\d{2})?$/i;

class TomlDate extends Date {
 #t=!1;
 #n=!1;
 #r=null;
 constructor(e, t, n) {
  let r, i = !0, o = !0, s = "Z";
  if ("string" == typeof e) if (t) e: {
   if (t < 3) {
    if (+e.slice(11, 13) > 23) {
     e = "";
     break e;
    }
    2 === t ? (s = null, e += "Z") : 90 !== (r = e.charCodeAt(e.length - 1)) && 122 !== r && (s = e.slice(e.length - 6)), 
    n && (e = e.slice(0, 10) + "T" + e.slice(11));
   } else 4 === t && (e = +e.slice(0, 2) > 23 ? "" : `0000-01-01T${e}Z`);
   i = 4 !== t, o = 3 !== t;
  } else {
   let t = e.match(C);
   t ? (t[1] || (i = !1, e = `0000-01-01T${e}`), o = !!t[2], o && " " === e[10] && (e = e.replace(" ", "T")), 
   t[2] && +t[2] > 23 ? e = "" : (s = t[3] || null, !s && o && (e += "Z"))) : e = "";
  }
  super(e), isNaN(this.getTime()) || (this.#t = i, this.#n = o, this.#r = s);
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

var extractValue = (function(e, t) {
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
   let t, n = e.p++, r = Object.create(null), i = new Set;
   for (;e.p < e.s.length; ) {
    if (skipVoid(e), 125 === (t = e.s.charCodeAt(e.p))) return e.p++, r;
    let n, o = r, s = !1, a = e.p, c = parseKey(e);
    for (let t = 0; t < c.length; t++) {
     t && (o = s ? o[n] : o[n] = Object.create(null)), n = c[t], (s = Object.hasOwn(o, n)) && ("object" != typeof o[n] || i.has(o[n])) && TomlError.x("trying to redefine an already defined value", e, a);
     let r = "__proto__" === n;
     if (e.uk && (r || "constructor" === n)) {
      o = 1 !== e.uk && TomlError.x("document contains an unsafe property", e, a);
      break;
     }
     !s && r && Object.defineProperty(o, n, {
      enumerable: !0,
      configurable: !0,
      writable: !0
     });
    }
    s && TomlError.x("trying to redefine an already defined value", e, a), skipVoid(e, !0, !0);
    let l = extractValue(e, 125);
    if (o && "object" == typeof (o[n] = l) && i.add(l), skipVoid(e), 125 === (t = e.s.charCodeAt(e.p++))) return r;
    44 !== t && TomlError.x("expected comma or end of structure", e, e.p - 1);
   }
   TomlError.x("unfinished table", e, n);
  }(e);
  return e.d++, t;
 }
 return 34 === r || 39 === r ? parseString(e) : 116 === r ? (114 === e.s.charCodeAt(++e.p) && 117 === e.s.charCodeAt(++e.p) && 101 === e.s.charCodeAt(++e.p) || TomlError.x("invalid value", e, n), 
 e.p++, !0) : 102 === r ? (97 === e.s.charCodeAt(++e.p) && 108 === e.s.charCodeAt(++e.p) && 115 === e.s.charCodeAt(++e.p) && 101 === e.s.charCodeAt(++e.p) || TomlError.x("invalid value", e, n), 
 e.p++, !1) : 43 === r || 45 === r ? parseNumber(e, e.p, e.s.charCodeAt(++e.p), 44 - r, t) : 45 === e.s.charCodeAt(e.p + 4) && 45 === e.s.charCodeAt(e.p + 7) ? function(e, t, n) {
  let r, i = e.p++;
  if (!(isDigit(t) && isDigit(e.s.charCodeAt(e.p++)) && isDigit(e.s.charCodeAt(e.p++)) && isDigit(e.s.charCodeAt(e.p++)))) return parseNumber(e, e.p = i, t, 0, n);
  if (e.p += 5, isDigit(e.s.charCodeAt(e.p++)) || TomlError.x("invalid date-time: date part is malformed", e, i), 
  e.p >= e.s.length || (32 !== (t = e.s.charCodeAt(e.p)) || (r = !0, !isDigit(e.s.charCodeAt(e.p + 1)))) && 84 !== t && 116 !== t) {
   let t = e.s.slice(i, e.p);
   return readDate(e, t, 3, !1, i);
  }
  if (58 !== e.s.charCodeAt(e.p += 3) && TomlError.x("invalid date-time: time part is malformed", e, i), 
  58 === e.s.charCodeAt(e.p += 3) && (e.p += 3), 46 === e.s.charCodeAt(e.p)) for (;isDigit(e.s.charCodeAt(++e.p)); ) ;
  if (t = e.s.charCodeAt(e.p)) {
   if (90 === t || 122 === t) {
    let t = e.s.slice(i, ++e.p);
    return readDate(e, t, 1, r, i, "[+00:00]");
   }
   if (43 === t || 45 === t) {
    let t = e.s.slice(i, e.p += 6);
    return readDate(e, t, 1, r, i, !e.ld && "[" + e.s.slice(e.p - 6, e.p) + "]");
   }
  }
  let o = e.s.slice(i, e.p);
  return readDate(e, o, 2, r, i);
 }(e, r, t) : 58 === e.s.charCodeAt(e.p + 2) ? function(e, t, n) {
  let r = e.p;
  if (!isDigit(t) || !isDigit(e.s.charCodeAt(++e.p))) return parseNumber(e, --e.p, t, 0, n);
  if (58 === e.s.charCodeAt(e.p += 4) && (e.p += 3), 46 === e.s.charCodeAt(e.p)) for (;isDigit(e.s.charCodeAt(++e.p)); ) ;
  let i = e.s.slice(r, e.p);
  return readDate(e, i, 4, !1, r);
 }(e, r, t) : parseNumber(e, e.p, r, 0, t);
});

function parseNumber(e, t, n, r, i) {
 let o = n, s = 0, a = !1;
 if (105 === o) return 110 === e.s.charCodeAt(++e.p) && 102 === e.s.charCodeAt(++e.p) || TomlError.x("invalid value", e, t), 
 e.p++, (r || 1) / 0;
 if (110 === o) return 97 === e.s.charCodeAt(++e.p) && 110 === e.s.charCodeAt(++e.p) || TomlError.x("invalid value", e, t), 
 e.p++, NaN;
 if (48 === o) {
  if (++e.p >= e.s.length || isEndOfValue(o = e.s.charCodeAt(e.p), i)) return !0 === e.bi ? 0n : 0;
  if (!r) {
   if (120 === o) return parseIntegerBaseN(e, t, 16, i);
   if (98 === o) return parseIntegerBaseN(e, t, 2, i);
   if (111 === o) return parseIntegerBaseN(e, t, 8, i);
  }
  46 === o ? s = 2 : 101 === o || 69 === o ? s = 4 : TomlError.x("illegal leading zero", e, t);
 } else isDigit(o) || TomlError.x("invalid value", e, t);
 for (;++e.p < e.s.length && (o = e.s.charCodeAt(e.p), !isEndOfValue(o, i)); ) s || (s = 1), 
 95 === o ? (1 & s || TomlError.x("illegal underscore", e), s += 11, a = !0) : 1 === s && 46 === o ? s = 2 : 1 !== s && 3 !== s || 101 !== o && 69 !== o ? 4 !== s || 43 !== o && 45 !== o ? isDigit(o) ? s > 9 ? s -= 11 : 1 & s || s++ : TomlError.x("illegal character in numeric literal", e) : s = 6 : s = 4;
 if (!s) {
  let t = (n - 48) * (r || 1);
  return !0 === e.bi ? BigInt(t) : t;
 }
 1 & s || TomlError.x("unfinished numeric value", e, t);
 let c = e.s.slice(t, e.p);
 return a && (c = c.replaceAll("_", "")), s > 1 ? parseFloat(c) : parseInteger(e, c, 10, t);
}

function parseIntegerBaseN(e, t, n, r) {
 let i, o = 1;
 for (;++e.p < e.s.length && (i = e.s.charCodeAt(e.p), !isEndOfValue(i, r)); ) 95 === i ? (1 & o && TomlError.x("illegal underscore", e), 
 o = 3) : isDigit(i, n) ? 1 & o && o-- : TomlError.x("illegal character in numeric literal", e);
 1 & o && TomlError.x("unfinished numeric value", e);
 let s = e.s.slice(t + 2, e.p);
 return o && (s = s.replaceAll("_", "")), parseInteger(e, s, n, t);
}

function parseInteger(e, t, n, r) {
 if (!0 !== e.bi) e: {
  let i = parseInt(t, n);
  if (!Number.isSafeInteger(i)) {
   if (e.bi) break e;
   TomlError.x("integer value cannot be represented losslessly", e, r);
  }
  return i;
 }
 return 10 === n ? BigInt(t) : BigInt((2 === n ? "0b" : 8 === n ? "0o" : "0x") + t);
}

function readDate(e, t, n, r, i, o) {
 if (e.ld) {
  let o = new TomlDate(t, n, r);
  return o.isValid() || TomlError.x("invalid date", e, i), o;
 }
 try {
  switch (o && (t += o), n) {
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
  TomlError.x(t instanceof Error ? t.message : "" + t, e, i);
 }
}

var skipComment = (function(e) {
 for (;e.p < e.s.length; e.p++) {
  let t = e.s.charCodeAt(e.p);
  if (10 === t) break;
  if (13 === t && 10 === e.s.charCodeAt(e.p + 1)) {
   e.p++;
   break;
  }
  (t < 32 && 9 !== t || 127 === t) && TomlError.x("control characters are not allowed in comments", e);
 }
});

var skipVoid = (function(e, t, n) {
 let r;
 for (;e.p < e.s.length; ) {
  for (;e.p < e.s.length && (32 === (r = e.s.charCodeAt(e.p)) || 9 === r || !t && (10 === r || 13 === r && 10 === e.s.charCodeAt(e.p + 1))); ) e.p++;
  if (n || 35 !== r) break;
  skipComment(e);
 }
});

var parseKey = (function(e, t = 61) {
 let n, r, i = 0, o = [], s = e.s.charCodeAt(n = e.p);
 do {
  if (s === t) return i || TomlError.x("unexpected end of key", e), 1 === i && o.push(e.s.slice(r, e.p)), 
  e.p++, o;
  46 === s ? (i || TomlError.x("illegal empty bare key", e), 1 === i && o.push(e.s.slice(r, e.p)), 
  i = 0) : i || 34 !== s && 39 !== s ? 32 === s || 9 === s ? 1 === i && (o.push(e.s.slice(r, e.p)), 
  i = 2) : 2 === i || s < 48 && 45 !== s || s > 57 && s < 65 || s > 90 && s < 97 && 95 !== s || s > 122 ? TomlError.x("illegal character in key", e) : i || (i = 1, 
  r = e.p) : (s === e.s.charCodeAt(e.p + 1) && s === e.s.charCodeAt(e.p + 2) && TomlError.x("illegal quoted key: multiline strings are not allowed", e), 
  o.push(parseString(e)), i = 2, e.p--);
 } while (s = e.s.charCodeAt(++e.p));
 TomlError.x("incomplete key-value: cannot find end of key", e, n);
});

var peekTable = (function(e, t, n, r, i) {
 let o, s, a = n, c = r, l = !1;
 for (let n = 0; n < t.length; n++) {
  if (n) {
   if (a = l ? a[o] : a[o] = Object.create(null), c = (s = c[o]).c, 0 === i && (1 === s.t || 2 === s.t)) return null;
   if (2 === s.t) {
    let e = a.length - 1;
    a = a[e], c = c[e].c;
   }
  }
  if (o = t[n], (l = Object.hasOwn(a, o)) && 0 === c[o]?.t && c[o]?.d) return null;
  if (!l) {
   let r = "__proto__" === o;
   if (e.uk && (r || "constructor" === o)) return !1;
   r && (Object.defineProperty(a, o, {
    enumerable: !0,
    configurable: !0,
    writable: !0
   }), Object.defineProperty(c, o, {
    enumerable: !0,
    configurable: !0,
    writable: !0
   })), c[o] = {
    t: n < t.length - 1 && 2 === i ? 3 : i,
    d: !1,
    i: 0,
    c: Object.create(null)
   };
  }
 }
 if (s = c[o], s.t !== i && (1 !== i || 3 !== s.t)) return null;
 if (2 === i && (s.d || (s.d = !0, a[o] = []), a[o].push(a = Object.create(null)), 
 s.c[s.i++] = s = {
  t: 1,
  d: !1,
  i: 0,
  c: Object.create(null)
 }), s.d) return null;
 if (s.d = !0, 1 === i) a = l ? a[o] : a[o] = Object.create(null); else if (0 === i && l) return null;
 return [ o, a, s.c ];
});

function validateTablePeek(e, t, n) {
 null !== t && 2 !== e.uk || TomlError.x(null === t ? "trying to redefine an already defined table or value" : "document contains an unsafe property", e, n);
}

var parse = (function(e, t = {}) {
 let n, r = {
  s: e,
  p: 0,
  d: t.maxDepth ?? 1e3,
  bi: t.integersAsBigInt ?? !1,
  ld: t.useLegacyDate ?? !0,
  uk: "throw" === t.unsafeKeyBehaviour ? 2 : "drop" === t.unsafeKeyBehaviour ? 1 : 0
 }, i = Object.create(null), o = Object.create(null), s = !1, a = i, c = o;
 for (65279 === e.charCodeAt(0) && r.p++, skipVoid(r); r.p < e.length; ) {
  if (91 === e.charCodeAt(r.p)) {
   let t = 91 === e.charCodeAt(++r.p);
   n = r.p += +t, s = !1;
   let l = parseKey(r, 93);
   t && (93 !== e.charCodeAt(r.p) && TomlError.x("expected end of table array declaration", r), 
   r.p++);
   let u = peekTable(r, l, i, o, t ? 2 : 1);
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
 return i;
});

const E = 10;

var decodeStrictly = (function(e) {
 try {
  return new TextDecoder("utf-8", {
   fatal: !0,
   ignoreBOM: !0
  }).decode(e);
 } catch {
  return;
 }
});

var decodeCredentials = (function(e, t) {
 const n = decodeStrictly(e);
 if (void 0 !== n) return n;
 throw new a.yo(`could not read \`${t}\`: line ${function(e) {
  let t = 1, n = 0;
  for (;;) {
   const r = e.indexOf(E, n);
   if (-1 === r || void 0 === decodeStrictly(e.subarray(n, r))) return t;
   n = r + 1, t++;
  }
 }(e)} is not valid UTF-8; correct that line, or remove the file and log in again`);
});

var parseCredentials = (function(e, t) {
 try {
  return {
   path: t,
   text: e,
   data: parse(e, {
    integersAsBigInt: !0
   })
  };
 } catch (n) {
  if (!(n instanceof TomlError)) throw n;
  const {line: r} = n, i = 1 === r && e.startsWith("\ufeff") ? n.column - 1 : n.column;
  throw new a.yo(`could not parse \`${t}\` as TOML: the error is at line ${r}, column ${i}; correct it, or remove the file and log in again`);
 }
});

var isTable = (function(e) {
 return !("object" != typeof e || Array.isArray(e) || e instanceof Date);
});

var valueAt = (function(e, t) {
 return Object.hasOwn(e, t) ? e[t] : void 0;
});

var copyTable = (function(e) {
 return Object.assign(Object.create(null), e);
});

var withValues = (function(e, t, n) {
 const r = copyTable(e), [i, ...o] = t;
 if (void 0 !== i) {
  const t = valueAt(e, i);
  return r[i] = withValues(isTable(t) ? t : {}, o, n), r;
 }
 for (const [e, t] of n) void 0 === t ? delete r[e] : r[e] = t;
 return r;
});

function withoutEmptied(e, t, n) {
 const [r, ...i] = t;
 if (void 0 === r) return e;
 const o = valueAt(e, r);
 if (!isTable(o)) return e;
 const s = valueAt(n, r), a = withoutEmptied(o, i, isTable(s) ? s : {}), c = copyTable(e);
 return c[r] = a, void 0 === s && 0 === Object.keys(a).length && delete c[r], c;
}

var samePart = (function([e, t], n) {
 return Array.isArray(e) && Array.isArray(t) ? function(e, t, n) {
  return e.length === t.length && (e.forEach((e, r) => {
   n.push([ e, t[r] ]);
  }), !0);
 }(e, t, n) : e instanceof Date && t instanceof Date ? e.toISOString() === t.toISOString() : isTable(e) && isTable(t) ? (function(e, t, n) {
  const r = Object.keys(e);
  if (r.length !== Object.keys(t).length) return !1;
  for (const i of r) {
   if (!Object.hasOwn(t, i)) return !1;
   n.push([ e[i], t[i] ]);
  }
  return !0;
 })(e, t, n) : Object.is(e, t);
});

var sameValue = (function(e, t) {
 const n = [ [ e, t ] ];
 for (let e = n.pop(); void 0 !== e; e = n.pop()) if (!samePart(e, n)) return !1;
 return !0;
});

class ScanError extends Error {
 name="ScanError";
}

const T = "\ufeff", A = /[A-Za-z0-9_-]+/y, j = /[^,\]}#\r\n]+/y;

var startOfContent = (function(e) {
 return e.startsWith(T) ? 1 : 0;
});

var skipBlanks = (function(e, t) {
 let n = t;
 for (;" " === e[n] || "\t" === e[n]; ) n++;
 return n;
});

var skipTrivia = (function(e, t) {
 let n = t;
 for (;;) {
  const t = e[n];
  if ("#" === t) n = endOfComment(e, n); else {
   if (" " !== t && "\t" !== t && "\r" !== t && "\n" !== t) return n;
   n++;
  }
 }
});

var endOfComment = (function(e, t) {
 const n = e.indexOf("\n", t);
 return -1 === n ? e.length : n;
});

function fail(e) {
 throw new ScanError(`the scanner found no way on at index ${e}`);
}

var advance = (function(e, t) {
 return t > e ? t : fail(e);
});

var endOfMatch = (function(e, t, n) {
 return e.lastIndex = n, e.test(t) ? e.lastIndex : fail(n);
});

var endOfString = (function(e, t) {
 const n = '"' === e[t] ? '"' : "'", r = e.startsWith(n.repeat(3), t), i = r ? n.repeat(3) : n;
 let o = t + i.length;
 for (;!e.startsWith(i, o); ) o >= e.length && fail(t), o += '"' === n && "\\" === e[o] ? 2 : 1;
 o += i.length;
 for (let t = 0; r && t < 2 && e[o] === n; t++) o++;
 return o;
});

var endOfValue = (function(e, t) {
 const n = e[t];
 return '"' === n || "'" === n ? endOfString(e, t) : "[" === n || "{" === n ? function(e, t) {
  let n = 0, r = t;
  do {
   const i = e[r];
   void 0 === i && fail(t), '"' === i || "'" === i ? r = endOfString(e, r) : "#" === i ? r = endOfComment(e, r) : r++, 
   "[" !== i && "{" !== i || n++, "]" !== i && "}" !== i || n--;
  } while (n > 0);
  return r;
 }(e, t) : function(e, t) {
  let n = endOfMatch(j, e, t);
  for (;" " === e[n - 1] || "\t" === e[n - 1]; ) n--;
  return advance(t, n);
 }(e, t);
});

var nameOf = (function(e, t) {
 const n = e[0];
 return '"' !== n && "'" !== n ? e : "'" !== n && e.includes("\\") ? function(e) {
  try {
   return Object.keys(parse(`${e}=0`))[0];
  } catch {
   return;
  }
 }(e) ?? fail(t) : e.slice(1, -1);
});

var scanKey = (function(e, t) {
 const n = [];
 let r = t;
 for (;;) {
  const t = '"' === e[r] || "'" === e[r] ? endOfString(e, r) : endOfMatch(A, e, r);
  n.push({
   name: nameOf(e.slice(r, t), r),
   end: t
  });
  const i = skipBlanks(e, t);
  if ("." !== e[i]) return n;
  r = advance(r, skipBlanks(e, i + 1));
 }
});

var expectNext = (function(e, t, n) {
 const r = skipBlanks(e, t);
 return e.startsWith(n, r) ? r + n.length : fail(r);
});

var endOfKey = (function(e, t) {
 return e.at(-1)?.end ?? fail(t);
});

var scanHeader = (function(e, t) {
 const n = e.startsWith("[[", t), r = scanKey(e, skipBlanks(e, t + (n ? 2 : 1))), i = expectNext(e, endOfKey(r, t), n ? "]]" : "]");
 return {
  kind: "header",
  path: r.map((e => e.name)),
  array: n,
  start: t,
  end: i
 };
});

var scanPair = (function(e, t) {
 const n = scanKey(e, t), r = skipBlanks(e, expectNext(e, endOfKey(n, t), "="));
 return {
  kind: "pair",
  key: n,
  start: t,
  value: {
   start: r,
   end: endOfValue(e, r)
  }
 };
});

var endOfStatement = (function(e) {
 return "header" === e.kind ? e.end : e.value.end;
});

const M = {
 statements: (function(e) {
  const t = [];
  let n = skipTrivia(e, startOfContent(e));
  for (;n < e.length; ) {
   const r = "[" === e[n] ? scanHeader(e, n) : scanPair(e, n);
   t.push(r), n = advance(n, skipTrivia(e, endOfStatement(r)));
  }
  return t;
 }),
 inlineTable: function(e, t) {
  "{" !== e[t] && fail(t);
  const n = [];
  let r = skipTrivia(e, t + 1);
  for (;"}" !== e[r]; ) {
   const t = scanPair(e, r), i = skipTrivia(e, t.value.end), o = "," === e[i] ? i : void 0;
   n.push({
    ...t,
    comma: o
   }), r = advance(r, void 0 === o ? i : skipTrivia(e, o + 1));
  }
  return {
   open: t,
   pairs: n
  };
 }
};

function startOfLine(e, t) {
 const n = 0 === t ? -1 : e.lastIndexOf("\n", t - 1);
 return Math.max(n + 1, startOfContent(e));
}

function endOfLine(e, t) {
 const n = e.indexOf("\n", t);
 return -1 === n ? e.length : n + 1;
}

var newlineBefore = (function(e, t) {
 return "\n" !== e[t - 1] ? "" : "\r" === e[t - 2] ? "\r\n" : "\n";
});

function emptyLineBefore(e, t) {
 const n = newlineBefore(e, t), r = t - n.length;
 return "" !== n && startOfLine(e, r) === r ? r : void 0;
}

class Doubt extends Error {
 name="Doubt";
}

var parsed = (function(e) {
 try {
  return parse(e, {
   integersAsBigInt: !0
  });
 } catch {
  throw new Doubt("a piece of the text is not TOML");
 }
});

var assure = (function(e) {
 if (!e) throw new Doubt("a span is not what it should be");
});

function assureFound(e) {
 return assure(void 0 !== e), e;
}

function assureValue(e, t, n) {
 const r = e.slice(t.start, t.end);
 assure(/^[^\s#]/.test(r) && /[^\s,]$/.test(r));
 const {v: i} = parsed(`v=[${r}]`);
 assure(void 0 !== i && sameValue(i, [ n ]));
}

function assureKey(e) {
 assure(!/[\r\n]/.test(e) && !/^[ \t]/.test(e)), parsed(`[${e}]`), parsed(`${e}=true`);
}

function assurePair(e, t, n) {
 const r = e.slice(t.start, t.value.start), i = r.lastIndexOf("=");
 assure(-1 !== i && /^[ \t]*$/.test(r.slice(i + 1))), assureKey(r.slice(0, i)), assureValue(e, t.value, n);
}

function assureCharacter(e, t, n) {
 assure(e[t] === n);
}

var applySplice = (function(e, t, n) {
 const {path: r} = e;
 assure(t.start <= t.end && t.end <= e.text.length);
 const i = e.text.slice(0, t.start) + t.text + e.text.slice(t.end), o = parsed(i);
 return assure(sameValue(n(o), o)), {
  path: r,
  text: i,
  data: o
 };
});

var verified = (function(e, t, n) {
 try {
  return n();
 } catch (n) {
  if (!(n instanceof Doubt || n instanceof ScanError)) throw n;
  throw new a.yo(`refused to edit \`${e.path}\`: no single change of its text would change \`${t}\` and nothing else, so the file is left as it is; give \`${t}\` a line of its own under a table header, or remove it, and try again`);
 }
});

function hasComment(e, t, n) {
 return e.slice(t, n).includes("#");
}

function wholeLines(e, t, n) {
 return {
  start: "" === newlineBefore(e, n) ? t - newlineBefore(e, t).length : t,
  end: n
 };
}

function markBelowHeader(e, {header: t, pairs: n}) {
 const [r] = n;
 if (void 0 === r) return;
 const i = emptyLineBefore(e, startOfLine(e, r.start));
 return i === endOfLine(e, t.end) ? i : void 0;
}

function blankAt(e, t) {
 return " " === e[t] ? 1 : 0;
}

function throughComma(e, t, n, r) {
 const i = {
  start: t.value.end,
  end: n
 };
 return hasComment(e, i.start, n) ? {
  end: n + 1,
  text: e.slice(i.start, n),
  kept: i
 } : {
  end: void 0 === r || hasComment(e, n, r.start) ? skipBlanks(e, n + 1) : r.start,
  text: "",
  kept: void 0
 };
}

function isLine(e) {
 return "line" === e.kind;
}

var basicString = (function(e) {
 return JSON.stringify(e).replaceAll("\x7f", "\\u007f");
});

var keySpelling = (function(e) {
 return /^[A-Za-z0-9_-]+$/.test(e) ? e : basicString(e);
});

var pathSpelling = (function(e) {
 return e.map(keySpelling).join(".");
});

var spellPairs = (function(e, t) {
 return [ ...t ].map((([t, n]) => `${e}${keySpelling(t)} = ${basicString(n)}`));
});

function indentation(e, t) {
 const n = e.slice(startOfLine(e, t), t);
 return /^[ \t]*$/.test(n) ? n : "";
}

var insertLines = (function(e, t, n) {
 const r = (function(e, t) {
  const n = e.lastIndexOf("\n", Math.max(t - 1, 0));
  return newlineBefore(e, (-1 === n ? e.indexOf("\n") : n) + 1) || "\n";
 })(e, t);
 return {
  start: t,
  end: t,
  text: t === startOfContent(e) || "\n" === e[t - 1] ? n.map((e => e + r)).join("") : n.map(e => r + e).join("")
 };
});

var depthOf = (function(e, t) {
 return !e.array && e.path.every(((e, n) => e === t[n])) ? e.path.length : void 0;
});

function sectionAt(e, t, n) {
 const r = [];
 let i = n + 1, o = e[i];
 for (;"pair" === o?.kind; ) r.push(o), i++, o = e[i];
 return {
  header: t,
  pairs: r,
  next: o
 };
}

class Surveyor {
 keys=new Map;
 section;
 braces;
 sibling;
 #i;
 #o;
 #s;
 constructor(e, t, n) {
  this.#i = e, this.#o = t, this.#s = n;
 }
 visit(e, t) {
  const {pair: n} = e, r = function(e, t, n) {
   const r = e.findIndex((e, r) => e.name !== t[n + r]);
   return -1 === r ? e.length : r;
  }(n.key, this.#o, t), i = n.key[r];
  if (void 0 === i) this.#a(n, t + r); else if (t + r === this.#o.length) {
   r + 1 === n.key.length && this.keys.set(i.name, e);
   const t = n.key[r - 1];
   void 0 !== t && (this.sibling = {
    pair: n,
    through: t
   });
  }
 }
 #a(e, t) {
  const n = this.#s.inlineTable(this.#i, e.value.start);
  this.braces = {
   table: n,
   path: this.#o.slice(t)
  };
  for (const e of n.pairs) this.visit({
   kind: "inline",
   pair: e,
   table: n
  }, t);
 }
}

var survey = (function(e, t, n) {
 const r = new Surveyor(e, t, n), i = n.statements(e);
 let o = 0;
 for (const [e, n] of i.entries()) "pair" === n.kind ? void 0 !== o && r.visit({
  kind: "line",
  pair: n
 }, o) : (o = depthOf(n, t), o === t.length && (r.section = sectionAt(i, n, e)));
 return r;
});

var spelled = (function(e) {
 return e.map((e => /^[\w-]+$/.test(e) ? e : `"${e}"`)).join(".");
});

function wrongType({path: e}, t, n, r) {
 return new a.yo(`expected ${n}, but found ${function(e) {
  if (Array.isArray(e)) return "an array";
  if (e instanceof Date) return "a datetime";
  switch (typeof e) {
  case "string":
   return "a string";

  case "boolean":
   return "a boolean";

  case "bigint":
   return "an integer";

  case "number":
   return "a float";

  default:
   return "a table";
  }
 }(r)} for \`${spelled(t)}\` in \`${e}\`; correct or remove it there, and try again`);
}

var tableAt = (function(e, t) {
 let n = e.data;
 for (const [r, i] of t.entries()) {
  const o = valueAt(n, i);
  if (void 0 === o) return;
  if (!isTable(o)) throw wrongType(e, t.slice(0, r + 1), "a table", o);
  n = o;
 }
 return n;
});

function setString(e, t, n, r = M) {
 const i = t.at(-1);
 if (void 0 === i) throw new RangeError("the path of a string has at least one part");
 const o = t.slice(0, -1), s = valueAt(tableAt(e, o) ?? {}, i), a = new Map([ [ i, n ] ]);
 return s === n ? e : void 0 === s ? addStrings(e, o, a, r) : verified(e, spelled(t), () => {
  const t = assureFound(survey(e.text, o, r).keys.get(i)).pair.value;
  return assureValue(e.text, t, s), applySplice(e, {
   ...t,
   text: basicString(n)
  }, () => withValues(e.data, o, a));
 });
}

var addStrings = (function(e, t, n, r = M) {
 return tableAt(e, t), verified(e, spelled([ ...t, ...n.keys() ].slice(0, t.length + 1)), (() => {
  const i = survey(e.text, t, r);
  return applySplice(e, (function(e, t, n, r) {
   return 0 === t.length ? insertLines(e, startOfContent(e), spellPairs("", n)) : void 0 !== r.section ? function(e, t, n) {
    const [r] = t.pairs, i = spellPairs(void 0 === r ? "" : indentation(e, r.start), n), o = void 0 === r ? [ "", ...i ] : i;
    return insertLines(e, endOfLine(e, t.header.end), o);
   }(e, r.section, n) : void 0 !== r.braces ? function(e, t, n) {
    const r = spellPairs(t.path.map(e => `${keySpelling(e)}.`).join(""), n).join(", "), i = t.table.pairs.at(-1);
    assureCharacter(e, t.table.open, "{");
    const o = void 0 === i ? t.table.open + 1 : i.value.end;
    return {
     start: o,
     end: o,
     text: void 0 === i ? ` ${r} ` : `, ${r}`
    };
   }(e, r.braces, n) : void 0 !== r.sibling ? function(e, {pair: t, through: n}, r) {
    const i = e.slice(t.start, n.end);
    assureKey(i);
    const o = `${indentation(e, t.start)}${i}.`;
    return insertLines(e, endOfLine(e, t.value.end), spellPairs(o, r));
   }(e, r.sibling, n) : (function(e, t, n) {
    const r = [ `[${pathSpelling(t)}]`, ...spellPairs("", n) ], i = e.length === startOfContent(e);
    return insertLines(e, e.length, i ? r : [ "", ...r ]);
   })(e, t, n);
  })(e.text, t, n, i), (() => withValues(e.data, t, n)));
 }));
});

function removeKeys(e, t, n, r = M) {
 const i = tableAt(e, t) ?? {}, o = n.filter(e => Object.hasOwn(i, e)), [s] = o;
 if (void 0 === s) return e;
 const a = verified(e, spelled([ ...t, s ]), () => function(e, t, n, r) {
  const i = survey(e.text, t, r), o = n.map(e => assureFound(i.keys.get(e))), s = assureFound(function(e, t, n) {
   const r = t.filter(isLine).map(e => e.pair), [i] = r;
   if (void 0 === i) {
    const [n] = t;
    return "inline" === n?.kind ? function(e, t, n) {
     const r = t.pairs.indexOf(n), {start: i, value: o} = n, s = t.pairs[r - 1]?.comma, a = {
      text: "",
      pairs: [ n ],
      section: void 0,
      kept: void 0
     };
     for (const t of [ s, n.comma ]) void 0 !== t && assureCharacter(e, t, ",");
     return void 0 === s || hasComment(e, s, i) ? void 0 !== n.comma ? {
      ...a,
      start: i,
      ...throughComma(e, n, n.comma, t.pairs[r + 1])
     } : void 0 !== s ? {
      ...a,
      start: i,
      end: o.end
     } : {
      ...a,
      start: i - blankAt(e, i - 1),
      end: o.end + blankAt(e, o.end)
     } : {
      ...a,
      start: s,
      end: o.end
     };
    }(e, n.table, n.pair) : void 0;
   }
   const o = n.section && function(e, t, n) {
    const r = t.pairs.at(-1);
    if (void 0 === r || !t.pairs.every(e => n.has(e))) return;
    if (void 0 !== markBelowHeader(e, t)) return;
    if (function(e, t, n) {
     const r = startOfLine(e, t.header.start);
     if (e.slice(startOfLine(e, r - 1), r).trimStart().startsWith("#")) return !0;
     let i = t.header.end;
     for (const n of t.pairs) {
      if (hasComment(e, i, n.start)) return !0;
      i = n.value.end;
     }
     return function(e, t) {
      return "#" === e[skipBlanks(e, t)];
     }(e, n.value.end) || function(e, {next: t}, n) {
      const r = endOfLine(e, n.value.end);
      if (void 0 === t) return hasComment(e, r, e.length);
      const i = e.slice(r, startOfLine(e, t.start)).split("\n"), o = i.slice(0, -1).findLastIndex(e => "" === e.trim());
      return i.slice(0, o + 1).some(e => e.includes("#"));
     }(e, t, n);
    }(e, t, r)) return;
    const i = startOfLine(e, t.header.start), o = endOfLine(e, r.value.end);
    return {
     ...wholeLines(e, emptyLineBefore(e, i) ?? i, o),
     text: "",
     pairs: t.pairs,
     section: t,
     kept: void 0
    };
   }(e, n.section, new Set(r));
   return o ?? function(e, t, n) {
    const r = {
     text: "",
     pairs: [ t ],
     section: void 0,
     kept: void 0
    }, i = skipBlanks(e, t.value.end);
    if ("#" === e[i]) return {
     ...r,
     start: t.start,
     end: i
    };
    const o = (1 === n?.pairs.length ? markBelowHeader(e, n) : void 0) ?? startOfLine(e, t.start);
    return {
     ...r,
     ...wholeLines(e, o, endOfLine(e, t.value.end))
    };
   }(e, i, n.section);
  }(e.text, o, i)), a = n.filter((e, t) => {
   const n = o[t];
   return void 0 !== n && s.pairs.includes(n.pair);
  });
  return function(e, t, n, r) {
   const {text: i} = e, o = tableAt(e, t) ?? {}, s = [];
   void 0 !== r.section && (function(e, t) {
    const n = e.slice(t.start, t.end);
    assure(!t.array && n.startsWith("[") && n.endsWith("]")), assureKey(n.slice(1, -1).trim());
   }(i, r.section.header), s.push(r.section.header));
   for (const e of r.pairs) {
    const t = e.key.at(-1)?.name ?? "";
    assurePair(i, e, assureFound(n.includes(t) ? valueAt(o, t) : void 0)), s.push({
     start: e.start,
     end: e.value.end
    });
   }
   void 0 !== r.kept && s.push(r.kept), function(e, t, n) {
    let r = "", i = t.start;
    for (const t of n) assure(t.start >= i && t.end >= t.start), r += e.slice(i, t.start), 
    i = t.end;
    assure(t.end >= i), r += e.slice(i, t.end), assure(/^[ \t\r\n]*,?[ \t\r\n]*$/.test(r));
   }(i, r, s);
  }(e, t, a, s), applySplice(e, s, n => {
   const r = new Map(a.map(e => [ e, void 0 ]));
   return withoutEmptied(withValues(e.data, t, r), t, n);
  });
 }(e, t, o, r));
 return removeKeys(a, t, n, r);
}

const I = "token", N = "credential-provider", L = [ I, "secret-key", "secret-key-subject" ];

var readString = (function(e, t, n, r) {
 const i = valueAt(t, r);
 if (void 0 === i || "string" == typeof i) return i;
 throw wrongType(e, [ ...n, r ], "a string", i);
});

function readProvider(e, t, n) {
 const r = valueAt(t, N);
 if (void 0 === r || "string" == typeof r || (i = r, Array.isArray(i) && i.every(e => "string" == typeof e))) return r;
 var i;
 throw wrongType(e, [ ...n, N ], "a string or array of strings", r);
}

var pathOf = (function(e) {
 return "crates-io" === e.kind ? [ "registry" ] : [ "registries", e.name ];
});

var readEntry = (function(e, t) {
 const n = pathOf(t), r = tableAt(e, n);
 if (void 0 !== r) {
  for (const t of L) readString(e, r, n, t);
  return {
   token: readString(e, r, n, I),
   [N]: readProvider(e, r, n),
   legacy: !1
  };
 }
 const i = "crates-io" === t.kind ? readString(e, e.data, [], I) : void 0;
 return {
  token: i,
  [N]: void 0,
  legacy: void 0 !== i
 };
});

var setEntry = (function(e, t, {token: n, provider: r}, i = M) {
 const o = pathOf(t), s = readEntry(e, t), a = void 0 === s[N] ? r : void 0;
 if (s.legacy && void 0 === a) return setString(e, [ I ], n, i);
 const c = new Map;
 (void 0 === s.token || s.legacy) && c.set(I, n), void 0 !== a && c.set(N, a);
 const l = c.has(I) ? e : setString(e, [ ...o, I ], n, i);
 return 0 === c.size ? l : addStrings(l, o, c, i);
});

function removeEntry(e, t, n, r = M) {
 const {legacy: i} = readEntry(e, t), o = removeKeys(e, pathOf(t), n ?? L, r), s = "crates-io" === t.kind && "string" == typeof valueAt(o.data, I);
 return (void 0 === n ? s : i && n.includes(I)) ? removeKeys(o, [], [ I ], r) : o;
}

var stat = (function(e) {
 try {
  return (0, p.statSync)(e);
 } catch (t) {
  if ("ENOENT" === (0, a.CA)(t)) return;
  if ("ELOOP" === (0, a.CA)(t)) throw (0, a.oM)("follow the links of", e, t);
  throw (0, a.oM)("read", e, t);
 }
});

var targetOf = (function(e) {
 try {
  const t = endOfLinks(e), n = stat(t) && realPath(t);
  if (void 0 !== n) return n;
  const r = realPath((0, c.dirname)(t));
  return void 0 === r ? t : (0, c.join)(r, (0, c.basename)(t));
 } catch (t) {
  if ("ENOTDIR" === (0, a.CA)(t)) throw function(e, t) {
   return new a.yo(`Cargo's home must be a folder, but \`${e}\` is not; remove it, or set CARGO_HOME to a folder`, {
    cause: t
   });
  }((0, c.dirname)(e), t);
  throw t instanceof a.yo ? t : (0, a.oM)("follow the links of", e, t);
 }
});

var realPath = (function(e) {
 try {
  return (0, p.realpathSync)(e);
 } catch (t) {
  if (void 0 !== (0, p.lstatSync)(e, {
   throwIfNoEntry: !1
  }) || "ENOENT" !== (0, a.CA)(t)) throw t;
  return;
 }
});

var endOfLinks = (function(e) {
 let t = e;
 for (let e = 0; e < 40 && !0 === (0, p.lstatSync)(t, {
  throwIfNoEntry: !1
 })?.isSymbolicLink(); e++) t = (0, c.resolve)((0, c.dirname)(t), (0, p.readlinkSync)(t));
 return t;
});

var readState = (function(e) {
 const t = stat(e);
 if (void 0 === t) return {
  kind: "absent"
 };
 if (!t.isFile()) throw new a.yo(`the credentials file must be a regular file, but \`${e}\` is ${function(e) {
  return e.isDirectory() ? "a folder" : e.isFIFO() ? "a FIFO" : e.isSocket() ? "a socket" : "a device";
 }(t)}; remove it, or set CARGO_HOME to another folder`);
 const n = read(e);
 if (void 0 === n) return {
  kind: "absent"
 };
 const {uid: r, gid: i} = t;
 return {
  kind: "file",
  text: decodeCredentials(n, e),
  mode: 4095 & t.mode,
  uid: r,
  gid: i
 };
});

var readBytes = (function(e) {
 return stat(e)?.isFile() ? read(e) : void 0;
});

var read = (function(e) {
 try {
  return (0, p.readFileSync)(e);
 } catch (t) {
  if ("ENOENT" === (0, a.CA)(t)) return;
  throw (0, a.oM)("read", e, t);
 }
});

const P = 384;

var writeNew = (function(e, t, n, r) {
 let i;
 try {
  i = (0, p.openSync)(e, "wx", P);
 } catch (t) {
  throw (0, a.oM)("write", e, t);
 }
 try {
  !(function(e, t, n, r) {
   try {
    (0, p.writeFileSync)(e, t), void 0 !== r && (function(e, t) {
     const {uid: n, gid: r} = (0, p.fstatSync)(t);
     if ("win32" !== process.platform && (n !== e.uid || r !== e.gid)) try {
      (0, p.fchownSync)(t, e.uid, e.gid);
     } catch (t) {
      if (n === e.uid) return;
      throw new a.yo(`the credentials file belongs to another user (${e.uid}) than the job (${n}); run the job as that user, or set CARGO_HOME to a folder of its own`, {
       cause: t
      });
     }
    })(r, e), (0, p.fchmodSync)(e, n), (0, p.fsyncSync)(e);
   } finally {
    (0, p.closeSync)(e);
   }
  })(i, t, n, r);
 } catch (t) {
  throw removeFile(e), t instanceof a.yo ? t : (0, a.oM)("write", e, t);
 }
});

const F = 50;

var patiently = (function(e, t = process.platform) {
 for (let n = 1; ;n++) try {
  return void e();
 } catch (e) {
  if (!(0, a.ly)(e, t) || n === F) throw e;
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 20);
 }
});

function writeInPlace(e, t) {
 const n = (0, p.openSync)(e, "r+");
 try {
  (0, p.writeFileSync)(n, t), (0, p.ftruncateSync)(n, t.length), (0, p.fsyncSync)(n);
 } finally {
  (0, p.closeSync)(n);
 }
}

var removeFile = (function(e) {
 try {
  return patiently((() => (0, p.unlinkSync)(e))), !0;
 } catch (t) {
  if ("ENOENT" === (0, a.CA)(t)) return !1;
  throw (0, a.oM)("remove", e, t);
 }
});

const D = 432e6;

var newLeaseId = (function() {
 const e = Math.random().toString(36).slice(2, 10);
 return `${Date.now().toString(36)}-${process.pid.toString(36)}-${e}`;
});

var newLease = (function(e, t, n, r) {
 const i = void 0 === r ? void 0 : (function(e, t) {
  return (0, c.join)(e, `cargo-login-${t}`);
 })(r, e);
 return {
  id: e,
  registry: t,
  keeper: n,
  marker: i,
  host: (0, y.dW)(),
  since: (0, y.tB)()
 };
});

var createMarker = (function(e) {
 try {
  (0, p.writeFileSync)(e, "", {
   flag: "wx",
   mode: 384
  });
 } catch (t) {
  throw (0, a.oM)("write", e, t);
 }
});

var isMarkerGone = (function({marker: e}) {
 return void 0 !== e && !exists(e);
});

var entriesOf = (function({keeper: e}) {
 return "file" === e.kind ? e.entries : [];
});

var holdsToken = (function({keeper: e}) {
 return "file" !== e.kind || e.entries.length > 0;
});

function dropPlace(e, t) {
 return e.flatMap(e => {
  if ("file" !== e.keeper.kind) return [ e ];
  const n = e.keeper.entries.filter(e => placeKey(e.place) !== placeKey(t));
  return 0 === n.length && void 0 === e.revocation ? [] : [ {
   ...e,
   keeper: {
    kind: "file",
    entries: n
   }
  } ];
 });
}

var placeKey = (function(e) {
 return "crates-io" === e.kind ? "registry" : `registries.${e.name}`;
});

function removeMarker({marker: e, host: t}) {
 void 0 !== e && t === (0, y.dW)() && removeMarkers([ e ]);
}

var removeMarkers = (function(e) {
 for (const t of e) try {
  removeFile(t);
 } catch {}
});

var isDead = (function(e, t, n) {
 return !!isOutdated(e, t) || void 0 !== e.marker && e.host === n && (0, y.lQ)((0, 
 c.dirname)(e.marker)) && !exists(e.marker);
});

var isOutdated = (function({since: e}, t) {
 return (0, y.vk)(e, t) > D;
});

var exists = (function(e) {
 try {
  return void 0 !== (0, p.statSync)(e, {
   throwIfNoEntry: !1
  });
 } catch {
  return !0;
 }
});

const B = "secret-key", R = "secret-key-subject";

function readSecretKey(e, t) {
 readEntry(e, t);
 const n = tableAt(e, pathOf(t)) ?? {}, [r, i] = [ valueAt(n, B), valueAt(n, R) ];
 if ("string" == typeof r) return {
  key: r,
  subject: "string" == typeof i ? i : void 0
 };
}

function setSecretKey(e, t, n) {
 if (void 0 === n) return removeEntry(e, t, [ B, R ]);
 const r = pathOf(t), i = setString(e, [ ...r, B ], n.key);
 return void 0 === n.subject ? removeEntry(i, t, [ R ]) : setString(i, [ ...r, R ], n.subject);
}

function sameSecretKey(e, t) {
 return e?.key === t?.key && e?.subject === t?.subject;
}

function runningPlaces({keeper: e}) {
 return "cargo" === e.kind && "running" === e.state ? e.login.places : [];
}

function withoutPlace(e, t) {
 return "crates-io" === t.kind ? withValues(e, [], new Map([ [ "registry", void 0 ], [ "token", void 0 ] ])) : withValues(e, [ "registries" ], new Map([ [ t.name, void 0 ] ]));
}

function differenceOf(e, t) {
 let n = 0;
 for (;n < e.length && e[n] === t[n]; ) n++;
 let r = 0;
 const i = Math.min(e.length, t.length) - n;
 for (;r < i && e.at(-1 - r) === t.at(-1 - r); ) r++;
 return {
  start: n,
  end: e.length - r,
  text: t.slice(n, t.length - r)
 };
}

var layOver = (function(e, {place: t, token: n, provider: r, asymmetric: i}) {
 return void 0 !== i ? setSecretKey(e, t, {
  key: n,
  ...i
 }) : setEntry(e, t, r ? {
  token: n,
  provider: "cargo:token"
 } : {
  token: n
 });
});

var settle = (function(e, t, n) {
 return void 0 === e ? {
  base: t,
  leases: []
 } : textOf(t) === e.written ? e : function(e, t, n) {
  const r = parseCredentials(e.written ?? "", n), i = parseCredentials(textOf(e.base) ?? "", n);
  let o = parseCredentials(textOf(t) ?? "", n);
  const s = function(e, t, n) {
   const r = e.flatMap(runningPlaces);
   if (0 === r.length) return;
   const rest = e => r.reduce(withoutPlace, e);
   return sameValue(rest(t.data), rest(n.data)) ? e.map(e => {
    const r = function(e, t, n) {
     for (const r of e) {
      const {token: i} = readEntry(n, r);
      if (void 0 !== i && i !== readEntry(t, r).token) return e.map(e => ({
       place: e,
       token: i,
       provider: !1
      }));
      const o = readSecretKey(n, r);
      if (void 0 !== o && !sameSecretKey(o, readSecretKey(t, r))) {
       const t = {
        subject: o.subject
       };
       return e.map(e => ({
        place: e,
        token: o.key,
        provider: !1,
        asymmetric: t
       }));
      }
     }
     return [];
    }(runningPlaces(e), t, n);
    return 0 === r.length ? e : {
     ...e,
     keeper: {
      kind: "file",
      entries: r
     }
    };
   }) : void 0;
  }(e.leases, r, o);
  if (void 0 !== s) return {
   base: e.base,
   leases: s
  };
  let a = e.leases;
  for (const t of placesOf(e.leases)) isKept(t, r, o) || (a = dropPlace(a, t)), o = disown(o, r, i, t);
  const c = a === e.leases ? function({leases: e, written: t}, n, r, i) {
   const o = [ n ];
   for (const t of e.flatMap(entriesOf)) o.push(layOver(o.at(-1) ?? n, t));
   const s = o.map(e => e.text);
   if (s.at(-1) !== t) return;
   const a = function(e, t) {
    let n = differenceOf(e.at(-1) ?? "", t);
    for (let t = e.length - 1; t > 0; t--) {
     const r = differenceOf(e[t - 1] ?? "", e[t] ?? ""), i = r.start + r.text.length;
     if (n.end <= r.start) continue;
     if (n.start < i) return;
     const o = r.end - i;
     n = {
      start: n.start + o,
      end: n.end + o,
      text: n.text
     };
    }
    const [r = ""] = e;
    return r.slice(0, n.start) + n.text + r.slice(n.end);
   }(s, textOf(i) ?? "");
   return void 0 !== a && function(e, {data: t, path: n}, r) {
    try {
     const i = parseCredentials(e, n).data;
     return sameValue(r.reduce((e, t) => withoutEmptied(e, pathOf(t), i), t), i);
    } catch {
     return !1;
    }
   }(a, r, placesOf(e)) ? a : void 0;
  }(e, i, o, t) : void 0;
  return {
   base: adoptedBase(e.base, t, c ?? o.text),
   leases: a
  };
 }(e, t, n);
});

function progressOf({written: e, previous: t}, n, r) {
 return !isText(r, e ?? "") || isText(n, e) ? "carried out" : isText(n, t) || function(e, t, n) {
  if (void 0 === e || void 0 === t || void 0 === n) return !1;
  const [r, i] = [ Buffer.from(t), Buffer.from(n) ];
  let o = 0;
  for (;o < e.length && e[o] === i[o]; ) o++;
  return r.subarray(o).equals(e.subarray(o));
 }(n, t, e) ? "interrupted" : "overtaken";
}

function takenBack(e) {
 return {
  ...e,
  leases: e.former,
  written: e.previous
 };
}

var isText = (function(e, t) {
 return void 0 === e || void 0 === t ? e === t : Buffer.from(t).equals(e);
});

var textOf = (function(e) {
 return "file" === e.kind ? e.text : void 0;
});

function isKept(e, t, n) {
 return readEntry(n, e).token === readEntry(t, e).token && sameSecretKey(readSecretKey(n, e), readSecretKey(t, e));
}

function adoptedBase(e, t, n) {
 return "absent" !== t.kind && "" !== n.trim() || "absent" !== e.kind ? "absent" === t.kind ? t : {
  ...t,
  text: n
 } : e;
}

function disown(e, t, n, r) {
 const i = readEntry(n, r), o = readEntry(t, r), isOurs = t => {
  const n = readEntry(e, r)[t];
  return void 0 !== n && n === o[t] && n !== i[t];
 };
 let s = e;
 isOurs("token") && (s = void 0 === i.token ? removeEntry(s, r, [ "token" ]) : setEntry(s, r, {
  token: i.token
 }));
 const [a, c, l] = [ e, t, n ].map(e => readSecretKey(e, r));
 return sameSecretKey(a, c) && !sameSecretKey(a, l) && (s = setSecretKey(s, r, l)), 
 isOurs("credential-provider") && (s = removeEntry(s, r, [ "credential-provider" ])), 
 s;
}

function placesOf(e) {
 const t = new Map;
 for (const {place: n} of e.flatMap(entriesOf)) t.set(placeKey(n), n);
 return [ ...t.values() ];
}

var addLeases = (function({base: e, leases: t}, n) {
 return {
  base: e,
  leases: [ ...t, ...n ]
 };
});

var endLeases = (function({base: e, leases: t}, n) {
 const r = t.filter((({id: e, keeper: t}) => n.includes(e) && "file" === t.kind));
 return {
  logins: {
   base: e,
   leases: t.filter((e => !r.includes(e)))
  },
  ended: r
 };
});

function keepLeases(e, t, n) {
 const {logins: r, ended: i} = endLeases(e, t), o = i.flatMap(entriesOf);
 if (0 === o.length) return r;
 let s = parseCredentials(textOf(r.base) ?? "", n);
 for (const e of o) s = layOver(s, e);
 const a = o.reduce((e, {place: t}) => dropPlace(e, t), r.leases);
 return {
  base: {
   ...fileOf(r.base),
   text: s.text,
   mode: P
  },
  leases: a
 };
}

function fileOf(e) {
 if ("file" === e.kind) return e;
 const t = process.getuid?.() ?? 0, n = process.getgid?.() ?? 0;
 return {
  kind: "file",
  text: "",
  mode: P,
  uid: t,
  gid: n
 };
}

function removePlaces(e, t, n) {
 let r = parseCredentials(textOf(e.base) ?? "", n), {leases: i} = e;
 const o = [];
 for (const e of t) {
  const t = dropPlace(i, e);
  (i.flatMap(entriesOf).some(t => placeKey(t.place) === placeKey(e)) || void 0 !== readEntry(r, e).token) && o.push(e), 
  i = t, r = removeEntry(r, e);
 }
 return {
  logins: {
   base: "file" === e.base.kind ? {
    ...e.base,
    text: r.text
   } : e.base,
   leases: i
  },
  removed: o
 };
}

var isHeld = (function(e) {
 return "cargo" === e.keeper.kind;
});

function holderOf({index: e, providers: t}) {
 return JSON.stringify([ e ?? null, t ]);
}

function sharesHolder(e, t) {
 return isHeld(e) && holderOf(e.keeper.login) === holderOf(t);
}

function beginRun({base: e, leases: t}, n, r) {
 const {login: i} = n.keeper;
 return {
  base: e,
  leases: [ ...t.map(e => "login" === r && sharesHolder(e, i) ? withKeeper(e, {
   kept: !1
  }) : e), withKeeper(n, {
   state: "running"
  }) ]
 };
}

function endRun({base: e, leases: t}, n) {
 return {
  base: e,
  leases: t.map(e => e.id === n ? withKeeper(e, {
   state: "held"
  }) : e)
 };
}

function withKeeper(e, t) {
 return isHeld(e) ? {
  ...e,
  keeper: {
   ...e.keeper,
   ...t
  }
 } : e;
}

function dropLeases({base: e, leases: t}, n) {
 return {
  base: e,
  leases: t.filter(({id: e}) => !n.includes(e))
 };
}

function leasesSharing({leases: e}, t) {
 return e.filter(e => sharesHolder(e, t));
}

function dropSharing({base: e, leases: t}, n) {
 return {
  base: e,
  leases: t.flatMap(e => sharesHolder(e, n) ? void 0 === e.revocation ? [] : [ {
   ...e,
   keeper: {
    kind: "file",
    entries: []
   }
  } ] : [ e ])
 };
}

function keepHeld(e, t) {
 return e.leases.filter(isHeld).filter(({id: e}) => t.includes(e)).reduce((e, t) => {
  const n = leasesSharing(e, t.keeper.login), r = n.at(-1)?.id === t.id, {base: i, leases: o} = dropLeases(e, [ t.id ]);
  return {
   base: i,
   leases: o.map(e => r && isAmong(e, n) ? withKeeper(e, {
    kept: !0
   }) : e)
  };
 }, e);
}

function isAmong(e, t) {
 return t.some(({id: t}) => t === e.id);
}

const U = 1;

var readJournal = (function(e) {
 let t;
 try {
  t = (0, p.readFileSync)(e, "utf8");
 } catch (t) {
  if ("ENOENT" === (0, a.CA)(t)) return;
  throw (0, a.oM)("read", e, t);
 }
 try {
  return (function(e) {
   const t = fieldsOf(e);
   if (t.version !== U) throw new TypeError;
   return {
    base: baseOf(t.base),
    leases: list(t.leases, leaseOf),
    written: journal_file_optional(t.written, journal_file_text),
    former: list(t.former, leaseOf),
    previous: journal_file_optional(t.previous, journal_file_text)
   };
  })(JSON.parse(t));
 } catch {
  throw new a.yo(`the journal of logins \`${e}\` is damaged, or of another version of this action; look at the credentials file beside it, remove the tokens that do not belong there, and then remove the journal`);
 }
});

var writeJournal = (function(e, t) {
 const n = draftOf(e);
 writeNew(n, JSON.stringify({
  version: U,
  ...t
 }), P);
 try {
  !(function(e, t) {
   try {
    patiently((() => (0, p.renameSync)(e, t)));
   } catch (e) {
    throw (0, a.oM)("replace", t, e);
   }
  })(n, e);
 } catch (e) {
  throw removeFile(n), e;
 }
});

var draftOf = (function(e) {
 return `${e}.new`;
});

var fieldsOf = (function(e) {
 if ("object" != typeof e || null === e || Array.isArray(e)) throw new TypeError;
 return Object.fromEntries(Object.entries(e));
});

var journal_file_text = (function(e) {
 if ("string" != typeof e) throw new TypeError;
 return e;
});

var number = (function(e) {
 if ("number" != typeof e) throw new TypeError;
 return e;
});

var flag = (function(e) {
 if ("boolean" != typeof e) throw new TypeError;
 return e;
});

var list = (function(e, t) {
 if (!Array.isArray(e)) throw new TypeError;
 return e.map(t);
});

var journal_file_optional = (function(e, t) {
 return void 0 === e ? void 0 : t(e);
});

var baseOf = (function(e) {
 const t = fieldsOf(e);
 if ("absent" === t.kind) return {
  kind: "absent",
  createdFolder: journal_file_optional(t.createdFolder, journal_file_text)
 };
 if ("file" !== t.kind) throw new TypeError;
 return {
  kind: "file",
  text: journal_file_text(t.text),
  mode: number(t.mode),
  uid: number(t.uid),
  gid: number(t.gid)
 };
});

var leaseOf = (function(e) {
 const t = fieldsOf(e), n = fieldsOf(t.since);
 return {
  id: journal_file_text(t.id),
  registry: journal_file_text(t.registry),
  keeper: keeperOf(t.keeper),
  revocation: journal_file_optional(t.revocation, revocationOf),
  marker: journal_file_optional(t.marker, journal_file_text),
  host: journal_file_text(t.host),
  since: {
   time: number(n.time),
   boot: journal_file_optional(n.boot, journal_file_text),
   uptime: number(n.uptime)
  }
 };
});

function revocationOf(e) {
 const t = fieldsOf(e);
 return {
  url: journal_file_text(t.url),
  token: journal_file_text(t.token)
 };
}

var keeperOf = (function(e) {
 const t = fieldsOf(e);
 if ("cargo" === t.kind) {
  const e = t.state;
  if ("running" !== e && "held" !== e) throw new TypeError;
  return {
   kind: "cargo",
   login: cargoLoginOf(t.login),
   state: e,
   kept: flag(t.kept)
  };
 }
 if ("file" !== t.kind) throw new TypeError;
 return {
  kind: "file",
  entries: list(t.entries, entryOf)
 };
});

var entryOf = (function(e) {
 const t = fieldsOf(e);
 return {
  place: placeOf(t.place),
  token: journal_file_text(t.token),
  provider: flag(t.provider),
  asymmetric: journal_file_optional(t.asymmetric, e => ({
   subject: journal_file_optional(fieldsOf(e).subject, journal_file_text)
  }))
 };
});

var placeOf = (function(e) {
 const t = fieldsOf(e);
 if ("crates-io" === t.kind) return {
  kind: "crates-io"
 };
 if ("alternate" !== t.kind) throw new TypeError;
 return {
  kind: "alternate",
  name: journal_file_text(t.name)
 };
});

function cargoLoginOf(e) {
 const t = fieldsOf(e);
 return {
  registry: journal_file_text(t.registry),
  index: journal_file_optional(t.index, journal_file_text),
  providers: list(t.providers, e => list(e, journal_file_text)),
  places: list(t.places, placeOf),
  workingDirectory: journal_file_text(t.workingDirectory),
  toolchain: list(t.toolchain, journal_file_text),
  args: list(t.args, journal_file_text),
  env: Object.fromEntries(Object.entries(fieldsOf(t.env)).map(([e, t]) => [ e, journal_file_text(t) ]))
 };
}

var companionsOf = (function(e) {
 const t = (0, c.join)((0, c.dirname)(e), `.${(0, c.basename)(e)}.cargo-login`);
 return {
  journal: `${t}.json`,
  lock: `${t}.lock`,
  staged: `${t}.new`,
  session: `${t}.session`,
  running: `${t}.running`
 };
});

var recover = (function(e) {
 const t = companionsOf(e);
 removeFile(draftOf(t.journal));
 let n = readJournal(t.journal);
 const r = readBytes(t.staged);
 if (void 0 !== r) {
  const i = n && progressOf(n, readBytes(e), r);
  void 0 !== n && "interrupted" === i && putInPlace(e, t, n), void 0 !== n && "overtaken" === i && (n = takenBack(n), 
  writeJournal(t.journal, n)), removeFile(t.staged);
 }
 return {
  journal: n,
  file: readState(e)
 };
});

var commit = (function(e, t, n, r) {
 const i = companionsOf(e), {base: o, leases: s} = r, c = (function({base: e, leases: t}, n) {
  const r = t.flatMap(entriesOf);
  if (0 === r.length) return textOf(e);
  const i = parseCredentials(textOf(e) ?? "", n);
  return r.reduce(layOver, i).text;
 })(r, e), l = {
  base: o,
  leases: s,
  written: c,
  former: s,
  previous: c
 }, u = (d = t.file, f = c, p = modeOf(r), "absent" === d.kind ? void 0 === f : d.text === f && d.mode === p);
 var d, f, p;
 if (u && function(e, {base: t, leases: n}) {
  return void 0 !== e && 0 !== n.length && JSON.stringify([ e.base, e.leases ]) === JSON.stringify([ t, n ]);
 }(t.journal, r)) return !0;
 if (!u) {
  const r = {
   ...l,
   former: n.leases,
   previous: textOf(t.file)
  };
  if ((function({staged: e, journal: t}, n) {
   !(function(e, t) {
    const n = "file" === t.base.kind ? t.base : void 0;
    writeNew(e, t.written ?? "", modeOf(t), n);
   })(e, n);
   try {
    writeJournal(t, n);
   } catch (t) {
    throw removeFile(e), t;
   }
  })(i, r), !(function(e, t, n, r) {
   const isAsFound = (() => isText(readBytes(e), r.previous));
   try {
    if (isAsFound()) return putInPlace(e, t, r), !0;
   } catch (e) {
    throw !0 === (0, a.CD)(isAsFound) && (0, a.CD)(() => forget(t, n.journal)), e;
   }
   return forget(t, n.journal), !1;
  })(e, i, t, r)) return !1;
 }
 return 0 === s.length ? removeFile(i.journal) : !u && (function(e, {base: t, leases: n}) {
  const r = n.slice(0, e.leases.length);
  return textOf(t) === textOf(e.base) && JSON.stringify(r) === JSON.stringify(e.leases);
 })(n, r) || writeJournal(i.journal, l), !0;
});

var modeOf = (function({base: e, leases: t}) {
 return t.some((e => entriesOf(e).length > 0)) || "absent" === e.kind ? P : e.mode;
});

var putInPlace = (function(e, {staged: t}, n) {
 const r = (function(e) {
  try {
   return endOfLinks(e);
  } catch (t) {
   throw (0, a.oM)("follow the links of", e, t);
  }
 })(e);
 void 0 === n.written ? (removeFile(r), removeFile(t)) : (function(e, t, n) {
  try {
   patiently((() => (0, p.renameSync)(e, t)));
  } catch (o) {
   if (r = t, i = o, "win32" === process.platform || ![ "EBUSY", "EXDEV" ].includes((0, 
   a.CA)(i) ?? "") || !(0, p.existsSync)(r)) throw (0, a.oM)("replace", t, o);
   !function(e, t, n) {
    let r;
    try {
     const i = (0, p.readFileSync)(e);
     r = {
      content: (0, p.readFileSync)(t),
      mode: 4095 & (0, p.statSync)(t).mode
     }, (0, p.chmodSync)(t, P), writeInPlace(t, i), (0, p.chmodSync)(t, n), (0, p.unlinkSync)(e);
    } catch (e) {
     throw void 0 !== r && function(e, t, n) {
      try {
       writeInPlace(e, t), (0, p.chmodSync)(e, n);
      } catch {}
     }(t, r.content, r.mode), (0, a.oM)("write", t, e);
    }
   }(e, t, n);
  }
  var r, i;
 })(t, r, modeOf(n));
});

function forget({journal: e, staged: t}, n) {
 void 0 === n ? removeFile(e) : writeJournal(e, n), removeFile(t);
}

var thisProcess = (function(e = "") {
 const t = `${e}${Date.now().toString(36)}${Math.random().toString(36).slice(2)}`;
 return {
  pid: process.pid,
  start: (0, y.gy)(process.pid),
  nonce: t,
  host: (0, y.dW)()
 };
});

var describeOwner = (function({pid: e, start: t, nonce: n, host: r}) {
 return [ e, t ?? "", n, r ].join("/");
});

function parseOwner(e) {
 const [t, n, r, ...i] = e.split("/");
 if (t && /^[0-9]+$/.test(t) && void 0 !== r && 0 !== i.length) return {
  pid: Number(t),
  start: n || void 0,
  nonce: r,
  host: i.join("/")
 };
}

var makeOwnerFile = (function(e, t) {
 try {
  return "win32" === process.platform ? (0, p.writeFileSync)(e, t, {
   flag: "wx",
   mode: 384
  }) : (function(e, t) {
   try {
    (0, p.symlinkSync)(t, e);
   } catch (n) {
    const r = (0, a.CA)(n) ?? "";
    if (![ "EPERM", "ENOTSUP", "EOPNOTSUPP", "ENOSYS", "EINVAL" ].includes(r)) throw n;
    (0, p.writeFileSync)(e, t, {
     flag: "wx",
     mode: 384
    });
   }
  })(e, t), !0;
 } catch (e) {
  if ("EEXIST" === (0, a.CA)(e) || (0, a.ly)(e, process.platform)) return !1;
  throw e;
 }
});

var readOwnerFile = (function(e) {
 try {
  return (0, p.readlinkSync)(e);
 } catch (t) {
  return "ENOENT" === (0, a.CA)(t) ? void 0 : function(e) {
   try {
    return (0, p.readFileSync)(e, "utf8");
   } catch (e) {
    if ("ENOENT" === (0, a.CA)(e) || (0, a.ly)(e, process.platform)) return;
    throw e;
   }
  }(e);
 }
});

function forgetProcess(e) {
 try {
  (0, p.unlinkSync)(e);
 } catch (t) {
  if ("ENOENT" !== (0, a.CA)(t)) throw (0, a.oM)("remove", e, t);
 }
}

function notedProcess(e) {
 const t = parseOwner(readOwnerFile(e) ?? "");
 if (void 0 !== t && t.host === (0, y.dW)()) return (0, y.W_)(t.pid, t.start) ? t : void 0;
}

const q = "long-", K = 12e4, V = {
 waitMs: 3e4,
 foreignMs: 1e4
};

async function withLongLock(e, t, n, r) {
 return await hold(e, describeOwner(thisProcess(q)), t, n, r);
}

var hold = (async function(e, t, n, r, i) {
 await acquire(e, t, r, n);
 try {
  for (const n of (function(e) {
   const t = guardOf(e);
   return (0, p.readdirSync)((0, c.dirname)(e)).filter((e => e.startsWith((0, c.basename)(t)))).sort((e, t) => t.length - e.length).map(t => (0, 
   c.join)((0, c.dirname)(e), t));
  })(e)) await removeIfDead(n, t, r);
  return r(), await i();
 } finally {
  release(e, t);
 }
});

const H = new Set;

var release = (function(e, t) {
 try {
  const n = readOwnerFile(e);
  if (void 0 !== n && n !== t) return;
  (0, p.unlinkSync)(e);
 } catch (e) {
  "ENOENT" !== (0, a.CA)(e) && H.add(t);
 }
});

var acquire = (async function(e, t, n, r = V) {
 const i = monotonic();
 let o = {
  content: "",
  since: i
 };
 for (;!makeOwnerFile(e, t); ) {
  n();
  const s = readOwnerFile(e), a = monotonic();
  if (void 0 !== s && (s !== o.content && (o = {
   content: s,
   since: a
  }), lock_isDead(s, a - o.since, r))) await remove(e, s, t, n); else {
   if (a - i > r.waitMs) throw held(e, s ?? "", r);
   await new Promise(e => setTimeout(e, 5 + 20 * Math.random()));
  }
 }
});

async function remove(e, t, n, r) {
 const i = guardOf(e);
 await acquire(i, n, r);
 try {
  readOwnerFile(e) === t && (0, p.unlinkSync)(e);
 } finally {
  release(i, n);
 }
}

async function removeIfDead(e, t, n) {
 const r = readOwnerFile(e);
 void 0 !== r && lock_isDead(r, 0, V) && await remove(e, r, t, n);
}

var guardOf = (function(e) {
 return `${e}.break`;
});

var monotonic = (function() {
 return 1e3 * process.uptime();
});

function lock_isDead(e, t, n) {
 const r = parseOwner(e);
 if (void 0 === r) return t > 1e3;
 const i = r.nonce.startsWith(q) ? Math.max(n.foreignMs, K) : n.foreignMs;
 return r.host !== (0, y.dW)() ? t > i : !(!H.has(e) && (0, y.W_)(r.pid, r.start)) || void 0 === r.start && t > i;
}

function held(e, t, {waitMs: n}) {
 const r = parseOwner(t), i = void 0 === r ? "an unknown process" : `process ${r.pid} on ${r.host}`;
 return new a.yo(`the lock \`${e}\` is held by ${i}, and did not come free in ${n / 1e3} s; wait for that job, or remove the lock if that process is not a login`);
}

var leasesOf = (function(e, t) {
 const {leases: n = []} = readJournal(companionsOf(e).journal) ?? {};
 return n.filter((({id: e}) => t.includes(e)));
});

var look = (function(e, t) {
 if (void 0 === t) return readState(e);
 const n = readBytes(companionsOf(e).staged), r = progressOf(t, readBytes(e), n);
 return "interrupted" === r ? t.base : settle("overtaken" === r ? takenBack(t) : t, readState(e), e).base;
});

var changeLogins = (async function(e, t, n, r) {
 const i = (0, c.dirname)(e);
 let o = r;
 try {
  for (;;) {
   o = makeFolder(i) ?? o;
   const r = await underLock(e, t, o, n);
   if ("no folder" !== r) return o ??= r.createdFolder, r;
  }
 } finally {
  void 0 !== o && removeEmptyFolders(i, o);
 }
});

var underLock = (async function(e, t, n, r) {
 const {lock: i} = companionsOf(e);
 try {
  return await (async function(t, i) {
   return await hold(t, describeOwner(thisProcess()), V, i, (() => (function(e, t, n) {
    for (let r = 1; r <= 10; r++) {
     const r = recover(e), i = settle(r.journal, r.file, e), {base: o, leases: s} = i, a = n({
      base: noteFolder(o, t),
      leases: s
     }), {live: c, swept: l, abandoned: u} = sweep(a.logins.leases), d = {
      base: a.logins.base,
      leases: c
     };
     if (!commit(e, r, i, d)) continue;
     l.forEach(removeMarker);
     const f = "absent" === d.base.kind ? d.base.createdFolder : void 0;
     return {
      result: a.result,
      swept: l,
      abandoned: u,
      leases: c,
      createdFolder: f
     };
    }
    throw new a.yo(`somebody edits \`${e}\` again and again; wait until that has ended, and run the job again`);
   })(e, n, r)));
  })(i, t);
 } catch (t) {
  if ("ENOENT" === (0, a.CA)(t) && (o = (0, c.dirname)(e), void 0 === (0, p.lstatSync)(o, {
   throwIfNoEntry: !1
  }))) return "no folder";
  throw void 0 === (0, a.CA)(t) ? t : (0, a.oM)("write in", (0, c.dirname)(e), t);
 }
 var o;
});

var sweep = (function(e) {
 const t = (0, y.tB)(), n = (0, y.dW)(), r = e.filter((e => isDead(e, t, n))), i = r.filter(({keeper: e}) => "cargo" === e.kind), o = r.filter(e => !i.includes(e));
 return {
  live: e.filter((e => !o.includes(e))),
  swept: o,
  abandoned: i
 };
});

var noteFolder = (function(e, t) {
 return "absent" !== e.kind || void 0 === t ? e : {
  kind: "absent",
  createdFolder: t
 };
});

var makeFolder = (function(e) {
 for (let t = 1; ;t++) try {
  return makeFolders(e);
 } catch (n) {
  if ("ENOENT" === (0, a.CA)(n) && t < 10) continue;
  throw (0, a.oM)("make the folder", e, n);
 }
});

var makeFolders = (function(e) {
 if ((0, y.lQ)(e)) return;
 const t = makeFolders((0, c.dirname)(e));
 try {
  (0, p.mkdirSync)(e);
 } catch (n) {
  if ("EEXIST" === (0, a.CA)(n) && (0, y.lQ)(e)) return t;
  throw n;
 }
 return t ?? e;
});

var removeEmptyFolders = (function(e, t) {
 try {
  for (let n = e; n.startsWith(t); n = (0, c.dirname)(n)) (0, p.rmdirSync)(n);
 } catch {}
});

const W = {
 waitMs: 3 * _,
 foreignMs: K
};

async function inProviderSession(e, t, n) {
 const r = (0, c.dirname)(e), i = new ProviderSession(e, t);
 try {
  return await i.hold(() => n(i));
 } catch (e) {
  throw void 0 === (0, a.CA)(e) ? e : (0, a.oM)("write in", r, e);
 } finally {
  void 0 !== i.folderMade && removeEmptyFolders(r, i.folderMade);
 }
}

class ProviderSession {
 folderMade;
 #c;
 #l;
 constructor(e, t) {
  this.#c = e, this.#l = t;
 }
 async hold(e) {
  const {session: t} = companionsOf(this.#c);
  return this.folderMade = makeFolder((0, c.dirname)(this.#c)), await withLongLock(t, W, this.#l, async () => (await this.#u(), 
  await e()));
 }
 async change(e) {
  const t = await changeLogins(this.#c, () => {}, e, this.folderMade);
  return this.folderMade ??= t.createdFolder, t;
 }
 async run({places: e}, t) {
  const {lock: n, running: r} = companionsOf(this.#c), body = async () => {
   try {
    return await t(e => function(e, t) {
     forgetProcess(e);
     try {
      makeOwnerFile(e, describeOwner({
       ...thisProcess(),
       pid: t,
       start: (0, y.gy)(t)
      }));
     } catch (t) {
      throw (0, a.oM)("write", e, t);
     }
    }(r, e));
   } finally {
    forgetProcess(r);
   }
  };
  return 0 === e.length ? await body() : await withLongLock(n, W, this.#l, body);
 }
 async #u() {
  const {running: e} = companionsOf(this.#c), t = 1e3 * process.uptime() + _;
  for (;;) {
   const n = notedProcess(e);
   if (void 0 === n) break;
   if (this.#l(), 1e3 * process.uptime() > t) {
    const {signalGroup: e} = await __nccwpck_require__.e(285).then(__nccwpck_require__.bind(__nccwpck_require__, 285));
    void 0 !== n.start && e(n.pid, "SIGKILL");
    break;
   }
   await new Promise(e => setTimeout(e, 50));
  }
  forgetProcess(e);
 }
}

async function logInByCargo(e, {lease: t, token: n, providerArgs: r}, i, o) {
 const {login: s} = t.keeper;
 return await inProviderSession(e, o, async e => {
  await e.change(e => (i(), {
   logins: beginRun(e, t, "login"),
   result: void 0
  }));
  const c = await e.run(s, e => async function(e, t, n) {
   const r = await async function(e) {
    const t = await findCargo(e, "login");
    if ("kind" in t) return t;
    const {limitMs: n, checkCancelled: r, login: i} = e, {askVersion: o} = await __nccwpck_require__.e(285).then(__nccwpck_require__.bind(__nccwpck_require__, 285)), s = [ ...i.toolchain, "--version" ], a = await o({
     ...t,
     args: s,
     limitMs: n,
     checkCancelled: r
    });
    if (void 0 === a) return cli_refused(`\`cargo --version\` did not end within ${n / 1e3} s; if rustup installs a toolchain then, have it do so in a step before this one`);
    const [, c, l] = /^cargo (\d+)\.(\d+)\./m.exec(a) ?? [];
    if (void 0 === c) return cli_refused(`\`cargo --version\` failed${wordsOf(e, a)}`);
    const u = Number(c) > O.major, d = Number(c) === O.major && Number(l) >= O.minor;
    return u || d ? void 0 : cli_refused(`cargo ${c}.${l} calls no credential provider, and would write the token in plain text; \`${providerOf(i)}\` needs cargo ${O.major}.${O.minor} or newer`);
   }(e).catch(e => cli_refused((0, a.bD)(e)));
   if (void 0 !== r) return r;
   const i = 0 === n.length ? [] : [ "--", ...n ];
   return await run(e, "login", i, `${t.expose()}\n`);
  }(callFor(s, [ n ], o, e), n, r));
  if ("refused" !== c.kind && "no cargo" !== c.kind || await drop(e, t), "done" !== c.kind) throw new a.yo(c.why);
  const {leases: l} = await endRunOf(e, t), u = l.find(({id: e}) => e === t.id);
  return {
   inFile: "file" === u?.keeper.kind,
   words: c.words
  };
 });
}

async function endRunOf(e, {id: t}) {
 return await e.change(e => ({
  logins: endRun(e, t),
  result: void 0
 }));
}

async function drop(e, {id: t}) {
 await e.change(e => ({
  logins: dropLeases(e, [ t ]),
  result: void 0
 }));
}

function callFor(e, t, n, r) {
 return {
  login: e,
  env: h.cA(),
  secrets: t,
  limitMs: _,
  debug: h.Yz,
  checkCancelled: n,
  onStart: r
 };
}

function isForLater(e, {kind: t}) {
 return "no cargo" === t && void 0 !== e.marker && !isOutdated(e, (0, y.tB)());
}

function exchangedFor({revocation: e}) {
 return void 0 === e ? [] : [ new m.z(e.token) ];
}

function tokensAt(e, t) {
 if (0 === t.length) return "";
 const n = parseCredentials(textOf(readState(e)) ?? "", e);
 return JSON.stringify(t.map(e => [ readEntry(n, e).token, readSecretKey(n, e) ]));
}

class ConfigError extends a.yo {
 chain;
 constructor(e, t) {
  super(e.map(layOut).join("\n\n"), t), this.chain = e;
 }
}

function layOut(e, t) {
 return 0 === t ? e : `Caused by:\n  ${e.replaceAll("\n", "\n  ")}`;
}

var withContext = (function(e, t) {
 try {
  return t();
 } catch (t) {
  if (!(t instanceof a.yo)) throw t;
  const n = t instanceof ConfigError ? t.chain : [ t.message ];
  throw new ConfigError([ e(), ...n ], {
   cause: t
  });
 }
});

const G = {
 parts: [],
 env: "CARGO"
}, z = /^[A-Za-z0-9_-]*$/;

var configKey = (function(e) {
 return e.split(".").reduce(childKey, G);
});

var childKey = (function(e, t) {
 return {
  parts: [ ...e.parts, t ],
  env: `${e.env}_${environmentSpelling(t)}`
 };
});

function sensitiveChildKey(e, t) {
 return {
  parts: [ ...e.parts, t ],
  env: `${e.env}_${t}`
 };
}

var environmentSpelling = (function(e) {
 return e.replaceAll("-", "_").toUpperCase();
});

function displayKey(e) {
 return e.parts.map(escapeKeyPart).join(".");
}

function escapeKeyPart(e) {
 return z.test(e) ? e : JSON.stringify(e);
}

const J = {
 "built-in": 0,
 path: 1,
 environment: 2,
 cli: 3
};

function describe(e) {
 switch (e.kind) {
 case "built-in":
  return "default";

 case "path":
  return e.path;

 case "environment":
  return `environment variable \`${e.key}\``;

 case "cli":
  return e.path ?? "--config cli option";
 }
}

function compareDefinitions(e, t) {
 return J[e.kind] - J[t.kind];
}

function isHigherPriority(e, t) {
 return compareDefinitions(e, t) > 0;
}

var rootOf = (function(e, t) {
 const n = definition_pathOf(e);
 return void 0 === n ? t : (0, c.dirname)((0, c.dirname)(n));
});

var definition_pathOf = (function(e) {
 return "path" === e.kind || "cli" === e.kind ? e.path : void 0;
});

const Z = "sparse+", Y = /^[\0- ]*[a-z][a-z0-9+.-]*:/i, X = /^[\0- ]*file:/i;

var checkIndexUrl = (function(e, t) {
 const n = indexUrl((function(e, t) {
  const n = X.test(e) ? function(e) {
   const t = new URL("file:///"), n = e.replaceAll("%", "%25");
   return t.pathname = n.startsWith("/") ? n.replaceAll("\\", "%5C") : n, t.href;
  }(`${t}/truncated-by-url_with_base`) : void 0, r = URL.parse(e, n);
  if (null === r) throw invalidUrl(e);
  if ("" !== r.password) throw new ConfigError([ "registry URLs may not contain passwords" ]);
  return r;
 })(e, t));
 return checkSparseUrl(n), n;
});

var parseUrl = (function(e) {
 const t = URL.parse(e);
 if (null === t) throw invalidUrl(e);
 return t;
});

function invalidUrl(e) {
 const t = Y.test(e) ? "not a valid URL" : "relative URL without a base", n = e.startsWith("git@") ? `; try using \`ssh://${e.replace(":", "/")}\` instead` : "";
 return new ConfigError([ `invalid url \`${shownText(e)}\`: ${t}${n}` ]);
}

function shownText(e) {
 return e.replace(/\/\/(?!git@).*@/s, "//***@");
}

function shownUrl(e) {
 return e.replace(/\/\/(?!git@)[^/?#]*@/, "//***@");
}

var indexUrl = (function(e) {
 const t = canonicalUrl(e);
 if (void 0 === t) throw new ConfigError([ `invalid url \`${shownUrl(e.href)}\`: cannot-be-a-base-URLs are not supported` ]);
 return {
  url: e.href,
  canonical: t,
  isSparse: e.href.startsWith(Z)
 };
});

var canonicalUrl = (function(e) {
 const t = e.href.slice(e.protocol.length);
 if (!t.startsWith("/")) return;
 const n = "github.com" === e.hostname, {href: r} = n ? parseUrl(`https:${t}`) : e;
 return r.replace(Q, ((e, t, r, i) => {
  const o = (function(e) {
   return e.length > 1 && e.endsWith("/") ? e.slice(0, -1) : e;
  })(r);
  return `${t}${(function(e) {
   return e.endsWith(".git") ? e.slice(0, -4) : e;
  })(n ? o.toLowerCase() : o)}${i}`;
 }));
});

const Q = /^([^:]+:(?:\/\/[^/?#]*)?)([^?#]*)(.*)$/s;

var checkSparseUrl = (function({url: e, isSparse: t}) {
 if (t) {
  if (!e.endsWith("/")) throw new ConfigError([ `sparse registry url must end in a slash \`/\`: ${shownUrl(e)}` ]);
  parseUrl(e.slice(Z.length));
 }
});

const ee = {
 string: "string",
 integer: "integer",
 boolean: "boolean",
 list: "array",
 table: "table"
}, te = [ "credential-alias.*", "doc.browser", "host.runner", "registries.*.credential-provider", "registry.credential-provider", "target.*.runner" ], ne = {
 min: -(2n ** 63n),
 max: 2n ** 63n - 1n
}, re = 500;

function value_kindOf(e) {
 return ee[e.kind];
}

function isNonMergeableList(e) {
 return te.some(t => function(e, t) {
  const n = t.split(".");
  return e.length === n.length && n.every((t, n) => "*" === t || t === e[n]);
 }(e, t));
}

var tableFromToml = (function(e, t) {
 return value_tableAt(e, t, []);
});

var value_tableAt = (function(e, t, n) {
 const r = new Map;
 for (const [i, o] of Object.entries(t)) r.set(i, fromToml(e, o, [ ...n, i ]));
 return {
  kind: "table",
  entries: r,
  definition: e
 };
});

var fromToml = (function(e, t, n) {
 if (n.length > re) throw unsupported(n, "recursion limit");
 if ("string" == typeof t) return {
  kind: "string",
  value: t,
  definition: e
 };
 if ("boolean" == typeof t) return {
  kind: "boolean",
  value: t,
  definition: e
 };
 if ("bigint" == typeof t) return {
  kind: "integer",
  value: checkI64(t, n),
  definition: e
 };
 if ("number" == typeof t) throw unsupported(n, "unsupported TOML configuration type `float`");
 if (Array.isArray(t)) return {
  kind: "list",
  items: t.map((t, r) => fromToml(e, t, [ ...n, r ])),
  definition: e
 };
 if (value_isTable(t)) return value_tableAt(e, t, n);
 throw unsupported(n, "unsupported TOML configuration type `datetime`");
});

var value_isTable = (function(e) {
 return "object" == typeof e && null === Object.getPrototypeOf(e);
});

function checkI64(e, t) {
 if (e < ne.min || e > ne.max) throw unsupported(t, "integer does not fit into 64 bits");
 return e;
}

function unsupported(e, t) {
 const n = e.map((e, t) => "number" == typeof e ? `[${e}]` : `${0 === t ? "" : "."}${escapeKeyPart(e)}`);
 return new ConfigError([ `failed to parse config at \`${n.join("")}\``, t ]);
}

var mergeTables = (function(e, t, n) {
 return mergeTableAt(e, t, n, []);
});

var mergeTableAt = (function(e, t, n, r) {
 const i = new Map(e.entries);
 for (const [e, o] of t.entries) {
  const t = i.get(e);
  i.set(e, void 0 === t ? o : mergeKey(t, o, n, [ ...r, e ]));
 }
 return {
  ...e,
  entries: i
 };
});

var mergeKey = (function(e, t, n, r) {
 return withContext(() => `failed to merge key \`${r.at(-1)}\` between ${describe(e.definition)} and ${describe(t.definition)}`, (() => (function(e, t, n, r) {
  if ("list" === e.kind && "list" === t.kind) return {
   ...e,
   items: mergeItems(e, t, n, r)
  };
  if ("table" === e.kind && "table" === t.kind) return mergeTableAt(e, t, n, r);
  if ([ e, t ].some(({kind: e}) => "list" === e || "table" === e)) throw new ConfigError([ `failed to merge config value from \`${describe(t.definition)}\` into \`${describe(e.definition)}\`: expected ${value_kindOf(e)}, but found ${value_kindOf(t)}` ]);
  return n ? t : e;
 })(e, t, n, r)));
});

function mergeItems(e, t, n, r) {
 return isNonMergeableList(r) ? n ? t.items : e.items : sortItems(n ? [ ...e.items, ...t.items ] : [ ...t.items, ...e.items ]);
}

function sortItems(e) {
 return e.toSorted((e, t) => compareDefinitions(e.definition, t.definition));
}

function nameInVariable(e) {
 return /^CARGO_REGISTRIES_(.*)_INDEX$/s.exec(e)?.[1]?.toLowerCase();
}

function config_name_wrongType(e, t, n, r) {
 return new ConfigError([ `expected a ${e}, but found a ${t} for \`${n}\` in ${describe(r)}` ]);
}

const ie = "crates-io";

var registryName = (function(e) {
 return "crates.io" === e ? ie : (checkRegistryName(e), e);
});

var checkRegistryName = (function(e, t = "") {
 const n = (function(e) {
  if (/^[A-Za-z_][A-Za-z0-9_-]*$/.test(e)) return;
  const [t, ...n] = e;
  if (void 0 === t) return "registry name cannot be empty";
  if (/[0-9]/.test(t)) return invalid(e, t, "the name cannot start with a digit");
  if (!/[\p{XID_Start}_]/u.test(t)) return invalid(e, t, "the first character must be a Unicode XID start character (most letters or `_`)");
  const r = n.find(e => !/[\p{XID_Continue}-]/u.test(e));
  return void 0 === r ? void 0 : invalid(e, r, "characters must be Unicode XID characters (numbers, `-`, `_`, or most letters)");
 })(e);
 if (void 0 !== n) throw new a.yo(`${n}${t}`);
});

function invalid(e, t, n) {
 return `invalid character \`${t}\` in registry name: \`${e}\`, ${n}`;
}

const oe = {
 url: "https://github.com/rust-lang/crates.io-index",
 canonical: "https://github.com/rust-lang/crates.io-index",
 isSparse: !1
}, se = {
 url: "sparse+https://index.crates.io/",
 canonical: "sparse+https://index.crates.io/",
 isSparse: !0
};

var identityOf = (function(e) {
 switch (e.kind) {
 case "registry":
  return `${e.index.isSparse ? "sparse" : "registry"} ${e.index.canonical}`;

 case "git":
  return `git ${e.index.canonical}${e.reference}`;

 default:
  return `${e.kind} ${e.path}`;
 }
});

function describeSource(e) {
 switch (e.kind) {
 case "registry":
  return `registry \`${e.name.name}\``;

 case "local-registry":
  return `registry \`${e.path}\``;

 case "directory":
  return `dir ${e.path}`;

 case "git":
  return `${e.index.url}${e.reference}`;
 }
}

var isCratesIo = (function({url: e}) {
 return e === oe.url || e === se.url;
});

class SourceIds {
 #d;
 #f=new Map;
 constructor(e) {
  this.#d = e;
 }
 intern(e) {
  const t = identityOf(e), n = this.#f.get(t) ?? e;
  return this.#f.set(t, n), n;
 }
 cratesIo() {
  return checkRegistryIndexNotSet(this.#d), this.registry(oe, "registries", ie);
 }
 builtInCratesIo() {
  const e = this.#d.getString("registries.crates-io.protocol");
  if ("git" === e?.value) return this.cratesIo();
  if (void 0 !== e && "sparse" !== e.value) throw new ConfigError([ `unsupported registry protocol \`${e.value}\` (defined in ${describe(e.definition)})` ]);
  return this.registry(se, "registries", ie);
 }
 registry(e, t, n) {
  return this.intern({
   kind: "registry",
   index: e,
   name: {
    table: t,
    name: n
   }
  });
 }
 named(e) {
  const t = this.indexOf(e);
  return t && this.registry(t.index, "registries", e);
 }
 indexOf(e) {
  checkRegistryName(e);
  const t = this.#d.getString(`registries.${e}.index`);
  if (void 0 === t) return;
  const {value: n, definition: r} = t;
  return {
   index: withContext(() => `invalid index URL for registry \`${e}\` defined in ${describe(r)}`, (() => checkIndexUrl(n, rootOf(r, this.#d.cwd)))),
   definition: r
  };
 }
}

var checkRegistryIndexNotSet = (function(e) {
 const t = e.getString("registry.index");
 if (void 0 !== t) throw new ConfigError([ `the \`registry.index\` config value is no longer supported (defined in ${describe(t.definition)})\nUse \`[source]\` replacement to alter the default index for crates.io.` ]);
});

var readOptional = (function(e, t) {
 return (function({config: e, key: t, prefixOk: n}) {
  return void 0 !== e.variables.get(t.env) || !(!n || void 0 === e.variables.longerThan(t.env)) || void 0 !== e.find(t) || (warnOfMisspelling(e, t), 
  !1);
 })(e) ? t(e) : void 0;
});

var warnOfMisspelling = (function(e, t) {
 const n = e.variables.misspelling(t.env);
 void 0 !== n && e.warn(`environment variables are expected to use uppercase letters and underscores, the variable \`${n}\` will be ignored and have no effect`);
});

var typed_readString = (function(e) {
 const {config: t, key: n} = e, r = t.find(n);
 return choose(e, r, "string" === r?.kind ? r : void 0, fromVariable(t, n, String), "a string");
});

function readBoolean(e) {
 const {config: t, key: n} = e, r = t.find(n);
 return choose(e, r, "boolean" === r?.kind ? r : void 0, fromVariable(t, n, parseBoolean), "true/false");
}

function readInteger(e) {
 const {config: t, key: n} = e, r = t.find(n);
 return choose(e, r, "integer" === r?.kind ? r : void 0, fromVariable(t, n, parseI64), "an integer");
}

var choose = (function({config: e, key: t}, n, r, i, o) {
 if (void 0 !== n && void 0 === r) throw definedError(n.definition, `\`${displayKey(t)}\` expected ${o}, but found a ${value_kindOf(n)}`);
 if (void 0 !== r && void 0 !== i) return isHigherPriority(r.definition, i.definition) ? r : i;
 const s = r ?? i;
 if (void 0 === s) {
  const n = e.variables.longerThan(t.env), r = void 0 === n ? "" : ` (expected because \`${n}\` is set)`;
  throw new ConfigError([ `missing config key \`${displayKey(t)}\`${r}` ]);
 }
 return s;
});

var fromVariable = (function(e, t, n) {
 const r = e.variables.get(t.env);
 if (void 0 === r) return void warnOfMisspelling(e, t);
 const i = {
  kind: "environment",
  key: t.env
 };
 return {
  value: n(r, i),
  definition: i
 };
});

function parseBoolean(e, t) {
 if ("true" !== e && "false" !== e) throw definedError(t, "provided string was not `true` or `false`");
 return "true" === e;
}

function parseI64(e, t) {
 const n = function(e) {
  if (!/^[+-]?[0-9]+$/.test(e)) return;
  const t = BigInt(e.replace("+", ""));
  return BigInt.asIntN(64, t) === t ? t : void 0;
 }(e);
 if (void 0 === n) throw definedError(t, "invalid digit found in string");
 return n;
}

function definedError(e, t) {
 return new ConfigError([ `error in ${describe(e)}: ${t}` ]);
}

var readWithDefinition = (function(e, t) {
 const n = (function({config: e, key: t}) {
  const n = {
   kind: "environment",
   key: t.env
  }, r = e.find(t);
  return void 0 === r || void 0 !== e.variables.get(t.env) && isHigherPriority(n, r.definition) ? n : r.definition;
 })(e);
 return {
  value: withContext(() => `error in ${describe(n)}: could not load config key \`${displayKey(e.key)}\``, (() => t(e))),
  definition: n
 };
});

var readStringValue = (function(e) {
 return readWithDefinition(e, (e => typed_readString(e).value));
});

function unexpected(e, t, n) {
 const r = displayKey(n);
 return new ConfigError([ `invalid configuration for key \`${r}\`\nexpected a ${t}, but found a ${value_kindOf(e)} for \`${r}\` in ${describe(e.definition)}` ]);
}

var readTable = (function(e, t) {
 const n = e.find(t);
 if (void 0 !== n && "table" !== n.kind) throw unexpected(n, "table", t);
 return n;
});

class Fields {
 #p;
 #h;
 constructor(e, t) {
  const n = readTable(e.config, e.key), r = void 0 !== e.config.variables.longerThan(e.key.env);
  this.#p = e, this.#h = new Set([ ...r ? t.filter(e => this.#g(e)) : [], ...n?.entries.keys() ?? [] ]);
 }
 #g(e) {
  const {env: t} = childKey(this.#p.key, e), {variables: n} = this.#p.config;
  return void 0 !== n.get(t) || void 0 !== n.longerThan(t);
 }
 optional(e, t) {
  if (this.#h.has(e)) return readOptional({
   config: this.#p.config,
   key: childKey(this.#p.key, e),
   prefixOk: !this.#m(e)
  }, t);
 }
 #m(e) {
  const t = `${e}_`.replaceAll("-", "_");
  return [ ...this.#h ].some((e => e.replaceAll("-", "_").startsWith(t)));
 }
}

const ae = [ "replace-with", "directory", "registry", "local-registry", "git", "branch", "tag", "rev" ];

class SourceConfigMap {
 #d;
 #y;
 #w=new Map;
 #h=new Map;
 constructor(e, t) {
  this.#d = e, this.#y = t, this.#v(ie, {
   id: t.cratesIo()
  }, ""), this.#v(ie, {
   id: t.builtInCratesIo()
  }, "");
 }
 addConfigured(e) {
  const t = configKey("source");
  for (const [n, {definition: r}] of e.entries) {
   const e = readDefinition(this.#d, sensitiveChildKey(t, n));
   this.#k(n, e, describe(r));
  }
 }
 replacementOf(e) {
  const t = this.#h.get(identityOf(e));
  if (void 0 === t) return loaded(e);
  const n = this.#b(t), r = loaded(n.id);
  if (identityOf(r) === identityOf(e)) return r;
  if (loaded(e), "git" === r.kind) throw new ConfigError([ `cannot replace \`${t}\` with \`${n.name}\`, the source \`${t}\` supports checksums, but \`${n.name}\` does not\n\na lock file compatible with \`${t}\` cannot be generated in this situation\n` ]);
  return r;
 }
 #b(e) {
  const t = new Set;
  let n = e, r = "";
  for (;;) {
   const i = this.#w.get(n);
   if (void 0 === i) return {
    id: this.#_(n, e, r),
    name: n
   };
   if (void 0 === i.replaceWith) return {
    id: i.id,
    name: n
   };
   if (t.add(n), n = i.replaceWith.value, r = describe(i.replaceWith.definition), t.has(n)) throw new ConfigError([ `detected a cycle of \`replace-with\` sources, the source \`${n}\` is eventually replaced with itself (configuration in \`${r}\`)` ]);
  }
 }
 #_(e, t, n) {
  const notFound = () => `could not find a configured source with the name \`${e}\` when attempting to lookup \`${t}\` (configuration in \`${n}\`)`, r = withContext(notFound, () => this.#y.named(e));
  if (void 0 === r) throw new ConfigError([ notFound() ]);
  return r;
 }
 #v(e, t, n) {
  const r = identityOf(t.id), i = this.#h.get(r);
  if (void 0 !== i && e !== ie) throw new ConfigError([ `source \`${e}\` defines source ${describeSource(t.id)}, but that source is already defined by \`${i}\` (in ${n})\nnote: Sources are not allowed to be defined multiple times.` ]);
  this.#h.set(r, e), this.#w.set(e, t);
 }
 #k(e, t, n) {
  const r = this.#O(e, t), [i] = 0 === r.length && e === ie ? [ this.#y.builtInCratesIo() ] : r;
  if (void 0 === i) throw new ConfigError([ `no source location specified for \`source.${e}\`, need \`registry\`, \`local-registry\`, \`directory\`, or \`git\` defined (in ${n})` ]);
  if (r.length > 1) throw new ConfigError([ `more than one source location specified for \`source.${e}\` (in ${n})` ]);
  this.#v(e, {
   id: i,
   replaceWith: t["replace-with"]
  }, n);
 }
 #O(e, t) {
  const {registry: n, directory: r, git: i} = t, o = t["local-registry"], s = [];
  if (void 0 !== n) {
   const t = indexUrl(urlOf(n, `source.${e}.registry`));
   s.push(this.#y.registry(t, "source", e));
  }
  if (void 0 !== o && s.push(this.#y.intern({
   kind: "local-registry",
   path: this.#$(o)
  })), void 0 !== r && s.push(this.#y.intern({
   kind: "directory",
   path: this.#$(r)
  })), void 0 === i) !function(e, t) {
   for (const n of ce) {
    const r = t[n];
    if (void 0 !== r) throw new ConfigError([ `source definition \`source.${e}\` specifies \`${n}\`, but that requires a \`git\` key to be specified (in ${describe(r.definition)})` ]);
   }
  }(e, t); else {
   const n = indexUrl(urlOf(i, `source.${e}.git`));
   s.push(this.#y.intern({
    kind: "git",
    index: n,
    reference: referenceOf(t)
   }));
  }
  return s;
 }
 #$({value: e, definition: t}) {
  return (0, c.resolve)(rootOf(t, this.#d.cwd), e);
 }
}

function readDefinition(e, t) {
 const n = new Fields({
  config: e,
  key: t,
  prefixOk: !0
 }, ae);
 return Object.fromEntries(ae.map(e => [ e, n.optional(e, readStringValue) ]));
}

function urlOf({value: e, definition: t}, n) {
 return withContext(() => `configuration key \`${n}\` specified an invalid URL (in ${describe(t)})`, () => parseUrl(e));
}

const ce = [ "branch", "tag", "rev" ];

function referenceOf(e) {
 const t = ce.find(t => void 0 !== e[t]);
 return void 0 === t ? "" : `?${t}=${e[t]?.value}`;
}

var loaded = (function(e) {
 return "registry" !== e.kind || isCratesIo(e.index) || checkSparseUrl(e.index), 
 e;
});

const le = 20;

function definedNames(e) {
 const t = [ ...namesInFiles(e), ...undefined_registry_namesInVariables(e) ];
 if (0 === t.length) return `No registry is defined: looked in \`${e.cwd}\` and its parents, in \`${e.home}\`, and in the environment.`;
 const n = t.length > le ? ` and ${t.length - le} more` : "";
 return `Defined are ${t.slice(0, le).join(", ")}${n}.`;
}

function namesInFiles(e) {
 return [ ...e.getTable("registries")?.entries ?? [] ].flatMap(([e, t]) => {
  const n = "table" === t.kind ? t.entries.get("index") : void 0;
  return void 0 === n ? [] : [ named(e, n.definition) ];
 });
}

function undefined_registry_namesInVariables(e) {
 return [ ...e.variables.entries() ].flatMap(([e]) => {
  const t = nameInVariable(e);
  return void 0 === t ? [] : [ named(t, {
   kind: "environment",
   key: e
  }) ];
 });
}

function named(e, t) {
 return `\`${e}\` (${describe(t)})`;
}

var resolveRegistry = (function(e, t, n = {}) {
 const r = e.withoutCredentials(), i = (function(e, t) {
  return void 0 === t ? e.getString("registry.default") : {
   value: registryName(t)
  };
 })(r, t);
 return void 0 === i || i.value === ie ? (function(e, t, {index: n}) {
  if (void 0 !== n) throw new ConfigError([ `\`index\` is for a registry that no configuration defines, and \`${ie}\` is built in; name the registry with \`registry\`` ]);
  const r = new SourceIds(e);
  return checkSources(e, r, r.cratesIo(), void 0 !== t), {
   kind: "crates-io",
   name: ie,
   tokenNames: [],
   notes: []
  };
 })(r, i, n) : (function(e, t, {index: n}) {
  const r = t.value, i = (function({definition: e}) {
   return void 0 === e ? "" : ` (\`registry.default\` in ${describe(e)})`;
  })(t);
  checkRegistryName(r, i);
  const o = new SourceIds(e), s = o.indexOf(r), a = void 0 === n ? void 0 : function(e, t, n, r) {
   const i = checkIndexUrl(n, e.cwd);
   if (void 0 === r) {
    const e = `CARGO_REGISTRIES_${environmentSpelling(t)}_INDEX`;
    return {
     index: {
      index: i,
      definition: {
       kind: "environment",
       key: e
      }
     },
     exported: {
      key: e,
      value: i.url
     }
    };
   }
   const o = r.index;
   if (o.canonical !== i.canonical || o.isSparse !== i.isSparse) throw new ConfigError([ `\`index\` is \`${shownUrl(i.url)}\`, but the index of \`${t}\` is \`${shownUrl(o.url)}\` according to ${describe(r.definition)}; correct one of them or drop \`index\`` ]);
  }(e, r, n, s), c = s ?? a?.index;
  if (void 0 === c) throw function(e, t, n) {
   return new ConfigError([ `registry index was not found in any configuration: \`${t}\`${n}\n${definedNames(e)}\nRun actions/checkout before this step if \`.cargo/config.toml\` is in the repository, or give \`index\`.` ]);
  }(e, r, i);
  checkSources(e, o, o.registry(c.index, "registries", r), !0);
  const l = a?.exported, {index: u, definition: d} = c, f = {
   name: r,
   index: {
    url: u.url,
    definition: d
   },
   exported: l
  };
  return isCratesIo(u) ? {
   ...f,
   kind: "crates-io",
   tokenNames: [],
   notes: []
  } : {
   ...f,
   kind: "alternate",
   ...namesOf(e, r, u, l)
  };
 })(r, i, n);
});

var checkSources = (function(e, t, n, r) {
 const i = new SourceConfigMap(e, t).replacementOf(n), o = (function(e) {
  return readOptional(e.place("source"), () => readTable(e, configKey("source")));
 })(e);
 if (void 0 === o) return;
 const s = new SourceConfigMap(e, t);
 s.addConfigured(o);
 const a = s.replacementOf(n);
 if (!r && identityOf(a) !== identityOf(i)) throw function(e, t) {
  const n = e.find(configKey(`source.${ie}`)), r = void 0 === n ? "" : ` (\`source.${ie}\` in ${describe(n.definition)})`;
  if ("registry" === t.kind && "registries" === t.name.table) {
   const {name: e} = t.name;
   return new ConfigError([ `crates-io is replaced with remote registry ${e}${r};\ninclude \`registry: ${e}\` or \`registry: ${ie}\`` ]);
  }
  return new ConfigError([ `crates-io is replaced with non-remote-registry source ${describeSource(t)}${r};\ninclude \`registry: ${ie}\` to use crates.io` ]);
 }(e, a);
});

var namesOf = (function(e, t, n, r) {
 const i = (function(e, t, n) {
  const r = (function(e, t, n) {
   const r = new Map(e.variables.entries());
   return void 0 !== n && r.set(n.key, n.value), [ ...r ].flatMap(([e, n]) => {
    const r = nameInVariable(e);
    return void 0 !== r && function({canonical: e}, t) {
     const n = URL.parse(t);
     return null !== n && canonicalUrl(n) === e;
    }(t, n) ? [ {
     name: r,
     definition: {
      kind: "environment",
      key: e
     }
    } ] : [];
   });
  })(e, t, n), i = r.length > 0 ? r : (function(e, t) {
   return [ ...e.getTable("registries")?.entries ?? [] ].flatMap((([e, n]) => {
    if ("table" !== n.kind) throw config_name_wrongType("table", value_kindOf(n), `registries.${e}`, n.definition);
    const r = n.entries.get("index");
    if (void 0 === r) return [];
    const {definition: i} = r;
    if ("string" !== r.kind) throw config_name_wrongType("string", value_kindOf(r), `registries.${e}.index`, i);
    return indexUrl(parseUrl(r.value)).canonical === t.canonical ? [ {
     name: e,
     definition: i
    } ] : [];
   }));
  })(e, t);
  if (i.length > 1) throw function(e, t) {
   const n = e.toSorted((e, t) => e.name < t.name ? -1 : 1), r = t.isSparse ? "" : "registry+", i = n.map(({name: e, definition: t}) => `\`${e}\` in ${describe(t)}`);
   return new ConfigError([ `multiple registries are configured with the same index url '${r}${shownUrl(t.url)}': ${n.map(({name: e}) => e).join(", ")}\n(${i.join(", ")})` ]);
  }(i, t);
  return i[0]?.name;
 })(e, n, r);
 return void 0 === i || i === t ? {
  configName: i,
  tokenNames: [ t ],
  notes: []
 } : {
  configName: i,
  tokenNames: [ t, i ],
  notes: [ `name of alternative registry \`${shownUrl(n.url)}\` set to \`${i}\`` ]
 };
});

function readStrings({config: e, key: t}) {
 const n = e.find(t);
 if (void 0 !== n && "list" !== n.kind) throw unexpected(n, "list", t);
 return withVariable(e, t, n?.items ?? []).map((e, n) => {
  if ("string" !== e.kind) throw new ConfigError([ `error in ${describe(e.definition)}: failed to parse config at \`${displayKey(t)}[${n}]\``, `invalid type: ${rustTypeOf(e)}, expected a string` ]);
  return e;
 });
}

function rustTypeOf(e) {
 switch (e.kind) {
 case "integer":
 case "boolean":
  return `${e.kind} \`${e.value}\``;

 case "list":
  return "sequence";

 case "table":
  return "map";
 }
}

function readStringList({config: e, key: t}) {
 const n = e.find(t);
 return withVariable(e, t, function(e, t) {
  if ("string" === e?.kind) return words(e.value, e.definition);
  if (void 0 !== e && "list" !== e.kind) throw unexpected(e, "string or array of strings", t);
  return e?.items ?? [];
 }(n, t)).map(e => {
  if ("string" !== e.kind) throw definedError(e.definition, `\`${displayKey(t)}\` expected string, but found a ${value_kindOf(e)}`);
  return e.value;
 });
}

function words(e, t) {
 return e.split(/\p{White_Space}+/u).filter(e => "" !== e).map(e => ({
  kind: "string",
  value: e,
  definition: t
 }));
}

function withVariable(e, t, n) {
 const r = e.variables.get(t.env);
 if (void 0 === r) return warnOfMisspelling(e, t), n;
 const i = {
  kind: "environment",
  key: t.env
 };
 if (!isNonMergeableList(t.parts)) return sortItems([ ...n, ...words(r, i) ]);
 const o = n[0];
 return void 0 !== o && isHigherPriority(o.definition, i) ? n : words(r, i);
}

const ue = [ "index", "token", "credential-provider", "secret-key", "secret-key-subject" ];

var readRegistryTable = (function(e) {
 const t = new Fields(e, [ ...ue, "protocol" ]);
 return t.optional("protocol", typed_readString), readCommon(t);
});

function readGlobalTable(e) {
 const t = new Fields(e, [ ...ue, "default", "global-credential-providers" ]);
 return t.optional("default", typed_readString), t.optional("global-credential-providers", readStrings), 
 readCommon(t);
}

var readCommon = (function(e) {
 return e.optional("index", typed_readString), e.optional("token", readStringValue), 
 e.optional("secret-key-subject", typed_readString), {
  secretKey: e.optional("secret-key", readStringValue)?.definition,
  provider: e.optional("credential-provider", readProgram)
 };
});

function readProgram(e) {
 const t = readWithDefinition(e, readStringList);
 if (0 === t.value.length) throw new ConfigError([ `invalid length 0, expected at least one element (\`${e.key.parts.join(".")}\` in ${describe(t.definition)})` ]);
 return t;
}

const de = "cargo:token", fe = new Map([ [ de, void 0 ], [ "cargo:paseto", void 0 ], [ "cargo:token-from-stdout", void 0 ], [ "cargo:wincred", "win32" ], [ "cargo:macos-keychain", "darwin" ], [ "cargo:libsecret", "linux" ] ]);

var resolveProvider = (function(e, t) {
 const {provider: n, secretKey: r} = (function(e, t) {
  if ("crates-io" === t.kind) return checkRegistryIndexNotSet(e), readOptional(e.place("registry"), readGlobalTable) ?? {};
  const {configName: n} = t, r = void 0 === n ? void 0 : e.place(`registries.${n}`);
  return (r && readOptional(r, readRegistryTable)) ?? {};
 })(e, t), i = (function(e) {
  return (e.getStrings("registry.global-credential-providers") ?? []).toReversed().map(({value: e, definition: t}) => ({
   value: e.split(/[\t\n\f\r ]+/).filter(e => "" !== e),
   definition: t
  }));
 })(e), o = i.map(t => resolveAlias(e, t)), s = void 0 === n ? o : [ resolveAlias(e, n) ], a = void 0 === n ? i[0]?.definition : n.definition;
 if (void 0 === a) return {
  kind: "token",
  configured: !1
 };
 const [c] = s.filter(([t = ""]) => function(e, t) {
  const n = fe.get(e);
  return void 0 === n || n === t;
 }(t, e.platform));
 return c?.[0] !== de ? {
  kind: "cargo",
  providers: s,
  definition: a
 } : (void 0 !== n && void 0 !== r && e.warn(`registry \`${t.name}\` has a secret-key configured in ${describe(r)} that will be ignored because this registry is configured to use credential-provider \`${de}\``), 
 {
  kind: "token",
  configured: !0,
  definition: a
 });
});

function resolveAlias(e, t) {
 const [n = "", ...r] = t.value, i = 0 === r.length ? function(e, t) {
  try {
   return readProgram(e.place(`credential-alias.${t}`));
  } catch (e) {
   if (e instanceof ConfigError) return;
   throw e;
  }
 }(e, n) : void 0;
 return void 0 === i || fe.has(n) ? (void 0 !== i && e.warn(`credential-alias \`${n}\` (defined in \`${describe(i.definition)}\`) will be ignored because it would shadow a built-in credential-provider`), 
 withPath(e, t)) : withPath(e, i);
}

function withPath(e, {value: t, definition: n}) {
 const [r = "", ...i] = t;
 return [ r.includes("/") || "win32" === e.platform && r.includes("\\") ? (0, c.resolve)(rootOf(n, e.cwd), r) : r, ...i ];
}

var keeper_placesOf = (function({kind: e, tokenNames: t}) {
 return "crates-io" === e ? [ {
  kind: e
 } ] : t.map((e => ({
  kind: "alternate",
  name: e
 })));
});

const pe = [ "cargo:token", "cargo:paseto" ];

function cargoLoginFor(e, {providers: t}, {config: n, cargoArgs: r, workingDirectory: i}, {home: o}) {
 const {name: s, kind: a, index: c, exported: l} = e, u = void 0 === l ? {} : {
  [l.key]: l.value
 }, d = t.some(([e = ""]) => pe.includes(e));
 return {
  registry: s,
  index: "crates-io" === a ? void 0 : c?.url,
  providers: t,
  places: d ? keeper_placesOf(e) : [],
  workingDirectory: i,
  toolchain: r.toolchain,
  args: [ ...n.flatMap(e => [ "--config", e ]), ...r.options ],
  env: {
   ...(f = h.cA(), Object.fromEntries(Object.entries(f).flatMap(([e, t]) => void 0 !== t && k.test(e) ? [ [ e, t ] ] : []))),
   CARGO_HOME: o,
   ...u
  }
 };
 var f;
}

const he = 8;

var revokeTokens = (async function(e) {
 for (const t of e) {
  const {url: e} = t;
  try {
   const {revoke: n} = await __nccwpck_require__.e(237).then(__nccwpck_require__.bind(__nccwpck_require__, 237));
   await n(t), h.pq(`The token that ${e} gave for this job has been revoked`);
  } catch (t) {
   warnOfUnrevoked(e, (0, a.bD)(t));
  }
 }
});

function warnOfUnrevoked(e, t) {
 h.$e(`the token that ${e} gave for this job could not be revoked: ${t}\nIt expires by itself, half an hour after it was given`);
}

const ge = "logins", me = 1;

var isNames = (function(e) {
 return "object" == typeof e && null !== e && state_isStrings(Object.values(e));
});

var state_isStrings = (function(e) {
 return Array.isArray(e) && e.every((e => "string" == typeof e));
});

const ye = {
 loggedOut: [],
 ended: [],
 failed: []
};

var endHeld = (async function(e, {leases: t, abandoned: n}, r, i, o) {
 if (0 === t.filter(isHeld).filter(({id: e}) => r.includes(e)).length && 0 === n.length && !(function(e) {
  return (function(e) {
   const t = readOwnerFile(e);
   return void 0 !== t && lock_isDead(t, 0, V);
  })(companionsOf(e).session);
 })(e)) return ye;
 const {loggedOut: s, ended: a, failed: c} = await async function(e, t, n, r) {
  return await inProviderSession(e, r, async e => {
   const {result: r} = await e.change(e => {
    const n = function(e, t) {
     const [n, r] = [ (0, y.tB)(), (0, y.dW)() ], {logins: i, ended: o} = endLeases(e, t), s = i.leases.filter(isHeld).filter(e => t.includes(e.id) || isDead(e, n, r)), a = function(e) {
      return [ ...new Map(e.map(e => [ holderOf(e.keeper.login), e ])).values() ];
     }(s).filter(({keeper: e}) => !e.kept && !i.leases.some(t => !isAmong(t, s) && sharesHolder(t, e.login))), c = i.leases.filter(e => !isAmong(e, s) || isAmong(e, a)).map(e => isAmong(e, a) ? withKeeper(e, {
      state: "running"
     }) : e), l = s.filter(e => !isAmong(e, a));
     return {
      logins: {
       base: i.base,
       leases: c
      },
      ended: [ ...o, ...l ],
      due: a
     };
    }(e, t);
    return {
     logins: n.logins,
     result: n
    };
   }), i = [], o = [];
   for (const s of r.due) {
    const {login: r} = s.keeper, a = t.includes(s.id) ? [ ...n, ...exchangedFor(s) ] : [], c = await e.run(r, e => cargoLogout(callFor(r, a, () => {}, e)));
    await (isForLater(s, c) ? endRunOf : drop)(e, s), "done" === c.kind ? i.push(s) : o.push({
     lease: s,
     why: c.why
    });
   }
   return {
    loggedOut: i,
    ended: r.ended,
    failed: o
   };
  });
 }(e, r, i, o), isMine = ({id: e}) => r.includes(e);
 reportSwept(s.filter(e => !isMine(e)));
 for (const {lease: e, why: t} of c.filter(e => !isMine(e.lease))) h.$e(`${remains(e)}, from a job that ended without logging out: ${t}`);
 return {
  loggedOut: s.filter(isMine),
  ended: a.filter(isMine),
  failed: c.filter(e => isMine(e.lease))
 };
});

const we = 10;

var sweepHeld = (async function(e, t) {
 const n = process.uptime() + we;
 try {
  await endHeld(e, t, [], [], () => {
   if (process.uptime() > n) throw new Error("another login or logout takes too long");
  });
 } catch (e) {
  h.$e(`what a job left behind with a credential provider could not be removed: ${(0, 
  a.bD)(e)}; the next login on this machine will try again`);
 }
});

async function logOutHeld(e, t, n, r) {
 const i = function(e, t) {
  const n = {
   kind: "cargo",
   login: t,
   state: "running",
   kept: !1
  }, r = h.yy();
  return {
   ...newLease(newLeaseId(), e, n, r),
   keeper: n
  };
 }(t, n);
 void 0 !== i.marker && createMarker(i.marker);
 try {
  return await async function(e, t, n) {
   const {login: r} = t.keeper;
   return await inProviderSession(e, n, async i => {
    await i.change(e => ({
     logins: beginRun(e, t, "logout"),
     result: void 0
    }));
    try {
     const {outcome: t, fromFile: o} = await i.run(r, async t => {
      const i = tokensAt(e, r.places);
      return {
       outcome: await cargoLogout(callFor(r, [], n, t)),
       fromFile: tokensAt(e, r.places) !== i
      };
     });
     if ("done" !== t.kind) throw new a.yo(t.why);
     return await async function(e, t, n, r) {
      const {result: i} = await e.change(e => ({
       logins: dropSharing(r ? removePlaces(e, n.places, t).logins : e, n),
       result: leasesSharing(e, n)
      }));
      i.forEach(removeMarker);
     }(i, e, r, o), !/not currently logged in/.test(t.words);
    } finally {
     await drop(i, t);
    }
   });
  }(e, i, r);
 } finally {
  removeMarker(i);
 }
}

var reportSwept = (function(e) {
 for (const {registry: t} of e) h.pq(`Removed the token for \`${t}\` that a job left behind which ended without logging out`);
});

function remains(e) {
 const t = isHeld(e) ? e.keeper.login.providers.map(([e]) => e) : [];
 return `the token for \`${e.registry}\` may still be with its credential provider (\`${t.join("`, `")}\`)`;
}

var refuseAfterPost = (function(e) {
 if (e.some(isMarkerGone)) throw new a.yo("the job has ended already, so nothing is logged in to any more");
});

const ve = 5;

async function undo(e, t, n) {
 const r = t.map(({id: e}) => e), i = process.uptime() + ve, giveUp = () => {
  if (process.uptime() > i) throw new a.yo("another login or logout takes too long");
 };
 try {
  t.forEach(removeMarker);
  const i = await changeLogins(e, giveUp, e => ({
   logins: endLeases(e, r).logins,
   result: void 0
  })), {failed: o} = await endHeld(e, i, r, secretsGiven(), giveUp);
  for (const {lease: e, why: t} of o) h.$e(`${remains(e)}: ${t}`);
  return n;
 } catch (e) {
  const [t, r] = [ n, e ].map(a.bD);
  return t === r ? n : new a.yo(`${t}\nand what was written could not be taken back: ${r}; the post step tries again`, {
   cause: e
  });
 }
}

const ke = 80;

var parseToml = (function(e) {
 try {
  return parse(e, {
   integersAsBigInt: !0,
   maxDepth: ke
  });
 } catch (e) {
  if (e instanceof TomlError) throw new a.yo(`TOML parse error at line ${e.line}, column ${e.column}`);
  throw e;
 }
});

var findFile = (function(e, t) {
 const n = (0, c.join)(e, t), r = (0, c.join)(e, `${t}.toml`), i = stats(n), o = stats(r);
 return void 0 !== i && readable(n) ? void 0 !== o && readable(r) ? function(e, t) {
  const n = {
   bigint: !0,
   throwIfNoEntry: !1
  }, [r, i] = [ e, t ].map(e => (0, p.statSync)(e, n));
  return r?.dev === i?.dev && r?.ino === i?.ino;
 }(n, r) ? {
  path: n
 } : {
  path: n,
  warning: `both \`${n}\` and \`${r}\` exist. Using \`${n}\``
 } : {
  path: n,
  warning: deprecation(n, t)
 } : o && {
  path: r
 };
});

function deprecation(e, t) {
 return `\`${e}\` is deprecated in favor of \`${t}.toml\`\nhelp: if you need to support cargo 1.38 or earlier, you can symlink \`${t}\` to \`${t}.toml\``;
}

var found = (function(e) {
 const t = findFile(e, "config");
 return void 0 === t ? [] : [ t ];
});

var isSameFolder = (function(e, t, n) {
 const r = stats(n);
 return r?.dev === t.dev && r.ino === t.ino && files_realPath(e) === files_realPath(n);
});

function files_realPath(e) {
 try {
  return p.realpathSync.native(e);
 } catch {
  return e;
 }
}

var stats = (function(e) {
 try {
  return (0, p.statSync)(e, {
   throwIfNoEntry: !1
  });
 } catch {
  return;
 }
});

function readable(e) {
 try {
  return (0, p.accessSync)(e, p.constants.R_OK), !0;
 } catch {
  return !1;
 }
}

function files_exists(e) {
 return void 0 !== stats(e);
}

const be = new Map([ [ "ENOENT", "No such file or directory (os error 2)" ], [ "EACCES", "Permission denied (os error 13)" ], [ "EISDIR", "Is a directory (os error 21)" ] ]);

var loadFile = (function(e, t) {
 if (t.seen.has(e)) throw new ConfigError([ `config \`include\` cycle detected with path \`${e}\`` ]);
 return t.seen.add(e), t.files.push(e), loadText(withContext(() => `failed to read configuration file \`${e}\``, (() => (function(e) {
  let t;
  try {
   t = (0, p.readFileSync)(e);
  } catch (e) {
   throw new a.yo(function(e) {
    const t = (0, a.CA)(e);
    return be.get(t) ?? `${t ?? "unknown"} error`;
   }(e), {
    cause: e
   });
  }
  return (function(e) {
   try {
    return new TextDecoder("utf-8", {
     fatal: !0,
     ignoreBOM: !0
    }).decode(e);
   } catch {
    throw new a.yo("stream did not contain valid UTF-8");
   }
  })(t);
 })(e))), e, t);
});

var loadText = (function(e, t, n) {
 const r = withContext(() => `could not parse TOML configuration in \`${t}\``, (() => parseToml(e)));
 return loadIncludes(withContext(() => `failed to load TOML configuration from \`${t}\``, (() => tableFromToml({
  kind: n.why,
  path: t
 }, r))), n);
});

var loadIncludes = (function(e, t) {
 const n = e.entries.get("include");
 if (void 0 === n) return e;
 const r = new Map(e.entries);
 r.delete("include");
 const i = function(e) {
  if ("list" !== e.kind) throw new ConfigError([ `expected a list of strings or a list of tables, but found ${value_kindOf(e)} at \`include\` in \`${describe(e.definition)}\`` ]);
  const t = e.items.map(includeOf);
  for (const e of t) checkPath(e);
  return t;
 }(n).reduce((e, n) => function(e, t, n) {
  const r = definition_pathOf(t.definition), i = (0, c.resolve)(void 0 === r ? n.cwd : (0, 
  c.dirname)(r), t.path);
  return t.optional && !files_exists(i) ? e : withContext(() => `failed to load config include \`${t.path}\` from \`${describe(t.definition)}\``, () => mergeTables(e, loadFile(i, n), !0));
 }(e, n, t), emptyTable(e.definition));
 return mergeTables(i, {
  ...e,
  entries: r
 }, !0);
});

var emptyTable = (function(e) {
 return {
  kind: "table",
  entries: new Map,
  definition: e
 };
});

function includeOf(e, t) {
 const {definition: n} = e;
 if ("string" === e.kind) return {
  path: e.value,
  optional: !1,
  definition: n
 };
 if ("table" !== e.kind) throw new ConfigError([ `expected a string or table, but found ${value_kindOf(e)} at \`include[${t}]\` in ${describe(n)}` ]);
 const r = e.entries.get("path"), i = e.entries.get("optional");
 if (void 0 === r) throw new ConfigError([ `missing field \`path\` at \`include[${t}]\` in \`${describe(n)}\`` ]);
 if ("string" !== r.kind) throw wrongField(r, "string", `include[${t}].path`, n);
 if (void 0 !== i && "boolean" !== i.kind) throw wrongField(i, "boolean", `include[${t}].optional`, n);
 return {
  path: r.value,
  optional: i?.value ?? !1,
  definition: n
 };
}

function wrongField(e, t, n, r) {
 return new ConfigError([ `expected a ${t}, but found ${value_kindOf(e)} at \`${n}\` in \`${describe(r)}\`` ]);
}

function checkPath({path: e, definition: t}) {
 const n = ".toml" !== (0, c.extname)(e) ? "ending with `.toml`" : /[*?[\]]/.test(e) ? "without glob patterns" : /[{}]/.test(e) ? "without template braces" : void 0;
 if (void 0 !== n) throw new ConfigError([ `expected a config include path ${n}, but found \`${e}\` from \`${describe(t)}\`` ]);
}

var loadCliArguments = (function(e, t, n) {
 const r = new Set;
 return e.reduce((e, i) => {
  const o = function(e, t) {
   const n = (0, c.isAbsolute)(e) ? e : `${t.cwd}${c.sep}${e}`;
   if ("" !== e && files_exists(n)) return withContext(() => `failed to load config from \`${n}\``, () => loadFile(n, t));
   const r = function(e) {
    const t = withContext(() => `failed to parse value from --config argument \`${shown(e)}\` as a dotted key expression`, () => parseToml(e)), n = function(e, t) {
     const n = e.search(/[^\s\uFEFF]/), r = endOf(e, n, "="), i = e.slice(r + 1).trimStart();
     return e.startsWith("[[", n) ? "sets a value to an array of tables, which is not accepted" : "[" !== e[n] && i.startsWith("{") ? "sets a value to an inline table, which is not accepted" : "[" !== e[n] && isSingleValue(t) ? "#" === e[n] || "#" === i[endOf(i, 0, "#\n")] ? "includes non-whitespace decoration" : void 0 : "was not a TOML dotted key expression (such as `build.jobs = 2`)";
    }(e, t);
    if (void 0 !== n) throw new ConfigError([ `--config argument \`${shown(e)}\` ${n}` ]);
    return t;
   }(e);
   return function(e) {
    const t = tableOf(e.registry), n = Object.entries(tableOf(e.registries));
    for (const e of Oe) {
     if (e in t) throw cli_config_refused(`registry.${e}`);
     const r = n.find(([, t]) => e in tableOf(t));
     if (void 0 !== r) throw cli_config_refused(`registries.${r[0]}.${e}`);
    }
   }(r), withContext(() => `failed to convert --config argument \`${shown(e)}\``, () => tableFromToml({
    kind: "cli"
   }, r));
  }(i, {
   cwd: t,
   why: "cli",
   seen: r,
   files: n
  }), s = withContext(() => "failed to load --config include", () => loadIncludes(o, {
   cwd: t,
   why: "cli",
   seen: new Set,
   files: n
  }));
  return withContext(() => `failed to merge --config argument \`${shown(i)}\``, () => mergeTables(e, s, !0));
 }, emptyTable({
  kind: "cli"
 }));
});

function shown(e) {
 const t = e.indexOf("=");
 return -1 === t ? e : `${e.slice(0, t)}=\u2026`;
}

function isSingleValue(e) {
 if (!value_isTable(e)) return void 0 !== e;
 const t = Object.values(e);
 return 1 === t.length && isSingleValue(t[0]);
}

const _e = /"""(?:[^\\]|\\.)*?"""+|'''.*?'''+|"(?:[^"\\]|\\.)*"|'[^']*'|#[^\n]*/sy;

function endOf(e, t, n) {
 let r = 0, i = Math.max(t, 0);
 for (;i < e.length; ) {
  const t = e.charAt(i);
  if (0 === r && n.includes(t)) return i;
  r += "[" === t ? 1 : "]" === t ? -1 : 0, i += skipped(e, i);
 }
 return i;
}

function skipped(e, t) {
 return _e.lastIndex = t, _e.exec(e)?.[0].length ?? 1;
}

const Oe = [ "token", "secret-key" ];

function tableOf(e) {
 return value_isTable(e) ? e : Object.create(null);
}

function cli_config_refused(e) {
 return new ConfigError([ `${e} cannot be set through --config for security reasons` ]);
}

class CargoVariables {
 #x=new Map;
 #S=new Map;
 constructor(e) {
  for (const [t, n] of Object.entries(e)) {
   const e = t.toUpperCase().replaceAll("-", "_");
   void 0 !== n && e.startsWith("CARGO_") && (this.#x.set(t, n), this.#S.set(e, t));
  }
 }
 get(e) {
  return this.#x.get(e);
 }
 longerThan(e) {
  return [ ...this.#x.keys() ].find(t => t.startsWith(`${e}_`));
 }
 misspelling(e) {
  return this.#S.get(e);
 }
 entries() {
  return this.#x.entries();
 }
}

class Config {
 #C;
 #E;
 #x;
 #T;
 constructor(e, t) {
  this.#C = e, this.#E = t, this.#x = mergeTables(t.files, t.cli, !0), this.#T = (function(e, t) {
   if (void 0 === t) return new Map;
   const n = [ ...e.entries ].filter((([e]) => t.entries.has(e)));
   return mergeTables({
    ...e,
    entries: new Map(n)
   }, t, !0).entries;
  })(this.#x, t.credentials);
 }
 get cwd() {
  return this.#C.sources.cwd;
 }
 get home() {
  return this.#C.sources.home;
 }
 get platform() {
  return this.#C.sources.platform ?? process.platform;
 }
 get variables() {
  return this.#C.variables;
 }
 get files() {
  return this.#C.files;
 }
 get warnings() {
  return [ ...this.#C.warnings ];
 }
 warn(e) {
  this.#C.warnings.add(e);
 }
 withoutCli() {
  return 0 === this.#E.cli.entries.size ? this : new Config(this.#C, {
   ...this.#E,
   cli: emptyTable({
    kind: "cli"
   })
  });
 }
 withoutCredentials() {
  const {files: e, cli: t, credentials: n} = this.#E;
  return void 0 === n ? this : new Config(this.#C, {
   files: e,
   cli: t
  });
 }
 withCredentials(e, t) {
  const n = (function(e, t, n) {
   const r = loadText(e, t, {
    cwd: n,
    why: "path",
    seen: new Set([ t ]),
    files: []
   }), i = r.entries.get("token");
   if (void 0 === i) return r;
   const {definition: o} = r, s = new Map(r.entries);
   return s.delete("token"), s.has("registry") || s.set("registry", {
    kind: "table",
    entries: new Map([ [ "token", i ] ]),
    definition: o
   }), {
    ...r,
    entries: s
   };
  })(e, t, this.cwd);
  return new Config(this.#C, {
   ...this.#E,
   credentials: n
  });
 }
 find(e) {
  const [t, ...n] = e.parts;
  return void 0 === t ? this.#x : descend(this.#T.get(t), e, n) ?? descend(this.#x.entries.get(t), e, n);
 }
 getString(e) {
  return readOptional(this.place(e), readStringValue);
 }
 getBoolean(e) {
  return readOptional(this.place(e), readBoolean);
 }
 getStrings(e) {
  return readOptional(this.place(e), readStrings);
 }
 getTable(e) {
  return readTable(this, configKey(e));
 }
 place(e) {
  return {
   config: this,
   key: configKey(e),
   prefixOk: !0
  };
 }
}

var descend = (function(e, t, n) {
 let r = e;
 for (const [e, i] of n.entries()) {
  if (void 0 !== r && "table" !== r.kind) {
   const n = displayKey({
    ...t,
    parts: t.parts.slice(0, e + 1)
   });
   throw new ConfigError([ `expected table for configuration key \`${n}\`, but found ${value_kindOf(r)} in ${describe(r.definition)}` ]);
  }
  r = r?.entries.get(i);
 }
 return r;
});

var resolveTerm = (function(e, t = {}) {
 const n = (function(e) {
  try {
   return (function(e) {
    const t = new Fields(e, [ "verbose", "quiet", "color", "hyperlinks", "unicode", "progress" ]);
    return t.optional("hyperlinks", readBoolean), t.optional("unicode", readBoolean), 
    t.optional("progress", checkProgress), {
     verbose: t.optional("verbose", readBoolean),
     quiet: t.optional("quiet", readBoolean),
     color: t.optional("color", typed_readString)
    };
   })(e.place("term"));
  } catch (e) {
   if (e instanceof ConfigError) return {};
   throw e;
  }
 })(e.withoutCredentials());
 return {
  verbosity: flagVerbosity(t) ?? verbosityOf(n),
  color: void 0 === t.color ? configuredColor(n) : colorOf(t.color, "")
 };
});

var flagVerbosity = (function({verbose: e, quiet: t}) {
 if (e && t) throw new ConfigError([ "cannot set both --verbose and --quiet" ]);
 return e ? "verbose" : t ? "quiet" : void 0;
});

var verbosityOf = (function({verbose: e, quiet: t}) {
 if (e?.value && t?.value) throw new ConfigError([ `cannot set both \`term.verbose\` and \`term.quiet\` (defined in ${describe(e.definition)} and ${describe(t.definition)})` ]);
 return e?.value ? "verbose" : t?.value ? "quiet" : "normal";
});

var configuredColor = (function({color: e}) {
 return void 0 === e ? "auto" : colorOf(e.value, ` (\`term.color\` in ${describe(e.definition)})`);
});

function colorOf(e, t) {
 if ("auto" === e || "always" === e || "never" === e) return e;
 throw new ConfigError([ `argument for --color must be auto, always, or never, but found \`${e}\`${t}` ]);
}

function checkProgress(e) {
 const t = new Fields(e, [ "when", "width", "term-integration" ]), n = t.optional("when", typed_readString), r = t.optional("width", readInteger);
 if (t.optional("term-integration", readBoolean), void 0 !== n && ![ "auto", "never", "always" ].includes(n.value)) throw definedError(n.definition, "unknown `term.progress.when`");
 if (void 0 !== r && r.value < 0n) throw definedError(r.definition, "negative `term.progress.width`");
 if ("always" === n?.value && void 0 === r) throw definedError(n.definition, '"always" progress requires a `width` key');
}

var readSurroundings = (function(e) {
 const t = h.cA(), n = e.workingDirectory, r = (function(e, t, n) {
  const r = e.CARGO_HOME ?? "";
  return (0, c.resolve)(t, "" === r ? (0, c.join)(n, ".cargo") : r);
 })(t, n, h.Wx()), i = (function(e) {
  const {cwd: t, env: n, cliArgs: r} = e, i = [], o = new Set, s = loadCliArguments(r, t, i), a = withContext(() => "could not load Cargo configuration", (() => (function({cwd: e, home: t}, n, r) {
   let i = emptyTable({
    kind: "built-in"
   });
   for (const {path: o, warning: s} of (function(e, t) {
    const n = [];
    let r = !1;
    for (const i of (function(e) {
     const t = [ e ];
     for (let n = e, r = (0, c.dirname)(n); r !== n; n = r, r = (0, c.dirname)(n)) t.push(r);
     return t;
    })(e)) {
     const e = (0, c.join)(i, ".cargo");
     e === t && (r = !0);
     const o = stats(e);
     o?.isDirectory() && (n.push(...found(e)), r ||= isSameFolder(e, o, t));
    }
    return r ? n : [ ...n, ...found(t) ];
   })(e, t)) {
    void 0 !== s && r.add(s);
    const t = loadFile(o, {
     cwd: e,
     why: "path",
     seen: new Set,
     files: n
    });
    i = withContext(() => `failed to merge configuration at \`${o}\``, (() => mergeTables(i, t, !1)));
   }
   return i;
  })(e, i, o))), l = {
   sources: e,
   variables: new CargoVariables(n),
   files: i,
   warnings: o
  };
  return new Config(l, {
   files: a,
   cli: s
  });
 })({
  cwd: n,
  home: r,
  env: t,
  cliArgs: e.config
 }), o = (function(e) {
  const t = findFile(e, "credentials"), n = t?.path ?? (0, c.join)(e, "credentials.toml");
  return {
   path: n,
   target: targetOf(n),
   warnings: [ t?.warning ?? [] ].flat()
  };
 })(r), s = textOf((function(e) {
  const {journal: t} = companionsOf(e);
  for (let n = 1; ;n++) {
   const r = readJournal(t), i = look(e, r);
   if (JSON.stringify(readJournal(t)) === JSON.stringify(r) || 10 === n) return i;
  }
 })(o.target));
 return {
  home: r,
  file: o,
  config: void 0 === s ? i : i.withCredentials(s, o.path),
  term: resolveTerm(i, e.cargoArgs.term)
 };
});

var debugSurroundings = (function({home: e, file: t, config: n}, r) {
 if (h._o()) {
  h.Yz(`Cargo's home: \`${e}\``);
  for (const e of n.files) h.Yz(`configuration: \`${e}\``);
  h.Yz(`credentials file: \`${t.path}\``);
  for (const {name: e, index: t} of r) {
   const n = void 0 === t ? "built in" : `\`${shownUrl(t.url)}\`, defined in ${describe(t.definition)}`;
   h.Yz(`registry \`${e}\`: ${n}`);
  }
 }
});

var surroundings_realPath = (function(e) {
 try {
  return p.realpathSync.native(e);
 } catch {
  const t = (0, c.dirname)(e);
  return t === e ? e : (0, c.join)(surroundings_realPath(t), (0, c.basename)(e));
 }
});

const $e = "the secret is misspelt, is not there for this repository, or lives in an environment that the job does not name with `environment:`; a reusable workflow gets secrets only if its caller passes them on";

function isFork(e) {
 const t = e.GITHUB_EVENT_PATH;
 if (!t || !(e.GITHUB_EVENT_NAME ?? "").startsWith("pull_request")) return !1;
 const n = function(e) {
  try {
   const t = field(field(JSON.parse((0, p.readFileSync)(e, "utf8")), "pull_request"), "head");
   if (void 0 === t) return;
   const n = field(field(t, "repo"), "full_name");
   return "string" == typeof n ? n : "";
  } catch {
   return;
  }
 }(t);
 return void 0 !== n && n !== e.GITHUB_REPOSITORY;
}

function field(e, t) {
 if ("object" == typeof e && null !== e) return new Map(Object.entries(e)).get(t);
}

var mayProveIdentity = (function() {
 const e = h.cA();
 return Boolean(e.ACTIONS_ID_TOKEN_REQUEST_URL && e.ACTIONS_ID_TOKEN_REQUEST_TOKEN);
});

function reportMissing({registry: e, origin: t}, {missingToken: n}, r) {
 const i = h.cA(), o = void 0 === e ? "" : ` for \`${e}\``, s = r ? function(e) {
  const t = e.GITHUB_EVENT_NAME ?? "";
  return "pull_request_target" === t || "workflow_run" === t ? "" : isFork(e) ? ". Nor do they get an id token, which crates.io would take instead" : ". No secret is needed with trusted publishing: give the job `permissions: id-token: write`";
 }(i) : "", c = `the token${o} is empty (${t}); likely ${function(e) {
  return "pull_request_target" === e.GITHUB_EVENT_NAME ? $e : function(e) {
   return "dependabot[bot]" === e.GITHUB_ACTOR;
  }(e) ? "the job was started by Dependabot, which sees only Dependabot secrets: add the secret there too, or leave the step out with `if: github.actor != 'dependabot[bot]'`" : isFork(e) ? "the job was started by a pull request from a fork, and those get no secrets: leave the step out for them, or set `missing-token: skip`" : (e.GITHUB_EVENT_NAME ?? "").startsWith("pull_request") ? "a pull request gets secrets only from a branch of the same repository; or the secret is misspelt, or lives in an environment that the job does not name" : $e;
 }(i)}${s}`;
 if ("error" === n) throw new a.yo(`please provide a non-empty token: ${c}`);
 "warn" === n ? h.$e(`not logged in${o}: ${c}`) : h.pq(`Not logged in${o}: ${c}`);
}

var warnOfSurroundings = (function({config: e, file: t, home: n}, r) {
 const i = (function(e, t) {
  const n = h.cA(), r = new Map;
  for (const i of t) {
   const t = tokenVariable(i), o = t && n[t];
   void 0 !== t && void 0 !== o && "token" === resolveProvider(e, i).kind && r.set(t, o);
  }
  return r;
 })(e.withoutCli(), r);
 for (const n of [ ...e.warnings, ...t.warnings ]) h.$e(n);
 for (const {notes: e} of r) for (const t of e) h.pq(`note: ${t}`);
 for (const [e, t] of i) h.$e(tokenWarning(e, t));
 var o;
 o = n, (0, c.join)(surroundings_realPath(o), c.sep).startsWith((0, c.join)(surroundings_realPath(h.Gl()), c.sep)) && h.$e(`Cargo's home \`${n}\` lies in the workspace, where a cache or an artifact may pick up the token; set CARGO_HOME to a folder outside`);
});

var tokenVariable = (function(e) {
 if ("crates-io" === e.kind) return "CARGO_REGISTRY_TOKEN";
 const {configName: t} = e;
 return t && `CARGO_REGISTRIES_${environmentSpelling(t)}_TOKEN`;
});

function tokenWarning(e, t) {
 return `the environment variable ${e} is ${"" === t ? "set, though empty" : "set"}: Cargo will take it before any token that is stored; unset it`;
}

var login = (async function(e, t) {
 const n = await (async function(e, t) {
  const {requests: n, trustedPublishingUrl: r} = e, i = n.filter((t => (function({registry: e, token: t}, n) {
   if (void 0 !== t || void 0 === n.trustedPublishingUrl) return !1;
   try {
    const {config: t} = readSurroundings(n);
    return "crates-io" === resolveRegistry(t, e, {
     index: n.index
    }).kind;
   } catch (e) {
    if (mayProveIdentity() && "error" === n.missingToken) throw e;
    return !1;
   }
  })(t, e))), o = mayProveIdentity() ? i : [];
  for (const t of n) void 0 !== t.token || o.includes(t) || reportMissing(t, e, i.includes(t));
  const s = o.length > 0 && void 0 !== r ? await async function(e, t) {
   const n = await __nccwpck_require__.e(237).then(__nccwpck_require__.bind(__nccwpck_require__, 237)), r = await n.exchange(e, t);
   return {
    token: r,
    revocation: {
     url: e,
     token: r.expose()
    }
   };
  }(r, t) : void 0;
  return n.flatMap((e => void 0 !== e.token ? [ {
   ...e,
   token: e.token
  } ] : s && o.includes(e) ? [ {
   ...e,
   ...s
  } ] : []));
 })(e, t);
 if (0 !== n.length) try {
  await (async function(e, t, n) {
   const r = readSurroundings(t), i = (function(e, t, n) {
    const r = e.map((e => (function({registry: e, token: t, origin: n, revocation: r}, i, o) {
     const s = resolveRegistry(o.config, e, {
      index: i.index
     }), c = (function(e, t, n, r) {
      const {config: i} = r, o = resolveProvider(i, e);
      if (h._o()) {
       const t = void 0 === o.definition ? "by default" : describe(o.definition);
       h.Yz(`who keeps the token of \`${e.name}\`: ${o.kind}, ${t}`);
      }
      if ("cargo" === o.kind) return function({cargoArgs: e, config: t}) {
       const {toolchain: n, options: r, provider: i} = e, o = secretsGiven().map(e => e.expose()).filter(e => e.length >= he), hasToken = e => e.some(e => o.some(t => e.includes(t)));
       for (const [e, o] of [ [ "cargo-args", [ ...n, ...r, ...i ] ], [ "config", t ] ]) if (hasToken(o)) throw new a.yo(`input \`${e}\` holds the token, and every process of the machine can read arguments; take it out: the provider gets the token from Cargo`);
      }(n), {
       kind: "cargo",
       login: cargoLoginFor(e, o, n, r),
       state: "running",
       kept: !1
      };
      const s = i.withoutCli(), c = s === i ? o : resolveProvider(s, e), l = "token" !== c.kind || c.configured;
      return {
       kind: "file",
       entries: keeper_placesOf(e).map((e => ({
        place: e,
        token: t.expose(),
        provider: "alternate" === e.kind && !l
       })))
      };
     })(s, t, i, o);
     return {
      registry: s,
      token: t,
      keeper: c,
      origin: n,
      revocation: r
     };
    })(e, t, n)));
    return (function(e) {
     const t = new Map;
     for (const {registry: n, origin: r} of e) for (const e of keeper_placesOf(n)) {
      const i = t.get(placeKey(e));
      if (void 0 !== i) throw new a.yo(`${i} and ${r} are for the same registry, \`${n.name}\`; name it once`);
      t.set(placeKey(e), r);
     }
    })(r), r;
   })(e, t, r), o = i.map((({registry: e}) => e));
   debugSurroundings(r, o), warnOfSurroundings(r, o);
   const s = i.map(leaseFor);
   var c;
   c = {
    file: r.file.target,
    leases: s.map((({id: e}) => e)),
    markers: s.flatMap((({marker: e}) => e ?? [])),
    held: Object.fromEntries(s.filter(isHeld).map(({id: e, registry: t}) => [ e, t ])),
    revocable: Object.fromEntries(s.flatMap((({id: e, revocation: t}) => t ? [ [ e, t.url ] ] : [])))
   }, h.LZ(ge, JSON.stringify({
    version: me,
    ...c
   })), await (async function(e, t, n, r, i) {
    const {file: o, term: s} = t;
    await (async function(e, t, n) {
     try {
      for (const {marker: e} of t) void 0 !== e && createMarker(e);
      const r = await changeLogins(e, n, (e => (refuseAfterPost(t), {
       logins: addLeases(e, t.filter((e => !isHeld(e)))),
       result: void 0
      })));
      reportSwept(r.swept), await sweepHeld(e, r);
     } catch (n) {
      if (function(e, t) {
       const n = t.map(({id: e}) => e);
       try {
        return leasesOf(e, n).length > 0;
       } catch {
        return !1;
       }
      }(e, t)) throw await undo(e, t, n);
      throw t.forEach(removeMarker), n;
     }
    })(o.target, r, i);
    try {
     const s = await (async function({cargoArgs: e}, {config: t, file: n, term: r}, i, o, s) {
      let a = !o.every(isHeld);
      const c = new Set([ ...t.warnings, ...n.warnings ].map(firstLine));
      for (const [t, {token: l}] of i.entries()) {
       const i = o[t];
       if (void 0 === i || !isHeld(i)) continue;
       const u = {
        lease: i,
        token: l,
        providerArgs: e.provider
       }, isWanted = () => refuseAfterPost(o), d = await logInByCargo(n.target, u, isWanted, s);
       a ||= d.inFile, reportWords(d.words, r, c);
      }
      return a;
     })(e, t, n, r, i);
     !(function(e) {
      for (const {registry: t} of e) void 0 !== t.exported && h.dN(t.exported.key, t.exported.value);
     })(n), i(), reportOutputs(n, s ? o.path : ""), e.logout || await async function(e, t, n) {
      const r = t.map(({id: e}) => e);
      await changeLogins(e, n, t => ({
       logins: keepHeld(keepLeases(t, r, e), r),
       result: void 0
      })), t.forEach(removeMarker);
     }(o.target, r, i);
    } catch (e) {
     throw await undo(o.target, r, e);
    }
    "quiet" !== s.verbosity && (function(e) {
     const report = (() => {
      for (const {registry: t, revocation: n} of e) {
       const e = void 0 === n ? "" : `, which ${n.url} gave for this job`;
       h.pq(`Login token for \`${t.name}\` saved${e}`);
      }
     });
     1 === e.length ? report() : h.Os(`Login tokens for ${e.length} registries saved`, report);
    })(n);
   })(t, r, i, s, n);
  })(n, e, t);
 } catch (e) {
  throw await revokeTokens(new Set(n.flatMap(({revocation: e}) => e ?? []))), e;
 } else reportOutputs([], "");
});

var leaseFor = (function({registry: e, keeper: t, revocation: n}) {
 return {
  ...newLease(newLeaseId(), e.name, t, h.yy()),
  revocation: n
 };
});

function reportWords(e, {verbosity: t}, n) {
 if ("" !== e && "quiet" !== t) if ("verbose" !== t) for (const [, t = ""] of e.matchAll(/^warning: (.*)$/gm)) n.has(t) || h.$e(t), 
 n.add(t); else h.pq(e);
}

function firstLine(e) {
 return e.split("\n", 1).join();
}

var reportOutputs = (function(e, t) {
 h.uH("registry", e.map((({registry: e}) => e.name)).join("\n")), h.uH("credentials-file", t), 
 h.uH("logged-in", String(e.length > 0));
});

const xe = "Nothing left to log out of";

var reportLogout = (function(e) {
 h.pq(`Logout token for \`${e}\` has been removed from local storage`);
});

var main = (async function() {
 h.t9();
 const e = h.ci();
 try {
  const t = (function() {
   const e = givenForm();
   !(function(e) {
    const t = tokensLines().filter(({text: e}) => void 0 === splitPair(e));
    h.dK([ ...t.map(({text: e}) => e), ...tokenForms(e) ]);
   })(e);
   const t = (function({scheme: e, username: t}) {
    if ("object" == typeof e) throw unknownScheme(e.unknown);
    if (void 0 !== t && void 0 !== e && "Basic" !== e) throw new a.yo(`input \`username\` makes \`Basic\` credentials, so input \`scheme\` cannot be \`${e}\`; leave one of them out`);
    if (t?.includes(":")) throw new a.yo("input `username` holds a colon, but a user name of Basic credentials cannot (RFC 7617); give what stands behind it as the token");
    return {
     scheme: e,
     username: t
    };
   })(e), n = oneOf("command", [ "login", "logout" ], "login");
   return {
    command: n,
    requests: "login" === n ? readLogins(t) : readPairs().map(({registry: e, origin: t}) => ({
     registry: e,
     token: void 0,
     origin: t
    })),
    index: optional("index"),
    missingToken: oneOf("missing-token", [ "error", "warn", "skip" ], "error"),
    logout: input_values_boolean("logout", !0),
    config: lines("config").map(({text: e}) => e),
    workingDirectory: readWorkingDirectory(),
    cargoArgs: parseCargoArguments(h.hF("cargo-args"), "input `cargo-args`"),
    trustedPublishingUrl: trustedPublishingUrl()
   };
  })();
  "logout" === t.command ? await async function(e, t) {
   const n = readSurroundings(e), r = e.requests.map(({registry: t}) => resolveRegistry(n.config, t, {
    index: e.index
   }));
   debugSurroundings(n, r), warnOfSurroundings(n, r);
   const {file: i, term: o} = n, [s, a] = function(e, {config: t}) {
    const [n, r] = [ [], [] ];
    for (const i of e) {
     const e = resolveProvider(t, i);
     "cargo" === e.kind ? r.push({
      registry: i,
      provider: e
     }) : n.push(i);
    }
    return [ n, r ];
   }(r, n);
   h.uH("registry", r.map(({name: e}) => e).join("\n")), h.uH("credentials-file", s.length > 0 ? i.path : ""), 
   h.uH("logged-in", "false");
   const c = s.map(keeper_placesOf), l = await changeLogins(i.target, t, e => {
    const {logins: t, removed: n} = removePlaces(e, c.flat(), i.target);
    return {
     logins: t,
     result: n
    };
   });
   reportSwept(l.swept), await sweepHeld(i.target, l);
   const report = (e, t) => {
    "quiet" !== o.verbosity && (t ? reportLogout(e) : h.pq(`Logout not currently logged in to \`${e}\``));
   };
   s.forEach(({name: e}, t) => {
    report(e, !0 === c[t]?.some(e => l.result.includes(e)));
   });
   for (const {registry: r, provider: o} of a) {
    const s = cargoLoginFor(r, o, e, n);
    report(r.name, await logOutHeld(i.target, r.name, s, t));
   }
  }(t, e) : await login(t, e);
 } catch (e) {
  report(e), process.exitCode = 1;
 }
});

var post = (async function() {
 h.t9(), h.ci();
 try {
  await (async function() {
   const e = (function() {
    const e = h.un(ge);
    if ("" === e) return {
     kind: "none"
    };
    try {
     return (function(e) {
      if ("object" != typeof e || null === e) return {
       kind: "unreadable"
      };
      const t = {
       ...e
      }, {version: n, file: r, leases: i, markers: o, held: s, revocable: a} = t;
      return n !== me || "string" != typeof r ? {
       kind: "unreadable"
      } : state_isStrings(i) && state_isStrings(o) && isNames(s) && isNames(a) ? {
       kind: "state",
       state: {
        file: r,
        leases: i,
        markers: o,
        held: s,
        revocable: a
       }
      } : {
       kind: "unreadable"
      };
     })(JSON.parse(e));
    } catch {
     return {
      kind: "unreadable"
     };
    }
   })();
   "none" !== e.kind ? "unreadable" !== e.kind ? await (async function(e) {
    const {file: t, leases: n} = e;
    try {
     const r = (0, y.lQ)((0, c.dirname)(t)), i = (function(e, t) {
      try {
       const n = t ? leasesOf(e.file, e.leases) : [], r = (function({leases: e, markers: t}, n) {
        const r = t.filter((e => (0, p.existsSync)(e)));
        return e.filter((e => r.some((t => t.endsWith(`-${e}`))) && !n.some((t => t.id === e))));
       })(e, n), i = r.flatMap(t => e.held[t] ?? []), o = r.flatMap(t => e.revocable[t] ?? []);
       !(function(e) {
        for (const t of e) h.$e(`the token for \`${t}\` may still be with its credential provider: the journal of logins beside the credentials file is gone; run \`cargo logout --registry ${t}\` there`);
       })(i);
       for (const e of o) warnOfUnrevoked(e, "the journal of logins does not know it");
       return i.length + o.length;
      } finally {
       removeMarkers(e.markers);
      }
     })(e, r);
     if (!r) return void (0 === i && h.pq(xe));
     await revokeTokens(leasesOf(t, n).flatMap((({revocation: e}) => e ?? [])));
     const patient = (() => {}), o = await changeLogins(t, patient, (e => {
      const {logins: t, ended: r} = endLeases(e, n);
      return {
       logins: t,
       result: r
      };
     }));
     reportSwept(o.swept);
     const s = await (async function({file: e, leases: t, held: n}, r, i) {
      try {
       return await endHeld(e, r, t, i, () => {});
      } catch (e) {
       const t = Object.values(n).map(e => `\`${e}\``);
       return h.$e(`the token for ${t.join(", ")} may still be with its credential provider: ${(0, 
       a.bD)(e)}; the next login on this machine will try again`), ye;
      }
     })(e, o, secretsGiven()), l = [ ...o.result, ...s.ended ].filter(holdsToken);
     for (const {registry: e} of l.filter((e => !isHeld(e)))) reportLogout(e);
     !(function({loggedOut: e, ended: t, failed: n}) {
      for (const {registry: t} of e) h.pq(`Logout token for \`${t}\` has been removed from its credential provider`);
      for (const {registry: e} of t.filter(isHeld)) h.pq(`The token for \`${e}\` stays: other jobs of this machine need it`);
      for (const {lease: e, why: t} of n) h.$e(`${remains(e)}: ${t}`);
     })(s), 0 === l.length + s.loggedOut.length + s.failed.length + i && h.pq(xe);
    } catch (t) {
     !function({file: e, leases: t, held: n}, r) {
      const i = Object.values(n).map(e => `\`${e}\``), o = [ ...t.some(e => void 0 === n[e]) ? [ `\`${e}\`` ] : [], ...i.length > 0 ? [ `the credential provider of ${i.join(", ")}` ] : [] ];
      h.z3(`the token could not be removed from ${o.join(" and ")}: ${r}\nRemove it there; the next login on this machine will try again`);
     }(e, (0, a.bD)(t));
    }
   })(e.state) : h.z3("the state that the main step saved cannot be read, so its token may still be there; look at the credentials file in Cargo's home of this machine") : h.pq("Nothing to log out of: the main step did not log in");
  })();
 } catch (e) {
  report(e);
 }
});

function report(e) {
 h.z3(e instanceof a.yo ? e.message : `this should not happen, please report it: ${(0, 
 a.bD)(e)}`), e instanceof Error && e.stack && h.Yz(e.stack);
}

var Se = s.i, Ce = s.b;

export { Se as main, Ce as post };
