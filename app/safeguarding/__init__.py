"""What somebody reports as unsafe. Reporting comes later; the page for it stands."""
