/** The packets job: the life of every packet, from the topic {@code packets} alone. */
package io.hongbao.jobs.packets;
