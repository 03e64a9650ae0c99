export const id = 237;

export const ids = [ 237 ];

export const modules = {
 237: (t, e, n) => {
  n.r(e), n.d(e, {
   VERSION: () => h,
   exchange: () => exchange,
   revoke: () => revoke
  });
  var r = n(473), o = n(67), s = n.t(o, 2), a = n(207), i = n(720);
  class PassingFailure extends r.yo {
   waitMs;
   constructor(t, e, n) {
    super(t, {
     cause: n
    }), this.waitMs = e;
   }
  }
  function takeProxyFromEnvironment() {
   const {setGlobalProxyFromEnv: t} = s;
   try {
    t?.();
   } catch {
    throw new r.yo("`http_proxy` and `https_proxy` in the environment must be URLs of HTTP proxies, such as `http://proxy.example.com:3128`, but one of them is not; correct or unset it");
   }
  }
  async function persist(t, e, n) {
   for (let r = 1; ;r++) try {
    return await t();
   } catch (t) {
    if (!(t instanceof PassingFailure)) throw t;
    const o = waitAfter(t, r, e);
    i.pq(`${t.message}; trying again in ${seconds(o)}`), await pause(o, n);
   }
  }
  function waitAfter(t, e, n) {
   const o = n.waitsMs[e - 1];
   if (void 0 === o) throw new r.yo(`${t.message} (after ${e} attempts)`, {
    cause: t
   });
   if (void 0 === t.waitMs) return o * (1 + Math.random() / 4);
   if (t.waitMs <= n.longestWaitMs) return t.waitMs;
   throw new r.yo(`${t.message}, and asks for a pause of ${seconds(t.waitMs)}; run the job again later`, {
    cause: t
   });
  }
  function seconds(t) {
   return `${Math.ceil(t / 1e3)} s`;
  }
  async function pause(t, e) {
   for (let n = t; n > 0; n -= 100) e(), await new Promise(t => setTimeout(t, Math.min(n, 100)));
  }
  async function ask(t, e, n) {
   const o = new AbortController, s = setInterval(() => {
    try {
     n();
    } catch (t) {
     o.abort(t);
    }
   }, 100), i = AbortSignal.timeout(e);
   try {
    return await async function(t, e) {
     const {method: n, url: r, headers: o, body: s = null, secrets: i} = t, u = await fetch(r, {
      method: n,
      headers: o,
      body: s,
      redirect: "manual",
      signal: e
     }), {status: h} = u, d = await u.text(), w = (0, a.E)(function(t) {
      const {errors: e, message: n} = parseObject(t) ?? {};
      return (Array.isArray(e) ? e.map(detailOf) : [ n ]).filter(t => "string" == typeof t && "" !== t).join("\n");
     }(d), i).slice(0, c);
     if (408 === h || 429 === h || h >= 500) {
      const t = function(t) {
       if (null === t) return;
       const e = /^\d+$/.test(t) ? 1e3 * Number(t) : Date.parse(t) - Date.now();
       return Number.isNaN(e) ? void 0 : Math.max(0, e);
      }(u.headers.get("retry-after"));
      throw new PassingFailure(`${r.origin} answered ${describeStatus(h, w)}`, t);
     }
     return {
      status: h,
      body: d,
      type: u.headers.get("content-type") ?? "no content type",
      reason: w,
      redirect: hostBehind(u, r)
     };
    }(t, AbortSignal.any([ o.signal, i ]));
   } catch (n) {
    if (o.signal.throwIfAborted(), n instanceof r.yo) throw n;
    const s = i.aborted ? `there was no answer within ${seconds(e)}` : function(t) {
     const e = t instanceof Error && t.cause instanceof Error ? t.cause : void 0;
     return void 0 === e ? "an error of the network" : e.message || (0, r.CA)(e) || "an error of the network";
    }(n);
    throw new PassingFailure(`cannot reach ${t.url.origin}: ${s}`, void 0, n);
   } finally {
    clearInterval(s);
   }
  }
  const c = 1e3;
  function hostBehind({status: t, headers: e}, n) {
   const r = e.get("location");
   return t >= 300 && t < 400 && null !== r ? URL.parse(r, n.href)?.host : void 0;
  }
  function describeStatus(t, e) {
   return `HTTP ${t}${"" === e ? "" : `: ${e}`}`;
  }
  function parseObject(t) {
   try {
    const e = JSON.parse(t);
    return "object" != typeof e || null === e || Array.isArray(e) ? void 0 : {
     ...e
    };
   } catch {
    return;
   }
  }
  function detailOf(t) {
   return "object" == typeof t && null !== t && "detail" in t ? t.detail : "";
  }
  var u = n(714);
  const h = "0.1.0", d = `cargo-login-action/${h} (https://github.com/OWNER/cargo-login-action)`, w = {
   timeoutMs: 15e3,
   waitsMs: [ 1e3, 2e3, 4e3 ],
   longestWaitMs: 6e4
  }, f = {
   timeoutMs: 1e4,
   waitsMs: [ 1e3, 2e3 ],
   longestWaitMs: 1e4
  };
  async function exchange(t, e, n = w) {
   takeProxyFromEnvironment();
   const r = new URL(t), request = t => ask(t, n.timeoutMs, e);
   return await persist(async () => {
    const t = await async function(t, e) {
     const {url: n, token: r} = function() {
      const t = i.cA(), e = URL.parse(t.ACTIONS_ID_TOKEN_REQUEST_URL ?? ""), n = t.ACTIONS_ID_TOKEN_REQUEST_TOKEN ?? "";
      if (i.dK([ n ]), !isHeaderValue(n)) throw overwritten("ACTIONS_ID_TOKEN_REQUEST_TOKEN");
      if (null === e || !/^https?:$/.test(e.protocol)) throw overwritten("ACTIONS_ID_TOKEN_REQUEST_URL");
      return {
       url: e,
       token: new u.z(n)
      };
     }();
     n.search += `${"" === n.search ? "?" : "&"}audience=${encodeURIComponent(t)}`;
     const o = await e({
      method: "GET",
      url: n,
      headers: {
       Accept: "application/json",
       Authorization: `Bearer ${r.expose()}`,
       "User-Agent": d
      },
      secrets: [ r ]
     }), s = `the runner's service for id tokens, ${n.origin},`;
     if (isSuccess(o)) return secretIn(o, "value", s);
     throw refused(s, o, "Check that the job has `permissions: id-token: write`");
    }(r.host, request);
    return await async function(t, e, n) {
     const r = await n({
      method: "POST",
      url: tokensUrl(t),
      headers: {
       Accept: "application/json",
       "Content-Type": "application/json",
       "User-Agent": d
      },
      body: JSON.stringify({
       jwt: e.expose()
      }),
      secrets: [ e ]
     });
     if (isSuccess(r)) return secretIn(r, "token", t.origin);
     throw refused(`no token was given, and none could be had for the identity of this job (audience \`${t.host}\`): ${t.origin}`, r, function({status: t, redirect: e}) {
      return void 0 !== e ? `Give the address behind the redirect as ${l}` : 404 === t || 405 === t ? `That registry has no trusted publishing: correct ${l}, or give a token` : "An owner of the crate must have named this repository and workflow as a trusted publisher there; or give a token";
     }(r));
    }(r, t, request);
   }, n, e);
  }
  async function revoke({url: t, token: e}, n = f) {
   takeProxyFromEnvironment(), i.dK([ e ]);
   const r = {
    method: "DELETE",
    url: tokensUrl(new URL(t)),
    headers: {
     Authorization: `Bearer ${e}`,
     "User-Agent": d
    },
    secrets: [ new u.z(e) ]
   }, notCancelled = () => {}, o = await persist(() => ask(r, n.timeoutMs, notCancelled), n, notCancelled);
   if (!isSuccess(o)) throw refused(t, o);
  }
  function tokensUrl(t) {
   return new URL(`${t.href.replace(/\/$/, "")}/api/v1/trusted_publishing/tokens`);
  }
  function overwritten(t) {
   return new r.yo(`the environment variable ${t} is not what a runner sets it to, so the job cannot ask for an id token; look for what overwrites it`);
  }
  const l = "`trusted-publishing-url`";
  function isSuccess({status: t}) {
   return t >= 200 && t < 300;
  }
  function refused(t, {status: e, reason: n, redirect: o}, s) {
   const a = void 0 === o ? "" : `, a redirect to \`${o}\``, i = `${t} answered ${describeStatus(e, n)}${a}`;
   return new r.yo(void 0 === s ? i : `${i}\n${s}`);
  }
  function secretIn({body: t, type: e}, n, o) {
   const s = parseObject(t), a = s?.[n];
   if ("string" == typeof a && i.dK([ a ]), void 0 === s) throw new r.yo(`${o} answered with something that is no JSON object (${e})`);
   if ("string" != typeof a || "" === a.trim()) throw new r.yo(`${o} answered without a token (\`${n}\` is missing or empty)`);
   if (!isHeaderValue(a)) throw new r.yo(`${o} answered with a token that no HTTP header can hold`);
   return new u.z(a);
  }
  function isHeaderValue(t) {
   return /^[\t\x20-\x7e]+$/.test(t);
  }
 }
};
