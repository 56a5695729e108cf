package io.tableflow.iam.audit;

import io.tableflow.iam.common.Sha256;
import java.util.HexFormat;

/** Chains lines: each hash is computed from the previous hash and the digest of its own line, all of them in hex. */
final class HashChain {

    /** The hash before the first line. */
    static final String BEGINNING = "0".repeat(64);

    private static final HexFormat HEX = HexFormat.of();

    private HashChain() {}

    /** The hash of a line. */
    static String link(String before, String digest) {
        return HEX.formatHex(Sha256.sha256(HEX.parseHex(before + digest)));
    }
}
