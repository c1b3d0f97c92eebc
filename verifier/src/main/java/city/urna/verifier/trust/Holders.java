package city.urna.verifier.trust;

import city.urna.verifier.report.Coalitions;
import city.urna.verifier.report.Coalitions.Coalition;
import city.urna.verifier.report.Coalitions.Members;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Who holds which key by the trust file, and which of them together break which lock. */
public final class Holders {
  private static final int MOST_TRIED = 16;

  /** Rechecks are told of so many ballots. */
  private static final int THOUSAND = 1_000;

  private final Trust trust;

  /** A party: what it is called in the report, and who runs it. */
  private record Holder(String role, String id, String operator) {
    String name() {
      return role + " " + id + " (run by " + operator + ")";
    }
  }

  private record Group(List<Holder> holders, int count) {}

  public Holders(Trust trust) {
    this.trust = trust;
  }

  /**
   * The smallest coalitions.
   *
   * @param activeIssuers those that all counted credentials bear
   */
  public Coalitions coalitions(List<String> activeIssuers) {
    List<Holder> active =
        issuers().stream().filter(holder -> activeIssuers.contains(holder.id)).toList();
    Group clerk = new Group(clerks(), 1);
    if (active.isEmpty()) { // no credentials: nobody's voice is limited to one, nothing is secret
      return new Coalitions(List.of(), List.of(), List.of(), log());
    }
    List<Coalition> eligibility = new ArrayList<>();
    eligibility.add(
        coalition(
            "all active issuers together can give themselves credentials, up to the stuffing bound",
            new Group(active, active.size())));
    int least = Math.max(2, trust.minimumIssuers());
    if (least < trust.issuers().size()) {
      eligibility.add(
          coalition(
              "a clerk and a majority of the organizations can record issuers absent, on the"
                  + " record, until those who are left collude",
              clerk,
              new Group(organizations(), majority()),
              new Group(issuers(), least)));
    }
    eligibility.add(
        coalition(
            trust.registrars().size() == 1
                ? "the registrar made every voter's code and can vote for those who do not, or"
                    + " enter people who do not exist"
                : "the registrars together know every voter's codes and can vote for those who"
                    + " do not, or enter people who do not exist",
            new Group(registrars(), trust.registrars().size())));
    List<Coalition> anonymity =
        List.of(
            coalition(
                "an issuer that logs when credentials were asked for can compare with the public"
                    + " order of ballots; signatures are blind, so it can guess but never prove",
                new Group(active, 1)),
            coalition(
                "whoever sees the network logs of an issuer and of the node that takes ballots can"
                    + " compare addresses and times",
                new Group(active, 1),
                new Group(List.of(node()), 1)));
    List<Coalition> secrecy =
        trust.trustees().isEmpty()
            ? List.of()
            : List.of(
                coalition(
                    "so many trustees together can open any single ballot, though not say whose it is",
                    new Group(trustees(), trust.threshold())));
    return new Coalitions(eligibility, anonymity, secrecy, log());
  }

  private List<Coalition> log() {
    return List.of(
        coalition(
            "the holder of the log key and a quorum of cosigners can show two people two logs;"
                + " comparing checkpoints shows it",
            new Group(List.of(node()), 1),
            new Group(organizations(), trust.quorum())));
  }

  private int majority() {
    return trust.organizations().size() / 2 + 1;
  }

  private static Coalition coalition(String how, Group... groups) {
    List<Members> members = new ArrayList<>();
    for (Group group : groups) {
      if (!group.holders.isEmpty()) {
        members.add(
            new Members(
                group.holders.stream().map(Holder::name).toList(), Math.max(1, group.count)));
      }
    }
    return new Coalition(how, members, fewest(List.of(groups)));
  }

