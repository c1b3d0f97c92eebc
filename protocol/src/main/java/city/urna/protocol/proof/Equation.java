package city.urna.protocol.proof;

import city.urna.protocol.group.Element;
import city.urna.protocol.group.MultiScalar;
import city.urna.protocol.group.Scalar;
import java.util.List;

/** A sum of multiples that is claimed to be the identity: left side minus right side. */
record Equation(List<Term> terms) {
  /** One multiple. */
  record Term(Scalar coefficient, Element element) {}

  Equation {
    terms = List.copyOf(terms);
  }

  static Equation of(Term... terms) {
    return new Equation(List.of(terms));
  }

  /** A term as it stands. */
  static Term plus(Element element) {
    return new Term(Scalar.ONE, element);
  }

  static Term plus(Scalar coefficient, Element element) {
    return new Term(coefficient, element);
  }

  static Term minus(Scalar coefficient, Element element) {
    return new Term(coefficient.negate(), element);
  }

  /** Whether it is true, computed by itself. */
  boolean holds() {
    return MultiScalar.sum(
            terms.stream().map(Term::coefficient).toList(),
            terms.stream().map(Term::element).toList())
        .isIdentity();
  }
}
