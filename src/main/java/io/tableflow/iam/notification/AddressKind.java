package io.tableflow.iam.notification;

import java.net.InetAddress;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

/**
 * Where an address leads, by IANA's registries of special-purpose addresses.
 *
 * @see <a href="https://www.iana.org/assignments/iana-ipv4-special-registry">IPv4</a>
 * @see <a href="https://www.iana.org/assignments/iana-ipv6-special-registry">IPv6</a>
 */
enum AddressKind {
    /** A host of the Internet. */
    PUBLIC,
    /** This host, or one of its own network. */
    PRIVATE,
    /** Nothing that receives notifications: link-local addresses, among them those of the cloud's metadata, multicast and the like. */
    UNUSABLE;

    private static final List<Range> IPV4_PRIVATE =
            Range.of("0a000000/8", "64400000/10", "7f000000/8", "ac100000/12", "c0a80000/16");
    private static final List<Range> IPV4_UNUSABLE = Range.of(
            "00000000/8",
            "a9fe0000/16",
            "c0000000/24",
            "c0000200/24",
            "c0586300/24",
            "c6120000/15",
            "c6336400/24",
            "cb007100/24",
            "e0000000/4",
            "f0000000/4");
    /** Loopback, and unique local addresses. */
    private static final List<Range> IPV6_PRIVATE = Range.of("00000000000000000000000000000001/128", "fc/7");
    /** Of what is assigned: AWS's metadata, Teredo and other protocols, documentation, 6to4. */
    private static final List<Range> IPV6_UNUSABLE =
            Range.of("fd000ec2000000000000000000000254/128", "20010000/23", "20010db8/32", "2002/16", "3fff00/20");
    /** All that is assigned as global unicast. */
    private static final List<Range> IPV6_GLOBAL = Range.of("20/3");
    /** IPv4 through NAT64 (RFC 6052): it leads where the IPv4 address at its end leads. */
    private static final List<Range> IPV6_NAT64 = Range.of("0064ff9b0000000000000000/96");

    private static final int IPV4_LENGTH = 4;
    private static final int NAT64_PREFIX = 12;

    static AddressKind of(InetAddress address) {
        byte[] bytes = address.getAddress();
        return bytes.length == IPV4_LENGTH ? ofIpv4(bytes) : ofIpv6(bytes);
    }

    private static AddressKind ofIpv4(byte[] bytes) {
        if (isIn(IPV4_UNUSABLE, bytes)) {
            return UNUSABLE;
        }
        return isIn(IPV4_PRIVATE, bytes) ? PRIVATE : PUBLIC;
    }

    private static AddressKind ofIpv6(byte[] bytes) {
        if (isIn(IPV6_NAT64, bytes)) {
            return ofIpv4(Arrays.copyOfRange(bytes, NAT64_PREFIX, bytes.length));
        }
        if (isIn(IPV6_UNUSABLE, bytes)) {
            return UNUSABLE;
        }
        if (isIn(IPV6_PRIVATE, bytes)) {
            return PRIVATE;
        }
        return isIn(IPV6_GLOBAL, bytes) ? PUBLIC : UNUSABLE;
    }

    private static boolean isIn(List<Range> ranges, byte[] address) {
        return ranges.stream().anyMatch(range -> range.contains(address));
    }

    /** Addresses that begin with the same bits. */
    @SuppressWarnings("ArrayRecordComponent") // never compared as a whole
    private record Range(byte[] prefix, int bits) {

        static List<Range> of(String... texts) {
            return Arrays.stream(texts)
                    .map(text -> text.split("/", 2))
                    .map(parts -> new Range(HexFormat.of().parseHex(parts[0]), Integer.parseInt(parts[1])))
                    .toList();
        }

        boolean contains(byte[] address) {
            for (int bit = 0; bit < bits; bit++) {
                if (((prefix[bit / 8] ^ address[bit / 8]) >> (7 - bit % 8) & 1) != 0) {
                    return false;
                }
            }
            return true;
        }
    }

    /** Those of a host's addresses that may be connected to. */
    static InetAddress[] usable(InetAddress[] addresses, boolean isPrivateAllowed, boolean isPublicAllowed) {
        return Arrays.stream(addresses)
                .filter(address -> switch (of(address)) {
                    case PUBLIC -> isPublicAllowed;
                    case PRIVATE -> isPrivateAllowed;
                    case UNUSABLE -> false;
                })
                .toArray(InetAddress[]::new);
    }
}
