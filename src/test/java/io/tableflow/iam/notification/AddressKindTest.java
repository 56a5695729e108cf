package io.tableflow.iam.notification;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the own network has is told from the Internet, however the address is written. */
class AddressKindTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "127.0.0.1",
                "127.255.255.254",
                "10.0.0.1",
                "172.16.0.1",
                "172.31.255.255",
                "192.168.1.1",
                "100.64.0.1",
                "::1",
                "::ffff:127.0.0.1",
                "fd12:3456::1",
                "fc00::1",
                "64:ff9b::10.1.2.3"
            })
    void aPrivateAddressIsOne(String address) throws UnknownHostException {
        assertThat(kind(address)).isEqualTo(AddressKind.PRIVATE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0.0.0.0",
                "169.254.169.254",
                "fd00:ec2::254",
                "fe80::1",
                "224.0.0.1",
                "255.255.255.255",
                "198.18.0.1",
                "203.0.113.7",
                "ff02::1",
                "::",
                "2001:db8::1",
                "2001::1",
                "2002:7f00:1::",
                "64:ff9b::169.254.169.254",
                "64:ff9b:1::10.0.0.1",
                "::127.0.0.1"
            })
    void whatReceivesNothingIsUnusable(String address) throws UnknownHostException {
        assertThat(kind(address)).isEqualTo(AddressKind.UNUSABLE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"1.1.1.1", "172.32.0.1", "100.128.0.1", "172.15.255.255", "2606:4700::1111", "64:ff9b::1.1.1.1"})
    void anyOtherIsPublic(String address) throws UnknownHostException {
        assertThat(kind(address)).isEqualTo(AddressKind.PUBLIC);
    }

    private static AddressKind kind(String address) throws UnknownHostException {
        return AddressKind.of(InetAddress.getByName(address));
    }
}
