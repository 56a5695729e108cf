-- Those whose Tableflow cannot work, as Confluent says, are few, and come first in the console's list.
create index tableflow_verdict_false on tableflow_verdict (environment_id) where status = 'False';
