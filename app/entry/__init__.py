"""The way in and out: welcome, invitation, PIN, sign-in and sign-out, language, devices, more."""
