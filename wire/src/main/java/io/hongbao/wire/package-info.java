/**
 * Record codecs: the only contract between processes.
 *
 * <p>{@code records} holds what travels and how it is written, {@code keys} how control records are
 * signed and secrets sealed, {@code http} how a process reads the answer of another.
 */
package io.hongbao.wire;
