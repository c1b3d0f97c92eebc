/**
 * From a committed block to a checkpoint that a quorum of organizations cosigned (spec log §3): the
 * moment from which a receipt can exist.
 */
package city.urna.api.cosigning;
