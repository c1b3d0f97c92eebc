"""The embedded ledger's blocks (spec log.md §5)."""

from typing import NamedTuple

from . import ecdsa
from .encoding import u32, u64
from .log import record_bundle
from .refusal import require
from .transcript import ZERO, Transcript, sha256


class Header(NamedTuple):
    number: int
    count: int
    previous: bytes
    data: bytes
    signature: bytes = b""

    def hash(self):
        return (
            Transcript("block")
            .absorb("number", u64(self.number))
            .absorb("count", u32(self.count))
            .absorb("previous", self.previous)
            .absorb("data", self.data)
            .hash()
        )

    def encode(self):
        """As in an archive: 140 bytes."""
        return u64(self.number) + u32(self.count) + self.previous + self.data + self.signature


def data_hash(records):
    return sha256(record_bundle(records))


def make_header(number, records, previous, orderer):
    """`previous`: the header before, or None; `orderer`: the secret scalar."""
    header = Header(number, len(records), previous.hash() if previous else ZERO, data_hash(records))
    return header._replace(signature=ecdsa.sign(orderer, header.hash()))


def read_headers(data):
    """The archive's `headers`."""
    require(len(data) % 140 == 0, "headers are not 140 bytes each")
    result = []
    for at in range(0, len(data), 140):
        part = data[at : at + 140]
        number, count = int.from_bytes(part[:8], "big"), int.from_bytes(part[8:12], "big")
        result.append(Header(number, count, part[12:44], part[44:76], part[76:]))
    return result


def check_links(headers):
    """Numbers and previous hashes."""
    previous = ZERO
    for i, header in enumerate(headers):
        require(header.number == i, f"block {i}: another number")
        require(header.previous == previous, f"block {i}: another previous hash")
        previous = header.hash()


def check_records(headers, records):
    """Counts and data hashes cover exactly the records, in order; block 0 holds the genesis record alone."""
    require(headers and headers[0].count == 1, "block 0 does not hold one record")
    at = 0
    for header in headers:
        require(header.count >= 1, f"block {header.number}: empty")
        part = records[at : at + header.count]
        require(len(part) == header.count, f"block {header.number}: records missing")
        require(data_hash(part) == header.data, f"block {header.number}: another data hash")
        at += header.count
    require(at == len(records), "records beyond the last block")


def check_signatures(headers, orderer_key):
    for header in headers:
        ecdsa.verify(orderer_key, header.hash(), header.signature)
