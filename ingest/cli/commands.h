// One function a command: take what was asked, call one room, print what it
// says.  Each returns the exit status.
#pragma once

#include <filesystem>

#include "core/run/run_context.h"
#include "ingest/cli/arguments.h"
#include "ingest/cli/output.h"

namespace delo::ingest {

// What every command has at hand.
struct Desk {
  const Arguments& asked;
  Output& out;
  RunContext& run;
  std::filesystem::path program;  // this executable
};

int command_plan(Desk& desk);
int command_ingest(Desk& desk);
int command_decide(Desk& desk);
int command_check(Desk& desk);
int command_validate(Desk& desk);
int command_package(Desk& desk);
int command_list(Desk& desk);
int command_show(Desk& desk);
int command_find(Desk& desk);
int command_catalogue_rebuild(Desk& desk);
int command_export(Desk& desk);
int command_deposit(Desk& desk);
int command_audit(Desk& desk);
int command_ledger_verify(Desk& desk);
int command_ledger_prove(Desk& desk);
int command_ledger_export(Desk& desk);
int command_report(Desk& desk);
int command_reference(Desk& desk);
int command_rules(Desk& desk);

// Prints our failure and returns its exit status.
int failed(Desk& desk, const Error& error);

}  // namespace delo::ingest
