package io.hongbao.edge;

import io.hongbao.edge.risk.VerdictTable;
import io.hongbao.edge.show.ShowPlanTable;
import io.hongbao.kafka.TopicFollower;
import io.hongbao.kafka.Topics;
import java.util.List;

/** Follows {@code show} and {@code verdicts} from their beginning. */
final class KafkaFeeds implements Feeds {

  private final List<Feed> feeds;

  /** One topic that is followed. */
  private record Feed(String topic, TopicFollower follower) {}

  KafkaFeeds(String bootstrapServers, ShowPlanTable shows, VerdictTable verdicts) {
    TopicFollower show =
        new TopicFollower(
            bootstrapServers, Topics.SHOW, record -> shows.accept(record.key(), record.value()));
    try {
      this.feeds =
          List.of(
              new Feed(Topics.SHOW, show),
              new Feed(
                  Topics.VERDICTS,
                  new TopicFollower(
                      bootstrapServers,
                      Topics.VERDICTS,
                      record -> verdicts.accept(record.key(), record.value()))));
    } catch (RuntimeException e) {
      show.close();
      throw e;
    }
  }

  @Override
  public List<String> notCaughtUp() {
    return feeds.stream().filter(feed -> !feed.follower().isCaughtUp()).map(Feed::topic).toList();
  }

  @Override
  public void close() {
    feeds.forEach(feed -> feed.follower().close());
  }
}