  /**
   * The fewest operators that fill every group: the smallest sets are tried first. With more than
   * {@link #MOST_TRIED} operators an upper bound, by taking the one with most parties first.
   */
  private static int fewest(List<Group> groups) {
    Map<String, Integer> held = new TreeMap<>();
    groups.forEach(
        group -> group.holders.forEach(holder -> held.merge(holder.operator, 1, Integer::sum)));
    List<String> operators = new ArrayList<>(held.keySet());
    if (operators.size() > MOST_TRIED) {
      operators.sort((a, b) -> held.get(b) - held.get(a));
      Set<String> chosen = new HashSet<>();
      for (String operator : operators) {
        chosen.add(operator);
        if (fills(groups, chosen)) {
          return chosen.size();
        }
      }
    }
    for (int size = 1; size < operators.size(); size++) {
      if (someFill(groups, operators, new HashSet<>(), 0, size)) {
        return size;
      }
    }
    return Math.max(1, operators.size());
  }

  private static boolean fills(List<Group> groups, Set<String> chosen) {
    return groups.stream()
        .allMatch(
            group ->
                group.holders.stream().filter(h -> chosen.contains(h.operator)).count()
                    >= group.count);
  }

  private static boolean someFill(
      List<Group> groups, List<String> operators, Set<String> chosen, int from, int left) {
    if (left == 0) {
      return fills(groups, chosen);
    }
    for (int i = from; i < operators.size(); i++) {
      chosen.add(operators.get(i));
      if (someFill(groups, operators, chosen, i + 1, left - 1)) {
        return true;
      }
      chosen.remove(operators.get(i));
    }
    return false;
  }

  /** One note for each operator that holds more than one role. */
  public List<String> notes() {
    Map<String, Set<String>> roles = new TreeMap<>();
    for (List<Holder> holders :
        List.of(
            List.of(node()),
            organizations(),
            clerks(),
            registrars(),
            issuers(),
            trustees(),
            holders("office", trust.offices()),
            channel())) {
      for (Holder holder : holders) {
        roles
            .computeIfAbsent(holder.operator, operator -> new TreeSet<>())
            .add(holder.role + " " + holder.id);
      }
    }
    List<String> notes = new ArrayList<>();
    if (roles.size() == 1) {
      notes.add(
          "one operator, "
              + roles.keySet().iterator().next()
              + ", holds every key: the checks show that the parts work, not that powers are"
              + " separate");
      return notes;
    }
    roles.forEach(
        (operator, held) -> {
          if (held.size() > 1) {
            notes.add(
                "one operator, " + operator + ", holds several roles: " + String.join(", ", held));
          }
        });
    return notes;
  }

  /** How much each organization checks again by itself before it cosigns, as it says. */
  public List<String> rechecks() {
    if (trust.organizations().stream().allMatch(one -> one.rechecks() == THOUSAND)) {
      return List.of(
          "every organization says that it checks the proofs of every ballot again before it"
              + " cosigns");
    }
    return trust.organizations().stream()
        .map(
            one ->
                ("organization %s says that it checks the proofs of %d in %d ballots again before it"
                        + " cosigns")
                    .formatted(one.id(), one.rechecks(), THOUSAND))
        .toList();
  }

  /** On Fabric the node orders nothing: the channel's orderers do. */
  private Holder node() {
    return new Holder(
        trust.fabric().isPresent() ? "node" : "ordering node", trust.origin(), trust.operator());
  }

  /** Who certifies peers or orderers of the channel. */
  private List<Holder> channel() {
    return trust.fabric().stream()
        .flatMap(fabric -> fabric.organizations().stream())
        .map(o -> new Holder("channel organization", o.mspId(), o.operator()))
        .toList();
  }

  private List<Holder> organizations() {
    return trust.organizations().stream()
        .map(o -> new Holder("organization", o.id(), o.operator()))
        .toList();
  }

  private List<Holder> clerks() {
    return holders("clerk", trust.clerks());
  }

  private List<Holder> registrars() {
    return holders("registrar", trust.registrars());
  }

  private List<Holder> issuers() {
    return holders("issuer", trust.issuers());
  }

  private List<Holder> trustees() {
    return trust.trustees().stream().map(t -> new Holder("trustee", t.id(), t.operator())).toList();
  }

  private static List<Holder> holders(String role, List<Trust.Party> parties) {
    return parties.stream().map(p -> new Holder(role, p.id(), p.operator())).toList();
  }
}
