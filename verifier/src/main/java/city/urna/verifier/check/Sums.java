package city.urna.verifier.check;

import city.urna.verifier.arithmetic.Aggregate;
import city.urna.verifier.arithmetic.Ciphertext;
import java.util.ArrayList;
import java.util.List;

/** Running products of ciphertexts, question by question, place by place. Used by one thread. */
final class Sums {
  private final Frozen frozen;
  private final List<List<Aggregate.Sum>> sums = new ArrayList<>();

  Sums(Frozen frozen) {
    this.frozen = frozen;
    for (Frozen.Question question : frozen.questions()) {
      List<Aggregate.Sum> places = new ArrayList<>();
      for (int i = 0; i < question.places(); i++) {
        places.add(new Aggregate.Sum());
      }
      sums.add(places);
    }
  }

  void add(OpenedBallot ballot) {
    List<Integer> questions = frozen.styles().get(ballot.style()).questions();
    for (int i = 0; i < questions.size(); i++) {
      List<Aggregate.Sum> places = sums.get(questions.get(i));
      List<Ciphertext> answer = ballot.ciphertexts().get(i);
      for (int place = 0; place < places.size(); place++) {
        places.get(place).add(answer.get(place));
      }
    }
  }

  void add(List<List<Aggregate>> totals) {
    for (int i = 0; i < totals.size(); i++) {
      for (int place = 0; place < totals.get(i).size(); place++) {
        sums.get(i).get(place).add(totals.get(i).get(place));
      }
    }
  }

  /** The products so far, without those of ballots that do not count. */
  List<List<Aggregate>> less(Sums others) {
    List<List<Aggregate>> mine = totals();
    List<List<Aggregate>> theirs = others.totals();
    List<List<Aggregate>> less = new ArrayList<>();
    for (int i = 0; i < mine.size(); i++) {
      List<Aggregate> places = new ArrayList<>();
      for (int place = 0; place < mine.get(i).size(); place++) {
        Aggregate all = mine.get(i).get(place);
        Aggregate out = theirs.get(i).get(place);
        places.add(new Aggregate(all.alpha().minus(out.alpha()), all.beta().minus(out.beta())));
      }
      less.add(places);
    }
    return less;
  }

  List<List<Aggregate>> totals() {
    return sums.stream().map(places -> places.stream().map(Aggregate.Sum::total).toList()).toList();
  }
}
