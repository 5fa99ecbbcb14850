package io.hongbao.edge.http;

import io.hongbao.edge.answer.HttpProblem;
import io.hongbao.edge.json.JsonStrings;
import io.hongbao.edge.planfile.PlanFiles;
import io.hongbao.edge.planfile.PlanFiles.PlanFileRefusedException;
import io.hongbao.edge.planfile.PlanFiles.Taken;
import io.hongbao.wire.records.MalformedRecordException;
import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import java.util.Locale;

/** {@code POST /plan}: takes a signed plan file, and says what has become of it. */
final class PlanFileHandler implements HttpHandler {

  private final PlanFiles files;
  private final BodyReader bodies;

  PlanFileHandler(PlanFiles files, BodyReader bodies) {
    this.files = files;
    this.bodies = bodies;
  }

  @Override
  public void handleRequest(HttpServerExchange exchange) {
    bodies.read(
        exchange, body -> take(exchange, body), problem -> ReplyWriter.problem(exchange, problem));
  }

  private void take(HttpServerExchange exchange, byte[] body) {
    try {
      Taken taken = files.take(files.read(body));
      ReplyWriter.json(
          exchange,
          200,
          String.format(
              Locale.ROOT,
              "{\"show\":%s,\"number\":%d,\"state\":\"%s\",\"detail\":%s}",
              JsonStrings.quote(taken.file().show()),
              taken.file().number(),
              taken.result().state(),
              JsonStrings.quote(taken.result().detail())));
    } catch (MalformedRecordException e) {
      ReplyWriter.problem(
          exchange,
          HttpProblem.badRequest(
              "the body is not a plan file: "
                  + e.getMessage()
                  + "; send what ./hongbao show export wrote, made with this system's keys"));
    } catch (PlanFileRefusedException e) {
      ReplyWriter.problem(exchange, HttpProblem.conflict(e.getMessage()));
    }
  }
}
