package io.tableflow.iam.policy.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import io.tableflow.iam.policy.document.PolicyDocument;
import io.tableflow.iam.policy.document.PolicyJson;
import io.tableflow.iam.policy.statement.ParsedPolicy;
import io.tableflow.iam.policy.statement.PolicyType;
import io.tableflow.iam.testing.TestSample;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** What holds of every decision, whatever the documents: tried on random ones. */
class EvaluationPropertiesTest {

    private static final List<String> LISTS = List.of("Action", "NotAction", "Resource", "NotResource");
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    /** Another way to write the same document. */
    @SuppressWarnings("ImmutableEnumChecker") // functions without state
    enum Rewriting {
        ORDER_OF_STATEMENTS(document -> withStatements(document, EvaluationPropertiesTest::shuffled)),
        ORDER_IN_LISTS(document -> eachStatement(document, EvaluationPropertiesTest::withShuffledLists)),
        TEXTS_FOR_LISTS_OF_ONE(document -> eachStatement(document, EvaluationPropertiesTest::withoutListsOfOne)),
        A_STATEMENT_FOR_EACH_ACTION(document -> withStatements(document, EvaluationPropertiesTest::splitByAction)),
        OTHER_SIDS(document -> eachStatement(
                document,
                statement ->
                        statement.put("Sid", "Other" + statement.path("Sid").asString("")))),
        A_STATEMENT_FOR_ANOTHER_ACTION(document -> withStatements(document, EvaluationPropertiesTest::withUnrelated));

        private final UnaryOperator<ObjectNode> rewrite;

        Rewriting(UnaryOperator<ObjectNode> rewrite) {
            this.rewrite = rewrite;
        }
    }

    @ParameterizedTest
    @EnumSource
    void decisionStaysTheSameFor(Rewriting rewriting) {
        seeds().forEach(seed -> {
            Drawn drawn = Drawn.of(seed);

            assertThat(drawn.rewritten(rewriting.rewrite).decision())
                    .as("seed %s: %s", seed, drawn)
                    .isEqualTo(drawn.decision());
        });
    }

    @Test
    void anotherDenyNeverAllowsMoreAndAnotherAllowNeverLess() {
        seeds().forEach(seed -> {
            Drawn drawn = Drawn.of(seed);
            Drawn other = Drawn.of(seed + 1_000_000);

            assertThat(access(drawn.with(other, "Deny")))
                    .as("seed %s: %s", seed, drawn)
                    .isLessThanOrEqualTo(access(drawn));
            assertThat(access(drawn.with(other, "Allow")))
                    .as("seed %s: %s", seed, drawn)
                    .isGreaterThanOrEqualTo(access(drawn));
        });
    }

    @Test
    void whatIsDecidedStaysDecidedWhenMoreIsKnown() {
        Map<AccessDecision, Integer> decisions = new EnumMap<>(AccessDecision.class);
        seeds().forEach(seed -> {
            Drawn all = Drawn.of(seed);
            Drawn some = all.forgetting(new Random(seed));
            decisions.merge(some.decision(), 1, Integer::sum);

            if (access(some) != 1) {
                assertThat(access(all)).as("seed %s: %s", seed, some).isEqualTo(access(some));
            }
            if (access(all) != 1 && access(some) == 1) {
                assertThat(some.result().missingContext())
                        .as("seed %s: %s", seed, some)
                        .isNotEmpty();
            }
        });

        assertThat(decisions)
                .containsKeys(AccessDecision.ALLOWED, AccessDecision.CONDITIONAL, AccessDecision.EXPLICIT_DENY);
    }

    /** 0: denied, 1: it depends, 2: allowed. */
    private static int access(Drawn drawn) {
        return switch (drawn.decision()) {
            case EXPLICIT_DENY, IMPLICIT_DENY -> 0;
            case CONDITIONAL, UNDETERMINED -> 1;
            case ALLOWED -> 2;
        };
    }

    private static LongStream seeds() {
        return LongStream.range(0, TestSample.size(2_000, 100_000)).map(it -> it + TestSample.seed() * 10_000_000);
    }

