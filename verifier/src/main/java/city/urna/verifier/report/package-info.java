/** What a verification says: findings, one a check, and the verdict over all of them. */
package city.urna.verifier.report;
