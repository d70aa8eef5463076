# bash completion for hearsay
_hearsay() {
  local word=${COMP_WORDS[COMP_CWORD]} command= i
  for ((i = 1; i < COMP_CWORD; i++)); do
    case ${COMP_WORDS[i]} in -*) ;; *) command=${COMP_WORDS[i]}; break ;; esac
  done
  local words=
  case $command in
    '') words='add trace narratives claims sources documents show changes conflicts wanted extract annotate cite report audit rebuild model gazetteer export set link reject merge split note undo decisions demo serve --help --version' ;;
    add) words='-h --help -q --quiet -v --verbose --model --data --allow-private -s --store -f --format -j --jobs' ;;
    trace) words='-h --help -q --quiet -v --verbose --model --data --claim -s --store -f --format' ;;
    narratives) words='-h --help -q --quiet -v --verbose --model --data --since --until --place --source --limit --offset -s --store -f --format' ;;
    claims) words='-h --help -q --quiet -v --verbose --model --data --since --until --place --source --limit --offset -s --store -f --format' ;;
    sources) words='-h --help -q --quiet -v --verbose --model --data --since --until --place --source --limit --offset -s --store -f --format' ;;
    documents) words='-h --help -q --quiet -v --verbose --model --data --since --until --place --source --limit --offset -s --store -f --format' ;;
    show) words='-h --help -q --quiet -v --verbose --model --data -s --store -f --format' ;;
    changes) words='-h --help -q --quiet -v --verbose --model --data -s --store -f --format' ;;
    conflicts) words='-h --help -q --quiet -v --verbose --model --data -s --store -f --format' ;;
    wanted) words='-h --help -q --quiet -v --verbose --model --data -s --store -f --format' ;;
    extract) words='-h --help -q --quiet -v --verbose --model --data --allow-private -f --format -j --jobs' ;;
    annotate) words='-h --help -q --quiet -v --verbose --model --data --allow-private --raw --explain -f --format -j --jobs' ;;
    cite) words='-h --help -q --quiet -v --verbose --model --data -s --store -f --format' ;;
    report) words='-h --help -q --quiet -v --verbose --model --data -o --output -s --store' ;;
    audit) words='-h --help -q --quiet -v --verbose --model --data -s --store -f --format' ;;
    rebuild) words='-h --help -q --quiet -v --verbose --model --data -s --store -f --format -j --jobs' ;;
    model) words='-h --help -q --quiet -v --verbose --model --data -f --format' ;;
    gazetteer) words='-h --help -q --quiet -v --verbose --model --data --names -f --format' ;;
    export) words='-h --help -q --quiet -v --verbose --model --data -o --output --id -s --store' ;;
    set) words='-h --help -q --quiet -v --verbose --model --data --reason --by -s --store -f --format' ;;
    link) words='-h --help -q --quiet -v --verbose --model --data --kind --reason --by -s --store -f --format' ;;
    reject) words='-h --help -q --quiet -v --verbose --model --data --reason --by -s --store -f --format' ;;
    merge) words='-h --help -q --quiet -v --verbose --model --data --reason --by -s --store -f --format' ;;
    split) words='-h --help -q --quiet -v --verbose --model --data --reason --by -s --store -f --format' ;;
    note) words='-h --help -q --quiet -v --verbose --model --data --reason --by -s --store -f --format' ;;
    undo) words='-h --help -q --quiet -v --verbose --model --data --reason --by -s --store -f --format' ;;
    decisions) words='-h --help -q --quiet -v --verbose --model --data -s --store -f --format' ;;
    demo) words='-h --help -q --quiet -v --verbose --model --data -f --format -j --jobs' ;;
    serve) words='-h --help -q --quiet -v --verbose --model --data --host --port --token-file --allow-host -s --store -j --jobs' ;;
  esac
  if [[ $word == -* || -z $command ]]; then
    COMPREPLY=($(compgen -W "$words" -- "$word"))
  elif [[ $command == export ]]; then
    COMPREPLY=($(compgen -W 'jsonl csv geojson graphml gexf prov claim webannotation stix ftm bundle' -- "$word"))
  else
    COMPREPLY=($(compgen -f -- "$word"))
  fi
}
complete -o filenames -F _hearsay hearsay
