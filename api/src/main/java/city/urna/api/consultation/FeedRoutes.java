package city.urna.api.consultation;

import city.urna.api.consultation.ActRow.ContentRow;
import city.urna.api.consultation.ActRow.DecisionRow;
import city.urna.api.consultation.Consultations.ScopeId;
import city.urna.api.http.Exchange;
import city.urna.api.http.Problem;
import city.urna.protocol.bytes.Bytes;
import city.urna.protocol.bytes.Tracker;
import city.urna.protocol.consultation.ContentKind;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import java.util.List;

/**
 * Atom feeds (RFC 4287): what was said in a process, and what became of one act. Written from the
 * register each time, so that nothing erased lives on in them.
 */
public final class FeedRoutes implements HttpService {
  private static final int MOST_ENTRIES = 50;

  private final StoredConsultations consultations;
  private final String origin;

  /**
   * @param origin the log's, which names the feeds' authority
   */
  public FeedRoutes(StoredConsultations consultations, String origin) {
    this.consultations = consultations;
    this.origin = origin;
  }

  @Override
  public void routing(HttpRules rules) {
    rules
        .get(
            "/v1/processes/{process}/feed.atom",
            (request, response) -> process(new Exchange(request, response)))
        .get(
            "/v1/acts/{act}/feed.atom",
            (request, response) -> act(new Exchange(request, response)));
  }

  private void process(Exchange exchange) {
    String process = exchange.id("process");
    List<ScopeId> scopes = consultations.scopes(process).stream().map(ScopeRow::id).toList();
    if (scopes.isEmpty()) {
      throw new Problem(Problem.Type.NOT_FOUND, "the process has no consultation");
    }
    ActQuery newest = ActQuery.of(scopes, MOST_ENTRIES);
    List<ActRow> acts = consultations.acts(newest).acts();
    long updated = acts.stream().mapToLong(FeedRoutes::updated).max().orElse(0);
    try (Atom feed =
        new Atom("urn:urna:feed:" + origin + ":" + process, process, updated, origin)) {
      for (ActRow act : acts) {
        feed.entry(
            "urn:urna:act:" + act.act().hex(),
            Names.of(Names.TYPES, act.type()) + " in " + act.scope().scope(),
            updated(act),
            "v1/acts/" + act.act().hex(),
            text(act.contents()));
      }
      answer(exchange, feed);
    }
  }

  private void act(Exchange exchange) {
    ActRow act =
        consultations
            .act(new Tracker(exchange.digest("act")))
            .orElseThrow(() -> new Problem(Problem.Type.NOT_FOUND, "no act of this hash"));
    String id = "urn:urna:act:" + act.act().hex();
    try (Atom feed =
        new Atom(
            "urn:urna:feed:" + act.act().hex(),
            Names.of(Names.TYPES, act.type()) + " in " + act.scope().scope(),
            updated(act),
            origin)) {
      String link = "v1/acts/" + act.act().hex();
      for (DecisionRow decision : act.decisions().reversed()) {
        String what =
            decision.status() > 0
                ? Names.of(Names.STATUSES, decision.status())
                : Names.of(Names.DECISIONS, decision.type());
        String said = decision.reason() + "\n" + text(decision.contents());
        feed.entry(
            "urn:urna:decision:" + decision.record().hex(),
            what,
            decision.time().seconds(),
            link,
            said.strip());
      }
      feed.entry(id, "recorded", act.time().seconds(), link, text(act.contents()));
      answer(exchange, feed);
    }
  }

  private static long updated(ActRow act) {
    return act.decisions().stream()
        .mapToLong(decision -> decision.time().seconds())
        .max()
        .orElse(act.time().seconds());
  }

  /** Public texts; of what is not public, that and why. */
  private static String text(List<ContentRow> contents) {
    StringBuilder text = new StringBuilder();
    for (ContentRow content : contents) {
      switch (content.state()) {
        case ContentRow.State.Public published -> {
          if (content.kind() == ContentKind.TEXT.number()) {
            text.append(content.data().flatMap(d -> d.utf8().optional()).orElse("")).append('\n');
          }
        }
        case ContentRow.State.Withheld withheld -> {}
        case ContentRow.State.Redacted(String by, String reason) ->
            text.append("[redacted by ").append(by).append(": ").append(reason).append("]\n");
        case ContentRow.State.Missing missing -> {}
      }
    }
    return text.toString().strip();
  }

  private static void answer(Exchange exchange, Atom feed) {
    exchange.answer(Bytes.of(feed.bytes()), "application/atom+xml; charset=utf-8");
  }
}
