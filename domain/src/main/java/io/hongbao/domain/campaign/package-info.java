/** What a show gives away: enterprises, waves, pools of packets and how they are released. */
package io.hongbao.domain.campaign;
