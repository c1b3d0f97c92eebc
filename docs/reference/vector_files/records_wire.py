"""Envelopes and bodies for records.json that the strict parser refuses."""

from example_city.parties import PROCESS, SCOPE
from urna_reference import records
from urna_reference.records import Parsed, make_record
from urna_reference.transcript import ZERO
from urna_reference.wire import Message, delimited, parse, varint


def envelopes(bad, item, clerk, genesis):
    record = parse("Record", item)

    def changed(why, code="R1", **changes):
        bad(code, why, record.but(**changes).encode(), [clerk])

    bad("R1", "empty", b"", [clerk])
    changed("version 0", version=0)
    changed("version 2", version=2)
    changed("kind 0", kind=0)
    changed("kind 16", kind=16)
    changed("no process", process="")
    changed("process is no id", process="City 2026")
    changed("process of 64 characters", process="a" * 64)
    changed("scope is no id", scope="council/2")
    changed("an item without scope", scope="")
    changed("body of another kind's message", body=Message("Phase", step=1).encode())
    first = record.signatures[0]
    changed("key of 31 bytes", signatures=[first.but(key=first.key[1:])])
    changed("signature of 63 bytes", signatures=[first.but(value=first.value[1:])])
    changed("signature of 65 bytes", signatures=[first.but(value=first.value + b"\x00")])
    changed("empty signature", signatures=[Message("Signature")])
    born = parse("Record", genesis)
    bad("R1", "genesis with a process", born.but(process=PROCESS).encode(), [], "all")
    bad("R1", "genesis with a scope", born.but(scope=SCOPE).encode(), [], "all")


def wires(bad, city, item, restart, clerk):
    """Bodies are signed as they are, so that only the strict parser refuses."""

    def body(why, data, kind=records.ITEM, scope=SCOPE):
        bad("R1", why, make_record(kind, PROCESS, scope, data, [city.parties.clerk]), [clerk])

    good = Parsed(item).body
    message = parse("Item", good)
    bad("R1", "a trailing zero byte", item + b"\x00", [clerk])
    bad("R1", "cut off by one byte", item[:-1], [clerk])
    bad("R1", "an unknown field", item + varint(99 << 3) + b"\x00", [clerk])
    bad("R1", "version as a long varint", b"\x08\x81\x00" + item[2:], [clerk])
    bad("R1", "version as an eleven-byte varint", b"\x08" + b"\x81" + b"\x80" * 9 + b"\x00" + item[2:], [clerk])
    bad("R1", "version plus 2^32: a reader of 32 bits sees 1", b"\x08" + varint(2**32 + 1) + item[2:], [clerk])
    bad("R1", "version twice", b"\x08\x01" + item, [clerk])
    bad("R1", "version as fixed32", b"\x0d\x01\x00\x00\x00" + item[2:], [clerk])
    bad("R1", "version behind kind", item[2:4] + item[:2] + item[4:], [clerk])
    body("an explicit default: empty cost", good + delimited(5, b""))
    body("a group", good + b"\x4b\x4c")
    body("a text that is not UTF-8", good.replace(b"Anna (en)", b"Anna \xff\xfen)"))
    body("a text that holds a surrogate", good.replace(b"Anna (en)", b"Ann\xed\xa0\x80(e)"))
    body("a length beyond the end", good + varint(8 << 3 | 2) + varint(2**31))
    body("an unknown field in a text", message.but(title=[]).encode() + delimited(3, message.title[0].encode() + b"\x18\x01"))
    packed = Parsed(restart).body
    at = packed.index(b"\x3a\x02\x01\x03")
    for why, wrong in (
        ("a packed list unpacked", b"\x38\x01\x38\x03"),
        ("a packed list in two parts", b"\x3a\x01\x01\x3a\x01\x03"),
        ("a packed list with a long varint", b"\x3a\x03\x01\x83\x00"),
        ("a packed list and an empty one", b"\x3a\x02\x01\x03\x3a\x00"),
    ):
        body(why, packed[:at] + wrong + packed[at + 4 :], records.PHASE, "")
    freeze = Message("Phase", step=1, casting=True).encode()
    body("a true that is 2", freeze.replace(b"\x20\x01", b"\x20\x02"), records.PHASE)
    body("an explicit false", Message("Phase", step=1).encode() + b"\x20\x00", records.PHASE)
    two = Message("Ceremony", round=1, trustee=1, complaint=2).encode()
    body("two members of a oneof", two + delimited(7, b""), records.CEREMONY, "")
    body("a member of a oneof twice", two + b"\x28\x03", records.CEREMONY, "")
    answer = Message("Answer", recipient=2).encode()
    split = delimited(6, answer) + delimited(6, Message("Answer", share=ZERO).encode())
    body("a message in two parts, to be merged", Message("Ceremony", round=1, trustee=1).encode() + split,
         records.CEREMONY, "")
    body("a ceremony with a scope", two, records.CEREMONY, SCOPE)
    body("a ceremony restart with a scope", packed, records.PHASE, SCOPE)
    body("a close without scope", Message("Phase", step=3).encode(), records.PHASE, "")
