package io.tableflow.iam.policy.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Which differences have a meaning to IAM, and which have none. */
class CanonicalPolicyTest {

    @ParameterizedTest(name = "{0}")
    @MethodSource
    void treatsAsTheSame(String name, String one, String other) {
        assertThat(new PolicyDocument(one).sameAs(new PolicyDocument(other))).isTrue();
        assertThat(new PolicyDocument(other).sameAs(new PolicyDocument(one))).isTrue();
    }

    static Stream<Arguments> treatsAsTheSame() {
        return Stream.of(
                arguments("white space", "{ \"Version\" :\n\"2012-10-17\" }", "{\"Version\":\"2012-10-17\"}"),
                arguments(
                        "the order of keys",
                        statement("'Sid':'a','Effect':'Allow'"),
                        statement("'Effect':'Allow','Sid':'a'")),
                arguments("an escaped character", statement("'Sid':'\\u0061'"), statement("'Sid':'a'")),
                arguments(
                        "one statement, or a list of it",
                        json("{'Statement':{'Sid':'a'}}"),
                        json("{'Statement':[{'Sid':'a'}]}")),
                arguments(
                        "the order of statements",
                        json("{'Statement':[{'Sid':'a'},{'Sid':'b'}]}"),
                        json("{'Statement':[{'Sid':'b'},{'Sid':'a'}]}")),
                arguments(
                        "one action, or a list of it",
                        statement("'Action':'s3:Get*'"),
                        statement("'Action':['s3:Get*']")),
                arguments(
                        "the order of actions",
                        statement("'Action':['s3:A','s3:B']"),
                        statement("'Action':['s3:B','s3:A']")),
                arguments(
                        "the order of excluded actions",
                        statement("'NotAction':['s3:A','s3:B']"),
                        statement("'NotAction':['s3:B','s3:A']")),
                arguments("one resource, or a list of it", statement("'Resource':'*'"), statement("'Resource':['*']")),
                arguments(
                        "the order of resources", statement("'Resource':['a','b']"), statement("'Resource':['b','a']")),
                arguments(
                        "the order of excluded resources",
                        statement("'NotResource':['a','b']"),
                        statement("'NotResource':['b','a']")),
                arguments("a value twice", statement("'Resource':['a','a']"), statement("'Resource':'a'")),
                arguments("one principal, or a list of it", principal("{'AWS':'*'}"), principal("{'AWS':['*']}")),
                arguments(
                        "the order of principals",
                        principal("{'AWS':['111111111111','222222222222']}"),
                        principal("{'AWS':['222222222222','111111111111']}")),
                arguments(
                        "an account id, or its root ARN",
                        principal("{'AWS':'123456789012'}"),
                        principal("{'AWS':'arn:aws:iam::123456789012:root'}")),
                arguments(
                        "an account id, or its root ARN in China",
                        principal("{'AWS':'123456789012'}"),
                        principal("{'AWS':'arn:aws-cn:iam::123456789012:root'}")),
                arguments(
                        "an account id, or its root ARN, when excluded",
                        statement("'NotPrincipal':{'AWS':['123456789012']}"),
                        statement("'NotPrincipal':{'AWS':'arn:aws:iam::123456789012:root'}")),
                arguments(
                        "an account twice, in both ways",
                        principal("{'AWS':['123456789012','arn:aws:iam::123456789012:root']}"),
                        principal("{'AWS':'123456789012'}")),
                arguments(
                        "one service, or a list of it",
                        principal("{'Service':'ec2.amazonaws.com'}"),
                        principal("{'Service':['ec2.amazonaws.com']}")),
                arguments("one condition value, or a list of it", condition("'x'"), condition("['x']")),
                arguments("the order of condition values", condition("['x','y']"), condition("['y','x']")),
                arguments("a boolean, or its text", condition("true"), condition("'true'")),
                arguments("a list of a boolean, or its text", condition("[false]"), condition("'false'")),
                arguments("a number, or its text", condition("3600"), condition("'3600'")),
                arguments("a fraction, or its text", condition("[1.5,2]"), condition("['2','1.5']")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource
    void treatsAsDifferent(String name, String one, String other) {
        assertThat(new PolicyDocument(one).sameAs(new PolicyDocument(other))).isFalse();
        assertThat(new PolicyDocument(other).sameAs(new PolicyDocument(one))).isFalse();
    }

    static Stream<Arguments> treatsAsDifferent() {
        return Stream.of(
                arguments("Version", json("{'Version':'2012-10-17'}"), json("{'Version':'2008-10-17'}")),
                arguments("no Version", json("{'Version':'2012-10-17'}"), json("{}")),
                arguments("Id", json("{'Id':'a'}"), json("{'Id':'b'}")),
                arguments("no Id", json("{'Id':'a'}"), json("{}")),
                arguments("Sid", statement("'Sid':'a'"), statement("'Sid':'b'")),
                arguments("no Sid", statement("'Sid':'a','Effect':'Deny'"), statement("'Effect':'Deny'")),
                arguments("Effect", statement("'Effect':'Allow'"), statement("'Effect':'Deny'")),
                arguments(
                        "the letter case of an action",
                        statement("'Action':'s3:GetObject'"),
                        statement("'Action':'s3:getobject'")),
                arguments(
                        "the letter case of a resource",
                        statement("'Resource':'arn:aws:s3:::a'"),
                        statement("'Resource':'arn:aws:s3:::A'")),
                arguments(
                        "an action and an excluded one", statement("'Action':'s3:A'"), statement("'NotAction':'s3:A'")),
                arguments("an action more", statement("'Action':['s3:A','s3:B']"), statement("'Action':'s3:A'")),
                arguments(
                        "a statement more",
                        json("{'Statement':[{'Sid':'a'},{'Sid':'b'}]}"),
                        json("{'Statement':{'Sid':'a'}}")),
                arguments(
                        "a statement twice",
                        json("{'Statement':[{'Sid':'a'},{'Sid':'a'}]}"),
                        json("{'Statement':{'Sid':'a'}}")),
                arguments("anyone, and anyone of AWS", principal("'*'"), principal("{'AWS':'*'}")),
                arguments("another account", principal("{'AWS':'123456789012'}"), principal("{'AWS':'123456789013'}")),
                arguments(
                        "an account, and a role in it",
                        principal("{'AWS':'123456789012'}"),
                        principal("{'AWS':'arn:aws:iam::123456789012:role/root'}")),
                arguments(
                        "a root ARN that is no principal of AWS",
                        principal("{'Federated':'123456789012'}"),
                        principal("{'Federated':'arn:aws:iam::123456789012:root'}")),
                arguments("the type of a principal", principal("{'AWS':'x'}"), principal("{'Service':'x'}")),
                arguments("a condition value", condition("'x'"), condition("'y'")),
                arguments("a condition value more", condition("['x','y']"), condition("'x'")),
                arguments("no condition", condition("'x'"), statement("'Effect':'Allow'")),
                arguments(
                        "the operator of a condition",
                        statement("'Condition':{'StringEquals':{'k':'x'}}"),
                        statement("'Condition':{'StringLike':{'k':'x'}}")),
                arguments(
                        "the key of a condition",
                        statement("'Condition':{'StringEquals':{'k':'x'}}"),
                        statement("'Condition':{'StringEquals':{'l':'x'}}")),
                arguments("a text that is not JSON", "{}", "{"),
                arguments("JSON that is not an object", "[]", "[ ]"),
                arguments("a key that is there twice", json("{'Id':'a','Id':'a'}"), json("{'Id':'a'}")),
                arguments("something after the end", "{}", "{} {}"),
                arguments("nothing at all", "{}", ""));
    }

    @Test
    void treatsATextAsTheSameAsItselfEvenIfItIsNotJson() {
        assertThat(new PolicyDocument("{").sameAs(new PolicyDocument("{"))).isTrue();
    }

    @Test
    void findsThePrincipalsThatWereDeleted() {
        PolicyDocument trust = new PolicyDocument(json("""
                {'Statement':[
                  {'Principal':{'AWS':['AROAEXAMPLEID','arn:aws:iam::123456789012:role/AROA1']}},
                  {'Principal':{'AWS':'AIDA2EXAMPLE'}},
                  {'Principal':'*'},
                  {'Principal':{'Service':'AROASERVICE'}}]}"""));

        assertThat(trust.deletedPrincipals()).containsExactly("AIDA2EXAMPLE", "AROAEXAMPLEID");
    }

    @Test
    void findsNoDeletedPrincipalInWhatIsNotAPolicy() {
        assertThat(new PolicyDocument("not JSON").deletedPrincipals()).isEmpty();
        assertThat(PolicyRenderer.denyAll().deletedPrincipals()).isEmpty();
    }

    @Test
    void countsWhatIamCounts() {
        assertThat(new PolicyDocument("{ \"Id\":\n\t\"a\" }").length()).isEqualTo(10);
    }

    private static String statement(String parts) {
        return json("{'Version':'2012-10-17','Statement':[{" + parts + "}]}");
    }

    private static String principal(String principal) {
        return statement("'Principal':" + principal);
    }

    private static String condition(String values) {
        return statement("'Condition':{'StringEquals':{'k':" + values + "}}");
    }

    private static String json(String singleQuoted) {
        return singleQuoted.replace('\'', '"');
    }
}
