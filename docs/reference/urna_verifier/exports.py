"""Exports against the record: V14 (spec exports.md). Looks at certificate.json, its JWS and results.csv; of charts,
NIST report and PDFs it says that it has not looked at them."""

import base64
import csv
import io
import json
from decimal import Decimal

from urna_reference import ecdsa, ed25519, records
from urna_reference.refusal import Refused, require
from urna_reference.transcript import Transcript

CHECK = "V14.1"


def check(case, folder):
    """V14.1 over the files of a folder."""
    report = case.report
    del report.absent[CHECK]
    certificates = case.of_kind(records.CERTIFICATE)
    if not certificates or not report.results["questions"]:
        return
    report.begin(CHECK)
    expected = result(case, *certificates[0][1:])
    names = sorted(path.name for path in folder.iterdir()) if folder.is_dir() else []
    with report.check(CHECK, folder.name):
        require(names, "no exports are there")
    key = None
    if "certificate.json" in names:
        with report.check(CHECK, "certificate.json"):
            key = check_json(case, expected, (folder / "certificate.json").read_bytes())
    if "certificate.json.jws" in names:
        with report.check(CHECK, "certificate.json.jws"):
            require(key is not None, "there is no certificate.json with an attested key")
            check_jws(key, (folder / "certificate.json").read_bytes(), (folder / "certificate.json.jws").read_bytes())
    if "results.csv" in names:
        with report.check(CHECK, "results.csv"):
            require(read_csv((folder / "results.csv").read_bytes()) == table(expected), "other values than the record's")
    rest = [name for name in names if name not in ("certificate.json", "certificate.json.jws", "results.csv")]
    known = {"election-report.json"}
    for language in expected["languages"]:
        known.add(f"certificate.{language}.pdf")
        known.update(f"chart.{question['id']}.{language}.svg" for question in expected["questions"])
    for name in rest:
        with report.check(CHECK, name):
            require(name in known, "no export of this result")
    if rest:
        report.notes.append("exports that this verifier does not look into: " + ", ".join(rest))


def texts(messages):
    return {text.language: text.value for text in messages}


def result(case, envelope, certificate):
    """certificate.json without its publisher (§3)."""
    process, closed_set = case.process, case.closed_set
    organizations = {o.ledger_key: o.id for o in case.genesis.organizations}
    clerk = next((c.id for c in process.clerks if c.key == envelope.keys[0]), "")
    return {
        "format": "urna-publication/v1",
        "process": case.trust.process,
        "scope": case.trust.scope,
        "languages": list(process.languages),
        "title": texts(process.title),
        "description": texts(process.description),
        "licence": process.data_licence,
        "electionHash": case.election.hash.hex(),
        "closedSet": {
            "hash": case.closed.hex(),
            "treeSize": closed_set.tree_size,
            "treeRoot": closed_set.tree_root.hex(),
            "trackersRoot": closed_set.trackers_root.hex(),
            "dissents": [dissent.hex() for dissent in certificate.dissents],
        },
        "certificate": {
            "record": envelope.hash.hex(),
            "clerk": clerk,
            "endorsers": [organizations.get(key, "") for key in envelope.keys[1:]],
        },
        "ballots": {"recorded": closed_set.recorded, "counted": closed_set.counted},
        "questions": [question(case, asked, counted) for asked, counted in zip(case.scope.questions, certificate.results)],
    }


def question(case, asked, counted):
    rule, items = asked.rule, case.items[asked.id]
    chosen = list(counted.selected)
    options = []
    for item, votes in zip(items, counted.votes):
        option = {"id": item.id, "title": texts(item.title), "votes": votes, "selected": item.id in chosen}
        options.append(option | ({"cost": item.cost} if item.cost else {}))
    limits = {"budget": rule.budget, "threshold": rule.threshold} if rule.budget else {"seats": rule.seats}
    value = {
        "id": asked.id,
        "text": texts(asked.text),
        "min": asked.min,
        "max": asked.max,
        "rule": {"name": rule.name} | limits,
        "ballots": counted.ballots,
        "options": options,
        "selected": chosen,
        "rounds": rounds(options, chosen, rule.budget),
    }
    return value | ({"blank": counted.blank} if asked.blank else {})


