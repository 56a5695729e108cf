-- A callback asks whether an account has environments, and the sweep of an account reads them page by page.
create index environment_account on environment ((account ->> 'id'), name);
