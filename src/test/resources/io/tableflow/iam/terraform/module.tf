# The Terraform module that the service replaces, for the environment "moved"; without its null_resource.

locals {
  env    = "moved"
  bucket = "${local.env}-confluent-topics-backup"
}

data "aws_region" "current" {}

data "aws_caller_identity" "current" {}

resource "aws_iam_role" "confluent_mock_role" {
  name = "${local.env}-confluent-role"

  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Effect = "Deny"
        Principal = {
          AWS = "*"
        }
        Action = "sts:AssumeRole"
      }
    ]
  })
}

resource "aws_iam_policy" "tableflow_s3_permission" {
  name = "${local.env}-confluent-tableflow-s3-permission"

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Effect = "Allow"
        Action = [
          "s3:GetBucketLocation",
          "s3:ListBucketMultipartUploads",
          "s3:ListBucket"
        ]
        Resource = ["arn:aws:s3:::${local.bucket}"]
      },
      {
        Effect = "Allow"
        Action = [
          "s3:PutObject",
          "s3:PutObjectTagging",
          "s3:GetObject",
          "s3:DeleteObject",
          "s3:AbortMultipartUpload",
          "s3:ListMultipartUploadParts"
        ]
        Resource = ["arn:aws:s3:::${local.bucket}/*"]
      }
    ]
  })
}

resource "aws_iam_policy" "tableflow-connection" {
  name = "${local.env}-confluent-tableflow-connection"

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
          "glue:UpdateDatabase"
        ]
        Resource = ["arn:aws:glue:${data.aws_region.current.name}:${data.aws_caller_identity.current.account_id}:*"]
      }
    ]
  })
}

resource "aws_iam_role_policy_attachment" "tableflow_s3_permission_attach" {
  role       = aws_iam_role.confluent_mock_role.name
  policy_arn = aws_iam_policy.tableflow_s3_permission.arn
}

resource "aws_iam_role_policy_attachment" "tableflow_connection_attach" {
  role       = aws_iam_role.confluent_mock_role.name
  policy_arn = aws_iam_policy.tableflow-connection.arn
}
