package io.tableflow.iam.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.Base64;

/**
 * A self-signed certificate for localhost, with its key, as PEM.
 *
 * @param certificate the certificate
 * @param certificatePem the same as text
 * @param keyPem its private key as text
 */
public record PemCertificate(X509Certificate certificate, String certificatePem, String keyPem) {

    private static final char[] PASSWORD = "changeit".toCharArray();

    /** Creates one, with temporary files in an empty folder. */
    public static PemCertificate create(Path folder, String organization) {
        Path store = folder.resolve(organization + ".p12");
        try {
            Process keytool = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "keytool")
                                    .toString(),
                            "-genkeypair",
                            "-alias",
                            "service",
                            "-keyalg",
                            "EC",
                            "-dname",
                            "CN=localhost,O=" + organization,
                            "-ext",
                            "san=dns:localhost,ip:127.0.0.1",
                            "-validity",
                            "2",
                            "-storetype",
                            "PKCS12",
                            "-storepass",
                            new String(PASSWORD),
                            "-keystore",
                            store.toString())
                    .inheritIO()
                    .start();
            if (keytool.waitFor() != 0) {
                throw new IllegalStateException("keytool made no certificate");
            }
            KeyStore keys = KeyStore.getInstance("PKCS12");
            try (InputStream in = Files.newInputStream(store)) {
                keys.load(in, PASSWORD);
            }
            X509Certificate certificate = (X509Certificate) keys.getCertificate("service");
            return new PemCertificate(
                    certificate,
                    pem("CERTIFICATE", certificate.getEncoded()),
                    pem("PRIVATE KEY", keys.getKey("service", PASSWORD).getEncoded()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Writes it to the files that a service reads. */
    public void writeTo(Path certificateFile, Path keyFile) {
        try {
            Files.writeString(keyFile, keyPem);
            Files.writeString(certificateFile, certificatePem);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String pem(String type, byte[] content) {
        Base64.Encoder lines = Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII));
        return "-----BEGIN " + type + "-----\n" + lines.encodeToString(content) + "\n-----END " + type + "-----\n";
    }
}
