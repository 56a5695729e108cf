package io.tableflow.iam.localaws;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The keys of KMS, in its JSON protocol, without any encryption. A key's policy decides for other accounts, and is shown to none. */
final class KmsService {

    private static final JsonMapper JSON = JsonMapper.shared();

    private KmsService() {}

    /** A key, and what changes of it. */
    static final class Key {

        private final String arn;
        private final String spec;
        private final String usage;
        private String state = "Enabled";
        private String policy;

        private Key(String arn, String spec, String usage, String policy) {
            this.arn = arn;
            this.spec = spec;
            this.usage = usage;
            this.policy = policy;
        }

        private String account() {
            return arn.split(":", 6)[4];
        }
    }

    /** All keys by ARN, and the ARN of the key by the ARN of each alias. */
    record Keys(Map<String, Key> byArn, Map<String, String> aliases) {

        Keys() {
            this(new TreeMap<>(), new TreeMap<>());
        }

        void clear() {
            byArn.clear();
            aliases.clear();
        }
    }

    static ObjectNode answer(QueryRequest request, Caller caller, EmulatorState state) {
        JsonNode asked = JSON.readTree(request.optional("Body").orElse("{}"));
        String prefix = "arn:aws:kms:" + request.region() + ":" + caller.account() + ":";
        Keys keys = state.keys();
        ObjectNode answer = JSON.createObjectNode();
        switch (request.action()) {
            case "CreateKey" -> {
                String root = Caller.root(caller.account()).arn();
                Key key = new Key(
                        prefix + "key/" + UUID.randomUUID(),
                        asked.path("KeySpec").asString("SYMMETRIC_DEFAULT"),
                        asked.path("KeyUsage").asString("ENCRYPT_DECRYPT"),
                        asked.path("Policy").asString("""
                            {"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Action": "kms:*", "Resource": "*",
                             "Principal": {"AWS": "%s"}}}""".formatted(root)));
                keys.byArn().put(key.arn, key);
                answer.set("KeyMetadata", metadata(key));
            }
            case "CreateAlias" ->
                keys.aliases()
                        .put(
                                prefix + asked.path("AliasName").asString(),
                                find(keys, prefix, asked.path("TargetKeyId").asString()).arn);
            case "DescribeKey" -> {
                Key key = named(keys, prefix, asked);
                if (!caller.account().equals(key.account()) && !lets(key, caller, request, state)) {
                    throw AwsError.accessDenied(caller.arn(), "kms:DescribeKey", key.arn);
                }
                answer.set("KeyMetadata", metadata(key));
            }
            case "GetKeyPolicy" -> answer.put("Policy", own(keys, prefix, asked, caller).policy);
            case "PutKeyPolicy" ->
                own(keys, prefix, asked, caller).policy = asked.path("Policy").asString();
            case "DisableKey" -> own(keys, prefix, asked, caller).state = "Disabled";
            case "EnableKey" -> own(keys, prefix, asked, caller).state = "Enabled";
            case "ScheduleKeyDeletion" -> own(keys, prefix, asked, caller).state = "PendingDeletion";
            default -> throw AwsError.invalidAction(request.action(), request.version());
        }
        return answer;
    }

    private static Key named(Keys keys, String prefix, JsonNode asked) {
        return find(keys, prefix, asked.path("KeyId").asString());
    }

    private static Key own(Keys keys, String prefix, JsonNode asked, Caller caller) {
        Key key = named(keys, prefix, asked);
        if (!caller.account().equals(key.account())) {
            throw AwsError.accessDenied(caller.arn(), "kms:GetKeyPolicy", key.arn);
        }
        return key;
    }

    private static Key find(Keys keys, String prefix, String id) {
        String arn = id.startsWith("arn:") ? id : prefix + (id.startsWith("alias/") ? id : "key/" + id);
        return Optional.ofNullable(keys.byArn().get(keys.aliases().getOrDefault(arn, arn)))
                .orElseThrow(() -> new AwsError(400, "NotFound", "Key '" + arn + "' does not exist"));
    }

    private static boolean lets(Key key, Caller caller, QueryRequest request, EmulatorState state) {
        return new TrustEvaluator(
                        PolicyDocument.parse(key.policy), caller, RequestContext.of(request, caller, state.now()))
                .allows("kms:" + request.action());
    }

    private static ObjectNode metadata(Key key) {
        return JSON.createObjectNode()
                .put("Arn", key.arn)
                .put("KeyId", key.arn.substring(key.arn.indexOf('/') + 1))
                .put("AWSAccountId", key.account())
                .put("KeyState", key.state)
                .put("KeySpec", key.spec)
                .put("KeyUsage", key.usage)
                .put("Enabled", key.state.equals("Enabled"))
                .put("KeyManager", "CUSTOMER");
    }
}
