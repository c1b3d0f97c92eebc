"""A small city that holds an election, played by the reference alone: for vectors and for trying verifiers."""
