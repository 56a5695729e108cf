package io.tableflow.iam.localaws;

import java.math.BigInteger;
import java.net.InetAddress;
import java.net.UnknownHostException;

/** Addresses and CIDR blocks, IPv4 and IPv6, as conditions on aws:SourceIp have them. */
final class IpRange {

    private IpRange() {}

    static boolean contains(String cidr, String address) {
        int slash = cidr.indexOf('/');
        byte[] network = parse(slash < 0 ? cidr : cidr.substring(0, slash));
        byte[] actual = parse(address);
        int bits = network.length * Byte.SIZE;
        int prefix = slash < 0 ? bits : Integer.parseInt(cidr.substring(slash + 1));
        if (prefix < 0 || prefix > bits) {
            throw new IllegalArgumentException("Not a CIDR block: " + cidr);
        }
        return network.length == actual.length
                && prefixOf(network, bits - prefix).equals(prefixOf(actual, bits - prefix));
    }

    private static BigInteger prefixOf(byte[] address, int hostBits) {
        return new BigInteger(1, address).shiftRight(hostBits);
    }

    private static byte[] parse(String literal) {
        if (!literal.matches("\\d{1,3}(\\.\\d{1,3}){3}|[0-9a-fA-F:.]*:[0-9a-fA-F:.]*")) {
            throw new IllegalArgumentException("Not an address: " + literal);
        }
        try {
            return InetAddress.getByName(literal).getAddress();
        } catch (UnknownHostException notAnAddress) {
            throw new IllegalArgumentException(notAnAddress);
        }
    }
}
