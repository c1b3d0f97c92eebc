package city.urna.verifier.count;

/**
 * Why something was not read or not counted.
 *
 * @param what what is wrong, with the place: the file and line, or the option
 * @param remedy what to do about it
 */
public record Refusal(String what, String remedy) implements Counted {}
