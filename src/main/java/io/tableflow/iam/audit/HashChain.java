package io.tableflow.iam.audit;

import io.tableflow.iam.common.Sha256;
import java.util.HexFormat;

/** How lines are chained: each hash is over the hash before and the digest of its own line. Here all of them are in hex. */
final class HashChain {

    /** What the first line follows. */
    static final String BEGINNING = "0".repeat(64);

    private static final HexFormat HEX = HexFormat.of();

    private HashChain() {}

    /** The hash of a line. */
    static String link(String before, String digest) {
        return HEX.formatHex(Sha256.sha256(HEX.parseHex(before + digest)));
    }
}
