/**
 * Photos and other files: what they are by their bytes, without what they tell of their makers.
 *
 * <p>A file is taken only in a form that holds nothing but the picture or the text itself: no
 * position, camera, author, preview, comment, script, or bytes behind its end. What has more is
 * made into such a form first, before its sender commits to it, so that what is stored is what was
 * committed to. Nothing is ever executed, and decoding happens in bounded memory.
 */
package city.urna.api.consultation.attachment;
