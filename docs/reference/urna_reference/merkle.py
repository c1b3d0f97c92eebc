"""Merkle trees (RFC 6962 §2.1; spec encoding.md §5), straight from the recursive definitions."""

from .refusal import require
from .transcript import sha256


def leaf_hash(leaf):
    return sha256(b"\x00", leaf)


def node_hash(left, right):
    return sha256(b"\x01", left, right)


def split(n):
    """The largest power of two below n."""
    return 1 << (n - 1).bit_length() - 1


def root_of_hashes(hashes):
    if not hashes:
        return sha256(b"")
    if len(hashes) == 1:
        return hashes[0]
    k = split(len(hashes))
    return node_hash(root_of_hashes(hashes[:k]), root_of_hashes(hashes[k:]))


def mth(leaves):
    """The root over a list of byte strings."""
    return root_of_hashes([leaf_hash(leaf) for leaf in leaves])


def inclusion_proof(index, hashes):
    """RFC 6962 §2.1.1, PATH(m, D[n])."""
    if len(hashes) == 1:
        return []
    k = split(len(hashes))
    if index < k:
        return inclusion_proof(index, hashes[:k]) + [root_of_hashes(hashes[k:])]
    return inclusion_proof(index - k, hashes[k:]) + [root_of_hashes(hashes[:k])]


def root_from_path(index, size, leaf, path):
    """The root that a path leads to; the recursion of PATH, read backwards. Refuses a path of another length."""
    require(0 <= index < size, "index not below the size")
    if size == 1:
        require(not path, "path too long")
        return leaf
    require(path, "path too short")
    k = split(size)
    if index < k:
        return node_hash(root_from_path(index, k, leaf, path[:-1]), path[-1])
    return node_hash(path[-1], root_from_path(index - k, size - k, leaf, path[:-1]))


def consistency_proof(old, hashes):
    """RFC 6962 §2.1.2, PROOF(m, D[n])."""

    def subproof(m, part, whole):
        if m == len(part):
            return [] if whole else [root_of_hashes(part)]
        k = split(len(part))
        if m <= k:
            return subproof(m, part[:k], whole) + [root_of_hashes(part[k:])]
        return subproof(m - k, part[k:], False) + [root_of_hashes(part[:k])]

    return subproof(old, hashes, True)


def roots_from_consistency(old, size, proof, old_root):
    """(old root, new root) that a consistency proof leads to, for 0 < old <= size."""
    require(0 < old <= size, "sizes out of order")

    def walk(m, n, rest, whole):
        if m == n:
            if whole:
                require(not rest, "proof too long")
                return old_root, old_root
            require(len(rest) == 1, "proof has a wrong length")
            return rest[0], rest[0]
        require(rest, "proof too short")
        k = split(n)
        if m <= k:
            left_old, left_new = walk(m, k, rest[:-1], whole)
            return left_old, node_hash(left_new, rest[-1])
        right_old, right_new = walk(m - k, n - k, rest[:-1], False)
        return node_hash(rest[-1], right_old), node_hash(rest[-1], right_new)

    return walk(old, size, proof, True)
