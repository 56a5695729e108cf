# The environment handed-over-import of tableflow-iam, revision N, in account 123456789012, for Terraform to manage.
#
# 1. terraform plan says: 5 to import, 0 to add, 0 to change, 0 to destroy. Apply it.
# 2. Have tableflow-iam let go of the resources: PUT /environments/handed-over-import with "deletionPolicy": "RETAIN",
#    then DELETE /environments/handed-over-import. It removes its three tags, and nothing else.
# 3. Remove these tags below: managed-by, tableflow-iam:environment and tableflow-iam:environment-id.
#
# Until step 2 tableflow-iam takes each change that Terraform makes for drift, and reverses it.

terraform {
  required_version = ">= 1.5"

  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = ">= 5.0"
    }
  }
}

import {
  to = aws_iam_role.handed-over-import
  id = "handed-over-import-confluent-role"
}

import {
  to = aws_iam_policy.handed-over-import_s3
  id = "arn:aws:iam::123456789012:policy/handed-over-import-confluent-tableflow-s3-permission"
}

import {
  to = aws_iam_role_policy_attachment.handed-over-import_s3
  id = "handed-over-import-confluent-role/arn:aws:iam::123456789012:policy/handed-over-import-confluent-tableflow-s3-permission"
}

import {
  to = aws_iam_policy.handed-over-import_glue
  id = "arn:aws:iam::123456789012:policy/handed-over-import-confluent-tableflow-connection"
}

import {
  to = aws_iam_role_policy_attachment.handed-over-import_glue
  id = "handed-over-import-confluent-role/arn:aws:iam::123456789012:policy/handed-over-import-confluent-tableflow-connection"
}

resource "aws_iam_role" "handed-over-import" {
  name                 = "handed-over-import-confluent-role"
  path                 = "/"
  description          = "Confluent Tableflow, environment handed-over-import"
  max_session_duration = 3600
  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Effect = "Allow"
        Principal = {
          AWS = [
            "arn:aws:iam::851725421142:role/cspi-42o61",
          ]
        }
        Action = "sts:AssumeRole"
        Condition = {
          StringEquals = {
            "sts:ExternalId" = "95c8f0e6-0d5b-4d3e-a6a3-1a4a2f7f0b11"
          }
        }
      },
      {
        Effect = "Allow"
        Principal = {
          AWS = [
            "arn:aws:iam::851725421142:role/cspi-42o61",
          ]
        }
        Action = "sts:TagSession"
      },
    ]
  })
  tags = {
    managed-by                     = "tableflow-iam"
    "tableflow-iam:environment"    = "handed-over-import"
    "tableflow-iam:environment-id" = "ENVIRONMENT-ID"
  }

  lifecycle {
    ignore_changes = [description]
  }
}

resource "aws_iam_policy" "handed-over-import_s3" {
  name        = "handed-over-import-confluent-tableflow-s3-permission"
  path        = "/"
  description = "Confluent Tableflow, environment handed-over-import"
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Effect = "Allow"
        Action = [
          "s3:GetBucketLocation",
          "s3:ListBucketMultipartUploads",
          "s3:ListBucket",
        ]
        Resource = [
          "arn:aws:s3:::handed-over-import-confluent-topics-backup",
        ]
      },
      {
        Effect = "Allow"
        Action = [
          "s3:PutObject",
          "s3:PutObjectTagging",
          "s3:GetObject",
          "s3:DeleteObject",
          "s3:AbortMultipartUpload",
          "s3:ListMultipartUploadParts",
        ]
        Resource = [
          "arn:aws:s3:::handed-over-import-confluent-topics-backup/*",
        ]
      },
    ]
  })
  tags = {
    managed-by                     = "tableflow-iam"
    "tableflow-iam:environment"    = "handed-over-import"
    "tableflow-iam:environment-id" = "ENVIRONMENT-ID"
  }

  lifecycle {
    ignore_changes = [description]
  }
}

resource "aws_iam_role_policy_attachment" "handed-over-import_s3" {
  role       = aws_iam_role.handed-over-import.name
  policy_arn = aws_iam_policy.handed-over-import_s3.arn
}

resource "aws_iam_policy" "handed-over-import_glue" {
  name        = "handed-over-import-confluent-tableflow-connection"
  path        = "/"
  description = "Confluent Tableflow, environment handed-over-import"
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Effect = "Allow"
        Action = [
          "glue:GetTable",
          "glue:GetDatabase",
          "glue:DeleteTable",
          "glue:DeleteDatabase",
          "glue:CreateTable",
          "glue:CreateDatabase",
          "glue:UpdateTable",
          "glue:UpdateDatabase",
        ]
        Resource = [
          "arn:aws:glue:eu-central-1:123456789012:*",
        ]
      },
    ]
  })
  tags = {
    managed-by                     = "tableflow-iam"
    "tableflow-iam:environment"    = "handed-over-import"
    "tableflow-iam:environment-id" = "ENVIRONMENT-ID"
  }

  lifecycle {
    ignore_changes = [description]
  }
}

resource "aws_iam_role_policy_attachment" "handed-over-import_glue" {
  role       = aws_iam_role.handed-over-import.name
  policy_arn = aws_iam_policy.handed-over-import_glue.arn
}
