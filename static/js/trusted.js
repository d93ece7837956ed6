// htmx writes markup it fetched from us; under Trusted Types that needs a policy of its own name.
document.addEventListener("DOMContentLoaded", () => {
  const trust = (text) => text;
  if (window.trustedTypes && window.htmx && htmx.registerExtension) {
    const policy = trustedTypes.createPolicy("htmx", { createHTML: trust, createScript: trust, createScriptURL: trust });
    htmx.registerExtension("trusted-types", { init: (api) => api.initSecurity && api.initSecurity(policy) });
  }
}, { once: true });
