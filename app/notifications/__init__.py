"""What is told to somebody who isn't looking: e-mail now, pushes and reminders later."""
