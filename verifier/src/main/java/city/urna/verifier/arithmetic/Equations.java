package city.urna.verifier.arithmetic;

import city.urna.verifier.bytes.Bytes;
import java.util.ArrayList;
import java.util.List;

/**
 * What is left of a proof once its challenge has been recomputed: equations between sums of
 * products (spec proofs §5.2).
 *
 * @param bound what the batch's weights must stand on: transcript hash, challenge shares, responses
 */
record Equations(Bytes bound, List<Equation> equations) {

  /** Σ left products = Σ right products. */
  record Equation(List<Product> products) {
    static Equation of(Product... products) {
      return new Equation(List.of(products));
    }
  }

  /** factor·element on one side of an equation. */
  record Product(Side side, Scalar factor, Element element) {}

  /** The sides of an equation. */
  enum Side {
    LEFT,
    RIGHT
  }

  static Product left(Scalar factor, Element element) {
    return new Product(Side.LEFT, factor, element);
  }

  static Product right(Scalar factor, Element element) {
    return new Product(Side.RIGHT, factor, element);
  }

  /** Checks each equation by itself, with Bouncy Castle's multiplication and no weights. */
  boolean holdOneByOne() {
    for (Equation equation : equations) {
      List<Element> products = new ArrayList<>();
      for (Product product : equation.products()) {
        Element value = product.element().times(product.factor());
        products.add(
            switch (product.side()) {
              case LEFT -> value;
              case RIGHT -> value.negate();
            });
      }
      if (!(Element.sum(products) instanceof Identity)) {
        return false;
      }
    }
    return true;
  }
}
