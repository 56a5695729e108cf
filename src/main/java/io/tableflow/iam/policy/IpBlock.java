package io.tableflow.iam.policy;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.regex.Pattern;

/** Recognizes IP addresses and CIDR blocks, without any DNS lookup. */
final class IpBlock {

    private static final String OCTET = "(25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)";
    private static final Pattern V4 = Pattern.compile(OCTET + "(\\." + OCTET + "){3}");
    private static final Pattern V6_LETTERS = Pattern.compile("[0-9a-fA-F:.]*:[0-9a-fA-F:.]*");
    private static final Pattern PREFIX = Pattern.compile("\\d|[1-9]\\d{1,2}");

    private IpBlock() {}

    static boolean isIpBlock(String text) {
        int slash = text.indexOf('/');
        String address = slash < 0 ? text : text.substring(0, slash);
        int bits = bits(address);
        return bits > 0 && (slash < 0 || isPrefix(text.substring(slash + 1), bits));
    }

    private static boolean isPrefix(String text, int bits) {
        return PREFIX.matcher(text).matches() && Integer.parseInt(text) <= bits;
    }

    private static int bits(String address) {
        if (V4.matcher(address).matches()) {
            return 32;
        }
        return V6_LETTERS.matcher(address).matches() && isV6(address) ? 128 : 0;
    }

    // getByName makes no DNS lookup for a text of hex digits and colons: it parses or rejects it.
    @SuppressWarnings("AddressSelection")
    private static boolean isV6(String address) {
        try {
            return InetAddress.getByName(address) instanceof Inet6Address;
        } catch (UnknownHostException notAnAddress) {
            return false;
        }
    }
}
