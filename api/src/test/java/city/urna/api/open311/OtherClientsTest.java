package city.urna.api.open311;

import static org.junit.jupiter.api.Assertions.assertEquals;

import city.urna.api.Python;
import city.urna.api.consultation.Consultations.ScopeId;
import city.urna.protocol.bytes.Bytes;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Clients that others wrote for other cities: {@code georeport} lists and reads in both formats,
 * {@code three} finds the endpoint by discovery, files and reads.
 */
@Tag("long")
class OtherClientsTest {
  private static final Instant NOW = Instant.parse("2026-06-30T12:00:00Z");

  /** SHA-256 of {@code xyz}. */
  private static final String KEY_HASH =
      "3608bca1e44ea6c4d268eb6db02260269892c0b42b86bbf1e77a6fa16c3c9282";

  /** `three` was written for a Python that called its lazy filter by another name. */
  private static final String SCRIPT =
      """
      import itertools, sys
      itertools.ifilter = filter
      import georeport, three
      base = sys.argv[1]
      t = three.Three(base + '/open311/', api_key='xyz')
      endpoint = t.discovery()['endpoints'][0]
      assert 'application/json' in endpoint['formats'], endpoint
      t = three.Three(endpoint['url'], api_key='xyz', jurisdiction='harbour')
      assert [s['service_code'] for s in t.services()] == ['lamps', 'signs'], t.services()
      assert t.services('lamps')['attributes'][0]['code'] == 'POLE'
      filed = t.post('lamps', address='Quay 7', description='Dark \\u00e9\\u2014 since Monday',
                     name='Ada Byron', phone='555-5555', **{'attribute[POLE]': '12'})
      id = filed[0]['service_request_id']
      assert t.request(id)[0]['description'] == 'Dark \\u00e9\\u2014 since Monday'
      assert t.requests('lamps', count=1)[0]['service_request_id'] == id
      assert t.requests(start='06/01/2026', end='06/30/26', status='closed') == []
      assert t.token(id)[0]['service_request_id'] == id
      wrong = three.Three(endpoint['url'], api_key='abc').post('lamps', address='Quay 7')
      assert wrong[0]['code'] == 403, wrong
      for form in 'json', 'xml':
          g = georeport.GeoReport(endpoint['url'], jurisdiction='harbour', output_format=form)
          assert [s['service_name'] for s in g.get_service_list()] == ['Lamps', 'Signs']
          assert g.get_service_definition('lamps')['service_code'] == 'lamps'
          request = g.get_service_request(id)
          assert request['address'] == 'Quay 7' and request['status'] == 'open', request
          t.post('signs', lat='60.17', long='24.94')
          found = g.get_service_requests(service_code='signs,lamps', status='open')
          assert id in [r['service_request_id'] for r in found], found
      print('all held')
      """;

  @Test
  void georeportAndThreeListFileAndRead() {
    Python python = Python.with("open311", "georeport==0.3.1", "three==0.8.0");
    Hall hall = new Hall();
    hall.now = NOW.getEpochSecond();
    ScopeId scope = hall.process("harbour", "works");
    hall.category(
        scope,
        "lamps",
        1,
        Map.of("en", "Lamps"),
        "{\"attributes\":[{\"code\":\"POLE\",\"datatype\":\"number\",\"required\":true}]}");
    hall.category(scope, "signs", 1, Map.of("en", "Signs"), "");
    Open311Settings settings =
        new Open311Settings(
            Optional.empty(),
            "us",
            "us",
            false,
            Map.of(),
            Map.of("three", Bytes.fromHex(KEY_HASH).orThrow()));
    try (Site site = new Site(hall, settings, NOW)) {
      Python.Ended ended = python.script(SCRIPT, site.address().toString());
      assertEquals("all held\n", ended.output());
    }
  }
}
