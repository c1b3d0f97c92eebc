"""Refusals: what a reader says when the specification says "refused"."""

import contextlib


class Refused(Exception):
    """Data that the specification refuses: the step or reason in words, and where it has one the code ("R7")."""

    def __init__(self, reason, code=""):
        super().__init__(reason)
        self.reason, self.code = reason, code


def require(condition, reason):
    """Refuse with `reason` unless `condition` holds."""
    if not condition:
        raise Refused(reason)


@contextlib.contextmanager
def coded(code):
    """Refusals from inside get this code (records.md §6), unless they have one."""
    try:
        yield
    except Refused as refused:
        raise Refused(refused.reason, refused.code or code) from None
