// htmx writes markup it fetched from us; under Trusted Types that needs a policy of its own name. Runs right after htmx.
if (globalThis.trustedTypes && globalThis.htmx) {
  const as = (text) => text;
  const policy = trustedTypes.createPolicy("htmx", { createHTML: as, createScript: as, createScriptURL: as });
  htmx.registerExtension("trusted-types", { init: (api) => api.initSecurity(policy) });
}
