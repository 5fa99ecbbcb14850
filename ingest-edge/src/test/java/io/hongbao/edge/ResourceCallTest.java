package io.hongbao.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.github.luben.zstd.Zstd;
import io.hongbao.domain.Sha256;
import io.hongbao.edge.fixtures.PlanFixture;
import io.hongbao.edge.resource.ResourceSettings;
import io.hongbao.resources.ResourceFolder;
import io.hongbao.resources.ResourceNeeds;
import io.hongbao.resources.ResourcePacker;
import io.hongbao.wire.keys.SigningKey;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ResourceCallTest {

  private static final String NONE = "{\"packages\":[],\"fetchAfterMs\":0,\"defaults\":{}}";
  private static final String SVG =
      "<svg xmlns='http://www.w3.org/2000/svg'>" + "<g/>".repeat(99) + "</svg>";
  private static final String SVG_PATH = "/r/" + sha256(SVG);
  private static final String PNG = "0123456789";
  private static final String PNG_PATH = "/r/" + sha256(PNG);

  @TempDir private Path folder;
  @TempDir private Path packed;
  private TestEdge edge;

  @AfterEach
  void stop() {
    edge.close();
  }

  private static String sha256(String text) {
    return Sha256.hex(text.getBytes(StandardCharsets.UTF_8));
  }

  private void pack(SigningKey key) throws IOException {
    Files.writeString(folder.resolve("cola-logo.svg"), SVG);
    Files.writeString(folder.resolve("default-logo.png"), PNG);
    ResourcePacker.pack(
        ResourceFolder.read(folder, ResourceNeeds.none(), 10_000), packed, key::sign);
  }

  private void start() throws IOException {
    pack(PlanFixture.SIGNING_KEY);
    start(ResourceSettings.NONE.withFolder(packed).withFetchAfterMillis(7_000));
  }

  private void start(ResourceSettings settings) {
    edge = new TestEdge(TestEdge.settings("edge-1").withResources(settings));
  }

  private HttpResponse<String> get(String path, String... headers) {
    HttpRequest.Builder request = edge.request(path);
    return edge.send(headers.length == 0 ? request : request.headers(headers));
  }

  private static String header(HttpResponse<String> reply, String name) {
    return reply.headers().firstValue(name).orElse("none");
  }

  @Test
  void shouldTellOfNoResourcesWhereThereAreNone() {
    start(ResourceSettings.NONE);
    assertThat(get("/v1/resources").body()).isEqualTo(NONE);
    assertThat(get(SVG_PATH).statusCode()).isEqualTo(404);
  }

  @Test
  void shouldTellWhatThereIsUntilItChanges() throws IOException {
    start();
    HttpResponse<String> told = get("/v1/resources");
    assertThat(told.body())
        .isEqualTo(
            "{\"packages\":["
                + "{\"id\":\"cola-logo\",\"sha256\":\""
                + sha256(SVG)
                + "\",\"bytes\":"
                + SVG.length()
                + ",\"waves\":[]},"
                + "{\"id\":\"default-logo\",\"sha256\":\""
                + sha256(PNG)
                + "\",\"bytes\":10,\"waves\":[]}],"
                + "\"fetchAfterMs\":7000,\"defaults\":{\"logo\":\"default-logo\"}}");
    HttpResponse<String> again = get("/v1/resources", "If-None-Match", header(told, "ETag"));
    assertThat(again.statusCode()).isEqualTo(304);
    assertThat(again.body()).isEmpty();
    assertThat(get("/v1/resources", "If-None-Match", "\"other\"").statusCode()).isEqualTo(200);
  }

  @Test
  void shouldServeAContentForEver() throws IOException {
    start();
    HttpResponse<String> reply = get(PNG_PATH);
    assertThat(reply.body()).isEqualTo(PNG);
    assertThat(header(reply, "Content-Type")).isEqualTo("image/png");
    assertThat(header(reply, "Cache-Control")).isEqualTo("public, max-age=31536000, immutable");
    assertThat(header(reply, "ETag")).isEqualTo('"' + sha256(PNG) + '"');
    assertThat(header(reply, "X-Content-Type-Options")).isEqualTo("nosniff");
    assertThat(header(reply, "Content-Security-Policy")).contains("sandbox");
    HttpResponse<String> again = get(PNG_PATH, "If-None-Match", header(reply, "ETag"));
    assertThat(again.statusCode()).isEqualTo(304);
    assertThat(header(again, "Cache-Control")).contains("immutable");
  }

  @Test
  void shouldSayItsSizeToHead() throws IOException {
    start();
    HttpResponse<String> reply =
        edge.send(edge.request(PNG_PATH).method("HEAD", HttpRequest.BodyPublishers.noBody()));
    assertThat(reply.body()).isEmpty();
    assertThat(header(reply, "Content-Length")).isEqualTo("10");
  }

  @Test
  void shouldSendTheBestCodingThatIsTaken() throws IOException {
    start();
    byte[] zstd = Files.readAllBytes(packed.resolve(sha256(SVG) + ".zst"));
    assertThat(Zstd.decompress(zstd, SVG.length())).isEqualTo(SVG.getBytes(StandardCharsets.UTF_8));
    HttpResponse<String> best = get(SVG_PATH, "Accept-Encoding", "gzip, deflate, br, zstd");
    assertThat(header(best, "Content-Encoding")).isEqualTo("zstd");
    assertThat(header(best, "Content-Length")).isEqualTo(String.valueOf(zstd.length));
    assertThat(header(best, "Vary")).isEqualTo("Accept-Encoding");
    assertThat(header(get(SVG_PATH, "Accept-Encoding", "gzip;q=0.5"), "Content-Encoding"))
        .isEqualTo("gzip");
    HttpResponse<String> plain = get(SVG_PATH, "Accept-Encoding", "zstd;q=0, br");
    assertThat(header(plain, "Content-Encoding")).isEqualTo("none");
    assertThat(plain.body()).isEqualTo(SVG);
  }

  @Test
  void shouldResumeADownload() throws IOException {
    start();
    HttpResponse<String> part = get(PNG_PATH, "Range", "bytes=4-6");
    assertThat(part.statusCode()).isEqualTo(206);
    assertThat(part.body()).isEqualTo("456");
    assertThat(header(part, "Content-Range")).isEqualTo("bytes 4-6/10");
    assertThat(get(PNG_PATH, "Range", "bytes=-3").body()).isEqualTo("789");
    assertThat(get(PNG_PATH, "Range", "bytes=8-99").body()).isEqualTo("89");
    String tag = '"' + sha256(PNG) + '"';
    assertThat(get(PNG_PATH, "Range", "bytes=4-", "If-Range", tag).body()).isEqualTo("456789");
    assertThat(get(PNG_PATH, "Range", "bytes=4-", "If-Range", "\"x\"").body()).isEqualTo(PNG);
    assertThat(get(SVG_PATH, "Range", "bytes=0-3", "Accept-Encoding", "gzip").body())
        .isEqualTo("<svg");
  }

  @Test
  void shouldNotServeARangeBeyondTheEnd() throws IOException {
    start();
    HttpResponse<String> reply = get(PNG_PATH, "Range", "bytes=10-");
    assertThat(reply.statusCode()).isEqualTo(416);
    assertThat(header(reply, "Content-Range")).isEqualTo("bytes */10");
    assertThat(get(PNG_PATH, "Range", "bytes=0-1,3-4").body()).as("several").isEqualTo(PNG);
    assertThat(get(PNG_PATH, "Range", "lines=1").body()).as("not bytes").isEqualTo(PNG);
  }

  @Test
  void shouldKeepUnderItsCapAndRefuseNoSinglePhone() throws IOException {
    pack(PlanFixture.SIGNING_KEY);
    start(ResourceSettings.NONE.withFolder(packed).withMaxBytesPerSecond(1_000));
    int served = 0;
    HttpResponse<String> reply = get(SVG_PATH);
    while (reply.statusCode() == 200 && served < 100) {
      served++;
      reply = get(SVG_PATH);
    }
    // A second's bytes at once: the first, and those that begin below the bound.
    assertThat(served).isBetween(2, 99);
    assertThat(reply.statusCode()).isEqualTo(429);
    assertThat(header(reply, "Retry-After")).isEqualTo("1");
    edge.awaitMetric("hongbao_edge_bounds_reached_total{of=\"resources\"}");
  }

  @Test
  void shouldLeaveOutWhatIsDamagedAndNothingElse() throws IOException {
    pack(PlanFixture.SIGNING_KEY);
    Files.writeString(packed.resolve(sha256(PNG)), "damaged");
    start(ResourceSettings.NONE.withFolder(packed));
    assertThat(get(PNG_PATH).statusCode()).isEqualTo(404);
    assertThat(get(SVG_PATH).statusCode()).isEqualTo(200);
    assertThat(get("/v1/resources").body())
        .contains("cola-logo")
        .doesNotContain("default-logo")
        .endsWith("\"defaults\":{}}");
    edge.awaitMetric("hongbao_edge_resources_damaged 1.0");
  }

  @Test
  void shouldGoOnWhenAFileIsCutOffWhileItIsServed() throws IOException {
    start();
    assertThat(get(PNG_PATH).body()).isEqualTo(PNG);
    Files.newByteChannel(packed.resolve(sha256(PNG)), StandardOpenOption.WRITE).truncate(0).close();

    await()
        .untilAsserted(
            () -> {
              assertThat(get("/v1/resources").body()).doesNotContain("default-logo");
              assertThat(get(PNG_PATH).statusCode()).isEqualTo(404);
            });
    assertThat(get(SVG_PATH).body()).isEqualTo(SVG);
    edge.awaitMetric("hongbao_edge_resources_damaged 1.0");
  }

  @Test
  void shouldHaveTheManifestInThePage() throws IOException {
    start();
    HttpResponse<String> page = get("/");
    assertThat(page.body())
        .contains(
            "<script type=\"application/json\" id=\"told-resources\">"
                + get("/v1/resources").body()
                + "</script>");
    HttpResponse<String> again = get("/", "If-None-Match", header(page, "ETag"));
    assertThat(again.statusCode()).isEqualTo(304);
    assertThat(again.body()).isEmpty();

    Files.writeString(folder.resolve("tea-logo.png"), "another");
    pack(PlanFixture.SIGNING_KEY);

    await().untilAsserted(() -> assertThat(get("/").body()).contains("tea-logo"));
    assertThat(get("/", "If-None-Match", header(page, "ETag")).statusCode()).isEqualTo(200);
  }

  @Test
  void shouldSendThePageCompressedToWhoTakesIt() throws IOException {
    start();
    HttpRequest.Builder request = edge.request("/").header("Accept-Encoding", "gzip, deflate");
    HttpResponse<byte[]> reply = edge.sendForBytes(request);
    assertThat(reply.headers().firstValue("Content-Encoding")).hasValue("gzip");
    assertThat(reply.headers().firstValue("Vary")).hasValue("Accept-Encoding");
    assertThat(reply.headers().firstValue("Cache-Control")).hasValue("no-cache");
    try (InputStream plain = new GZIPInputStream(new ByteArrayInputStream(reply.body()))) {
      assertThat(new String(plain.readAllBytes(), StandardCharsets.UTF_8))
          .isEqualTo(get("/").body());
    }
    assertThat(reply.body().length).isLessThan(30_000);
  }

  @Test
  void shouldNotTakeWhatSomebodyElseHasSigned() throws IOException {
    pack(SigningKey.generate().signingKey());
    start(ResourceSettings.NONE.withFolder(packed));
    assertThat(get("/v1/resources").body()).isEqualTo(NONE);
  }

  @Test
  void shouldFollowItsFolder() throws IOException {
    start(ResourceSettings.NONE.withFolder(packed));
    assertThat(get("/v1/resources").body()).isEqualTo(NONE);
    pack(PlanFixture.SIGNING_KEY);
    await().untilAsserted(() -> assertThat(get(PNG_PATH).body()).isEqualTo(PNG));
  }
}
