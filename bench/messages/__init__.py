"""From written on one phone to shown on the other (`make bench-messages`)."""
