"""Refusals: what a reader says when the specification says "refused"."""


class Refused(Exception):
    """Data that the specification refuses, with the step or reason in words."""


def require(condition, reason):
    """Refuse with `reason` unless `condition` holds."""
    if not condition:
        raise Refused(reason)
