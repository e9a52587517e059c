#include "ingest/cli/arguments.h"

#include <unistd.h>

#include <CLI/CLI.hpp>

#include <algorithm>
#include <memory>

#include "ingest/languages/language.h"
#include "validators/examine_file.h"

namespace delo::ingest {
namespace {

int cores() {
  const long n = ::sysconf(_SC_NPROCESSORS_ONLN);
  return static_cast<int>(std::clamp(n, 1L, 256L));
}

void add_common(CLI::App& app, Arguments& to) {
  app.add_flag("--json", to.json, "One JSON object per line on standard output");
  app.add_flag("--quiet", to.quiet, "Errors only");
  app.add_option("--jobs", to.jobs, "How much is done side by side (default: the cores)")
      ->check(CLI::Range(1, 256));
}

void add_holdings(CLI::App& app, Arguments& to) {
  app.add_option("--holdings", to.holdings, "Folder of the holdings (default: ./holdings)");
}

void add_language(CLI::App& app, Arguments& to) {
  app.add_option("--lang", to.language, "Language of the texts: " + Language::known());
}

// A command with its example, which --help shows at the end.
CLI::App* add(CLI::App& app, Arguments& to, const std::string& name, const std::string& does,
              const std::string& example) {
  CLI::App* command = app.add_subcommand(name, does);
  command->footer("Example:\n  " + example);
  add_common(*command, to);
  return command;
}

void add_way_in(CLI::App& app, Arguments& to) {
  CLI::App* plan = add(app, to, "plan", "Say what ingest would do; write nothing",
                       "delo plan /incoming/2024-017 --output 2024-017.plan");
  plan->add_option("BATCH", to.operands, "Folder of items, one item, a transfer, or a bag")
      ->required()
      ->expected(1);
  plan->add_option("--policy", to.policy, "Policy file, or the id of a policy (default: scans)");
  plan->add_option("--output", to.output, "Write the plan to this file, for ingest --plan");
  plan->add_option("--return-list", to.return_file,
                   "Write what the producer is to scan or send again to this file (.html or .csv)");
  add_language(*plan, to);
  plan->add_option("--separator", to.separator,
                   "Of a CSV file: comma (default) or semicolon, which Excel wants in many lands");
  add_holdings(*plan, to);

  CLI::App* ingest = add(app, to, "ingest", "Receive, examine, decide, package and store a batch",
                         "delo ingest /incoming/2024-017 --policy scans-master-tiff");
  ingest->add_option("BATCH", to.operands, "Folder of items, one item, a transfer, or a bag")
      ->required()
      ->expected(1);
  ingest->add_option("--policy", to.policy, "Policy file, or the id of a policy (default: scans)");
  ingest->add_option("--plan", to.plan, "Carry out this plan only; refuse if the batch changed");
  add_holdings(*ingest, to);

  CLI::App* decide = add(app, to, "decide", "Record your decision on a withheld item",
                         "delo decide d337 --accept --because 'leaf 39 is lost, act of 1994'");
  decide
      ->add_option("ITEM", to.operands,
                   "The item's name, as the report gives it, or <batch id>/<name>, or its folder "
                   "in work/")
      ->required()
      ->expected(1);
  auto* accept = decide->add_flag("--accept", to.accept, "Take it at the next ingest");
  decide->add_flag("--reject", to.reject, "Leave it out")->excludes(accept);
  decide->add_option("--because", to.because, "Your reason, kept for ever")->required();
  decide->add_option(
      "--as-version-of", to.as_version_of,
      "With --accept: it becomes the next version of this package (id or reference)");
  decide->add_option("--person", to.person, "Who decides (default: the user's name)");
  add_holdings(*decide, to);
}

void add_looks(CLI::App& app, Arguments& to) {
  CLI::App* check =
      add(app, to, "check", "Examine files and store nothing", "delo check scans/ --profile ti-a");
  check->add_option("PATH", to.operands, "Files or folders")->required();
  std::string profiles;
  for (const std::string_view name : validators::known_profiles()) {
    profiles += (profiles.empty() ? "" : ", ") + std::string(name);
  }
  check
      ->add_option("--profile", to.profiles,
                   "Also judge by this profile (" + profiles +
                       "); may be repeated; a file that it is not for ends with 1")
      ->take_all();

  CLI::App* validate =
      add(app, to, "validate", "Validate packages", "delo validate aip/ deliveries/*.zip --as bag");
  validate->add_option("PACKAGE", to.operands, "Folders, tar, tar.gz or zip files")->required();
  validate->add_option("--as", to.as,
                       "bag, bag-profile=FILE, ocfl-object, ocfl-root, csip, sip, aip, dip or "
                       "archivematica-aip");

  CLI::App* reference = add(app, to, "reference", "Parse archival references",
                            "delo reference 'АПРФ. Ф. 45. Оп. 1. Д. 337. Лл. 37–40 об.'");
  reference
      ->add_option("TEXT", to.operands,
                   "Any text with references; - alone: one a line of standard input")
      ->required();
  reference->add_option(
      "--archives", to.archives,
      "Know the archives of this TOML file, too (default: archives.toml of the holdings)");
  reference->add_option(
      "--template", to.reference_template,
      "Read each TEXT as one reference of this form: {repository}/{series}/{box}");

  CLI::App* rules = add(app, to, "rules", "Every rule: id, severity, clause, cause, remedy",
                        "delo rules --of tiff");
  rules->add_option("--of", to.of,
                    "Only this room's: reception, tiff, pdf, leaves, package, ocfl …");
  rules->add_option("--format", to.format, "text, markdown, or pot: the template for translators");
  add_language(*rules, to);
}

void add_form_of_package(CLI::App& command, Arguments& to) {
  command.add_option("--split", to.split, "Divide into packages of at most this size: 4GB, 700MiB");
  command.add_option("--settings", to.settings,
                     "Submission agreement, agents and rights, from this TOML file");
}

void add_find(CLI::App& app, Arguments& to) {
  CLI::App* find = add(app, to, "find", "Find packages by words, and where the words stand",
                       "delo find Сталин 'f. 45 d. 337 l. 38' --date 1951..1952");
  find->add_option("WORDS", to.operands,
                   "Words of reference, title, description, file names, transcription or "
                   "translation; 'a phrase' in double quotes, OR, NOT, word*, a reference");
  find->add_option("--archive", to.archive, "Of this archive, by any of its names");
  find->add_option("--fond", to.fond, "Of this fond");
  find->add_option("--date", to.dates, "About this time: 1951, 1951-01-19, 1951..1952, 1951..");
  find->add_option("--language", to.of_language, "With text in this language: ru, uk, en …");
  find->add_option("--validity", to.validity, "Packages whose files are all valid, or not")
      ->check(CLI::IsMember({"valid", "invalid"}));
  find->add_option("--limit", to.limit, "At most this many packages (default: 20)")
      ->check(CLI::Range(std::size_t{1}, std::size_t{10'000}));
  find->add_option("--offset", to.offset, "Leave out so many of the first")
      ->check(CLI::Range(std::size_t{0}, std::size_t{100'000}));
  add_holdings(*find, to);
}

void add_packages(CLI::App& app, Arguments& to) {
  CLI::App* package = add(app, to, "package", "Make a package of any folder",
                          "delo package scans/ --as bag --to out/scans-bag");
  package->add_option("FOLDER", to.operands, "What to package")->required()->expected(1);
  package
      ->add_option("--as", to.as, "bag, sip, aip, dip, archivematica-transfer or archivematica-bag")
      ->required();
  package->add_option("--to", to.to, "Where the package goes; must not exist")->required();
  package->add_option("--serialize", to.serialize, "tar or zip");
  package->add_option("--profile", to.bag_profile,
                      "A bag follows this BagIt Profile, a local file, or is not written");
  package->add_option("--bag-info", to.bag_info, "Tags of a bag, a file like bag-info.txt");
  package->add_option("--tag", to.tags, "LABEL=VALUE for bag-info.txt; may be repeated")
      ->expected(1)
      ->multi_option_policy(CLI::MultiOptionPolicy::TakeAll);
  package->add_option("--algorithm", to.algorithms, "Digests of manifests; may be repeated")
      ->take_all();

  add_form_of_package(*package, to);
  package->add_flag("--examine", to.examine, "Also look into every file, for PREMIS");

  CLI::App* list = add(app, to, "list", "What the holdings hold", "delo list");
  add_holdings(*list, to);
  CLI::App* show = add(app, to, "show", "One package: where it is, what is in it",
                       "delo show 'f. 45 d. 337 l. 38'");
  show->add_option("PACKAGE", to.operands, "Package id, its beginning, or a reference")->required();
  add_holdings(*show, to);
  add_find(app, to);

  CLI::App* exported =
      add(app, to, "export", "Get a package out again, verified", "delo export 5f1c2a9e --to out/");
  exported->add_option("PACKAGE", to.operands, "Package id or reference")->required()->expected(1);
  exported->add_option("--to", to.to, "Folder to put it into")->required();
  exported->add_option("--as", to.as,
                       "bag (as kept), sip, aip, dip, archivematica-transfer or "
                       "archivematica-bag");
  exported->add_option("--serialize", to.serialize, "tar or zip");
  add_form_of_package(*exported, to);
  exported->add_flag("--masters", to.masters, "Master scans in a DIP too");
  exported->add_option("--version", to.version, "Which version (default: the newest)")
      ->check(CLI::PositiveNumber);
  add_holdings(*exported, to);

  CLI::App* deposit = add(app, to, "deposit",
                          "Send a package to a repository (not built yet: there are no targets)",
                          "delo deposit 5f1c2a9e --to national-archive");
  deposit->add_option("PACKAGE", to.operands, "Package id or reference")->required()->expected(1);
  deposit->add_option("--to", to.to, "A target; none can be named yet")->required();
  add_holdings(*deposit, to);
}

void add_keeping(CLI::App& app, Arguments& to) {
  CLI::App* audit = add(app, to, "audit", "Read every byte of the copies again and compare",
                        "delo audit --due --repair");
  audit->add_option("PACKAGE", to.operands, "Only these packages");
  audit->add_flag("--all", to.all, "Every copy");
  audit->add_flag("--due", to.due, "Copies that the audit policy's period asks for (default)");
  audit->add_option("--sample", to.sample_percent, "This many percent, longest unverified first")
      ->check(CLI::Range(0.0, 100.0));
  audit->add_option("--store", to.store, "Copies in this store only");
  audit->add_option("--rate", to.rate_megabytes, "Read at most this many MB/s")
      ->check(CLI::NonNegativeNumber);
  audit->add_option("--policy", to.policy, "Audit policy file (default: the holdings' own)");
  audit->add_flag("--repair", to.repair, "Restore from a copy that was just verified");
  audit->add_option("--new-store", to.new_store,
                    "With --all --repair: this store is lost; make it anew and fill it");
  add_holdings(*audit, to);

  CLI::App* ledger = app.add_subcommand("ledger", "The record of everything done");
  ledger->require_subcommand(1);
  CLI::App* verify =
      add(*ledger, to, "verify", "Check that the ledger was not altered", "delo ledger verify");
  add_holdings(*verify, to);
  CLI::App* prove = add(*ledger, to, "prove", "Write the proof for a package",
                        "delo ledger prove 5f1c2a9e --to proof/");
  prove->add_option("PACKAGE", to.operands, "Package id or reference")->required()->expected(1);
  prove->add_option("--file", to.file, "Only this file of the package");
  prove->add_option("--to", to.to, "Folder to put it into")->required();
  add_holdings(*prove, to);
  CLI::App* exported = add(*ledger, to, "export", "Write the whole ledger to standard output",
                           "delo ledger export > ledger.jsonl");
  add_holdings(*exported, to);

  CLI::App* catalogue = app.add_subcommand("catalogue", "The index of what is held");
  catalogue->require_subcommand(1);
  CLI::App* rebuild = add(*catalogue, to, "rebuild", "Make it anew from ledger and stores",
                          "delo catalogue rebuild");
  add_holdings(*rebuild, to);

  CLI::App* report = add(app, to, "report", "The report of a past run",
                         "delo report 20241124T063631Z-5f1c2a9e --format csv");
  report->add_option("RUN", to.operands, "Run, batch or audit; default: the newest");
  report->add_option("--format", to.format, "html, csv or json");
  report->add_flag("--return-list", to.return_list,
                   "What the producer has to scan or send again, by cause; html or csv");
  add_language(*report, to);
  report->add_option("--separator", to.separator,
                     "Of a return list as csv: comma or semicolon (Excel in Russian, Ukrainian)");
  add_holdings(*report, to);
}

std::string command_path(const CLI::App& app) {
  for (const CLI::App* command : app.get_subcommands()) {
    const std::string below = command_path(*command);
    return below.empty() ? command->get_name() : command->get_name() + " " + below;
  }
  return {};
}

// CLI11 takes an argument "[a, b]" for a list of two.  A text or a name in brackets gets a
// mark that no argument of a system can have, and loses it when all are read.
constexpr char kWhole = '\0';

std::vector<std::string> marked_arguments(int argc, const char* const* argv) {
  std::vector<std::string> out;
  for (int i = argc - 1; i > 0; --i) {  // CLI11 wants the last one first
    std::string& argument = out.emplace_back(argv[i]);
    if (argument.starts_with('[') && argument.ends_with(']')) argument += kWhole;
  }
  return out;
}

void remove_marks(Arguments& to) {
  for (std::string* text : {&to.policy,
                            &to.plan,
                            &to.output,
                            &to.to,
                            &to.as,
                            &to.serialize,
                            &to.split,
                            &to.settings,
                            &to.store,
                            &to.new_store,
                            &to.because,
                            &to.person,
                            &to.format,
                            &to.of,
                            &to.file,
                            &to.language,
                            &to.separator,
                            &to.archives,
                            &to.reference_template,
                            &to.return_file,
                            &to.bag_profile,
                            &to.bag_info,
                            &to.archive,
                            &to.fond,
                            &to.of_language,
                            &to.validity,
                            &to.dates,
                            &to.as_version_of}) {
    std::erase(*text, kWhole);
  }
  for (std::vector<std::string>* list : {&to.operands, &to.profiles, &to.algorithms, &to.tags}) {
    for (std::string& text : *list) std::erase(text, kWhole);
  }
  std::string holdings = to.holdings.string();
  std::erase(holdings, kWhole);
  to.holdings = holdings;
}

}  // namespace

std::variant<Arguments, Leave> parse_arguments(int argc, const char* const* argv) {
  Arguments arguments;
  arguments.jobs = cores();
  CLI::App app("delo: receives, examines, packages and keeps scans of archival records", "delo");
  app.require_subcommand(1);
  app.footer(
      "Exit codes: 0 all is well; 1 something is wrong with the material; 2 usage or\n"
      "configuration; 3 we could not do it; 130 interrupted, run it again.");
  bool version = false;
  app.add_flag("--version", version, "Version, and those of every library that gives verdicts");
  add_way_in(app, arguments);
  add_looks(app, arguments);
  add_packages(app, arguments);
  add_keeping(app, arguments);
  // --version stands alone, without a command.
  if (argc == 2 && std::string_view(argv[1]) == "--version") return Leave{.version = true};
  try {
    app.parse(marked_arguments(argc, argv));
  } catch (const CLI::CallForHelp&) {
    const CLI::App* asked = &app;
    while (!asked->get_subcommands().empty()) asked = asked->get_subcommands().front();
    return Leave{.code = 0, .text = asked->help()};
  } catch (const CLI::ParseError& error) {
    return Leave{.code = 2,
                 .text = "delo: " + std::string(error.what()) + " (delo --help tells more)\n"};
  }
  remove_marks(arguments);
  arguments.command = command_path(app);
  return arguments;
}

}  // namespace delo::ingest
