-- The console's list begins with what needs attention. The expression is that of EnvironmentListQueries, to the letter.
create index environment_urgency on environment ((
    case when state = 'FAILED' then 0
         when state in ('ACTIVE', 'AWAITING_INTEGRATION')
              and conditions @> '[{"type": "InSync", "status": "False"}]' then 1
         when state = 'ACTIVE' and conditions @> '[{"type": "TrustEstablished", "status": "False"}]' then 1
         when state in ('ACTIVE', 'AWAITING_INTEGRATION')
              and conditions @> '[{"type": "InSync", "reason": "NotCompared"}]' then 2
         when state in ('PROVISIONING', 'UPDATING_TRUST', 'UPDATING', 'DELETING') then 3
         when state = 'AWAITING_INTEGRATION' then 4
         else 5 end), name);
