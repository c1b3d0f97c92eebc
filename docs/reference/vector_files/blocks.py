"""blocks.json: headers of the embedded ledger, and what an archive's files cover."""

from urna_reference import blocks
from urna_reference.ecdsa import public_key, sign
from urna_reference.group import Q
from urna_reference.refusal import Refused
from urna_reference.seeded import Seeded
from urna_reference.transcript import ZERO, sha256


def check(headers, records, orderer):
    parsed = blocks.read_headers(headers)
    blocks.check_links(parsed)
    blocks.check_records(parsed, records)
    blocks.check_signatures(parsed, orderer)
    return parsed


def chain(groups, secret):
    headers = []
    for group in groups:
        headers.append(blocks.make_header(len(headers), group, headers[-1] if headers else None, secret))
    return headers


def make():
    random = Seeded("blocks")
    secret = random.scalar()
    key = public_key(secret)
    records = [random.bytes(n) for n in (40, 1, 70, 33, 8)]
    valid, invalid = [], []

    def case(headers, given):
        return {"headers": b"".join(h.encode() for h in headers).hex(), "records": [r.hex() for r in given],
                "ordererKey": key.hex()}

    for sizes in ([1], [1, 4], [1, 1, 1, 1, 1], [1, 2, 2]):
        groups, at = [], 0
        for size in sizes:
            groups.append(records[at : at + size])
            at += size
        headers = chain(groups, secret)
        check(b"".join(h.encode() for h in headers), records[:at], key)
        valid.append(case(headers, records[:at]) | {
            "blocks": [{"number": h.number, "count": h.count, "dataHash": h.data.hex(), "headerHash": h.hash().hex()}
                       for h in headers]})
    first, second, third = headers = chain([records[:1], records[1:3], records[3:]], secret)

    def signed(header):
        return header._replace(signature=sign(secret, header.hash()))

    def bad(why, headers, given=records, raw=None):
        data = raw if raw is not None else b"".join(h.encode() for h in headers)
        try:
            check(data, given, key)
        except Refused:
            invalid.append({"headers": data.hex(), "records": [r.hex() for r in given], "ordererKey": key.hex(),
                            "why": why})
        else:
            raise AssertionError(why)

    bad("no block", [], [])
    bad("a byte missing", [], raw=b"".join(h.encode() for h in headers)[:-1])
    bad("a block left out", [first, third], records[:1] + records[3:])
    bad("the last block left out", [first, second])
    bad("blocks exchanged", [first, third, second])
    bad("a block twice", [first, second, second, third])
    bad("does not begin with 0", [second, third], records[1:])
    bad("another number, signed", [first, signed(second._replace(number=2)), third])
    bad("another previous hash, signed", [first, signed(second._replace(previous=ZERO)), third])
    bad("first block with a previous hash, signed", [signed(first._replace(previous=ZERO[:-1] + b"\x01"))], records[:1])
    bad("another data hash, signed", [first, second, signed(third._replace(data=sha256(b"")))])
    bad("another count, signed", [first, second, signed(third._replace(count=3))])
    bad("a record changed", headers, [*records[:4], b"\x00" * 8])
    bad("a record missing", headers, records[:4])
    bad("a record too many", headers, [*records, b"more"])
    bad("records of a block exchanged", headers, [records[0], records[2], records[1], *records[3:]])
    bad("a border between records moved", headers, [*records[:3], records[3] + records[4][:1], records[4][1:]])
    bad("an empty block", chain([records[:1], [], records[1:]], secret))
    bad("block 0 with two records", chain([records[:2], records[2:]], secret))
    bad("signed by another orderer", chain([records[:1], records[1:3], records[3:]], secret + 1))
    bad("a signature of the block before", [first, second._replace(signature=first.signature), third])
    bad("a signature of zeros", [first, second._replace(signature=bytes(64)), third])
    s = int.from_bytes(third.signature[32:], "big")
    bad("a high s", [first, second, third._replace(signature=third.signature[:32] + (Q - s).to_bytes(32, "big"))])
    unhashed = blocks.data_hash([b"".join(records[3:])])
    bad("data hash over joined records, signed", [first, second, signed(third._replace(data=unhashed))])
    return {
        "description": "The archive's headers (140 bytes a block) over records (any bytes here). Valid: numbers, links, "
        "counts, data hashes and signatures hold. Invalid: one of them does not.",
        "spec": "log.md §5",
        "shapes": {"headers, records, ordererKey, dataHash, headerHash": "hex"},
        "valid": valid,
        "invalid": invalid,
    }
