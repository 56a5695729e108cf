package io.tableflow.iam.policy;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * An IP address or a CIDR block, read without any DNS lookup.
 *
 * @param address its 4 or 16 bytes
 * @param prefix how many of its bits count
 */
@SuppressWarnings("ArrayRecordComponent") // never compared as a whole
public record IpBlock(byte[] address, int prefix) {

    private static final String OCTET = "(25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)";
    private static final Pattern V4 = Pattern.compile(OCTET + "(\\." + OCTET + "){3}");
    private static final Pattern V6_LETTERS = Pattern.compile("[0-9a-fA-F:.]*:[0-9a-fA-F:.]*");
    private static final Pattern PREFIX = Pattern.compile("\\d|[1-9]\\d{1,2}");

    /**
     * The blocks from which no request reaches AWS's public endpoints (IANA's special-purpose address registries, RFC 6890):
     * this host, private, shared, loopback, link-local, multicast and reserved; the same of IPv6, and unique-local.
     */
    private static final List<IpBlock> NOT_PUBLIC = Stream.of(
                    "0.0.0.0/8",
                    "10.0.0.0/8",
                    "100.64.0.0/10",
                    "127.0.0.0/8",
                    "169.254.0.0/16",
                    "172.16.0.0/12",
                    "192.168.0.0/16",
                    "224.0.0.0/4",
                    "240.0.0.0/4",
                    "::/127",
                    "fc00::/7",
                    "fe80::/10",
                    "ff00::/8")
            .map(text -> parse(text).orElseThrow())
            .toList();

    static final IpBlock V4_INTERNET = new IpBlock(new byte[4], 0);
    static final IpBlock V6_INTERNET = new IpBlock(new byte[16], 0);

    /** The address or block that a text is; empty if it is none. */
    public static Optional<IpBlock> parse(String text) {
        int slash = text.indexOf('/');
        byte[] address = bytes(slash < 0 ? text : text.substring(0, slash));
        int bits = address.length * Byte.SIZE;
        if (bits == 0) {
            return Optional.empty();
        }
        return slash < 0
                ? Optional.of(new IpBlock(address, bits))
                : Optional.of(text.substring(slash + 1))
                        .filter(prefix -> PREFIX.matcher(prefix).matches() && Integer.parseInt(prefix) <= bits)
                        .map(prefix -> new IpBlock(address, Integer.parseInt(prefix)));
    }

    /** Whether no request from it can ever reach AWS, because none of its addresses is routed in the Internet. */
    public boolean isNotPublic() {
        return NOT_PUBLIC.stream().anyMatch(it -> it.contains(this));
    }

    /** Whether it is all addresses there are. */
    boolean isEverywhere() {
        return prefix == 0;
    }

    /** Whether some blocks together have each of its addresses from which a request can reach AWS. */
    boolean isCoveredBy(Collection<IpBlock> blocks) {
        List<IpBlock> relevant = Stream.concat(blocks.stream(), NOT_PUBLIC.stream())
                .filter(it -> it.contains(this) || contains(it))
                .toList();
        return relevant.stream().anyMatch(it -> it.contains(this))
                || (!relevant.isEmpty() && half(0).isCoveredBy(blocks) && half(1).isCoveredBy(blocks));
    }

    /** Its lower or its upper half. Only of a block that contains another one, so it has two. */
    private IpBlock half(int which) {
        byte[] half = network(prefix);
        half[prefix / Byte.SIZE] |= (byte) (which * (0x80 >> (prefix % Byte.SIZE)));
        return new IpBlock(half, prefix + 1);
    }

    /** Whether bits are set behind the prefix, as in {@code 203.0.113.7/24}. */
    boolean hasHostBits() {
        return !Arrays.equals(address, network(prefix));
    }

    /** The same block as IAM documents it, without host bits: {@code 203.0.113.0/24}. */
    String withoutHostBits() {
        try {
            return InetAddress.getByAddress(network(prefix)).getHostAddress() + "/" + prefix;
        } catch (UnknownHostException ofAnotherLength) {
            throw new IllegalStateException(ofAnotherLength);
        }
    }

    /** Whether all addresses of another block are in it; never for one of the other version of IP. */
    public boolean contains(IpBlock other) {
        return address.length == other.address.length
                && prefix <= other.prefix
                && Arrays.equals(address, other.network(prefix));
    }

    private byte[] network(int bits) {
        byte[] network = address.clone();
        for (int bit = bits; bit < network.length * Byte.SIZE; bit++) {
            network[bit / Byte.SIZE] &= (byte) ~(0x80 >> (bit % Byte.SIZE));
        }
        return network;
    }

    private static byte[] bytes(String address) {
        boolean isV4 = V4.matcher(address).matches();
        return isV4 || V6_LETTERS.matcher(address).matches() ? bytes(address, isV4) : new byte[0];
    }

    // getByName makes no DNS lookup for a text of hex digits, dots and colons: it parses or rejects it.
    @SuppressWarnings("AddressSelection")
    private static byte[] bytes(String address, boolean isV4) {
        try {
            InetAddress parsed = InetAddress.getByName(address);
            return isV4 || parsed instanceof Inet6Address ? parsed.getAddress() : new byte[0];
        } catch (UnknownHostException notAnAddress) {
            return new byte[0];
        }
    }
}
