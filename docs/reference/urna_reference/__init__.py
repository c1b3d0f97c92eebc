"""The slow, obvious reference of Urna, protocol version 1 (docs/spec/).

Written from the specification and the public standards alone. It is meant to be read beside the text: names and steps
are the specification's. It is neither fast nor safe against timing; it guards no secret of anybody.
"""
