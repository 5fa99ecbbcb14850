#!/usr/bin/env bash
# Set.copyOf takes a hundred times as long as a HashSet for names whose hash codes repeat, and for twice as many names
# many times as long again.
#
# Seen on 2026-11-30 with OpenJDK 17.0.15 (java.base, nothing else). A record's hash code is made of those of its
# components, and for a user phone-17 and a turn first-204 the sums fall on few numbers: here on 23,950 for 100,000
# different names. HashSet keeps names of one number in a tree or list of their own. Set.copyOf, Set.of and what
# collects to an unmodifiable set probe the next place, and the next, so each name walks past all its neighbours.
# Milliseconds, the best of three:
#
#   names    HashSet   Set.copyOf
#   25,000         2           14
#   100,000       10        2,396
#   (200,000      45       65,747: left out below)
#
# Hongbao's torture held what the log has in such a set, and its last step did not end after twenty kills: it keeps
# the set that it was given. Exits 1 if Set.copyOf is not twenty times slower any more.
set -eu

dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cat >"$dir/Copies.java" <<'JAVA'
import java.util.HashSet;
import java.util.Set;
import java.util.function.UnaryOperator;

public class Copies {
  record Turn(String wave, int number) {}

  record Name(String user, Turn turn) {}

  public static void main(String[] arguments) {
    for (int count : new int[] {25_000, 100_000}) {
      Set<Name> names = new HashSet<>();
      for (int i = 0; i < count; i++) {
        names.add(new Name("phone-" + i % 500, new Turn("first", i / 500)));
      }
      long codes = names.stream().mapToInt(Name::hashCode).distinct().count();
      double hashed = millis(names, HashSet::new);
      double copied = millis(names, Set::copyOf);
      System.err.printf(
          "%d names, %d hash codes: HashSet %.1f ms, Set.copyOf %.1f ms%n",
          count, codes, hashed, copied);
      if (count == 100_000) {
        System.out.println(copied > 20 * hashed ? "slow" : "fine");
      }
    }
  }

  private static double millis(Set<Name> names, UnaryOperator<Set<Name>> copy) {
    double best = Double.MAX_VALUE;
    for (int i = 0; i < 3; i++) {
      long startNanos = System.nanoTime();
      if (copy.apply(names).size() != names.size()) {
        throw new IllegalStateException();
      }
      best = Math.min(best, (System.nanoTime() - startNanos) / 1e6);
    }
    return best;
  }
}
JAVA

seen=$(timeout 120 java "$dir/Copies.java")
printf '%s\n' "$seen"
[ "$seen" = slow ] || { echo "Set.copyOf is not that slow now"; exit 1; }
