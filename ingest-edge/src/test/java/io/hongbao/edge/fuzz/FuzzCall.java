package io.hongbao.edge.fuzz;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** A request before it is written out: still valid HTTP, whatever the edge says of it. */
final class FuzzCall {

  final String method;
  String target;
  String version = "HTTP/1.1";
  final List<String> headers = new ArrayList<>();
  byte[] body = {};
  Expected expected;

  FuzzCall(String method, String target, Set<Integer> statuses, String part) {
    this.method = method;
    this.target = target;
    this.expected = Expected.of(statuses, part);
    if (method.equals("HEAD")) {
      expected = expected.toHead();
    }
  }

  FuzzCall with(String name, String value) {
    headers.add(name + ": " + value);
    return this;
  }

  FuzzCall withBody(String type, byte[] content) {
    body = content.clone();
    if (!type.isEmpty()) {
      with("Content-Type", type);
    }
    return this;
  }

  FuzzCall withBody(String type, String content) {
    return withBody(type, content.getBytes(StandardCharsets.UTF_8));
  }
}
