"""The golden archive: one whole honest election in which everything that may happen has happened once.

An item has a second version and the roll too; a trustee complains and is answered, another one is excluded and the
ceremony starts again; issuance opens before casting; an issuer is recorded absent; eight voters cast twelve ballots.
"""

from urna_reference import records
from urna_reference.records import make_record, record_hash
from urna_reference.transcript import ZERO
from urna_reference.wire import Message

from . import setup
from .parties import PROCESS, SCOPE
from .voting import City

NORTH = ([[1, 0]], [[0, 1]])
SOUTH = (
    [[0, 1], [1, 1, 0, 0], [1, 1, 0]],
    [[1, 0], [0, 0, 0, 1], [0, 0, 0]],
    [[0, 1], [0, 0, 1, 0], [1, 0, 1]],
)
# Each voter's ballots in turn: style, then the choices of each.
VOTES = [
    ("north", NORTH[:1]), ("south", SOUTH[:2]), ("north", NORTH), ("south", SOUTH[1:2]),
    ("south", SOUTH[:1]), ("north", NORTH[1:]), ("south", SOUTH), ("north", NORTH[:1]),
]
ABSENT_AFTER = 5  # voters


def play():
    """The golden city, certified; its `seeds` are the credentials'."""
    city = City("golden", VOTES)
    found(city)
    key(city)
    city.freeze(setup.make_definition(city.parties, city.items, city.roll, city.trustees, roll_version=2), casting=False)
    credentials = [city.issue(voter) for voter in city.voters[:ABSENT_AFTER]]
    phase(city, step=2)
    for voter, (_, cast), credential in zip(city.voters, city.casting, credentials):
        cast_all(city, voter, cast, *credential)
    phase(city, step=4, issuer="gamma", reason="no answer for a day")
    for voter, (_, cast) in list(zip(city.voters, city.casting))[ABSENT_AFTER:]:
        credential = city.issue(voter, ["alpha", "beta"])
        credentials.append(credential)
        cast_all(city, voter, cast, *credential)
    city.seeds = [seed for seed, _ in credentials]
    phase(city, step=3)
    city.closed_size = len(city.ledger.records)
    return city.publish(["alpha", "beta"]).fix().decrypt().certify()


def cast_all(city, voter, ballots, seed, signatures):
    replaces = ZERO
    for choices in ballots:
        replaces = city.cast(city.make_ballot(voter.style, seed, signatures, replaces, choices))


def phase(city, **fields):
    previous = record_hash(city.phases[-1], PROCESS, SCOPE)
    city.phase(previous=previous, **fields)


def found(city):
    """Genesis to roll."""
    parties, ledger = city.parties, city.ledger
    ledger.append(parties.genesis)
    ledger.append(parties.process)
    drafts = [(question, city.item(body)) for question, body in setup.make_items()]
    ledger.append(*(record for _, record in drafts))
    question, draft = drafts[2]
    body = records.Parsed(draft).message.but(version=2, supersedes=record_hash(draft, PROCESS, SCOPE))
    drafts[2] = question, ledger.append(city.item(body))
    city.items = drafts
    for record in setup.make_roll(parties, city.roll):
        ledger.append(record)
        body = records.Parsed(record).message.but(version=2)
        ledger.append(make_record(records.ROLL, PROCESS, SCOPE, body, parties.registrars.values()))


def key(city):
    """The ceremony: two rounds."""
    first = setup.Round(city.parties, wrong=[((1, 2), 7)])
    clerk = [city.parties.clerk, *city.parties.majority()]
    steps = [*map(first.commit, first.active), *map(first.open, first.active), first.complain(2, 1), first.answer(1, 2)]
    for record in steps:
        city.ledger.append(record)
    restart = Message("Phase", step=5, round=2, excluded=[3], reason="does not sign off")
    city.ledger.append(make_record(records.PHASE, PROCESS, "", restart, clerk))
    city.trustees = setup.Round(city.parties, 2, [1, 2])
    for record in city.trustees.all_records():
        city.ledger.append(record)
