package city.urna.chaincode;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.CodeElement;
import java.lang.classfile.Instruction;
import java.lang.classfile.MethodModel;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** Finds floating-point arithmetic in class files, instruction by instruction. */
final class FloatingPoint {
  /** FADD, D2I, I2F, DLOAD_1, FCONST_2, LDC2_W of a double shows by what is done with it. */
  private static final Pattern OPCODE =
      Pattern.compile(
          "[FD](ADD|SUB|MUL|DIV|REM|NEG|CMPL|CMPG|CONST_\\d|LOAD.*|STORE.*|RETURN|ALOAD|ASTORE)"
              + "|[FD]2[ILFD]|[IL]2[FD]");

  private FloatingPoint() {}

  /** The methods, as `class.method`, that hold at least one floating-point instruction. */
  static Set<String> methodsIn(JavaClasses classes) {
    Set<String> found = new TreeSet<>();
    for (JavaClass type : classes) {
      ClassModel model = ClassFile.of().parse(bytes(type));
      for (MethodModel method : model.methods()) {
        if (method.code().isPresent()
            && method.code().get().elementStream().anyMatch(FloatingPoint::isOne)) {
          found.add(type.getName() + "." + method.methodName().stringValue());
        }
      }
    }
    return found;
  }

  private static boolean isOne(CodeElement element) {
    return element instanceof Instruction instruction
        && OPCODE.matcher(instruction.opcode().name()).matches();
  }

  private static byte[] bytes(JavaClass type) {
    try (InputStream in = type.getSource().orElseThrow().getUri().toURL().openStream()) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
