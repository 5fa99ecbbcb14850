package io.hongbao.domain.draw;

/** Where a bucket's tallies lie. Asked only for turns that pass. */
@FunctionalInterface
public interface TallyReader {

  /** The tally of a user, {@link UserTally#EMPTY} if there is none. */
  UserTally read(String user);
}
