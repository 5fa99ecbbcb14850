/** The topics, the settings that the law rests on, and reading a topic to its end. */
package io.hongbao.kafka;
