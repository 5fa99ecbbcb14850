/**
 * Topics and record codecs: the only contract between processes.
 *
 * <p>{@code records} holds what travels and how it is written, {@code keys} how control records are
 * signed and secrets sealed, {@code topics} where it travels and the settings that the law rests
 * on.
 */
package io.hongbao.wire;
