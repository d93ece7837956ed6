"""Heads, cookies and addresses that no browser of ours would send."""

COOKIES = ("sammen_flash=%%%", 'sammen_flash="[\\"\\\\ud800\\", 1, null, \\"\\"]"', "sammen_flash=" + "%5B" * 2500, "sammen_session=a\x00b", "sammen_language=" + "x" * 8000, "a[b]=c; =; ;;=\xff; expires=x", "sammen_device=\xff\x01; sammen_enrolling=\x00; sammen_both=\x7f; sammen_style=<script>alert(1)</script>")  # fmt: skip
HEADS = (
    {"accept-language": "\xff,;;q=x,*,-,da-" + "x" * 5000},
    {"host": "["},
    {"host": ""},
    {"host": "evil.example\x7f:99999999"},
    {"host": "evil.example/<script>alert(1)</script>"},
    {"hx-request": "true", "hx-target": "\xff"},
    {"user-agent": "\xff\x01"},
    {"origin": "null"},
    {"origin": "http://["},
    {"origin": "http://localhost:x"},
    {"origin": "http://localhost", "host": "["},
    {"sec-fetch-site": "cross-site"},
    {"sec-fetch-site": "\xff"},
    {"x-forwarded-host": "evil.example", "x-forwarded-proto": "x"},
)

NOWHERE = ("/static/%00", "/static/" + "x" * 5000, "/static/..%2f..%2fpyproject.toml", "/%ff", "/%E2%80%AE", "/" + "x" * 20_000)  # fmt: skip
