"""Machine translation by Argos Translate on this machine: packages, masks, sentences, and the process it runs in."""
