/**
 * The casting side: knows what was sent, never who (no login, no address in any log or store).
 *
 * <p>Against its own operator: an acknowledgement is signed once a ballot is stored durably, so a
 * dropped ballot can be proved; a receipt exists only under the organizations' cosignatures.
 */
package city.urna.api.casting;