def rounds(options, chosen, budget):
    """Spec counting.md §17, told from the outcome."""
    if not budget:
        tallies = {option["id"]: str(option["votes"]) for option in options}
        return [{"tallies": tallies, "elected": chosen, "eliminated": []}]
    left, told = Decimal(budget), []
    for option in sorted(options, key=lambda o: -o["votes"]):
        it = [option["id"]]
        if option["selected"]:
            left -= Decimal(option["cost"])
        told.append({
            "tallies": {option["id"]: str(option["votes"])},
            "elected": it if option["selected"] else [],
            "eliminated": [] if option["selected"] else it,
            "left": shortest(left),
        })
    return told


def shortest(number):
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def once(pairs):
    require(len({name for name, _ in pairs}) == len(pairs), "a key twice")
    return dict(pairs)


def check_json(case, expected, data):
    """The attested key of certificate.json (§2, §3)."""
    try:
        value = json.loads(data.decode("utf-8"), object_pairs_hook=once)
        publisher = value.pop("publisher")
        key, attestation = bytes.fromhex(publisher["key"]), bytes.fromhex(publisher["attestation"])
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        raise Refused("no JSON object with a publisher") from None
    for name in expected | value:
        same = json.dumps(value.get(name), sort_keys=True) == json.dumps(expected.get(name), sort_keys=True)
        require(same and name in value, f"{name} is not the record's")
    clerk = expected["certificate"]["clerk"]
    require(set(publisher) == {"clerk", "key", "attestation"} and publisher["clerk"] == clerk, "another publisher")
    statement = Transcript("document-key", case.trust.process, case.trust.scope, case.election.hash)
    statement.absorb("clerk", clerk).absorb("key", key)
    record_key = next(c.key for c in case.process.clerks if c.id == clerk)
    ed25519.verify(record_key, statement.hash(), attestation)
    return key


def check_jws(key, payload, data):
    """A detached ES256 JWS (RFC 7515 appendix F)."""
    parts = data.decode("ascii", "replace").split(".")
    require(len(parts) == 3 and not parts[1], "no detached JWS")
    header, signature = (from_base64url(parts[0]), from_base64url(parts[2]))
    try:
        fields = json.loads(header)
        require(fields["alg"] == "ES256" and not {"crit", "b64"} & set(fields), "another algorithm")
    except (ValueError, KeyError, TypeError):
        raise Refused("its header is no JSON") from None
    ecdsa.verify(key, f"{parts[0]}.{to_base64url(payload)}".encode(), signature)


def to_base64url(data):
    return base64.urlsafe_b64encode(data).decode().rstrip("=")


def from_base64url(text):
    try:
        data = base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
    except ValueError:
        raise Refused("no base64url") from None
    require(to_base64url(data) == text, "no canonical base64url")
    return data


def read_csv(data):
    try:
        return list(csv.reader(io.StringIO(data.decode("utf-8"), newline=""), strict=True))
    except (UnicodeDecodeError, csv.Error):
        raise Refused("no CSV") from None


def table(value):
    """results.csv (§4)."""
    languages = value["languages"]
    rows = [["question", "kind", "option", "cost", "votes", "selected"] + [f"title-{each}" for each in languages]]
    for asked in value["questions"]:
        rows.append([asked["id"], "ballots", "", "", str(asked["ballots"]), ""] + [asked["text"][l] for l in languages])
        for option in asked["options"]:
            order = str(asked["selected"].index(option["id"]) + 1) if option["selected"] else ""
            cells = [asked["id"], "option", option["id"], option.get("cost", ""), str(option["votes"]), order]
            rows.append(cells + [option["title"][each] for each in languages])
        if "blank" in asked:
            rows.append([asked["id"], "blank", "", "", str(asked["blank"]), ""] + [""] * len(languages))
    return rows
