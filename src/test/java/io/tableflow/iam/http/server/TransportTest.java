package io.tableflow.iam.http.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tableflow.iam.localaws.LocalAws;
import io.tableflow.iam.testing.Node;
import io.tableflow.iam.testing.PemCertificate;
import io.tableflow.iam.testing.TestDatabase;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.time.Duration;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.TrustManagerFactory;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** TLS as src/docs/deploying.md configures it: a bundle of PEM files that may be replaced while the service runs. */
class TransportTest {

    @TempDir
    Path folder;

    @Test
    void aNewCertificateIsShownWithoutARestart() throws Exception {
        PemCertificate first = PemCertificate.create(folder, "first");
        PemCertificate second = PemCertificate.create(folder, "second");
        Path certificate = folder.resolve("tls.crt");
        Path key = folder.resolve("tls.key");
        first.writeTo(certificate, key);

        try (LocalAws aws = LocalAws.start();
                Node node = Node.start(
                        TestDatabase.create(),
                        aws,
                        "server.ssl.bundle=service",
                        "spring.ssl.bundle.pem.service.keystore.certificate=file:" + certificate,
                        "spring.ssl.bundle.pem.service.keystore.private-key=file:" + key,
                        "spring.ssl.bundle.pem.service.reload-on-update=true",
                        "spring.ssl.bundle.watch.file.quiet-period=200ms")) {
            URI uri = URI.create("https://localhost:" + node.uri().getPort() + "/environments");

            HttpResponse<String> answer = get(uri, first);
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.headers().firstValue("Strict-Transport-Security")).contains("max-age=31536000");
            assertThat(shownTo(answer)).isEqualTo(first.certificate());
            assertThatThrownBy(() -> get(uri, second)).isInstanceOf(SSLHandshakeException.class);

            second.writeTo(certificate, key);

            Awaitility.await("the new certificate")
                    .atMost(Duration.ofSeconds(30))
                    .ignoreException(SSLHandshakeException.class)
                    .until(() -> shownTo(get(uri, second)).equals(second.certificate()));
        }
    }

    private static Certificate shownTo(HttpResponse<String> answer) throws SSLPeerUnverifiedException {
        return answer.sslSession().orElseThrow().getPeerCertificates()[0];
    }

    /** On a connection of its own, from a client that trusts only this certificate. */
    private static HttpResponse<String> get(URI uri, PemCertificate trusted)
            throws IOException, InterruptedException, GeneralSecurityException {
        try (HttpClient client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .sslContext(trusting(trusted))
                .build()) {
            return client.send(
                    HttpRequest.newBuilder(uri)
                            .header("Authorization", "Bearer local-operator")
                            .build(),
                    BodyHandlers.ofString());
        }
    }

    private static SSLContext trusting(PemCertificate trusted) throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        store.setCertificateEntry("service", trusted.certificate());
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(store);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        return context;
    }
}
