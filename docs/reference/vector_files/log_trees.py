"""Merkle trees for log.json."""

from urna_reference import merkle
from urna_reference.transcript import ZERO, sha256


def trees(sample, valid, invalid, refuse):
    leaves = [bytes([i] * i) for i in range(9)]
    hashes = [merkle.leaf_hash(leaf) for leaf in leaves]
    for size in (0, 1, 2, 3, 5, 8, 9):
        valid.append({"what": "root", "leaves": [leaf.hex() for leaf in leaves[:size]],
                      "root": merkle.mth(leaves[:size]).hex()})
    described = {"what": "root", "leaves": [leaf.hex() for leaf in leaves[:3]]}
    left, right = merkle.node_hash(hashes[0], hashes[1]), hashes[2]
    for why, root in (
        ("the empty tree's root", sha256(b"")),
        ("the last leaf doubled", merkle.node_hash(left, merkle.node_hash(right, right))),
        ("no prefixes in the hashes", sha256(sha256(sha256(leaves[0]) + sha256(leaves[1])) + sha256(leaves[2]))),
        ("the odd leaf at the left", merkle.node_hash(hashes[0], merkle.node_hash(hashes[1], hashes[2]))),
        ("leaves exchanged", merkle.mth([leaves[1], leaves[0], leaves[2]])),
    ):
        assert root != merkle.mth(leaves[:3])
        invalid.append(described | {"root": root.hex(), "why": why})
    invalid.append({"what": "root", "leaves": [hashes[0].hex() + hashes[1].hex()],
                    "root": merkle.mth(leaves[:2]).hex(), "why": "a leaf made of two hashes is not their node"})

    def inclusion(index, size, leaf, path, root):
        merkle.require(merkle.root_from_path(index, size, merkle.leaf_hash(leaf), path) == root, "another root")

    def inclusion_case(index, size, leaf, path, root):
        return {"what": "inclusion", "index": index, "size": size, "leaf": leaf.hex(),
                "path": [h.hex() for h in path], "root": root.hex()}

    for index, size in ((0, 1), (0, 2), (4, 5), (6, 7), (3, 9), (8, 9)):
        arguments = index, size, leaves[index], merkle.inclusion_proof(index, hashes[:size]), merkle.mth(leaves[:size])
        inclusion(*arguments)
        valid.append(inclusion_case(*arguments))
    path, root = merkle.inclusion_proof(3, hashes), merkle.mth(leaves)
    for why, arguments in (
        ("another leaf", (3, 9, leaves[4], path, root)),
        ("another index", (2, 9, leaves[3], path, root)),
        ("another size", (3, 7, leaves[3], path, root)),
        ("another root", (3, 9, leaves[3], path, merkle.mth(leaves[:8]))),
        ("a hash too few", (3, 9, leaves[3], path[:-1], root)),
        ("a hash too many", (3, 9, leaves[3], path + [ZERO], root)),
        ("hashes exchanged", (3, 9, leaves[3], path[::-1], root)),
        ("index equal to size", (9, 9, leaves[3], path, root)),
        ("size zero", (0, 0, leaves[0], [], merkle.leaf_hash(leaves[0]))),
    ):
        refuse(inclusion_case(*arguments), inclusion, why, *arguments)

    def consistency(old, size, proof, old_root, root):
        found = merkle.roots_from_consistency(old, size, proof, old_root)
        merkle.require(found == (old_root, root), "another root")

    def consistency_case(old, size, proof, old_root, root):
        return {"what": "consistency", "old": old, "size": size, "proof": [h.hex() for h in proof],
                "oldRoot": old_root.hex(), "root": root.hex()}

    for old, size in ((1, 2), (3, 7), (4, 8), (6, 9), (9, 9), (8, 9)):
        arguments = (old, size, merkle.consistency_proof(old, hashes[:size]), merkle.mth(leaves[:old]),
                     merkle.mth(leaves[:size]))
        consistency(*arguments)
        valid.append(consistency_case(*arguments))
    proof, old_root = merkle.consistency_proof(6, hashes), merkle.mth(leaves[:6])
    for why, arguments in (
        ("another old root", (6, 9, proof, merkle.mth(leaves[:5]), root)),
        ("another new root", (6, 9, proof, old_root, merkle.mth(leaves[:8]))),
        ("a hash too few", (6, 9, proof[:-1], old_root, root)),
        ("a hash too many", (6, 9, proof + [ZERO], old_root, root)),
        ("sizes exchanged", (9, 6, proof, root, old_root)),
        ("a fork: the sixth leaf was another", (6, 9, proof, merkle.mth(leaves[:5] + [b"fork"]), root)),
    ):
        refuse(consistency_case(*arguments), consistency, why, *arguments)