    /** A question with its documents: a role is assumed, or an object is read by a role of its account. */
    private record Drawn(
            String caller,
            boolean isAssumed,
            ObjectNode trust,
            ObjectNode identity,
            Map<String, List<String>> context) {

        static Drawn of(long seed) {
            RandomPolicies random = new RandomPolicies(seed);
            String caller = random.caller();
            return new Drawn(caller, random.chance(60), random.trust(), random.identity(), random.context(caller));
        }

        AccessDecision decision() {
            return result().decision();
        }

        EvaluationResult result() {
            EvaluationRequest request = new EvaluationRequest(
                    RequestPrincipal.parse(caller).orElseThrow(),
                    isAssumed ? "sts:AssumeRole" : "s3:GetObject",
                    isAssumed ? RandomPolicies.ROLE : "arn:aws:s3:::b/x",
                    isAssumed ? "123456789012" : RandomPolicies.account(caller),
                    RequestContext.of(context));
            PolicySet policies = PolicySet.unseen().withIdentity(List.of(parsed(PolicyType.IDENTITY, identity)));
            return PolicyEvaluator.evaluate(
                    request, isAssumed ? policies.withResource(parsed(PolicyType.ROLE_TRUST, trust)) : policies);
        }

        Drawn rewritten(UnaryOperator<ObjectNode> rewrite) {
            return new Drawn(
                    caller, isAssumed, rewrite.apply(trust.deepCopy()), rewrite.apply(identity.deepCopy()), context);
        }

        Drawn with(Drawn other, String effect) {
            return new Drawn(
                    caller,
                    isAssumed,
                    withStatements(trust.deepCopy(), list -> plus(list, other.trust, effect)),
                    withStatements(identity.deepCopy(), list -> plus(list, other.identity, effect)),
                    context);
        }

        /** The same, of which less is known. What the caller sends is known as a whole. */
        Drawn forgetting(Random random) {
            Map<String, List<String>> known = new TreeMap<>(context);
            known.keySet().removeIf(key -> key.startsWith("aws:") && random.nextInt(3) > 0);
            known.put("aws:tagkeys", context.get("aws:tagkeys"));
            known.put("aws:requesttag/team", context.get("aws:requesttag/team"));
            return new Drawn(caller, isAssumed, trust, identity, known);
        }

        private static ParsedPolicy parsed(PolicyType type, ObjectNode document) {
            return ParsedPolicy.parse(type, type.words(), new PolicyDocument(document.toString()));
        }
    }

    private static ObjectNode withStatements(ObjectNode document, UnaryOperator<List<ObjectNode>> change) {
        List<ObjectNode> statements = new ArrayList<>();
        document.path("Statement").values().forEach(it -> statements.add((ObjectNode) it));
        document.set("Statement", JSON.arrayNode().addAll(change.apply(statements)));
        return document;
    }

    private static ObjectNode eachStatement(ObjectNode document, UnaryOperator<ObjectNode> change) {
        return withStatements(
                document, statements -> statements.stream().map(change).toList());
    }

    private static List<ObjectNode> shuffled(List<ObjectNode> statements) {
        Collections.shuffle(statements, new Random(statements.size()));
        return statements;
    }

    private static ObjectNode withShuffledLists(ObjectNode statement) {
        LISTS.stream().filter(statement::has).forEach(it -> statement.set(it, reversed(statement.path(it))));
        List.of("Principal", "NotPrincipal").forEach(element -> {
            if (statement.path(element).has("AWS")) {
                ((ObjectNode) statement.path(element))
                        .set("AWS", reversed(statement.path(element).path("AWS")));
            }
        });
        statement
                .path("Condition")
                .values()
                .forEach(keys -> List.copyOf(keys.propertyNames())
                        .forEach(key -> ((ObjectNode) keys).set(key, reversed(keys.path(key)))));
        return statement;
    }

    /** The other way round; of several items, one twice. */
    private static ArrayNode reversed(JsonNode list) {
        List<JsonNode> items = new ArrayList<>(list.values());
        Collections.reverse(items);
        if (items.size() > 1) {
            items.add(items.getFirst());
        }
        return JSON.arrayNode().addAll(items);
    }

    private static ObjectNode withoutListsOfOne(ObjectNode statement) {
        LISTS.stream()
                .filter(it -> statement.path(it).size() == 1)
                .forEach(it -> statement.set(it, statement.path(it).get(0)));
        statement
                .path("Condition")
                .values()
                .forEach(keys -> List.copyOf(keys.propertyNames()).stream()
                        .filter(key -> keys.path(key).size() == 1)
                        .forEach(key ->
                                ((ObjectNode) keys).set(key, keys.path(key).get(0))));
        return statement;
    }

    private static List<ObjectNode> splitByAction(List<ObjectNode> statements) {
        List<ObjectNode> split = new ArrayList<>();
        for (ObjectNode statement : statements) {
            if (statement.has("Action")) {
                PolicyJson.items(statement.path("Action")).forEach(action -> {
                    ObjectNode part = statement.deepCopy();
                    part.set("Action", action);
                    split.add(part);
                });
            } else {
                split.add(statement);
            }
        }
        return split;
    }

    private static List<ObjectNode> withUnrelated(List<ObjectNode> statements) {
        List<ObjectNode> more = new ArrayList<>();
        for (String effect : List.of("Allow", "Deny")) {
            ObjectNode unrelated = statements.getFirst().deepCopy();
            unrelated.remove("NotAction");
            unrelated.put("Effect", effect).put("Action", "ec2:RunInstances");
            more.add(unrelated);
        }
        more.addAll(statements);
        return more;
    }

    private static List<ObjectNode> plus(List<ObjectNode> statements, ObjectNode other, String effect) {
        statements.add(((ObjectNode) other.path("Statement").get(0)).deepCopy().put("Effect", effect));
        return statements;
    }
}
