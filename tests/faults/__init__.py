"""What goes wrong, on purpose. A short version runs with the other tests, the whole by `make faults`."""
