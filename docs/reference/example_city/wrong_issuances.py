"""Wrong issuances."""

from .wrong import finish, north, voted, wrong


@wrong("V5.3", "a forged blind signature among the published")
def issuance_forged():
    def change(body):
        first = body.issuances[0]
        return body.but(issuances=[first.but(blind_signature=first.request.blinded)])

    city, seed, signatures = voted()
    return city.close().publish(change=change).fix()


@wrong("V5.3", "an issuance for nobody on the roll")
def issuance_unlisted():
    def change(body):
        return body.but(issuances=[body.issuances[0].but(entry=7)])

    city, seed, signatures = voted()
    return city.close().publish(change=change).fix()


@wrong("V5.3", "an entry issued to twice")
def issuance_twice():
    city, seed, signatures = voted()
    city.issue(city.voters[0])
    return city.close().publish().fix()


@wrong("V5.3", "a list signed by another issuer")
def issuance_other_signer():
    city, seed, signatures = voted()
    city.parties.issuers["alpha"], city.parties.issuers["beta"] = city.parties.issuers["beta"], None
    return city.close().publish(["alpha"]).fix()


@wrong("V5.3", "a list by an issuer recorded absent")
def issuance_by_absent():
    city, seed, signatures = voted()
    city.phase(step=4, issuer="gamma", reason="gone")
    return finish(city)


@wrong("V5.4", "more ballots counted than issued: all issuers collude")
def stuffing():
    city, seed, signatures = voted()
    city.cast(north(city, seed, signatures))
    kept = {issuer: list(listed) for issuer, listed in city.issued.items()}
    other, more = city.issue(city.voters[0])
    city.cast(north(city, other, more))
    city.issued = kept
    return finish(city)


@wrong("V7.1", "a list published before the close")
def issuance_early():
    city, seed, signatures = voted()
    city.publish(["alpha"])
    return city.close().publish(["beta", "gamma"]).fix().decrypt().certify()
