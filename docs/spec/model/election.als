/*
 * The rules of one scope as a model: phases, issuing, casting, replacing, closing, the closed set
 * (records.md §6, credentials.md §4, ballots.md §4 and §5, tally.md §1). README.md beside it says
 * what it covers and what not. ModelTest runs every command below and holds it to its `expect`.
 */
module election

/* ---- Who and what there is ---- */

sig Entry {}         // of the roll: one person's
sig Credential {}    // made by a device; nobody knows of which entry
sig Issuer {}
sig Organization {}

// They do what they like, together; all others keep to the rules. Voters need not.
sig Colluding in Issuer + Organization {}

sig Ballot {
  credential: one Credential,
  signers: set Issuer,         // whose blind signatures over the credential it bears
  replaces: lone Ballot        // the tracker in its body; none at first
}
fact aTrackerIsAHashOfWhatItReplaces { no iden & ^replaces }

// A ballot as ordered; the same bytes may be ordered twice.
sig Record { ballot: one Ballot }

enum Step { Preparing, Issuing, Casting, Closed, Void }

one sig Ledger {
  var step: one Step,
  var issued: Issuer -> Entry -> Credential,   // what each issuer has signed, for which entry
  var order:  Record -> Record,                // log order of what is accepted
  var sets: Organization -> Ballot             // the closed set that each organization posted
}
var sig Active in Issuer {}          // not recorded absent
var sig Logged in Record {}          // accepted
var sig Promised in Ballot {}        // acknowledged by a gateway that keeps to the rules
var sig Posted in Organization {}
var sig Fixed in Ballot {}           // the closed set that a majority fixed, once Decided
var sig Decided in Ledger {}

// One rule left out, to see that the checks see it.
enum Flaw {
  AnyMajorityOfIssuers, IssuerForgets, IssuerReturns, BallotAfterClose, CloseWithoutDraining,
  EveryRecordCounts, SecondClosedSet
}
sig Present in Flaw {}

/* ---- Which ballots count (ballots.md §5) ---- */

// The first record of each tracker: a second one is no new ballot.
fun firsts: set Record { { r: Logged | no q: Logged | q.ballot = r.ballot and q -> r in Ledger.order } }

// Of those of one credential that replace the same, the first in log order.
fun leading: set Record {
  { r: firsts | no q: firsts {
      q.ballot.credential = r.ballot.credential
      q.ballot.replaces = r.ballot.replaces
      q -> r in Ledger.order } }
}
fun followedBy: Record -> Record {
  { q, r: leading | r.ballot.replaces = q.ballot and r.ballot.credential = q.ballot.credential }
}
fun chained: set Record { { r: leading | no r.ballot.replaces }.*followedBy }
fun counted: set Record {
  EveryRecordCounts in Present => Logged else { r: chained | no r.followedBy }
}

/* ---- What may happen ---- */

pred init {
  Ledger.step = Preparing
  Active = Issuer
  no Ledger.issued and no Ledger.order and no Ledger.sets
  no Logged and no Promised and no Posted and no Fixed and no Decided
}

