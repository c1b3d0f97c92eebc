/**
 * Lists of cases that another 311 system has exported, as far as they can be trusted to say what
 * they say: every row is read strictly, and what is refused is told by row, field and reason.
 *
 * <p>Dates and states in such a list are assertions of whoever imports it. What the list says of a
 * case being on time or overdue is computed again from its dates; a row that contradicts itself is
 * refused.
 */
package city.urna.client.caselist;
