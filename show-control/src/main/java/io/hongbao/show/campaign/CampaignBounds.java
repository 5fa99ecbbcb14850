package io.hongbao.show.campaign;

/**
 * How large a campaign may be.
 *
 * @param maxFileBytes more is no campaign but a mistaken file name
 * @param maxNesting levels of the YAML; a campaign needs six, and a parser's stack is finite
 * @param maxProblems how many problems are told at once; nobody reads more
 * @param maxWaves with {@code maxGreetings} keeps Terms, which name every greeting in every wave,
 *     below Kafka's 1 MB for a record
 * @param maxGreetings see {@code maxWaves}
 * @param maxChannels ways a broadcast has; each edge keeps them
 * @param maxEnterprises the draw looks through them at every win
 * @param longestText characters of a name, greeting or resource
 * @param longestWaveMillis keeps release offsets in an int
 * @param maxPackets of all waves together; the planner keeps 8 bytes for each in memory
 */
record CampaignBounds(
    int maxFileBytes,
    int maxNesting,
    int maxProblems,
    int maxWaves,
    int maxGreetings,
    int maxChannels,
    int maxEnterprises,
    int longestText,
    long longestWaveMillis,
    long maxPackets) {

  private static final int MIB = 1024 * 1024;
  private static final long SEVEN_DAYS_MILLIS = 7L * 24 * 60 * 60 * 1000;

  static final CampaignBounds DEFAULT =
      new CampaignBounds(MIB, 16, 100, 100, 100, 20, 200, 500, SEVEN_DAYS_MILLIS, 100_000_000);
}
