"use strict";

exports.id = 242, exports.ids = [ 242 ], exports.modules = {
 835: (t, e, s) => {
  s.d(e, {
   FS: () => useProxyFromEnvironment,
   L5: () => retry,
   kA: () => ask
  });
  var r = s(67), n = s(500), o = s(984), a = s(657), i = s(214), c = s(623);
  class PassingFailure extends o.yo {}
  const u = "cargo-login-action (https://github.com/OWNER/cargo-login-action)", h = 1e6, l = 1e3;
  function useProxyFromEnvironment() {
   const {setGlobalProxyFromEnv: t} = r;
   try {
    t?.();
   } catch {
    throw new o.yo("an environment variable `http_proxy` or `https_proxy` is not the URL of an HTTP proxy, such as `http://proxy.example.com:3128`; correct or unset it");
   }
  }
  async function retry(t, {pausesMs: e, signal: s}) {
   for (const r of e) try {
    return await t();
   } catch (t) {
    if (!(t instanceof PassingFailure)) throw t;
    i.pq(`${t.message}; trying again in ${r / 1e3} s`), await (0, n.setTimeout)(r, void 0, s && {
     signal: s
    }).catch(() => {}), s?.throwIfAborted();
   }
   return await t();
  }
  async function ask(t, {timeoutMs: e, signal: s}) {
   const r = AbortSignal.timeout(e);
   try {
    return await async function(t, e) {
     const {method: s, url: r, headers: n, body: a = null, secrets: i} = t, d = await fetch(r, {
      method: s,
      headers: {
       Accept: "application/json",
       "User-Agent": u,
       ...n
      },
      body: a,
      redirect: "manual",
      signal: e
     }), {status: y} = d, f = await async function(t, e) {
      const s = new TextDecoder;
      let r = "";
      for await (const n of t.body ?? []) if (r += s.decode(n, {
       stream: !0
      }), r.length > h) throw new o.yo(`${e.origin} answered with more than ${h} bytes`);
      return r;
     }(d, r), shown = t => (0, c.E)(t, i).slice(0, l), g = d.headers.get("location"), w = shown([ `HTTP ${y}`, ...y >= 300 && y < 400 && null !== g ? [ `a redirect to ${g}` ] : [], ...reasonsIn(f) ].join(", "));
     if (408 === y || 429 === y || y >= 500) throw new PassingFailure(`${r.origin} answered ${w}`);
     const m = shown(d.headers.get("www-authenticate") ?? "");
     return {
      status: y,
      isSuccess: d.ok,
      body: f,
      summary: w,
      challenge: m
     };
    }(t, s ? AbortSignal.any([ r, s ]) : r);
   } catch (n) {
    if (s?.throwIfAborted(), n instanceof o.yo) throw n;
    const a = r.aborted ? `no answer within ${e / 1e3} s` : function(t) {
     const e = t instanceof Error && t.cause instanceof Error ? t.cause : void 0;
     return e?.message || (0, o.CA)(e) || "a network error";
    }(n);
    throw new PassingFailure(`cannot reach ${t.url.origin}: ${a}`, {
     cause: n
    });
   }
  }
  const d = (0, a.Ik)({
   message: (0, a.lq)(a.Qq),
   errors: (0, a.lq)((0, a.p_)((0, a.Ik)({
    detail: a.Qq
   })))
  });
  function reasonsIn(t) {
   const {errors: e, message: s} = (0, a.qF)(t, d) ?? {};
   return [ ...e?.map(({detail: t}) => t) ?? [], s ?? "" ].filter(Boolean);
  }
 },
 242: (t, e, s) => {
  s.d(e, {
   verify: () => verify
  });
  var r = s(984), n = s(657), o = s(214), a = s(835), i = s(479);
  const c = (0, n.Ik)({
   "auth-required": (0, n.lq)(n.Im)
  });
  async function verify(t, e, s) {
   if (!e.startsWith("sparse+")) return "its index is a git repository";
   const u = new URL("config.json", e.slice(7)), h = {
    Authorization: s.expose()
   }, l = o.WN();
   (0, a.FS)();
   const d = {
    method: "GET",
    url: u,
    headers: h,
    secrets: [ s ]
   };
   let y;
   try {
    y = await (0, a.kA)(d, {
     timeoutMs: 1e4,
     pausesMs: [],
     signal: l
    });
   } catch (t) {
    return l.throwIfAborted(), (0, r.bD)(t);
   }
   if (401 === y.status || 403 === y.status) throw function(t, e, s, n) {
    const {summary: o, challenge: a} = n, c = (0, i.m)(e, s.expose()) ?? "Check that the token has not expired, that it has access to this registry, and its `scheme`", u = "" === a ? "" : ` It asks for \`WWW-Authenticate: ${a}\`.`;
    return new r.yo(`the registry \`${t}\` (${e}) refused the token: ${o}.${u} ${c}`);
   }(t, e, s, y);
   return y.isSuccess ? !0 === (0, n.qF)(y.body, c)?.["auth-required"] ? void 0 : "its index is public and accepts any token" : `${u.href} answered ${y.summary}`;
  }
 }
};
