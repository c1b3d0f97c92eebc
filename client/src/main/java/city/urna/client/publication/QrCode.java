package city.urna.client.publication;

import city.urna.client.publication.Drawing.Look;
import city.urna.client.publication.Drawing.Mark;
import city.urna.client.publication.Drawing.Row;
import com.google.zxing.WriterException;
import com.google.zxing.qrcode.decoder.ErrorCorrectionLevel;
import com.google.zxing.qrcode.encoder.ByteMatrix;
import com.google.zxing.qrcode.encoder.Encoder;
import java.util.ArrayList;
import java.util.List;

/** A text as a QR code (ISO/IEC 18004), error correction level M, with its quiet zone. */
final class QrCode {
  private static final int MODULE = 4;
  private static final int QUIET_ZONE = 4;

  private QrCode() {}

  static Drawing of(String content, String description) {
    ByteMatrix modules;
    try {
      modules = Encoder.encode(content, ErrorCorrectionLevel.M).getMatrix();
    } catch (WriterException e) {
      throw new IllegalArgumentException("too long for a code", e);
    }
    List<Mark> marks = new ArrayList<>();
    for (int y = 0; y < modules.getHeight(); y++) {
      int x = 0;
      while (x < modules.getWidth()) {
        int end = x;
        while (end < modules.getWidth() && modules.get(end, y) == 1) {
          end++;
        }
        if (end > x) {
          marks.add(
              new Mark.Bar(
                  (x + QUIET_ZONE) * MODULE,
                  (y + QUIET_ZONE) * MODULE,
                  (end - x) * MODULE,
                  MODULE,
                  Look.BLACK));
        }
        x = end + 1;
      }
    }
    double size = (modules.getWidth() + 2 * QUIET_ZONE) * MODULE;
    return new Drawing(size, size, content, description, List.of(new Row(List.of(), marks)));
  }
}
