"""Genesis, process and item: what they must be by themselves (spec records.md §7.1 to §7.3)."""

import re

from . import consultation, ed25519
from .encoding import check_id, check_language, check_text, read_decimal
from .group import decode_point
from .refusal import require
from .transcript import SUITE

GREEDY = ("greedy", "greedy-no-skip", "greedy-threshold", "greedy-exclusive")
SEATED = ("plurality", "approval")


def distinct(values, what):
    values = list(values)
    require(len(set(values)) == len(values), f"{what} not distinct")
    return values


def check_key(key):
    """Ed25519 by 32 bytes, P-256 by 33."""
    if len(key) == 32:
        ed25519.check_key(key)
    else:
        decode_point(key)


def genesis_keys(genesis):
    keys = [genesis.log_key, genesis.orderer_key]
    for organization in genesis.organizations:
        keys += [organization.ledger_key, organization.cosigner_key]
    return keys


def check_sized(keys):
    """(key, size) pairs: each valid and of that size."""
    for key, size in keys:
        require(len(key) == size, f"a key that is not {size} bytes")
        check_key(key)


def check_genesis(genesis):
    """§7.1."""
    require(genesis.suite == SUITE, "another suite")
    require(re.fullmatch(r"[\x21-\x2a\x2c-\x7e]{1,255}", genesis.origin), "origin")
    check_text(genesis.operator.encode())
    require(1 <= len(genesis.organizations) <= 32, "1 to 32 organizations")
    distinct((check_id(o.id) for o in genesis.organizations), "organizations")
    for organization in genesis.organizations:
        check_text(organization.name.encode())
        check_text(organization.operator.encode())
        check_sized([(organization.ledger_key, 33), (organization.cosigner_key, 32)])
    check_sized([(genesis.log_key, 32), (genesis.orderer_key, 33)])
    distinct(genesis_keys(genesis), "keys")
    require(1 <= genesis.quorum <= len(genesis.organizations), "quorum")
    require(len(genesis.nonce) == 32, "nonce is not 32 bytes")


def process_keys(process):
    keys = [party.key for parties in (process.clerks, process.registrars, process.issuers) for party in parties]
    for trustee in process.trustees:
        keys += [trustee.party.key, trustee.sealing_key]
    return keys + [office.key for office in process.offices]


def check_texts(texts, languages):
    require([text.language for text in texts] == languages, "not one text for each language, in order")
    for text in texts:
        check_text(text.value.encode())


def check_parties(parties):
    distinct((check_id(party.id) for party in parties), "parties")
    for party in parties:
        check_text(party.name.encode())
        check_text(party.operator.encode())
        check_sized([(party.key, 32)])


def check_process(process, genesis):
    """§7.2. (That it names the genesis record is another check.)"""
    languages = distinct(map(check_language, process.languages), "languages")
    require(1 <= len(languages) <= 16, "1 to 16 languages")
    check_texts(process.title, languages)
    check_texts(process.description, languages)
    check_text(process.data_licence.encode())
    require(all(trustee.party is not None for trustee in process.trustees), "a trustee without party")
    trustees = [trustee.party for trustee in process.trustees]
    for parties in (process.clerks, process.registrars, process.issuers, trustees, process.offices):
        check_parties(parties)
    check_sized([(trustee.sealing_key, 33) for trustee in process.trustees])
    distinct(genesis_keys(genesis) + process_keys(process), "keys")
    require(process.clerks, "no clerk")
    questions = any(scope.consultation is None for scope in process.scopes)
    credentials = questions or any(consultation.has_credentials(scope) for scope in process.scopes)
    require(credentials <= len(process.registrars) <= 2, "one or two registrars")
    require(len(process.issuers) >= 2 or not process.issuers and not credentials, "at least two issuers")
    require(min(1, len(process.issuers)) <= process.minimum_issuers <= len(process.issuers), "minimum of issuers")
    require(process.trustees or not questions, "no trustees")
    require(min(1, len(process.trustees)) <= process.threshold <= len(process.trustees) <= 32, "threshold, trustees")
    require(len(process.offices) <= 64, "too many offices")
    require(process.scopes, "no scope")
    distinct((check_id(scope.id) for scope in process.scopes), "scopes")
    for scope in process.scopes:
        check_scope(scope, process, languages)


def check_scope(scope, process, languages):
    for style in scope.styles:
        for issuer in process.issuers:
            require(len(issuer.id) + len(style.id) <= 64, "issuer's and style's ids too long together")
    if scope.consultation is not None:
        consultation.check_scope(scope, process, languages)
        return
    require(scope.questions and scope.styles, "a scope without questions or styles")
    ids = distinct((check_id(question.id) for question in scope.questions), "questions")
    for question in scope.questions:
        check_texts(question.text, languages)
        check_question(question)
    distinct((check_id(style.id) for style in scope.styles), "styles")
    for style in scope.styles:
        check_texts(style.name, languages)
        require(style.questions, "a style without questions")
        require(all(question in ids for question in style.questions), "a style with an unknown question")
        places = [ids.index(question) for question in style.questions]
        require(all(a < b for a, b in zip(places, places[1:])), "a style's questions not in scope order")


def check_question(question):
    """§7.2 with ballots.md §1.5, as far as the number of items does not matter."""
    require(question.method == "choose", "unknown method")
    require(question.min <= question.max and 1 <= question.max <= 512, "min and max")
    require(not question.blank or question.min >= 1, "blanks apart need min of at least 1")
    rule = question.rule
    require(rule is not None and rule.name in SEATED + GREEDY, "unknown rule")
    require((rule.seats >= 1) == (rule.name in SEATED), "seats")
    require((rule.budget != "") == (rule.name in GREEDY), "budget")
    if rule.budget:
        read_decimal(rule.budget)
    require(rule.threshold == 0 or (rule.name in GREEDY and rule.name != "greedy"), "threshold")
    require(rule.name != "plurality" or question.max == 1, "plurality needs max of 1")
    require(rule.ties == "item-order", "ties")


def check_item(item, scope, languages, newest=None):
    """§7.3; `scope` the Scope message, `newest`: (Item, record hash) of the newest version, or None."""
    check_id(item.id)
    consultation.check_item_form(item, scope)
    question = next((q for q in scope.questions if q.id == item.question), None)
    require(question is not None or scope.consultation is not None, "unknown question")
    check_texts(item.title, languages)
    check_texts(item.description, languages)
    if question is not None and question.rule.name in GREEDY:
        read_decimal(item.cost)
    else:
        require(item.cost == "", "a cost that the rule does not ask for")
    for conflict in item.conflicts:
        check_id(conflict)
    if newest is None:
        require(item.version == 1 and item.supersedes == b"", "first version is 1 and supersedes nothing")
    else:
        require(item.version == newest[0].version + 1, "not the next version")
        require(item.supersedes == newest[1], "supersedes another record than the newest version")
