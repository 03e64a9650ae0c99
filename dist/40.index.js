"use strict";

exports.id = 40, exports.ids = [ 40 ], exports.modules = {
 835: (e, t, n) => {
  n.d(t, {
   FS: () => useProxyFromEnvironment,
   L5: () => retry,
   kA: () => ask
  });
  var o = n(67), r = n(500), s = n(984), a = n(657), i = n(214), c = n(623);
  class PassingFailure extends s.yo {}
  const u = "cargo-login-action (https://github.com/OWNER/cargo-login-action)", h = 1e6, d = 1e3;
  function useProxyFromEnvironment() {
   const {setGlobalProxyFromEnv: e} = o;
   try {
    e?.();
   } catch {
    throw new s.yo("an environment variable `http_proxy` or `https_proxy` is not the URL of an HTTP proxy, such as `http://proxy.example.com:3128`; correct or unset it");
   }
  }
  async function retry(e, {pausesMs: t, signal: n}) {
   for (const o of t) try {
    return await e();
   } catch (e) {
    if (!(e instanceof PassingFailure)) throw e;
    i.pq(`${e.message}; trying again in ${o / 1e3} s`), await (0, r.setTimeout)(o, void 0, n && {
     signal: n
    }).catch(() => {}), n?.throwIfAborted();
   }
   return await e();
  }
  async function ask(e, {timeoutMs: t, signal: n}) {
   const o = AbortSignal.timeout(t);
   try {
    return await async function(e, t) {
     const {method: n, url: o, headers: r, body: a = null, secrets: i} = e, l = await fetch(o, {
      method: n,
      headers: {
       Accept: "application/json",
       "User-Agent": u,
       ...r
      },
      body: a,
      redirect: "manual",
      signal: t
     }), {status: w} = l, f = await async function(e, t) {
      const n = new TextDecoder;
      let o = "";
      for await (const r of e.body ?? []) if (o += n.decode(r, {
       stream: !0
      }), o.length > h) throw new s.yo(`${t.origin} answered with more than ${h} bytes`);
      return o;
     }(l, o), shown = e => (0, c.E)(e, i).slice(0, d), y = l.headers.get("location"), g = shown([ `HTTP ${w}`, ...w >= 300 && w < 400 && null !== y ? [ `a redirect to ${y}` ] : [], ...reasonsIn(f) ].join(", "));
     if (408 === w || 429 === w || w >= 500) throw new PassingFailure(`${o.origin} answered ${g}`);
     const m = shown(l.headers.get("www-authenticate") ?? "");
     return {
      status: w,
      isSuccess: l.ok,
      body: f,
      summary: g,
      challenge: m
     };
    }(e, n ? AbortSignal.any([ o, n ]) : o);
   } catch (r) {
    if (n?.throwIfAborted(), r instanceof s.yo) throw r;
    const a = o.aborted ? `no answer within ${t / 1e3} s` : function(e) {
     const t = e instanceof Error && e.cause instanceof Error ? e.cause : void 0;
     return t?.message || (0, s.CA)(t) || "a network error";
    }(r);
    throw new PassingFailure(`cannot reach ${e.url.origin}: ${a}`, {
     cause: r
    });
   }
  }
  const l = (0, a.Ik)({
   message: (0, a.lq)(a.Qq),
   errors: (0, a.lq)((0, a.p_)((0, a.Ik)({
    detail: a.Qq
   })))
  });
  function reasonsIn(e) {
   const {errors: t, message: n} = (0, a.qF)(e, l) ?? {};
   return [ ...t?.map(({detail: e}) => e) ?? [], n ?? "" ].filter(Boolean);
  }
 },
 40: (e, t, n) => {
  n.r(t), n.d(t, {
   exchange: () => exchange,
   revoke: () => revoke
  });
  var o = n(984), r = n(657), s = n(214), a = n(623), i = n(835);
  const c = {
   timeoutMs: 15e3,
   pausesMs: [ 1e3, 2e3, 4e3 ]
  }, u = {
   timeoutMs: 1e4,
   pausesMs: [ 1e3, 2e3 ]
  };
  async function exchange(e) {
   (0, i.FS)();
   const t = {
    ...c,
    signal: s.WN()
   };
   return await (0, i.L5)(async () => {
    const n = await async function(e, t) {
     const {url: n, token: r} = function() {
      const e = s.cA(), t = e.ACTIONS_ID_TOKEN_REQUEST_URL ?? "", n = e.ACTIONS_ID_TOKEN_REQUEST_TOKEN ?? "";
      if (s.dK([ n ]), isHeaderValue(n) && /^https?:/.test(t) && URL.canParse(t)) return {
       url: new URL(t),
       token: new a.z(n)
      };
      throw new o.yo("the environment variables ACTIONS_ID_TOKEN_REQUEST_URL and ACTIONS_ID_TOKEN_REQUEST_TOKEN are not what a runner sets, so the job cannot ask for an id token; look for a step that overwrites them");
     }();
     n.search += `${"" === n.search ? "?" : "&"}audience=${encodeURIComponent(e)}`;
     const c = {
      Authorization: `Bearer ${r.expose()}`
     }, u = await (0, i.kA)({
      method: "GET",
      url: n,
      headers: c,
      secrets: [ r ]
     }, t), h = `the runner's service for id tokens, ${n.origin},`;
     if (u.isSuccess) return secretIn(u, "value", h);
     throw new o.yo(`${h} answered ${u.summary}\nCheck that the job has \`permissions: id-token: write\``);
    }(new URL(e).host, t);
    return await async function(e, t, n) {
     const r = {
      method: "POST",
      url: tokensUrl(e),
      headers: {
       "Content-Type": "application/json"
      },
      body: JSON.stringify({
       jwt: t.expose()
      }),
      secrets: [ t ]
     }, s = await (0, i.kA)(r, n);
     if (s.isSuccess) return secretIn(s, "token", e);
     const a = new URL(e).host;
     throw new o.yo(`no token was given, and trusted publishing failed (audience \`${a}\`): ${e} answered ${s.summary}\n${function({status: e}) {
      const t = "`trusted-publishing-url`";
      return e < 400 ? `Set ${t} to the address that the redirect leads to` : 404 === e || 405 === e ? `That registry has no trusted publishing: correct ${t}, or give a token` : "An owner of the crate must add this repository and workflow as a trusted publisher in the settings of the crate; or give a token";
     }(s)}`);
    }(e, n, t);
   }, t);
  }
  async function revoke(e, t) {
   (0, i.FS)(), s.dK([ t.expose() ]);
   const n = {
    Authorization: `Bearer ${t.expose()}`
   }, r = {
    method: "DELETE",
    url: tokensUrl(e),
    headers: n,
    secrets: [ t ]
   }, a = await (0, i.L5)(() => (0, i.kA)(r, u), u);
   if (!a.isSuccess) throw new o.yo(`${e} answered ${a.summary}`);
  }
  function tokensUrl(e) {
   return new URL(`${e}/api/v1/trusted_publishing/tokens`);
  }
  function secretIn({body: e}, t, n) {
   const i = (0, r.qF)(e, (0, r.Ik)({
    [t]: r.Qq
   }))?.[t];
   if (void 0 !== i && s.dK([ i ]), void 0 === i || !isHeaderValue(i)) throw new o.yo(`${n} answered without a usable token (\`${t}\` of a JSON object)`);
   return new a.z(i);
  }
  function isHeaderValue(e) {
   return /^[\t\x20-\x7e]+$/.test(e) && "" !== e.trim();
  }
 }
};
