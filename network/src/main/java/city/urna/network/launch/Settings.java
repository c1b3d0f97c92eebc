package city.urna.network.launch;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/**
 * What is chosen once, when a network is made, and then stays: {@code network.json}.
 *
 * @param profile how it is run
 * @param ports the port on this machine by component and port name, such as {@code peer.city/main}
 */
record Settings(Profile profile, Map<String, Integer> ports) {
  Settings {
    ports = new TreeMap<>(ports);
  }

  int port(Component component, String name) {
    return ports.get(component.name() + "/" + name);
  }

  static Settings read(Path file) {
    try {
      return new JsonMapper().readValue(Files.readString(file), Settings.class);
    } catch (JsonProcessingException wrong) {
      throw new NetworkException(file + ": " + wrong.getOriginalMessage());
    } catch (IOException unreadable) {
      throw new NetworkException("cannot read " + file, unreadable);
    }
  }

  String json() {
    try {
      return new JsonMapper().writerWithDefaultPrettyPrinter().writeValueAsString(this) + "\n";
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
