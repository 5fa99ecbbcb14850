/**
 * Plays the script of a show on a system of its own under an audience: what operators will do, what
 * may break, and what must hold, each at its time. Read {@code Rundown}, then {@code
 * RundownPlayer}.
 */
package io.hongbao.rehearsal.rundown;
