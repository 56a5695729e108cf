-- In which trace a workflow was requested, and which trace its environment's workflow before was in, as in the header traceparent of
-- W3C Trace Context: so that whichever node goes on with it goes on in that trace. Null where traces are off.
alter table workflow add column traceparent text, add column trace_link text;
