"""The calls of an environment by boto3 on 16 threads: prints the milliseconds an environment."""
import json
import sys
import time
import uuid
from concurrent.futures import ThreadPoolExecutor

import boto3
from botocore.config import Config

endpoint, environments = sys.argv[1], int(sys.argv[2])
iam = boto3.client(
    "iam",
    endpoint_url=endpoint,
    region_name="us-east-1",
    aws_access_key_id="123456789012",
    aws_secret_access_key="local",
    config=Config(max_pool_connections=16),
)


def statement(effect, principal, action, **more):
    return {"Effect": effect, "Principal": principal, "Action": action, **more}


def trust(*statements):
    return json.dumps({"Version": "2012-10-17", "Statement": list(statements)})


DENY_ALL = trust(statement("Deny", {"AWS": "*"}, "sts:AssumeRole"))
CONFLUENT = {"AWS": "arn:aws:iam::851725421142:role/cspi-42o61"}
OPEN = trust(
    statement("Allow", CONFLUENT, "sts:AssumeRole", Condition={"StringEquals": {"sts:ExternalId": "id"}}),
    statement("Allow", CONFLUENT, "sts:TagSession"),
)
POLICY = json.dumps(
    {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": ["s3:GetObject"], "Resource": "*"}]}
)


def environment(name):
    role = name + "-confluent-role"
    iam.create_role(RoleName=role, AssumeRolePolicyDocument=DENY_ALL)
    for suffix in ("-confluent-tableflow-s3-permission", "-confluent-tableflow-connection"):
        arn = iam.create_policy(PolicyName=name + suffix, PolicyDocument=POLICY)["Policy"]["Arn"]
        iam.attach_role_policy(RoleName=role, PolicyArn=arn)
    iam.get_role(RoleName=role)
    iam.update_assume_role_policy(RoleName=role, PolicyDocument=OPEN)
    iam.get_role(RoleName=role)


def run(count):
    names = ["bare-" + uuid.uuid4().hex[:12] for _ in range(count)]
    with ThreadPoolExecutor(16) as threads:
        list(threads.map(environment, names))


run(32)
start = time.monotonic()
run(environments)
print((time.monotonic() - start) * 1000 / environments)
