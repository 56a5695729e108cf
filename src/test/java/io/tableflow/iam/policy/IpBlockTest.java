package io.tableflow.iam.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which addresses a condition on aws:SourceIp can be about. */
class IpBlockTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "10.0.0.0/8",
                "10.1.2.3",
                "172.31.0.0/16",
                "192.168.1.0/24",
                "127.0.0.1",
                "169.254.169.254/32",
                "100.64.0.0/10",
                "224.0.0.1",
                "255.255.255.255",
                "0.0.0.0",
                "::",
                "::1",
                "fd00:ec2::254",
                "fe80::1",
                "ff02::1"
            })
    void awsNeverSeesAddressesThatAreNotPublic(String text) {
        assertThat(TrustConditions.isNeverSeen(text)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "203.0.113.0/24",
                "9.255.255.255",
                "172.32.0.1",
                "100.128.0.0",
                "0.0.0.0/0",
                "8.0.0.0/6",
                "::/0",
                "2600:1f00::/24",
                "nonsense"
            })
    void awsMaySeeAllOthers(String text) {
        assertThat(TrustConditions.isNeverSeen(text)).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "203.0.113.7/24,      203.0.113.0/24",
        "203.0.113.7/32,      203.0.113.7/32",
        "203.0.113.7,         203.0.113.7",
        "203.0.113.255/25,    203.0.113.128/25",
        "1.2.3.4/0,           0.0.0.0/0",
        "2001:db8:1::1/32,    2001:db8:0:0:0:0:0:0/32",
        "2001:db8::/32,       2001:db8::/32"
    })
    void bitsBehindThePrefixAreCleared(String text, String normalized) {
        assertThat(new TrustConditions(List.of(text), null, null).sourceIps()).containsExactly(normalized);
    }

    @Test
    void blocksThatAreTheSameWithoutThoseBitsAreOne() {
        assertThat(new TrustConditions(List.of("203.0.113.1/24", "203.0.113.2/24"), null, null).sourceIps())
                .containsExactly("203.0.113.0/24");
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "203.0.113.0/24 0.0.0.0/0 ::/0,                 0.0.0.0/0;::/0",
                "0.0.0.0/1 203.0.113.0/24 128.0.0.0/1,          0.0.0.0/1 203.0.113.0/24 128.0.0.0/1",
                "128.0.0.0/2 192.0.0.0/3 0.0.0.0/1,             128.0.0.0/2 192.0.0.0/3 0.0.0.0/1",
                "8000::/1 203.0.113.0/24 ::/1,                  8000::/1 ::/1",
                "0.0.0.0/1,                                     -",
                "0.0.0.0/1 128.0.0.0/2 192.0.0.0/4,             -",
                "0.0.0.0/1 8000::/1,                            -",
                "203.0.113.7 203.0.113.0/24,                    -"
            })
    void knowsWhatRestrictsNothing(String blocks, @Nullable String without) {
        List<String> groups = new TrustConditions(List.of(blocks.split(" ")), null, null)
                .sourceIpsWithoutEffect().stream()
                        .map(it -> String.join(" ", it))
                        .toList();

        assertThat(String.join(";", groups)).isEqualTo(without == null ? "" : without);
    }
}
