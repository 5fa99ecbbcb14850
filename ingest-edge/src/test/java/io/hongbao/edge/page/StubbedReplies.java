package io.hongbao.edge.page;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;

/** Replies in place of those of the edge, and connections that break. */
final class StubbedReplies {

  private StubbedReplies() {}

  static void once(Page page, String path, int status, String json) {
    page.route(path, route -> reply(route, status, json), new Page.RouteOptions().setTimes(1));
  }

  static void always(Page page, String path, int status, String json) {
    page.route(path, route -> reply(route, status, json));
  }

  /** So many requests reach nobody. */
  static void loseRequests(Page page, String path, int times) {
    page.route(path, Route::abort, new Page.RouteOptions().setTimes(times));
  }

  /** A request reaches the edge; its reply is lost on the way back. */
  static void loseReply(Page page, String path) {
    page.route(
        path,
        route -> {
          route.fetch();
          route.abort();
        },
        new Page.RouteOptions().setTimes(1));
  }

  private static void reply(Route route, int status, String json) {
    String type = status < 400 ? "application/json" : "application/problem+json";
    route.fulfill(new Route.FulfillOptions().setStatus(status).setContentType(type).setBody(json));
  }
}
