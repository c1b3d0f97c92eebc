"""One module a vector file: `make()` gives what docs/spec/vectors/<name>.json holds."""
