"""questions.json: a process's questions and rules, and items (R5)."""

from example_city import setup
from example_city.parties import rule, text
from urna_reference import definitions
from urna_reference.transcript import ZERO
from urna_reference.wire import Message

from .definitions import Sample, file

PARK = {"question": "projects", "title": text("Park"), "description": text("A park"), "version": 1}


def make():
    sample = Sample()
    questions(sample)
    items(sample)
    return file(sample, "questions of a process, and items")


def questions(sample):
    good, scope = sample.process, sample.scope
    mayor, parks, projects = scope.questions

    def check(body):
        definitions.check_process(body, sample.genesis)

    def with_question(question):
        at = [q.id for q in scope.questions].index(question.id)
        return good.but(scopes=[scope.but(questions=[*scope.questions[:at], question, *scope.questions[at + 1 :]])])

    for question in (
        parks.but(min=2),
        parks.but(blank=False, min=0),
        mayor.but(rule=rule("approval", seats=3)),
        projects.but(rule=rule("greedy-threshold", budget="0", threshold=2)),
        projects.but(rule=rule("greedy-threshold", budget="0.0001")),
        projects.but(rule=rule("greedy-no-skip", budget="10", threshold=3)),
        projects.but(rule=rule("greedy-exclusive", budget="10", threshold=2**64 - 1)),
    ):
        sample.good("process", check, with_question(question))
    for why, question in (
        ("unknown method", mayor.but(method="rank")),
        ("no method", mayor.but(method="")),
        ("min above max", mayor.but(min=2)),
        ("max of zero", projects.but(max=0)),
        ("max of 513", projects.but(max=513)),
        ("blanks apart with min of zero", parks.but(min=0)),
        ("no rule", mayor.but(rule=None)),
        ("unknown rule", mayor.but(rule=rule("schulze", seats=1))),
        ("no seats", mayor.but(rule=rule("plurality"))),
        ("seats for a greedy rule", projects.but(rule=rule("greedy", budget="10", seats=1))),
        ("no budget", projects.but(rule=rule("greedy"))),
        ("a budget that is no decimal", projects.but(rule=rule("greedy", budget="10.0"))),
        ("a budget for approval", parks.but(rule=rule("approval", seats=2, budget="10"))),
        ("a threshold for greedy", projects.but(rule=rule("greedy", budget="10", threshold=1))),
        ("a threshold for approval", parks.but(rule=rule("approval", seats=1, threshold=1))),
        ("plurality with max of two", mayor.but(max=2)),
        ("ties by lot", mayor.but(rule=Message("Rule", name="plurality", seats=1, ties="lot"))),
        ("no rule for ties", mayor.but(rule=Message("Rule", name="plurality", seats=1))),
        ("a text in one language only", mayor.but(text=mayor.text[:1])),
    ):
        sample.bad("process", check, why, with_question(question))


def items(sample):
    languages = sample.process.languages
    park = Message("Item", id="park", cost="10.5", **PARK)
    newest = park, bytes(range(32))
    described = {"newest": {"body": park.encode().hex(), "recordHash": newest[1].hex()}}

    def first(body):
        definitions.check_item(body, sample.scope, languages)

    def second(body):
        definitions.check_item(body, sample.scope, languages, newest)

    mayor = next(body for _, body in setup.make_items())
    sample.good("item", first, mayor)
    sample.good("item", first, park)
    sample.good("item", first, park.but(conflicts=["library"]))
    next_version = park.but(version=2, supersedes=newest[1], cost="11")
    sample.good("item", second, next_version, **described)
    for why, body in (
        ("not an id", park.but(id="The Park")),
        ("no id", park.but(id="")),
        ("unknown question", park.but(question="taxes")),
        ("no cost where the rule asks for one", park.but(cost="")),
        ("a cost that is no decimal", park.but(cost="10,5")),
        ("a negative cost", park.but(cost="-1")),
        ("a cost where the rule forbids one", mayor.but(cost="1")),
        ("title in one language only", park.but(title=park.title[:1])),
        ("descriptions exchanged", park.but(description=park.description[::-1])),
        ("version 0", park.but(version=0)),
        ("version 2 of nothing", park.but(version=2)),
        ("a first version that supersedes", park.but(supersedes=ZERO)),
        ("a conflict that is no id", park.but(conflicts=["The Library"])),
    ):
        sample.bad("item", first, why, body)
    for why, body in (
        ("version 1 again", park),
        ("version 3 after 1", next_version.but(version=3)),
        ("supersedes another record", next_version.but(supersedes=ZERO)),
        ("supersedes nothing", next_version.but(supersedes=b"")),
    ):
        sample.bad("item", second, why, body, **described)
