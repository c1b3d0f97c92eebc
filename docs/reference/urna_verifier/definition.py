"""Genesis, process, items, freeze: V3; roll and issuer keys: V5.1, V5.2; all of it before the election."""

from urna_reference import credentials, definitions, freeze, records
from urna_reference.refusal import Refused, require
from urna_reference.wire import parse

from . import phases


def check_genesis(case):
    """V3.1."""
    position, envelope, genesis = case.mine[0]
    if genesis is None:
        return
    case.genesis, trust = genesis, case.trust
    with case.report.check("V3.1"):
        definitions.check_genesis(genesis)
        case.endorsed(envelope, [], len(genesis.organizations))
        require(genesis.origin == trust.origin, "another origin than trusted")
        require((genesis.log_key, genesis.orderer_key) == (trust.log_key, trust.orderer_key), "other log or orderer key")
        require(genesis.quorum == trust.quorum, "another quorum than trusted")
        require(genesis.operator == trust.operator, "another operator than trusted")
        found = [(o.id, o.operator, (o.ledger_key, o.cosigner_key)) for o in genesis.organizations]
        require(found == [tuple(o) for o in trust.organizations], "other organizations than trusted")


def check_process(case):
    """V3.2."""
    found = case.of_kind(records.PROCESS)
    with case.report.check("V3.2"):
        require(found, "the process is not there")
    if not found:
        return
    _, envelope, process = found[0]
    case.process, case.process_hash, trust = process, envelope.hash, case.trust
    with case.report.check("V3.2"):
        require(process.genesis == case.mine[0][1].hash, "names another genesis record")
        definitions.check_process(process, case.genesis)
        case.by_clerk(envelope, len(case.genesis.organizations))
        for name in ("clerks", "registrars", "issuers", "offices"):
            listed = [(p.id, p.operator, (p.key,)) for p in getattr(process, name)]
            require(listed == [tuple(p) for p in getattr(trust, name)], f"other {name} than trusted")
        trustees = [(t.party.id, t.party.operator, (t.party.key, t.sealing_key)) for t in process.trustees]
        require(trustees == [tuple(t) for t in trust.trustees], "other trustees than trusted")
        require(process.threshold == trust.threshold, "another threshold than trusted")
        require(process.minimum_issuers == trust.minimum_issuers, "another minimum of issuers than trusted")
        require(trust.scope in [scope.id for scope in process.scopes], "the process has no such scope")


def check_items(case, before):
    """V3.3, first half: items one by one; id -> [(Item, record hash)] by version, as they stood at `before`."""
    items = {}
    for position, envelope, item in case.of_kind(records.ITEM):
        if position > before:
            break
        versions = items.get(item.id, [])
        with case.report.check("V3.3", f"record {position}"):
            definitions.check_item(item, case.scope, case.process.languages, versions[-1] if versions else None)
            items[item.id] = [*versions, (item, envelope.hash)]
    return items


def check_freeze(case):
    """V3.3, second half, and V3.4: the election; None where there is none."""
    report = case.report
    case.scope = next(s for s in case.process.scopes if s.id == case.trust.scope)
    case.freeze = phases.find_freeze(case)
    position = case.freeze[0] if case.freeze else len(case.entries)
    items = check_items(case, position)
    case.definition = None
    with report.check("V3.3", f"record {position}"):
        require(case.freeze, "the scope is not frozen")
        case.definition = definition = parse("Definition", case.freeze[2].definition)
        require(definition.process == case.process_hash, "names another process")
        case.items = freeze.check_items(definition, case.scope, items)
        require(definition.cosigner_keys == [o.cosigner_key for o in case.genesis.organizations], "cosigner keys")
        require(len(definition.page_manifest) == 32, "page manifest is not 32 bytes")
        freeze.check_sizes(case.scope, case.items, len(case.process.issuers))
    if case.definition is None:
        return
    with report.check("V3.4"):
        found = freeze.election_hash(case.trust.process, case.trust.scope, case.process_hash, case.freeze[2].definition)
        report.results["electionHash"] = found.hex()
        if case.trust.election_hash:
            require(found == case.trust.election_hash, "not the trusted election hash")
        else:
            report.reserve("V3.4", f"the trust file names no election hash; recomputed: {found.hex()}")


def make_election(case):
    """What ballots are checked against, or None where the definition does not give it."""
    if case.definition is None or not hasattr(case, "items"):
        return None
    try:
        return freeze.make_election(
            case.trust.process, case.process, case.process_hash, case.trust.scope, case.freeze[2].definition
        )
    except Refused:
        return None


def check_roll(case):
    """V5.1."""
    report, rolls = case.report, {}
    report.begin("V5.1")
    registrars = [registrar.key for registrar in case.process.registrars]
    before = case.freeze[0] if case.freeze else len(case.entries)
    styles = [style.id for style in case.scope.styles]
    for position, envelope, roll in case.of_kind(records.ROLL):
        if position > before:
            break
        with report.check("V5.1", f"record {position}"):
            case.endorsed(envelope, registrars)
        with report.check("V5.1", f"record {position}"):
            credentials.check_chunk(roll, len(registrars), styles)
            chunks = rolls.setdefault(roll.version, {})
            require(roll.chunk not in chunks, "a chunk twice")
            chunks[roll.chunk] = roll
    case.roll = None
    if case.definition is not None:
        with report.check("V5.1", "roll"):
            case.roll = freeze.check_roll(case.definition, case.scope, case.process, rolls)


def check_issuer_keys(case):
    """V5.2."""
    if case.definition is not None:
        with case.report.check("V5.2"):
            freeze.check_issuer_keys(
                case.definition, case.scope, case.trust.process, case.process, case.process_hash
            )
        case.report.counts["V5.2"] = len(case.definition.issuer_keys)
