"""The second verifier: archive.md, written from the specification alone, over the reference's own arithmetic."""
