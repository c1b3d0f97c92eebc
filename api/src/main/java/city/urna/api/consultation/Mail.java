package city.urna.api.consultation;

import jakarta.mail.Authenticator;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.PasswordAuthentication;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Date;
import java.util.Properties;

/**
 * Notices by e-mail (RFC 5321, 5322): plain text, to one address each, with a link that ends them
 * (RFC 8058). What the mail server says of an address is not told on.
 */
final class Mail {
  private static final String TIMEOUT_MILLIS = "20000";

  private final NoticeSettings.Smtp settings;
  private final Session session;

  Mail(NoticeSettings.Smtp settings) {
    this.settings = settings;
    Properties properties = new Properties();
    properties.setProperty("mail.smtp.host", settings.host());
    properties.setProperty("mail.smtp.port", Integer.toString(settings.port()));
    properties.setProperty("mail.smtp.connectiontimeout", TIMEOUT_MILLIS);
    properties.setProperty("mail.smtp.timeout", TIMEOUT_MILLIS);
    properties.setProperty("mail.smtp.writetimeout", TIMEOUT_MILLIS);
    properties.setProperty("mail.smtp.ssl.checkserveridentity", "true");
    if (settings.security().equals("starttls")) {
      properties.setProperty("mail.smtp.starttls.enable", "true");
      properties.setProperty("mail.smtp.starttls.required", "true");
    }
    if (settings.security().equals("tls")) {
      properties.setProperty("mail.smtp.ssl.enable", "true");
    }
    if (settings.user().isEmpty()) {
      this.session = Session.getInstance(properties);
      return;
    }
    properties.setProperty("mail.smtp.auth", "true");
    this.session =
        Session.getInstance(
            properties,
            new Authenticator() {
              @Override
              protected PasswordAuthentication getPasswordAuthentication() {
                return new PasswordAuthentication(
                    settings.user().orElseThrow(), settings.password().orElse(""));
              }
            });
  }

  /** Which server the notices go through. */
  String relay() {
    return settings.host();
  }

  /**
   * Hands one notice to the mail server; whether it took it.
   *
   * @param stop where the reader ends the notices
   */
  boolean send(String address, String subject, String text, URI stop, Instant now) {
    try {
      MimeMessage message = new MimeMessage(session);
      message.setFrom(new InternetAddress(settings.from(), true));
      message.setRecipient(Message.RecipientType.TO, new InternetAddress(address, true));
      message.setSubject(subject, StandardCharsets.UTF_8.name());
      message.setText(text, StandardCharsets.UTF_8.name());
      message.setSentDate(Date.from(now));
      message.setHeader("Auto-Submitted", "auto-generated");
      message.setHeader("List-Unsubscribe", "<" + stop + ">");
      message.setHeader("List-Unsubscribe-Post", "List-Unsubscribe=One-Click");
      Transport.send(message);
      return true;
    } catch (MessagingException refused) {
      return false;
    }
  }
}
