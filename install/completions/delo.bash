# bash completion for delo(1)

_delo() {
  local cur prev words cword
  _init_completion || return

  local commands='plan ingest check validate package list show find export audit ledger catalogue decide
    deposit report reference rules'
  local common='--help --json --quiet --jobs'
  local command='' i
  for ((i = 1; i < cword; i++)); do
    if [[ ${words[i]} != -* ]]; then
      command=${words[i]}
      break
    fi
  done

  case $prev in
    --holdings | --to) _filedir -d; return ;;
    --policy) _filedir toml; COMPREPLY+=($(compgen -W 'scans scans-master-tiff scans-access-pdf' -- "$cur")); return ;;
    --plan | --output) _filedir; return ;;
    --return-list) [[ $command == plan ]] && { _filedir; return; } ;;
    --jobs) COMPREPLY=($(compgen -W "$(seq "$(nproc)")" -- "$cur")); return ;;
    --serialize) COMPREPLY=($(compgen -W 'tar zip' -- "$cur")); return ;;
    --algorithm) COMPREPLY=($(compgen -W 'sha256 sha512 sha384 sha1 md5' -- "$cur")); return ;;
    --format)
      if [[ $command == rules ]]; then
        COMPREPLY=($(compgen -W 'text markdown pot' -- "$cur"))
      else
        COMPREPLY=($(compgen -W 'html csv json' -- "$cur"))
      fi
      return ;;
    --validity) COMPREPLY=($(compgen -W 'valid invalid' -- "$cur")); return ;;
    --language) COMPREPLY=($(compgen -W 'ru uk en' -- "$cur")); return ;;
    --archive | --fond | --date | --limit | --offset) return ;;
    --separator) COMPREPLY=($(compgen -W 'comma semicolon' -- "$cur")); return ;;
    --lang) COMPREPLY=($(compgen -W 'en ru uk' -- "$cur")); return ;;
    --of) COMPREPLY=($(compgen -W 'reception decision plan examination tiff format leaves text texts xml pdf metadata jpeg reference policy package ocfl holdings' -- "$cur")); return ;;
    --profile) [[ $command == package ]] && COMPREPLY=($(compgen -f -- "$cur")) || COMPREPLY=($(compgen -W 'tiff-baseline tiff-extended ti-a' -- "$cur")); return ;;
    --as)
      if [[ $command == validate ]]; then
        COMPREPLY=($(compgen -W 'bag bag-profile= ocfl-object ocfl-root csip sip aip dip archivematica-aip' -- "$cur"))
      else
        COMPREPLY=($(compgen -W 'bag sip aip dip archivematica-transfer archivematica-bag' -- "$cur"))
      fi
      return ;;
    --settings) _filedir toml; return ;;
    --split) COMPREPLY=($(compgen -W '700MB 4GB 4GiB 25GB' -- "$cur")); return ;;
    --because | --person | --sample | --rate | --store | --new-store | --tag) return ;;
    --bag-info) COMPREPLY=($(compgen -f -- "$cur")); return ;;
  esac

  local options=''
  case $command in
    '') COMPREPLY=($(compgen -W "$commands --help --version" -- "$cur")); return ;;
    plan) options='--policy --holdings --output --return-list --lang --separator' ;;
    ingest) options='--policy --holdings --plan' ;;
    check) options='--profile' ;;
    validate) options='--as' ;;
    package) options='--as --to --serialize --algorithm --profile --bag-info --tag --split --settings --examine' ;;
    list | show | catalogue) options='--holdings' ;;
    find) options='--archive --fond --date --language --validity --limit --offset --holdings' ;;
    export) options='--to --as --version --serialize --split --settings --masters --holdings' ;;
    audit) options='--holdings --all --due --sample --store --rate --policy --repair --new-store' ;;
    ledger) options='--holdings --file --to' ;;
    decide) options='--accept --reject --because --person --as-version-of --holdings' ;;
    deposit) options='--to --holdings' ;;
    reference) options='--archives --template' ;;
    report) options='--format --return-list --lang --separator --holdings' ;;
    rules) options='--of --format --lang' ;;
  esac
  if [[ $cur == -* ]]; then
    COMPREPLY=($(compgen -W "$options $common" -- "$cur"))
  elif [[ $command == ledger && $prev == ledger ]]; then
    COMPREPLY=($(compgen -W 'verify prove export' -- "$cur"))
  elif [[ $command == catalogue && $prev == catalogue ]]; then
    COMPREPLY=($(compgen -W 'rebuild' -- "$cur"))
  else
    _filedir
  fi
} &&
  complete -F _delo delo
