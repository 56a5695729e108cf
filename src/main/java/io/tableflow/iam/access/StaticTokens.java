package io.tableflow.iam.access;

import io.tableflow.iam.SecurityProperties.Token;
import io.tableflow.iam.common.Sha256;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The bearer tokens of the settings, of which only the hashes are known. */
final class StaticTokens {

    private final List<Token> tokens;

    StaticTokens(List<Token> tokens) {
        this.tokens = tokens;
    }

    boolean isEmpty() {
        return tokens.isEmpty();
    }

    /** Whose token has that SHA-256, in hex; {@code null} if nobody's. */
    @Nullable
    Token findBySha256(String sha256) {
        return tokens.stream()
                .filter(token -> token.sha256().equalsIgnoreCase(sha256))
                .findFirst()
                .orElse(null);
    }

    /** Who has this token; {@code null} if nobody. The time that it takes does not depend on the token. */
    @Nullable
    Token find(String presented) {
        byte[] hash = Sha256.sha256(presented.getBytes(StandardCharsets.UTF_8));
        Token found = null;
        for (Token token : tokens) {
            if (MessageDigest.isEqual(HexFormat.of().parseHex(token.sha256()), hash)) {
                found = token;
            }
        }
        return found;
    }
}
