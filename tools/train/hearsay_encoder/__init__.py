"""The shared encoder of hearsay: training, reference decoding and export. `docs/models.md` is the format."""