pred sameIssuing { Ledger.issued' = Ledger.issued }
pred samePhase { Ledger.step' = Ledger.step and Active' = Active }
pred sameLog { Logged' = Logged and Ledger.order' = Ledger.order }
pred samePromises { Promised' = Promised }
pred sameSets { Ledger.sets' = Ledger.sets and Posted' = Posted and Fixed' = Fixed and Decided' = Decided }

pred phase {
  sameIssuing and sameLog and samePromises and sameSets
  freeze or openCasting or close or makeVoid or absent or returning
}
pred freeze { Ledger.step = Preparing and Ledger.step' in Issuing + Casting and Active' = Active }
pred openCasting { Ledger.step = Issuing and Ledger.step' = Casting and Active' = Active }
// The close is ordered after the gateways have drained.
pred close {
  Ledger.step in Issuing + Casting and Ledger.step' = Closed and Active' = Active
  CloseWithoutDraining in Present or Promised in Logged.ballot
}
pred makeVoid { Ledger.step != Void and Ledger.step' = Void and Active' = Active }
// At least two stay; none returns.
pred absent {
  Ledger.step in Issuing + Casting and Ledger.step' = Ledger.step
  some i: Active | Active' = Active - i and #Active' >= 2
}
pred returning {
  IssuerReturns in Present
  Ledger.step in Issuing + Casting and Ledger.step' = Ledger.step
  some i: Issuer - Active | Active' = Active + i
}

// An issuer never sees the credential, so it bounds the entry: one for each, stored before it answers.
pred issue {
  samePhase and sameLog and samePromises and sameSets
  Ledger.step in Issuing + Casting
  Ledger.issued in Ledger.issued'
  some Ledger.issued' - Ledger.issued
  all i: Issuer - Colluding, e: Entry | IssuerForgets in Present or lone e.(i.(Ledger.issued'))
}

// Signatures cannot be forged; whose must be there is what the phase says when it is decided.
pred acceptable [b: Ballot] {
  all i: b.signers | b.credential in Entry.(i.(Ledger.issued))
  AnyMajorityOfIssuers in Present => add[#b.signers, #b.signers] > #Issuer else Active in b.signers
}

// A gateway refuses what is stale for the chain that it sees.
pred promise {
  sameIssuing and samePhase and sameLog and sameSets
  Ledger.step = Casting
  some b: Ballot - Promised {
    acceptable[b]
    b.replaces = { c: counted.ballot | c.credential = b.credential }
    Promised' = Promised + b
  }
}

// Anybody may have any ballot ordered, promised or not, and again.
pred record {
  sameIssuing and samePhase and samePromises and sameSets
  Ledger.step = Casting or BallotAfterClose in Present and Ledger.step = Closed
  some r: Record - Logged {
    acceptable[r.ballot]
    Logged' = Logged + r
    Ledger.order' = Ledger.order + Logged -> r
  }
}

// An organization posts once, what its own replay counts; the first majority of equal ones is fixed.
pred post {
  sameIssuing and samePhase and sameLog and samePromises
  Ledger.step = Closed
  some o: Organization {
    o not in Posted or SecondClosedSet in Present
    Posted' = Posted + o
    (Organization - o) <: (Ledger.sets') = (Organization - o) <: (Ledger.sets)
    o in Colluding or o.(Ledger.sets') = counted.ballot
    let equal = { p: Posted' | p.(Ledger.sets') = o.(Ledger.sets') } |
      (no Decided or SecondClosedSet in Present) and add[#equal, #equal] > #Organization
        => (Decided' = Ledger and Fixed' = o.(Ledger.sets'))
        else (Decided' = Decided and Fixed' = Fixed)
  }
}

pred nothing { sameIssuing and samePhase and sameLog and samePromises and sameSets }

fact behaviour { init and always (phase or issue or promise or record or post or nothing) }

/* ---- What is to hold ---- */

// No ballot counts twice, and no credential.
pred countedOnce { always all disj r, q: counted | r.ballot.credential != q.ballot.credential }

// Who has started a chain has exactly one ballot that counts, and it is their own.
pred somethingOfEveryChainCounts {
  always all r: Logged | no r.ballot.replaces implies one q: counted | q.ballot.credential = r.ballot.credential
}

pred noneAfterTheClose {
  always (some Logged' - Logged implies Ledger.step = Casting)
  always (Ledger.step = Closed implies counted' = counted)
}

// Counted, or superseded by a ballot of its own credential.
pred everyAcknowledgedOneIsIn {
  always (Ledger.step = Closed implies all b: Promised {
    b in Logged.ballot
    some c: counted.ballot | c.credential = b.credential
  })
}

pred theFixedSetNeverChanges { always (some Decided implies some Decided' and Fixed' = Fixed) }
pred theFixedSetIsWhatCounts { always (some Decided implies Fixed = counted.ballot) }

pred everyActiveIssuerSigned {
  always all r: Logged, i: Active | i in r.ballot.signers and r.ballot.credential in Entry.(i.(Ledger.issued))
}

pred oneVoiceForEachEntry { always #counted <= #Entry }
// Stronger: no more than any one honest active issuer has served.
pred boundedByEachHonestIssuer {
  always all i: Active - Colluding | #counted <= #(i.(Ledger.issued)).Credential
}

pred someHonestIssuerStays { always some Active - Colluding }
pred someIssuerIsRecordedAbsent { eventually Active != Issuer }
pred mostOrganizationsAreHonest { #(Organization & Colluding) < #(Organization - Colluding) }

/*
 * ---- The rules hold what they promise ----
 *
 * As anything may also be still, behaviours of exactly n steps hold all the shorter ones. The ones
 * named Wide take longer and run with the long tests.
 */

check countedOnce { no Present implies countedOnce }
  for 3 but 7..7 steps expect 0
check countedOnceWide { no Present implies countedOnce }
  for 3 but 4 Ballot, 4 Record, 8..8 steps expect 0
check everyChain { no Present implies somethingOfEveryChainCounts }
  for 3 but 7..7 steps expect 0
check everyChainWide { no Present implies somethingOfEveryChainCounts }
  for 3 but 4 Ballot, 4 Record, 8..8 steps expect 0
check noneAfterTheClose { no Present implies noneAfterTheClose }
  for 3 but 7..7 steps expect 0
check everyAcknowledgedOneIsIn { no Present implies everyAcknowledgedOneIsIn }
  for 3 but 7..7 steps expect 0
check everyAcknowledgedOneIsInWide { no Present implies everyAcknowledgedOneIsIn }
  for 3 but 4 Record, 8..8 steps expect 0
check theFixedSetNeverChanges { no Present implies theFixedSetNeverChanges }
  for 3 but 9..9 steps expect 0
check theFixedSetIsWhatCounts { no Present and mostOrganizationsAreHonest implies theFixedSetIsWhatCounts }
  for 3 but 7..7 steps expect 0
check everyActiveIssuerSigned { no Present implies everyActiveIssuerSigned }
  for 3 but 7..7 steps expect 0
check oneVoiceForEachEntry { no Present and someHonestIssuerStays implies oneVoiceForEachEntry }
  for 3 but exactly 2 Entry, 8..8 steps expect 0
check oneVoiceWithIssuersAbsent {
  no Present and someHonestIssuerStays and someIssuerIsRecordedAbsent implies oneVoiceForEachEntry }
  for 3 but 4 Issuer, exactly 2 Entry, 8..8 steps expect 0
check boundedByEachHonestIssuer { no Present implies boundedByEachHonestIssuer }
  for 3 but 7..7 steps expect 0

/* ---- Each rule is needed: without it there is a counterexample ---- */

// Two voters pool what three issuers gave them: three credentials of two signatures each.
check withAnyMajorityOfIssuers { Present = AnyMajorityOfIssuers and no Colluding implies oneVoiceForEachEntry }
  for 3 but exactly 3 Issuer, exactly 2 Entry, 8..8 steps expect 1
check withAnIssuerThatForgets { Present = IssuerForgets and no Colluding implies oneVoiceForEachEntry }
  for 3 but exactly 1 Entry, 8..8 steps expect 1
check withAnIssuerThatReturns { Present = IssuerReturns implies everyActiveIssuerSigned }
  for 3 but 8..8 steps expect 1
check withABallotAfterTheClose { Present = BallotAfterClose implies noneAfterTheClose }
  for 3 but 8..8 steps expect 1
check withACloseThatDoesNotWait { Present = CloseWithoutDraining implies everyAcknowledgedOneIsIn }
  for 3 but 8..8 steps expect 1
check withEveryRecordCounted { Present = EveryRecordCounts implies countedOnce }
  for 3 but 8..8 steps expect 1
check withASecondClosedSet { Present = SecondClosedSet implies theFixedSetNeverChanges }
  for 3 but 9..9 steps expect 1

/* ---- What docs/trust.md says remains to be trusted: asserted too ---- */

check ifEveryActiveIssuerColludes { no Present implies oneVoiceForEachEntry }
  for 3 but exactly 1 Entry, 8..8 steps expect 1
// The honest one is recorded absent.
check ifOnlyColludingIssuersStay { no Present and some Issuer - Colluding implies oneVoiceForEachEntry }
  for 3 but exactly 1 Entry, exactly 3 Issuer, 8..8 steps expect 1
check ifMostOrganizationsCollude { no Present implies theFixedSetIsWhatCounts }
  for 3 but 9..9 steps expect 1

/* ---- And the model can do what it is about ---- */

run aWholeElection {
  no Present
  no Colluding
  someIssuerIsRecordedAbsent
  eventually (Ledger.step = Closed and some Decided and #Fixed = 2 and some Logged.ballot - Fixed and some Promised & Fixed)
} for 3 but exactly 2 Entry, 3 Issuer, 14..14 steps expect 1
run aForkOfReplacements {
  no Present
  eventually some disj a, b: Logged.ballot | a.credential = b.credential and a.replaces = b.replaces and some a.replaces
} for 3 but 8..8 steps expect 1
run theSameBallotOrderedTwice {
  no Present
  eventually (Ledger.step = Closed and some disj q, r: Logged | q.ballot = r.ballot)
} for 3 but 8..8 steps expect 1
